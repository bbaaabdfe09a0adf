"""From a key, such as the hash of an act, to the entries that bear it.

1. The table is a file of its own beside the register, and may be deleted at any time: it is made again from
   the entries. A damaged one, or one of another register, is dropped here.
2. It is caught up when it is asked: appending pays nothing for it.
3. It holds eight bytes of each key. What it finds are candidates: the caller compares. Nothing holds the
   table: a disk that flips bits can hide a candidate.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from plenipo.errors import StoreDamaged
from plenipo_node.storage.faults import translated
from plenipo_node.storage.proofs import Proofs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from plenipo_node.storage.port import Register

FILE = "lookup.sqlite"
STEP = 100_000  # sorted before they go in, so that they meet the same pages
TIMEOUT_MS = 5000

# Commits are in order but not synced: after a loss of power the table is an earlier one, and goes on.
_SETTINGS = ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL")
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS done (id INTEGER PRIMARY KEY, size INTEGER, root BLOB) STRICT",
    "CREATE TABLE IF NOT EXISTS keys (prefix INTEGER, idx INTEGER, PRIMARY KEY (prefix, idx)) WITHOUT ROWID",
)


class Lookup:
    """`key_of`: the key of an entry, at least eight bytes spread as a hash is; None where it has none.

    `path`: where the table is kept; without one it is in memory. One object may be used by many threads.
    """

    def __init__(
        self, register: Register, key_of: Callable[[bytes], bytes | None], path: Path | None = None
    ) -> None:
        self._register = register
        self._key_of = key_of
        self._path = path
        self._lock = Lock()
        self._db: sqlite3.Connection | None = None

    def find(self, key: bytes) -> list[int]:
        """The entries of the register, up to its head, that may bear the key; the first comes first."""
        with self._lock:
            try:
                return self._find(key)
            except StoreDamaged:
                self._drop()
                return self._find(key)

    def close(self) -> None:
        with self._lock:
            self._close()

    def _find(self, key: bytes) -> list[int]:
        with translated(self._path or Path(), TIMEOUT_MS):
            db = self._db or self._open()
            self._catch_up(db)
            rows = db.execute("SELECT idx FROM keys WHERE prefix = ? ORDER BY idx", (_prefix(key),))
            return [index for (index,) in rows]

    def _open(self) -> sqlite3.Connection:
        wait = TIMEOUT_MS / 1000
        db = sqlite3.connect(
            self._path or ":memory:", timeout=wait, isolation_level=None, check_same_thread=False
        )
        self._db = db
        for statement in (*_SETTINGS, *_SCHEMA):
            db.execute(statement)
        size, root = self._done(db)
        head = self._register.head()
        if size and (size > head.size or Proofs(self._register).at(size).root != root):
            raise StoreDamaged(str(self._path), "lookup", size)
        return db

    def _done(self, db: sqlite3.Connection) -> tuple[int, bytes]:
        """How far the table goes, and the root there."""
        return db.execute("SELECT size, root FROM done").fetchone() or (0, b"")

    def _catch_up(self, db: sqlite3.Connection) -> None:
        head = self._register.head()
        if self._done(db)[0] >= head.size:
            return
        db.execute("BEGIN IMMEDIATE")
        try:
            keys = self._keys(self._done(db)[0], head.size)
            while step := sorted(islice(keys, STEP)):
                db.executemany("INSERT OR IGNORE INTO keys VALUES (?, ?)", step)
            db.execute("INSERT OR REPLACE INTO done VALUES (1, ?, ?)", (head.size, head.root))
            db.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                db.execute("ROLLBACK")
            raise

    def _keys(self, start: int, stop: int) -> Iterator[tuple[int, int]]:
        for index, entry in enumerate(self._register.read(min(start, stop), stop), start):
            key = self._key_of(entry)
            if key is not None:
                yield _prefix(key), index

    def _drop(self) -> None:
        self._close()
        if self._path:
            for tail in ("", "-wal", "-shm"):
                self._path.with_name(self._path.name + tail).unlink(missing_ok=True)

    def _close(self) -> None:
        if self._db:
            self._db.close()
        self._db = None


def _prefix(key: bytes) -> int:
    return int.from_bytes(key[:8], "big", signed=True)
