"""The lists in one SQLite file, DIR/search.sqlite: records, who said and signed them, and words by FTS5.

1. Only its owner may read the file: it holds opened texts, as the keys beside it open them.
2. Open facts stand in one table of words, the texts of each party in one of its own: a question reaches two
   tables, and no other party's.
3. A file that is damaged, of another version, or made with other keys is thrown away and begun anew.
"""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from plenipo.errors import StoreDamaged
from plenipo_node.lists.query import question
from plenipo_node.lists.search import Found, Piece, Position
from plenipo_node.storage.faults import translated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from plenipo_node.lists.search import Listed, Wanted

FILE = "search.sqlite"
VERSION = 1
TIMEOUT_MS = 2000
OPEN = "open"
SNIPPET = 24  # words of what was found
BEGINS, ENDS = "\x02", "\x03"  # around a hit; taken out of what is listed

_BARE = str.maketrans("", "", BEGINS + ENDS + "\x00")
_PARTY = re.compile(r"[A-Z][A-Z0-9-]{0,15}")
_HITS = re.compile(f"{BEGINS}([^{ENDS}]*){ENDS}")
_WORDS = (
    "CREATE VIRTUAL TABLE {} USING fts5 "
    "(kind, known, words, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')"
)
_SCHEMA = (
    "CREATE TABLE position (size INTEGER, root TEXT, opens TEXT) STRICT",
    "CREATE TABLE records (idx INTEGER PRIMARY KEY, stamp INTEGER, kind TEXT, by TEXT) STRICT",
    "CREATE INDEX records_stamp ON records (stamp)",
    "CREATE INDEX records_kind ON records (kind)",
    "CREATE TABLE said (person TEXT, idx INTEGER, PRIMARY KEY (person, idx)) STRICT, WITHOUT ROWID",
    "CREATE TABLE signed (mark TEXT, idx INTEGER, PRIMARY KEY (mark, idx)) STRICT, WITHOUT ROWID",
    _WORDS.format(OPEN),
    f"PRAGMA user_version = {VERSION}",
)
_SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA temp_store = MEMORY",
)


