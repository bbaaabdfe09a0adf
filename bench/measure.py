"""Clocks and tables of the benches: CPU time of this process, medians, and a baseline in turns with it."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, TypeVar

from nacl.bindings import crypto_sign_open

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from exercise import Spoken

A = TypeVar("A")
B = TypeVar("B")


def cpu(work: Callable[[], object]) -> float:
    """Seconds of CPU, of this process alone."""
    start = time.process_time_ns()
    work()
    return (time.process_time_ns() - start) / 1e9


def wall(work: Callable[[], object]) -> float:
    start = time.perf_counter_ns()
    work()
    return (time.perf_counter_ns() - start) / 1e9


def both(work: Callable[[], object]) -> tuple[float, float]:
    """(CPU, wall) in seconds."""
    start = time.perf_counter_ns()
    spent = cpu(work)
    return spent, (time.perf_counter_ns() - start) / 1e9


def in_turns(runs: int, *works: Callable[[], object]) -> list[float]:
    """The median CPU of each, A B A B ..., so that what else runs on the machine meets them alike."""
    spans: list[list[float]] = [[] for _ in works]
    for run in range(runs):
        for place in range(len(works)):
            at = (place + run) % len(works)
            spans[at].append(cpu(works[at]))
    return [statistics.median(each) for each in spans]


def in_order(one: Callable[[], A], other: Callable[[], B], *, first: bool) -> tuple[A, B]:
    """Both results, whichever runs first."""
    if first:
        result = one()
        return result, other()
    also = other()
    return one(), also


def bare_verification(opened: Iterable[tuple[bytes, bytes]]) -> None:
    """The floor: libsodium on the signed bytes, nothing parsed."""
    for signed, public in opened:
        crypto_sign_open(signed, public)


def opened_of(spoken: Iterable[Spoken]) -> list[tuple[bytes, bytes]]:
    return [(each.opened, each.public) for each in spoken]


@contextmanager
def a_folder() -> Iterator[Path]:
    """On a real disk, and gone afterwards. `BENCH_DIR` chooses the place."""
    folder = Path(tempfile.mkdtemp(prefix="plenipo-bench-", dir=os.environ.get("BENCH_DIR", "/tmp")))  # noqa: S108 - named so
    try:
        yield folder
    finally:
        rmtree(folder, ignore_errors=True)


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    lines = [tuple(heads), *(tuple(map(_cell, row)) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        print("  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)), flush=True)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.2f}" if abs(value) < 100 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def target(words: str, *, met: bool) -> None:
    print(f"{'met   ' if met else 'MISSED'}  {words}", flush=True)
