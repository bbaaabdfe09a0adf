"""The clone says nothing of registries or of one developer's machine, and stays in small files."""

from __future__ import annotations

import ast
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def listed(*patterns: str) -> list[Path]:
    """Files that git tracks or would: a rule should bite before the commit."""
    command = [
        "git",
        "-c",
        "safe.directory=*",
        "ls-files",
        "-z",
        "-co",
        "--exclude-standard",
        "--",
        *patterns,
    ]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return [ROOT / n for n in names if n and (ROOT / n).is_file()]


FILES = listed()
PYTHON = listed("*.py")

# In pieces, so that this file passes its own test.
HOSTS = [
    ".".join(pieces)
    for pieces in (
        ("py" + "pi", "org"),
        ("files", "python" + "hosted", "org"),
        ("registry", "npm" + "js"),
        ("registry", "yarn" + "pkg"),
        ("npm" + "mirror", "com"),
        ("deb", "debian" + "", "org"),
        ("security", "debian" + "", "org"),
        ("archive", "ubuntu" + "", "com"),
        ("crates", "i" + "o"),
        ("proxy", "go" + "lang", "org"),
        ("repo", "maven" + "", "apache"),
        ("conda", "ana" + "conda", "org"),
    )
]
REGISTRY = re.compile("|".join(re.escape(h) for h in HOSTS).encode(), re.IGNORECASE)
MACHINE = re.compile(rb"(?<![\w.~-])/(?:ho" + rb"me|wo" + rb"rk|Us" + rb"ers)/\w")


@pytest.mark.parametrize("pattern", [REGISTRY, MACHINE], ids=["registry", "machine"])
def test_no_file_names_a_registry_or_a_place_on_one_machine(pattern: re.Pattern[bytes]) -> None:
    assert len(FILES) > 20
    assert [(str(f.relative_to(ROOT)), m[0]) for f in FILES if (m := pattern.search(f.read_bytes()))] == []


def test_the_patterns_find_what_they_are_for() -> None:
    assert REGISTRY.search(b"https://" + HOSTS[0].upper().encode())
    assert MACHINE.search(b"cd /ho" + b"me/someone")
    assert not MACHINE.search(b"see docs/wo" + b"rk/plan and //host/ho" + b"me/")


def test_every_python_file_stays_below_400_lines() -> None:
    lengths = {str(f.relative_to(ROOT)): len(f.read_text().splitlines()) for f in PYTHON}
    assert {f: n for f, n in lengths.items() if n >= 400} == {}


def functions(path: Path) -> list[tuple[int, str]]:
    found = [
        n
        for n in ast.walk(ast.parse(path.read_text()))
        if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    return [((n.end_lineno or n.lineno) - n.lineno + 1, f"{path.relative_to(ROOT)}:{n.name}") for n in found]


def test_no_function_is_longer_than_60_lines() -> None:
    longest = sorted((f for path in PYTHON for f in functions(path)), reverse=True)
    assert [f for f in longest if f[0] > 60] == []
    assert longest[0][0] > 10


def test_files_below_tests_have_names_of_their_own_since_they_form_no_packages() -> None:
    names = Counter(f.name for f in listed("tests/**/*.py") if f.name != "conftest.py")
    assert {n: c for n, c in names.items() if c > 1} == {}
    assert listed("tests/**/__init__.py") == []


def test_every_python_file_below_tests_is_a_test_or_a_helper_that_one_imports() -> None:
    code = "\n".join(f.read_text() for f in listed("tests/**/*.py"))
    helpers = [f for f in listed("tests/**/*.py") if not f.name.startswith(("test_", "conftest"))]
    assert [str(f) for f in helpers if not re.search(rf"\b(from|import) +{f.stem}\b", code)] == []
