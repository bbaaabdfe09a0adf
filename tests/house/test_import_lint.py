"""The import lint and the ban on clocks hold the directions of the house, and bite when one is broken."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CORE = ROOT / "src/plenipo"
LINT = "from importlinter.cli import lint_imports_command as lint; lint()"


def import_lint(tree: Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache", "--no-logo", "--config", str(ROOT / "pyproject.toml")],
        cwd=tree,
        env=os.environ | {"PYTHONPATH": str(tree), "COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))


def test_the_tree_as_it_is_passes(tree: Path) -> None:
    status, said = import_lint(tree)
    assert (status, "0 broken" in said) == (0, True), said


@pytest.mark.parametrize(
    ("where", "line", "named"),
    [
        ("plenipo/acts/planted.py", "import plenipo_node", "plenipo.acts.planted -> plenipo_node"),
        ("plenipo/register/planted.py", "import django", "plenipo.register.planted -> django"),
        ("plenipo/register/planted.py", "from pathlib import Path", "plenipo.register.planted -> pathlib"),
        ("plenipo/guard/planted.py", "import time", "plenipo.guard.planted -> time"),
        ("plenipo/acts/planted.py", "import plenipo.guard", "plenipo.acts.planted -> plenipo.guard"),
        ("plenipo/dialogue/planted.py", "import plenipo.guard", "plenipo.dialogue.planted -> plenipo.guard"),
        ("plenipo/acts/planted.py", "import plenipo.register", "plenipo.acts.planted -> plenipo.register"),
        (
            "plenipo/register/planted.py",
            "import plenipo.signatures",
            "register.planted -> plenipo.signatures",
        ),
        ("plenipo/guard/planted.py", "import plenipo.sealing", "plenipo.guard.planted -> plenipo.sealing"),
        ("plenipo/guard/planted.py", "import plenipo.signatures", "guard.planted -> plenipo.signatures"),
        ("plenipo_node/planted.py", "import plenipo_cli", "plenipo_node.planted -> plenipo_cli"),
        ("plenipo/planted/__init__.py", "", "planted"),
    ],
)
def test_a_planted_import_is_named(tree: Path, where: str, line: str, named: str) -> None:
    planted = tree / where
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(line + "\n")
    status, said = import_lint(tree)
    assert status == 1
    assert named in said


def banned_calls(path: str, code: str) -> str:
    ruff = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--no-cache",
        "--select",
        "TID251",
        "--stdin-filename",
        path,
        "-",
    ]
    return subprocess.run(ruff, cwd=ROOT, input=code, capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize(
    "code",
    [
        "from datetime import UTC, datetime\ndatetime.now(UTC)",
        "import datetime as d\nd.datetime.now(d.UTC)",
        "from datetime import datetime as instant\ninstant.utcnow()",
        "import datetime\ndatetime.date.today()",
    ],
)
def test_the_core_never_reads_a_clock_and_the_shell_may(code: str) -> None:
    assert "TID251" in banned_calls("src/plenipo/guard/planted.py", code)
    assert "TID251" not in banned_calls("src/plenipo_node/planted.py", code)


def test_no_comment_in_the_core_lifts_the_ban() -> None:
    lifted = [
        str(f) for f in CORE.rglob("*.py") if "TID251" in f.read_text() or "ruff: noqa" in f.read_text()
    ]
    assert not lifted


OUTSIDE = {"open", "print", "input", "breakpoint", "exec", "eval", "compile", "__import__"}


def calls_outside(code: str) -> set[str]:
    calls = (n.func for n in ast.walk(ast.parse(code)) if isinstance(n, ast.Call))
    return {f.id for f in calls if isinstance(f, ast.Name)} & OUTSIDE


def test_the_core_calls_no_builtin_that_reaches_outside() -> None:
    found = {str(f.relative_to(ROOT)): c for f in CORE.rglob("*.py") if (c := calls_outside(f.read_text()))}
    assert not found
    assert calls_outside("def f(p):\n    return open(p)") == {"open"}
