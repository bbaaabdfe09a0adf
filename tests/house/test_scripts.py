"""The scripts refuse what they should and say what to do; the documents name no command that is not there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = [*sorted((ROOT / "script").iterdir()), ROOT / ".ci/run"]
FENCED = re.compile(r"^```[a-z]*\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda p: p.name)
def test_a_script_is_executable_and_stops_at_the_first_error(script: Path) -> None:
    assert os.access(script, os.X_OK)
    assert script.read_text().startswith("#!/usr/bin/env bash\n")
    assert "\nset -euo pipefail\n" in script.read_text()


def commands(document: Path) -> set[str]:
    blocks = "".join(FENCED.findall(document.read_text()))
    return set(re.findall(r"(?:^|[\s`])((?:script|\.ci)/[a-z-]+)", blocks))


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_the_commands_of_a_document_are_there(name: str) -> None:
    assert commands(ROOT / name)
    assert [c for c in commands(ROOT / name) if not os.access(ROOT / c, os.X_OK)] == []


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    for part in ("script", "requirements"):
        shutil.copytree(ROOT / part, tmp_path / part)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def fake(folder: Path, **programs: str) -> Path:
    """A PATH that holds the usual small tools and these programs, nothing else."""
    folder.mkdir()
    for tool in ("bash", "dirname", "id", "cat", "cut", "sha256sum", "grep", "env"):
        (folder / tool).symlink_to(shutil.which(tool) or tool)
    for name, body in programs.items():
        program = folder / name
        program.unlink(missing_ok=True)
        program.write_text(f"#!/bin/sh\n{body}\n")
        program.chmod(0o755)
    return folder


def setup(clone: Path, *arguments: str, **programs: str) -> tuple[int, str]:
    path = fake(clone / "bin", **programs)
    done = subprocess.run(
        [str(clone / "script/setup"), *arguments],
        env={"PATH": str(path)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_without_a_python_setup_names_the_cure(clone: Path) -> None:
    status, said = setup(clone)
    assert status == 1
    assert "no Python 3.11 or later" in said
    assert "apt-get install python3" in said


def test_an_old_python_is_refused_with_its_version(clone: Path) -> None:
    status, said = setup(clone, python3='[ "$1" = --version ] && echo "Python 3.9.2" && exit; exit 1')
    assert status == 1
    assert "python3 here: Python 3.9.2" in said


# Can be asked its version, cannot make an environment.
NO_VENV = """case "$2" in *ensurepip*) exit 1 ;; *print*) echo 3.12 ;; esac"""


def test_neither_root_nor_sudo_is_told_what_an_administrator_should_install(clone: Path) -> None:
    status, said = setup(clone, python3=NO_VENV, id="echo 1000", **{"apt-get": "exit 1"})
    assert status == 1
    assert "neither root nor sudo: python3.12-venv" in said
    assert "apt-get update && apt-get install python3.12-venv" in said


def test_an_apt_that_fails_is_told_apart_from_a_missing_one(clone: Path) -> None:
    status, said = setup(clone, python3=NO_VENV, id="echo 0", **{"apt-get": "exit 100"})
    assert (status, "apt-get could not install: python3.12-venv" in said) == (1, True)


def test_without_apt_setup_says_which_packages_to_bring(clone: Path) -> None:
    status, said = setup(clone, python3=NO_VENV)
    assert (status, "missing: python3.12-venv" in said) == (1, True)


def test_a_pip_that_fails_stops_setup_and_leaves_no_stamp(clone: Path) -> None:
    venv = f'mkdir -p .venv/bin && cp "{clone}/bin/python3" .venv/bin/python'
    python = f'case "$*" in *"pip install"*) exit 1 ;; "-m venv"*) PATH=/usr/bin:/bin; {venv} ;; esac'
    status, said = setup(clone, "--run-only", python3=python)
    assert status == 1
    assert "pip could not install the requirements" in said
    assert not list(clone.glob(".venv/.setup-*"))


def test_setup_is_stamped_and_runs_nothing_when_nothing_changed(clone: Path) -> None:
    log = clone / "log"
    venv = f'mkdir -p .venv/bin && cp "{clone}/bin/python3" .venv/bin/python'
    python = f'echo "$*" >>{log}; case "$*" in "-m venv"*) PATH=/usr/bin:/bin; {venv} ;; esac'
    assert setup(clone, "--run-only", python3=python)[0] == 0
    assert (
        "--require-hashes --requirement=requirements/build.txt --requirement=requirements/run.txt"
        in log.read_text()
    )
    log.unlink()
    shutil.rmtree(clone / "bin")
    assert setup(clone, "--run-only", python3=python)[0] == 0
    assert not log.exists()
    shutil.rmtree(clone / "bin")
    with (clone / "requirements/run.txt").open("a") as run:
        run.write("\n")
    assert setup(clone, "--run-only", python3=python)[0] == 0
    assert "pip install" in log.read_text()


def test_an_unknown_option_is_refused(clone: Path) -> None:
    assert setup(clone, "--fast") == (
        1,
        "setup: unknown option: --fast\n       Usage: script/setup [--run-only]\n",
    )


def demo(clone: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(clone / "script/demo"), *arguments], capture_output=True, text=True, check=False
    )


def test_the_demo_never_touches_a_folder_that_it_did_not_make(clone: Path) -> None:
    theirs = clone / "demo"
    theirs.mkdir()
    (theirs / "letter").write_text("mine")
    done = demo(clone, "--no-serve")
    assert done.returncode == 1
    assert "is not a demo" in done.stderr
    assert (theirs / "letter").read_text() == "mine"


def test_the_demo_makes_its_own_folder_anew_and_passes_arguments_on(clone: Path) -> None:
    (clone / "script/setup").write_text("#!/bin/sh\n")
    plenipo = clone / ".venv/bin/plenipo"
    plenipo.parent.mkdir(parents=True)
    plenipo.write_text('#!/bin/sh\necho "$@"\nmkdir "$3" && touch "$3/$(ls "$3" | wc -l)"\nexit 7\n')
    plenipo.chmod(0o755)
    for _ in range(2):
        done = demo(clone, "--dir", str(clone / "d"), "--no-serve", "--seed", "a b")
        assert (done.returncode, done.stdout) == (7, f"demo --dir {clone / 'd'} --seed a b\n")
        assert sorted(p.name for p in (clone / "d").iterdir()) == [".made-by-script-demo", "0"]


def test_every_decision_has_a_number_of_its_own_and_its_line_in_the_list() -> None:
    folder = ROOT / "docs/adr"
    records = sorted(p.name for p in folder.glob("[0-9]*.md"))
    assert [name[:4] for name in records] == [f"{n:04}" for n in range(1, len(records) + 1)]
    assert re.findall(
        r"^\| \[(\d{4})\]\((\1-[a-z0-9-]+\.md)\) \| \S", (folder / "README.md").read_text(), re.MULTILINE
    ) == [(name[:4], name) for name in records]
