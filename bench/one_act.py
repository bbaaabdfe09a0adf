"""One act a commit, beside a bare durable insert and verification of it: `python bench/one_act.py`.

The insert is one row into an SQLite file with the register's own settings (WAL, every commit synced), the
ciphertexts that came with the act included. Each act is submitted and inserted in turns.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from full_path import Growing
from measure import a_folder, bare_verification, both, in_order, opened_of, table, target

from plenipo_node.folder import create_folder

if TYPE_CHECKING:
    from pathlib import Path

    from exercise import Spoken

TARGET = 1.5
BEFORE = 2_000


def bare_store(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    for setting in (
        "page_size = 8192",
        "journal_mode = WAL",
        "synchronous = FULL",
        "wal_autocheckpoint = 512",
    ):
        db.execute(f"PRAGMA {setting}")
    db.execute("CREATE TABLE entries (idx INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT")
    return db


def insert(db: sqlite3.Connection, spoken: Spoken) -> None:
    bare_verification(opened_of([spoken]))
    said = spoken.submission
    db.execute("BEGIN IMMEDIATE")
    db.execute("INSERT INTO entries (bytes) VALUES (?)", (b"".join((said.act, *said.signatures)),))
    for blob in said.blobs.values():
        db.execute("INSERT INTO entries (bytes) VALUES (?)", (blob,))
    db.execute("COMMIT")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--acts", type=int, default=1_500)
    parser.add_argument("--before", type=int, default=BEFORE, help="entries that stand already")
    options = parser.parse_args()
    with (
        a_folder() as place,
        create_folder(place / "dialogue") as folder,
        closing(bare_store(place / "bare.sqlite")) as db,
    ):
        growing = Growing(folder)
        while growing.size < options.before:
            growing.submit(growing.next())
        spans = []
        for turn in range(options.acts):
            (one,) = growing.next(1)
            works = (partial(both, partial(growing.submit, [one])), partial(both, partial(insert, db, one)))
            spans.append(in_order(*works, first=turn % 2 == 0))
    report(spans)


def report(spans: list[tuple[tuple[float, float], tuple[float, float]]]) -> None:
    """CPU and wall, means (all snapshots and checkpoints of files in them) and medians."""
    rows = []
    for name, middle in (("mean", statistics.fmean), ("median", statistics.median)):
        for clock, part in (("CPU", 0), ("wall", 1)):
            ours = middle(one[part] for one, _ in spans) * 1e6
            bare = middle(other[part] for _, other in spans) * 1e6
            rows.append((f"{name} {clock}", ours, bare, ours / bare))
    table(("", "ours µs/act", "insert + verify µs/act", "ratio"), rows)
    ratios = {row[0]: row[3] for row in rows}
    for clock in ("CPU", "wall"):
        ratio = ratios[f"mean {clock}"]
        target(f"{clock} of one act a commit at most {TARGET} x: {ratio:.2f}", met=ratio <= TARGET)


if __name__ == "__main__":
    main()