class SqliteLists:
    """The port on SQLite. `opens` says with which keys texts were opened: with others, all is listed anew."""

    def __init__(self, folder: Path, opens: str) -> None:
        self._path = folder / FILE
        self._opens = opens
        self._db: sqlite3.Connection = None  # type: ignore[assignment] # opened below, or made anew
        try:
            with translated(self._path, TIMEOUT_MS):
                self._db = self._opened()
                fits = self._fits()
        except StoreDamaged:
            fits = False
        if not fits:
            self.drop()

    def position(self) -> Position:
        with self._reading():
            return Position(*self._db.execute("SELECT size, root FROM position").fetchone())

    def add(self, records: Sequence[Listed], to: Position) -> None:
        with self._writing():
            for each in records:
                self._add(each)
            self._db.execute("UPDATE position SET size = ?, root = ?", (to.size, to.root))

    def _add(self, record: Listed) -> None:
        db, index = self._db, record.index
        db.execute("INSERT INTO records VALUES (?, ?, ?, ?)", (index, record.stamp, record.kind, record.by))
        db.execute("INSERT INTO said VALUES (?, ?)", (record.by, index))
        db.executemany("INSERT INTO signed VALUES (?, ?)", [(mark, index) for mark in set(record.marks)])
        self._put(OPEN, record, record.known, record.shown)
        for party, words in record.texts.items():
            self._put(self._table(party), record, f"{record.known} {record.shown}", words)

    def _put(self, table: str, record: Listed, known: str, words: str) -> None:
        kind = record.kind.replace(".", " ")
        self._db.execute(
            f"INSERT INTO {table} (rowid, kind, known, words) VALUES (?, ?, ?, ?)",  # noqa: S608 OPEN or of _named
            (record.index, kind, _bare(known), _bare(words)),
        )

    def find(self, wanted: Wanted) -> list[Found]:
        asked = question(wanted.words, wanted.family)
        since, until = self._between(wanted)
        if not asked:
            return []
        found: dict[int, Found] = {}
        with self._reading():
            # Where a record is found in both, what its text says is shown, if it says it.
            for table in (OPEN, *self._texts(wanted.party)):
                for row in self._db.execute(_question(table), (asked, since, until, wanted.limit)):
                    index, stamp, kind, by, shown = row
                    pieces = _pieces(shown)
                    if index not in found or any(piece.hit for piece in pieces):
                        found[index] = Found(index=index, stamp=stamp, kind=kind, by=by, pieces=pieces)
        newest = sorted(found, reverse=True)[: wanted.limit]
        return [found[index] for index in newest]

    def named(self, person: str, marks: Iterable[str], before: int | None, limit: int) -> list[int]:
        keys = sorted(set(marks))
        one = "SELECT idx FROM (SELECT idx FROM {} = ? AND idx < ? ORDER BY idx DESC LIMIT ?)"
        parts = [one.format("said WHERE person"), *[one.format("signed WHERE mark")] * len(keys)]
        until = _until(before)
        given = [value for each in (person, *keys) for value in (each, until, limit)]
        with self._reading():
            rows = self._db.execute(f"{' UNION '.join(parts)} ORDER BY idx DESC LIMIT ?", (*given, limit))
            return [index for (index,) in rows]

    def of_kinds(self, kinds: Iterable[str]) -> list[int]:
        with self._reading():
            asked = "SELECT idx FROM records WHERE kind = ?"
            return sorted(
                (index for kind in kinds for (index,) in self._db.execute(asked, (kind,))), reverse=True
            )

    def drop(self) -> None:
        self.close()
        with translated(self._path, TIMEOUT_MS):
            for end in ("", "-wal", "-shm"):
                self._path.with_name(FILE + end).unlink(missing_ok=True)
            self._db = self._opened()
        with self._writing():
            for statement in _SCHEMA:
                self._db.execute(statement)
            self._db.execute("INSERT INTO position VALUES (0, '', ?)", (self._opens,))

    def close(self) -> None:
        if self._db is not None:
            self._db.close()

    # --- the file ---

    def _opened(self) -> sqlite3.Connection:
        os.close(os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600))
        db = sqlite3.connect(
            self._path, timeout=TIMEOUT_MS / 1000, isolation_level=None, check_same_thread=False
        )
        try:
            for setting in _SETTINGS:
                db.execute(setting)
        except BaseException:
            db.close()
            raise
        return db

    def _fits(self) -> bool:
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if version != VERSION:
            return False
        found = self._db.execute("SELECT opens FROM position").fetchone()
        return bool(found) and found[0] == self._opens

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with translated(self._path, TIMEOUT_MS):
            yield

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with translated(self._path, TIMEOUT_MS):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self._db.execute("ROLLBACK")
                raise

    # --- tables of words ---

    def _table(self, party: str) -> str:
        """The party's own, made if need be."""
        if not self._texts(party):
            self._db.execute(_WORDS.format(_named(party)))
        return _named(party)

    def _texts(self, party: str) -> list[str]:
        """The party's own, if any text was opened for it."""
        if not _PARTY.fullmatch(party):
            return []
        name = _named(party)
        asked = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?"
        return [name] if self._db.execute(asked, (name.strip('"'),)).fetchone() else []

    def _between(self, wanted: Wanted) -> tuple[int, int]:
        """The first entry to look at and the one to stop before: stamps never go backwards."""
        first = 0 if wanted.since is None else self._first(wanted.since)
        last = _until(None) if wanted.until is None else self._first(wanted.until)
        return first, min(last, _until(wanted.before))

    def _first(self, stamp: int) -> int:
        with self._reading():
            asked = "SELECT idx FROM records WHERE stamp >= ? ORDER BY stamp, idx LIMIT 1"
            row = self._db.execute(asked, (stamp,)).fetchone()
        return int(row[0]) if row else _until(None)


def _named(party: str) -> str:
    """No party is named `open`: their names are in capitals."""
    if not _PARTY.fullmatch(party):
        raise ValueError(party)
    return f'"texts {party}"'


def _question(table: str) -> str:
    shown = f"snippet({table}, 2, '{BEGINS}', '{ENDS}', '…', {SNIPPET})"
    within = f"{table} MATCH ? AND {table}.rowid >= ? AND {table}.rowid < ?"
    rows = f"SELECT idx, stamp, records.kind, by, {shown} FROM {table} JOIN records ON idx = {table}.rowid"  # noqa: S608 OPEN or of _named
    return f"{rows} WHERE {within} ORDER BY {table}.rowid DESC LIMIT ?"


def _until(before: int | None) -> int:
    return 2**62 if before is None else min(before, 2**62)


def _bare(text: str) -> str:
    return text.translate(_BARE).encode("utf-8", "replace").decode()


def _pieces(shown: str) -> tuple[Piece, ...]:
    parts = _HITS.split(shown)
    return tuple(Piece(words, bool(at % 2)) for at, words in enumerate(parts) if words)
