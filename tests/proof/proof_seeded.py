"""Puts each mutant into a copy of the core; the short runs look for it, then the tests, then longer runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from msgspec import Struct
from proof_mutant import Mutant

ROOT = Path(__file__).parents[2]
LATER = (
    "tests/proof/test_borders.py",
    "tests/guard",
    "tests/proof/test_symbolic.py",
)  # asked only if the short runs see nothing


class Seeded(Struct, frozen=True):
    """One mutant, and what saw it; None if nothing did."""

    mutant: Mutant
    by: str | None


def seed(mutants: Sequence[Mutant], *, later: Sequence[str] = LATER, workers: int = 2) -> list[Seeded]:
    """What became of each, in their order."""
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(lambda mutant: _one(mutant, later), mutants))


def _one(mutant: Mutant, later: Sequence[str]) -> Seeded:
    with tempfile.TemporaryDirectory() as folder:
        core = Path(folder) / "plenipo"
        shutil.copytree(ROOT / "src/plenipo", core)
        place = mutant.place(core)
        for old in place.parent.glob(f"__pycache__/{place.stem}.*"):
            old.unlink()  # it may be as young as what is written next
        mutant.put_into(core)
        return Seeded(mutant, _seen(folder, place.stem, later))


def _seen(folder: str, where: str, later: Sequence[str]) -> str | None:
    path = os.pathsep.join((folder, str(ROOT / "tests"), str(ROOT / "tests/proof")))
    env = os.environ | {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    if seen := _by_runs((where,), env):
        return seen
    if later and _run(("-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *later), env).returncode:
        return "tests"
    return _by_runs((where, "longer"), env)


def _by_runs(arguments: Sequence[str], env: dict[str, str]) -> str | None:
    run = _run((str(ROOT / "tests/proof/proof_kill.py"), *arguments), env)
    said = run.stdout.strip() or run.stderr.strip()
    return f"runs: {said.splitlines()[-1][:100]}" if run.returncode else None


def _run(arguments: Sequence[str], env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], env=env, cwd=ROOT, capture_output=True, text=True, check=False
    )
