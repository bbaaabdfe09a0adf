"""What finding costs as a register grows: `python bench/search.py`.

The lists of the desk (SQLite's FTS5) are built for registers of two sizes, with a text that one party can
read in every third record, and asked for rare and common words. Beside them, in the same run, stand the same
words in a plain table, looked through by LIKE: what a desk without lists would do, with every text opened.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from measure import a_folder, cpu, in_turns, table, target

from plenipo_node.lists import Listed, Position, SqliteLists, Wanted

SIZES = (1_000, 100_000)
BATCH = 64  # as the desk adds them
RUNS = 9
HOUR = 3_600_000
PARTIES = ("FR", "DE", "PL", "IT", "UK", "UA")
KINDS = ("contact.report", "readout.file", "consultation.answer", "statement.record", "contact.plan")
MOST_MS = 20.0  # of one question at the largest size
RARE = "zanzibar"
NOWHERE = "xylophone"


def vocabulary() -> list[str]:
    """Words of three syllables, the commonest first: some begin alike, as words do."""
    chance = random.Random(3)  # noqa: S311 - likewise
    syllables = [f"{a}{b}" for a in "bcdfgklmnprstv" for b in "aeiou"]
    return list({"".join(chance.choices(syllables, k=3)): None for _ in range(5200)})[:5000]


def questions() -> dict[str, str]:
    common, other, *_ = words = vocabulary()
    return {
        "a rare word": RARE,
        "the commonest word": common,
        "a word of the middle": words[300],
        "its beginning": words[300][:4],
        "two letters": common[:2],
        "two common words": f"{common} {other}",
        "a common and a rare word": f"{common} {RARE}",
        "a word that is nowhere": NOWHERE,
    }


def records(size: int) -> Iterator[Listed]:
    """Words by Zipf's law: the second half as often as the first."""
    chance = random.Random(7)  # noqa: S311 - a rehearsal, not a secret
    words = vocabulary()
    often = list(itertools.accumulate(1 / rank for rank in range(1, 5001)))
    for index in range(size):
        kind, party = chance.choice(KINDS), chance.choice(PARTIES)
        said = " ".join(chance.choices(words, cum_weights=often, k=80))
        if index == size // 2:
            said += f" {RARE}"
        yield Listed(
            index=index,
            stamp=index * HOUR,
            kind=kind,
            by=f"{party}/delegate",
            marks=(f"SHA256:{party}",),
            known=f"{index} {chance.getrandbits(256):064x} {kind}",
            shown=f"{party} · RU · Exchange of prisoners",
            texts={"FR": said} if index % 3 == 0 or RARE in said else {},
        )


def listed(made: list[Listed], folder: Path) -> SqliteLists:
    lists = SqliteLists(folder, "bench")
    for at in range(0, len(made), BATCH):
        batch = made[at : at + BATCH]
        lists.add(batch, Position(at + len(batch), ""))
    return lists


def plainly(made: list[Listed], folder: Path) -> sqlite3.Connection:
    """The same words in a table, in as many transactions."""
    db = sqlite3.connect(folder / "plain.sqlite", isolation_level=None)
    for statement in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL"):
        db.execute(statement)
    db.execute("CREATE TABLE records (idx INTEGER PRIMARY KEY, words TEXT)")
    for at in range(0, len(made), BATCH):
        db.execute("BEGIN")
        rows = [
            (each.index, " ".join((each.known, each.shown, *each.texts.values())))
            for each in made[at : at + BATCH]
        ]
        db.executemany("INSERT INTO records VALUES (?, ?)", rows)
        db.execute("COMMIT")
    return db


def scan(db: sqlite3.Connection, words: str) -> int:
    given = [f"%{word}%" for word in words.split()]
    fits = " AND ".join("words LIKE ?" for _ in given)
    asked = f"SELECT idx, words FROM records WHERE {fits} ORDER BY idx DESC LIMIT 50"  # noqa: S608 no input
    return len(db.execute(asked, given).fetchall())


def measured(size: int, folder: Path) -> float:
    """Prints the table of one size; the dearest question in ms."""
    made = list(records(size))
    kept: list[SqliteLists] = []
    plain: list[sqlite3.Connection] = []
    spent = cpu(lambda: kept.append(listed(made, folder)))
    bare = cpu(lambda: plain.append(plainly(made, folder)))
    (lists,), (db,) = kept, plain
    per = 1e6 / size
    rows: list[tuple[object, ...]] = [("to build, µs a record", spent * per, bare * per, spent / bare)]
    worst = 0.0
    for name, words in questions().items():
        by_lists: Callable[[], object] = partial(lists.find, Wanted(party="FR", words=words))
        assert bool(by_lists()) == bool(scan(db, words)), name
        one, other = in_turns(RUNS, by_lists, partial(scan, db, words))
        rows.append((f"{name}, ms", one * 1000, other * 1000, one / other))
        worst = max(worst, one * 1000)
    by_name = partial(lists.named, "FR/delegate", ["SHA256:FR"], None, 50)
    rows.append(("acts in one's name, ms", in_turns(RUNS, by_name)[0] * 1000, "", ""))
    table((f"{size:,} records", "lists", "LIKE", "ratio"), rows)
    bytes_of = sum(path.stat().st_size for path in folder.glob("search.sqlite*"))
    print(f"the lists' file: {bytes_of / size:,.0f} bytes a record\n")
    lists.close()
    db.close()
    return worst


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    worst = 0.0
    for size in parser.parse_args().sizes:
        with a_folder() as folder:
            worst = measured(size, folder)
    target(f"any question under {MOST_MS:.0f} ms at the largest size: {worst:.1f}", met=worst < MOST_MS)


if __name__ == "__main__":
    main()
