from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "bench"
TINY = {
    "full_path": ("--sizes", "100", "200", "--commits", "1"),
    "one_act": ("--acts", "3", "--before", "100"),
    "proofs": ("--sizes", "300", "600", "--peer", "300"),
    "verify": ("--sizes", "100", "--runs", "1"),
    "guard": ("--dead", "0", "2", "--times", "3"),
    "search": ("--sizes", "64", "200"),
    "desk": ("--sizes", "500", "600", "--runs", "1", "--seconds", "0.2", "--readers", "2", "--writers", "1"),
    "views": ("--sizes", "600", "700", "--dead", "2"),
}


@pytest.mark.parametrize("name", TINY)
def test_a_bench_runs_and_tells_of_its_targets(name: str, tmp_path: Path) -> None:
    """How quick it is depends on the machine: here it only has to run."""
    done = subprocess.run(
        [sys.executable, str(BENCH / f"{name}.py"), *TINY[name]],
        capture_output=True,
        text=True,
        env=os.environ | {"BENCH_DIR": str(tmp_path)},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stdout.splitlines() if line.startswith(("met ", "MISSED "))]
    assert list(tmp_path.iterdir()) == []
