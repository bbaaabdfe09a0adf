"""`plenipo verify` of a whole register beside its bare signatures, on all cores: `python bench/verify.py`.

The command runs as it is, in a process of its own with its workers. Beside it: as many processes as there are
cores, each of which verifies its share of the same signatures and does nothing else. Wall, and CPU of all
processes. Peak memory: the sum over the tree of processes of the proportional set size (PSS) that the kernel
tells, looked at every 50 ms, so shared pages count once.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import statistics
import subprocess
import sys
import time
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from typing import TYPE_CHECKING, Any

from full_path import GROUP, Growing
from measure import a_folder, bare_verification, table, target

from plenipo.register import decode_entry
from plenipo.signatures import to_be_signed
from plenipo.signatures.sshsig import parse_act_signature
from plenipo_node.folder import create_folder
from plenipo_node.storage import open_register

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = (1_000, 10_000, 100_000)
TARGET, MEMORY_MB = 2.0, 400
NEW = 1_000
COMMAND = [sys.executable, "-c", "from plenipo_cli.main import main; raise SystemExit(main())"]
Opened = list[tuple[bytes, bytes]]


def verify(folder: Path, *options: str) -> tuple[float, float, float]:
    """(wall s, CPU s of all processes, peak PSS in MB) of the command, which has to say that it holds."""
    before, start = getrusage(RUSAGE_CHILDREN), time.perf_counter()
    with subprocess.Popen(
        [*COMMAND, "verify", str(folder), *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as running:
        peak = 0.0
        while running.poll() is None:
            peak = max(peak, sum(map(pss, tree_of(running.pid))))
            time.sleep(0.05)
        passed = time.perf_counter() - start
        assert running.stdout is not None
        assert running.stdout.read().startswith(b"holds")
    return passed, _spent(before), peak


def _spent(before: Any) -> float:
    after = getrusage(RUSAGE_CHILDREN)
    return float(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def tree_of(pid: int) -> list[int]:
    found = [pid]
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += tree_of(int(child))
    return found


def pss(pid: int) -> float:
    """MB."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


def signatures_of(folder: Path) -> Opened:
    """Every signature of the register before the bytes that it signs, with its key."""
    found = []
    with closing(open_register(folder)) as register:
        for data in register.read():
            entry = decode_entry(data)
            signed = to_be_signed(entry.act)
            for armored in entry.signatures:
                parsed = parse_act_signature(armored)
                found.append((parsed.signature[-64:] + signed, parsed.public_key[-32:]))
    return found


def bare(opened: Opened) -> tuple[float, float]:
    """(wall s, CPU s) of verifying all of them on all cores."""
    cores = len(os.sched_getaffinity(0))
    fork = multiprocessing.get_context("fork")  # the shares are inherited: nothing is sent
    shares = [opened[at::cores] for at in range(cores)]
    before, start = getrusage(RUSAGE_CHILDREN), time.perf_counter()
    workers = [fork.Process(target=bare_verification, args=(share,)) for share in shares]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return time.perf_counter() - start, _spent(before)


def measured(folder: Path, size: int, runs: int) -> tuple[Any, ...]:
    opened = signatures_of(folder)
    ours, base = [], []
    for run in range(runs):
        turns: list[Callable[[], None]] = [
            lambda: ours.append(verify(folder)),
            lambda: base.append(bare(opened)),
        ]
        for turn in turns if run % 2 == 0 else reversed(turns):
            turn()
    wall, spent, peak = (statistics.median(part) for part in zip(*ours, strict=True))
    base_wall, base_spent = (statistics.median(part) for part in zip(*base, strict=True))
    return size, wall, base_wall, wall / base_wall, spent, base_spent, spent / base_spent, peak


def since(growing: Growing, folder: Path, state: Path, whole: float) -> tuple[Any, ...]:
    """A check that goes on from a saved state, with a thousand entries more."""
    verify(folder, "--save-state", str(state))
    before = growing.size
    while growing.size < before + NEW:
        growing.submit(growing.next())
    wall, spent, peak = verify(folder, "--since", str(state))
    return before, NEW, wall, spent, peak, wall / whole


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=list(SIZES[:2]))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--register", type=Path, help="a dialogue's folder to check too, once")
    options = parser.parse_args()
    rows, later = [], []
    with a_folder() as place:
        if options.sizes:
            with create_folder(place / "dialogue") as folder:
                growing = Growing(folder)
                for size in options.sizes:
                    while growing.size < size:
                        growing.submit(growing.next(GROUP))
                    rows.append(measured(folder.path, growing.size, options.runs))
                    later.append(since(growing, folder.path, place / "state", rows[-1][1]))
        if options.register is not None:
            with closing(open_register(options.register)) as register:
                size = register.size()
            rows.append(measured(options.register, size, 1))
            check = partial(verify, options.register)
            check("--save-state", str(place / "state"))
            wall, spent, peak = check("--since", str(place / "state"))
            later.append((size, 0, wall, spent, peak, wall / rows[-1][1]))
    report(rows, later)


def report(rows: list[tuple[Any, ...]], later: list[tuple[Any, ...]]) -> None:
    heads = ("entries", "wall s", "bare wall s", "ratio", "CPU s", "bare CPU s", "ratio", "peak MB")
    table(heads, rows)
    table(("checked before", "new", "wall s", "CPU s", "peak MB", "of a whole check"), later)
    size, *_ = rows[-1]
    target(f"wall at {size:,} at most {TARGET} x bare: {rows[-1][3]:.2f}", met=rows[-1][3] <= TARGET)
    target(f"CPU at {size:,} at most {TARGET} x bare: {rows[-1][6]:.2f}", met=rows[-1][6] <= TARGET)
    peak = max(row[7] for row in rows)
    target(f"peak memory below {MEMORY_MB} MB up to {size:,}: {peak:.0f} MB", met=peak < MEMORY_MB)


if __name__ == "__main__":
    main()
