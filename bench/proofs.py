"""Inclusion proofs from tiles, and opening from a snapshot: `python bench/proofs.py [--million]`.

Warm: the tiles that the proof needs are in memory, checked. Cold: only the tree's right edge is; each tile on
the way is read and checked by its 255 hashes. First: nothing is, as for the first proof after a start. The
pages of the file are in the system's cache. Proofs are of random entries, and verified outside of the clock.
Without `--register` the entries are fillers of the usual length: proofs look at hashes.
"""

from __future__ import annotations

import argparse
import random
import statistics
from contextlib import closing, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from measure import a_folder, both, cpu, table, target

from plenipo.register import leaf_hash, verify_inclusion
from plenipo.verify import Replay
from plenipo_node.folder import create_folder, open_folder
from plenipo_node.intake import Intake
from plenipo_node.storage import Proofs, create_register, open_register

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plenipo_node.storage import Register

SIZES = (1_000, 10_000, 100_000, 1_000_000)
STEP = 10_000
PROOFS = 300
WARM_MS, COLD_MS, OPEN_S = 0.1, 0.4, 1.0


def filler(index: int) -> bytes:
    return index.to_bytes(8, "big") * 120


def fill(register: Register, size: int) -> None:
    for start in range(register.size(), size, STEP):
        register.append([filler(at) for at in range(start, min(start + STEP, size))], start)


def medians(register: Register, count: int) -> tuple[float, float, float]:
    """Milliseconds of CPU of one proof: warm, cold and first."""
    head = register.head()
    chosen = random.Random(7).sample(range(head.size), min(count, head.size))  # noqa: S311 - a sample
    warm = Proofs(register)
    spans: tuple[list[float], ...] = ([], [], [])
    for index in chosen:
        warm.inclusion(index, head)
        cold = Proofs(register)
        cold.at(head.size)
        for proofs, found in zip((warm, cold, Proofs(register)), spans, strict=True):
            found.append(cpu(partial(proofs.inclusion, index, head)) * 1000)
        (entry,) = register.read(index, index + 1)
        verify_inclusion(index, head.size, leaf_hash(entry), warm.inclusion(index, head), head.root)
    warm_ms, cold_ms, first_ms = map(statistics.median, spans)
    return warm_ms, cold_ms, first_ms


def peer(entries: Iterator[bytes], count: int) -> tuple[float, float]:
    """Milliseconds of CPU of pymerkle's proof: in memory, and in SQLite."""
    from pymerkle import InmemoryTree, SqliteTree  # noqa: PLC0415 - a peer that may be missing

    kept = list(entries)
    chosen = random.Random(7).sample(range(1, len(kept) + 1), count)  # noqa: S311 - a sample
    memory = InmemoryTree()
    for entry in kept:
        memory.append_entry(entry)
    with a_folder() as folder, closing(SqliteTree(str(folder / "peer.sqlite"))) as stored:
        stored.append_entries(kept)
        found = [
            statistics.median(cpu(partial(tree.prove_inclusion, index)) * 1000 for index in chosen)
            for tree in (memory, stored)
        ]
    return found[0], found[1]


def proofs(place: Path, sizes: tuple[int, ...], largest_peer: int) -> list[tuple[Any, ...]]:
    rows = []
    with closing(create_register(place / "fillers")) as register:
        for size in sizes:
            fill(register, size)
            measured = medians(register, PROOFS)
            others: tuple[object, object] = ("-", "-")
            if size <= largest_peer:
                # The peers take seconds a proof on larger trees in SQLite.
                others = _peers(register, 5 if size > 1_000 else 20)
            rows.append((size, *measured, *others))
    return rows


def _peers(register: Register, count: int) -> tuple[object, object]:
    try:
        return peer(register.read(), count)
    except ImportError:
        return ("missing", "missing")


def opening(folder: Path, runs: int) -> None:
    """A node's start on a register that was closed in order, beside taking every entry again."""
    size = 0
    spans: list[tuple[float, float]] = []
    for _ in range(runs):
        with open_folder(folder) as held:
            spans.append(both(lambda: Intake.of(held, lambda: 2**50)))
            size = held.register.size()
    spent, passed = (statistics.median(part) for part in zip(*spans, strict=True))
    with closing(open_register(folder)) as register:
        again, again_wall = both(lambda: replayed(register))
    table(
        ("entries", "open CPU s", "open wall s", "replay CPU s", "replay wall s", "ratio"),
        [(size, f"{spent:.3f}", f"{passed:.3f}", again, again_wall, f"1/{again / spent:.0f}")],
    )
    target(f"opening {size:,} entries from a snapshot in less than 1 s: {passed:.2f} s", met=passed < OPEN_S)


def replayed(register: Register) -> None:
    from plenipo.dialogue.standing import Standing  # noqa: PLC0415 - beside its only use
    from plenipo.verify import Nodes  # noqa: PLC0415
    from plenipo.verify.replay import replay_entry  # noqa: PLC0415

    nodes = Nodes()
    replay = Replay(Standing(), nodes)
    for entry in register.read():
        replay_entry(replay, nodes, entry)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES[:3]))
    parser.add_argument("--million", action="store_true", help="sizes up to 1,000,000")
    parser.add_argument("--peer", type=int, default=10_000, help="the largest tree given to pymerkle")
    parser.add_argument("--register", type=Path, help="a dialogue's folder for the opening")
    options = parser.parse_args()
    with a_folder() as place:
        rows = proofs(place, SIZES if options.million else tuple(options.sizes), options.peer)
        heads = ("entries", "warm ms", "cold ms", "first ms", "pymerkle memory ms", "pymerkle SQLite ms")
        table(
            heads, [(row[0], *(f"{v:.4f}" if isinstance(v, float) else v for v in row[1:])) for row in rows]
        )
        warm, cold = max(row[1] for row in rows), max(row[2] for row in rows)
        target(f"a warm proof in less than {WARM_MS} ms of CPU: {warm:.4f}", met=warm < WARM_MS)
        target(f"a cold proof in less than {COLD_MS} ms of CPU: {cold:.4f}", met=cold < COLD_MS)
        with nullcontext(options.register) if options.register else a_dialogue(place, 1_000) as folder:
            opening(folder, 5)


def a_dialogue(place: Path, size: int) -> Any:
    from full_path import Growing  # noqa: PLC0415 - only without a register of one's own

    with create_folder(place / "dialogue") as folder:
        growing = Growing(folder)
        while growing.size < size:
            growing.submit(growing.next())
        growing.intake.close()
    return nullcontext(place / "dialogue")


if __name__ == "__main__":
    main()
