"""What is installed is pinned, hashed, and what pyproject.toml asks for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
GROUPS: dict[str, list[str]] = PYPROJECT["dependency-groups"]
RUN: list[str] = PYPROJECT["project"]["dependencies"]

PIN = re.compile(
    r"(?P<name>[a-z0-9-]+)(\[[a-z,]+\])?==(?P<version>[^ ;]+)( ; [^\\]+)?"
    r"((?: \\\n    --hash=sha256:[0-9a-f]{64})+)\n"
)


def pins(file: str) -> dict[str, str]:
    return {m["name"]: m["version"] for m in PIN.finditer((ROOT / "requirements" / file).read_text())}


ASKED = {
    "run.txt": RUN,
    "dev.txt": RUN + [line for name, lines in GROUPS.items() if name != "build" for line in lines],
    "build.txt": GROUPS["build"],
}


@pytest.mark.parametrize("file", ASKED)
def test_every_dependency_has_a_pin_that_satisfies_it(file: str) -> None:
    pinned = pins(file)
    for asked in map(Requirement, ASKED[file]):
        version = pinned.get(canonicalize_name(asked.name))
        assert version, f"{asked.name} has no line in {file}: run script/lock"
        assert asked.specifier.contains(version, prereleases=True), f"{asked} but {version}: run script/lock"


@pytest.mark.parametrize("file", ASKED)
def test_every_line_is_an_exact_pin_with_hashes_and_no_address(file: str) -> None:
    assert not PIN.sub("", (ROOT / "requirements" / file).read_text())


def test_the_build_backend_is_among_the_pins() -> None:
    wanted = Requirement(PYPROJECT["build-system"]["requires"][0])
    assert wanted.specifier.contains(pins("build.txt")[wanted.name])


def test_files_that_are_installed_together_agree() -> None:
    dev = pins("dev.txt")
    for file in ("run.txt", "build.txt"):
        assert {n: v for n, v in pins(file).items() if dev.get(n, v) != v} == {}, f"{file}: run script/lock"
