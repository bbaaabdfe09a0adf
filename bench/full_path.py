"""The whole way of an act beside its bare Ed25519 verification: `python bench/full_path.py [--million]`.

Parse, verify, judge, fold, append to an SQLite file with every commit synced, sign the checkpoint; 100 acts a
commit. One register grows; each group of 100 is submitted and its signatures are verified barely, in turns.
A window is the last tenth before each size, with all snapshots and checkpoints that fall into it.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from contextlib import closing, nullcontext
from functools import partial
from hashlib import sha256
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from typing import TYPE_CHECKING, Any

from exercise import Exercise
from measure import a_folder, bare_verification, both, cpu, in_order, opened_of, table, target

from plenipo_node.folder import create_folder
from plenipo_node.intake import Intake, Registered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exercise import Spoken

    from plenipo_node.folder import Folder

GROUP = 100
SIZES = (1_000, 10_000, 100_000, 1_000_000)
TARGET, SPREAD = 2.0, 1.10


class Growing:
    """A dialogue in a folder, and the exercise that fills it."""

    def __init__(self, folder: Folder, **options: Any) -> None:
        self.exercise = Exercise(folder.keys, **options)
        self.intake = Intake.of(folder, lambda: self.exercise.now)
        assert isinstance(self.intake.found(self.exercise.founding(), folder.pin), Registered)

    @property
    def size(self) -> int:
        return self.intake.standing.size

    def next(self, number: int = GROUP) -> list[Spoken]:
        past = self.intake.past
        return self.exercise.say(number, past.size, past.root(past.size) or "")

    def submit(self, spoken: list[Spoken]) -> None:
        for outcome in self.intake.submit([each.submission for each in spoken]):
            assert isinstance(outcome, Registered), outcome


def grow(growing: Growing, size: int) -> Iterator[tuple[int, float, float, float]]:
    """(size, CPU ours, wall ours, CPU of the baseline) for each group up to a size."""
    while growing.size < size:
        spoken = growing.next()
        opened = opened_of(spoken)
        (ours, wall), base = in_order(
            partial(both, partial(growing.submit, spoken)),
            partial(cpu, partial(bare_verification, opened)),
            first=growing.size // GROUP % 2 == 0,
        )
        yield growing.size, ours, wall, base


def windows(groups: list[tuple[int, float, float, float]], sizes: tuple[int, ...]) -> list[tuple[Any, ...]]:
    rows = []
    for size in sizes:
        inside = [g for g in groups if size - max(size // 10, 1000) < g[0] <= size + GROUP]
        acts = len(inside) * GROUP
        ours, wall, base = (sum(g[part] for g in inside) * 1e6 / acts for part in (1, 2, 3))
        middle = statistics.median(g[1] / g[3] for g in inside)
        rows.append((size, acts, ours, wall, base, ours / base, middle))
    return rows


def peers(growing: Growing, commits: int) -> None:
    """The same bytes to others: a hash tree without keys or rules, and signed commits."""
    spoken = [each for _ in range(5) for each in growing.next()]
    opened = opened_of(spoken)
    base = cpu(partial(bare_verification, opened)) / len(opened)
    acts = [each.submission.act for each in spoken]
    rows: list[tuple[Any, ...]] = []
    with a_folder() as folder:
        rows += list(_pymerkle(folder, acts))
        rows.append(("git commit -S (ssh), one act a commit", *_git(folder / "git", acts[:commits])))
    table(
        ("peer", "CPU µs/act", "wall µs/act", "x baseline"),
        [(name, spent * 1e6, passed * 1e6, spent / base) for name, spent, passed in rows],
    )


def _pymerkle(folder: Path, acts: list[bytes]) -> Iterator[tuple[str, float, float]]:
    try:
        from pymerkle import InmemoryTree, SqliteTree  # noqa: PLC0415 - a peer that may be missing
    except ImportError:
        print("pymerkle is not installed: left out")
        return
    memory = InmemoryTree()
    spent, passed = both(lambda: [memory.append_entry(act) for act in acts])
    yield "pymerkle in memory: append", spent / len(acts), passed / len(acts)
    with closing(SqliteTree(str(folder / "pymerkle.sqlite"))) as tree:
        groups = [acts[at : at + GROUP] for at in range(0, len(acts), GROUP)]
        spent, passed = both(lambda: [tree.append_entries(group) for group in groups])
    yield "pymerkle in SQLite: append, 100 a commit", spent / len(acts), passed / len(acts)


def _git(folder: Path, acts: list[bytes]) -> tuple[float, float]:
    """CPU of the children, and wall, of a signed commit."""
    folder.mkdir()
    run = partial(subprocess.run, check=True, cwd=folder, stdout=subprocess.DEVNULL)
    run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "key"])
    run(["git", "init", "-q"])
    settings = {
        "gpg.format": "ssh", "user.signingkey": str(folder / "key"), "user.name": "Bench",
        "user.email": "bench@localhost", "core.fsync": "all", "gc.auto": "0",
    }  # fmt: skip
    for name, value in settings.items():
        run(["git", "config", name, value])
    before, start = getrusage(RUSAGE_CHILDREN), time.perf_counter()
    for act in acts:
        run(["git", "commit", "-q", "-S", "--allow-empty", "-F", "-"], input=act)
    after, passed = getrusage(RUSAGE_CHILDREN), time.perf_counter() - start
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent / len(acts), passed / len(acts)


def heavy_texts(size: int) -> None:
    """What the sealed texts add: ciphertexts of 10 kB, as for six recipients with post-quantum keys."""
    with a_folder() as place, create_folder(place / "heavy") as folder:
        growing = Growing(folder, blob=10_000)
        groups = list(grow(growing, size))
        bytes_of = [b"\0" * 10_000] * GROUP
        digest = cpu(lambda: [sha256(each).digest() for each in bytes_of]) / GROUP
        (row,) = windows(groups, (size,))
        print(
            f"with sealed texts of 10 kB, at {size:,}: {row[2]:.1f} µs/act, {row[5]:.2f} x baseline;"
            f" SHA-256 of one such text alone: {digest * 1e6:.1f} µs"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES[:2]))
    parser.add_argument("--million", action="store_true", help="sizes up to 1,000,000")
    parser.add_argument("--keep", type=Path, help="leave the register in this folder")
    parser.add_argument("--commits", type=int, default=30, help="signed git commits")
    options = parser.parse_args()
    sizes = SIZES if options.million else tuple(options.sizes)
    with a_folder() if options.keep is None else nullcontext(options.keep) as place:
        with create_folder(place / "dialogue") as folder:
            growing = Growing(folder)
            groups = []
            for group in grow(growing, max(sizes)):
                groups.append(group)
                if sys.stderr.isatty():
                    print(f"\r{group[0]:,}", end="", file=sys.stderr)
            growing.intake.close()
            rows = windows(groups, sizes)
            heads = ("size", "acts", "CPU µs/act", "wall µs/act", "baseline", "ratio", "median group")
            table(heads, rows)
            ratios = [row[5] for row in rows]
            target(f"CPU an act at most {TARGET} x baseline: {max(ratios):.2f}", met=max(ratios) <= TARGET)
            spread = max(ratios) / min(ratios)
            target(f"the same at all sizes within 10 %: {(spread - 1) * 100:.0f} %", met=spread <= SPREAD)
            kinds = sorted(growing.exercise.kinds.items(), key=lambda each: -each[1])
            said = sum(growing.exercise.kinds.values())
            print("mix:", ", ".join(f"{kind} {number * 100 / said:.1f} %" for kind, number in kinds))
            peers(growing, options.commits)
        heavy_texts(min(2_000, max(sizes)))


if __name__ == "__main__":
    main()
