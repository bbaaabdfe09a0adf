"""The file of a register: its schema, and how it is made and opened.

1. One file, `register.sqlite`, with `-wal` and `-shm` beside it while it is open; only its owner may read it.
2. It is known by its application id; its schema by `user_version`. A later schema is refused: upgrade.
3. Making it is one transaction: a file that a crash left empty is taken over, any other is left alone.
4. Every commit is synced before it returns (WAL, synchronous=FULL).
5. A file that may not be written, on a read-only disk say, is opened for reading if nobody has it open: if no
   log (`-wal`) stands beside it. What is written then fails as StoreReadOnly.
6. The tables of entries and tiles have no other key than their number, so that an append costs the same at
   any size: it goes to the end.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from functools import cache
from typing import TYPE_CHECKING

from plenipo.errors import DiskFailed, SqliteTooOld, StoreDamaged, StoreExists, StoreMissing, StoreTooNew
from plenipo.register.hashing import EMPTY_ROOT
from plenipo_node.private_files import sync_names

if TYPE_CHECKING:
    from pathlib import Path

APPLICATION_ID = 0x504C4E50  # "PLNP"
SCHEMA_VERSION = 1
PAGE_SIZE = 8192  # six entries of usual length; 4096 makes the file 7 % larger and no append quicker
NEEDED_SQLITE = (3, 37, 0)  # STRICT tables

_SCHEMA = """
CREATE TABLE head (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  size INTEGER NOT NULL,
  root BLOB NOT NULL
) STRICT;
CREATE TABLE entries (
  idx INTEGER PRIMARY KEY,
  bytes BLOB NOT NULL
) STRICT;
CREATE TABLE tiles (
  id INTEGER PRIMARY KEY, -- level << 56 | index
  root BLOB NOT NULL,
  hashes BLOB NOT NULL
) STRICT;
CREATE TABLE checkpoints (
  id INTEGER PRIMARY KEY,
  size INTEGER NOT NULL,
  note BLOB NOT NULL
) STRICT;
CREATE INDEX checkpoints_size ON checkpoints (size);
CREATE TABLE cosignatures (
  id INTEGER PRIMARY KEY,
  checkpoint INTEGER NOT NULL,
  line BLOB NOT NULL
) STRICT;
CREATE INDEX cosignatures_checkpoint ON cosignatures (checkpoint);
CREATE TABLE blobs (
  id INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL UNIQUE,
  bytes BLOB NOT NULL
) STRICT;
CREATE TABLE snapshot (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  size INTEGER NOT NULL,
  sha256 BLOB NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT;
"""

_SETTINGS = (
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",  # macOS: through the drive's cache too
    "PRAGMA checkpoint_fullfsync = ON",
    "PRAGMA wal_autocheckpoint = 512",  # pages: 4 MiB
    "PRAGMA journal_size_limit = 67108864",
    "PRAGMA cell_size_check = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA mmap_size = 0",  # a truncated file is an error, not a fault of the bus
    "PRAGMA cache_size = -8192",  # KiB
)


def create(path: Path, timeout_ms: int) -> None:
    """Make an empty register. StoreExists if there is anything in the file."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    db = _connect(path, timeout_ms)
    try:
        db.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        _found(db, path)
        _write_ahead(db, path)
        db.execute("BEGIN IMMEDIATE")
        _found(db, path)
        for statement in _SCHEMA.split(";")[:-1]:
            db.execute(statement)
        db.execute("INSERT INTO head VALUES (1, 0, ?)", (EMPTY_ROOT,))
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        db.execute("COMMIT")
    finally:
        db.close()
    sync_names(path.parent)


def connect(path: Path, timeout_ms: int) -> sqlite3.Connection:
    """A connection to a register that is there. StoreMissing, StoreTooNew, StoreDamaged."""
    if not path.exists():
        raise StoreMissing(str(path))
    reading = _only_read(path)
    db = _connect(path, timeout_ms, "mode=ro&immutable=1" if reading else "mode=rw")
    try:
        _check_schema(db, path)
        if not reading:
            _write_ahead(db, path)
    except BaseException:
        db.close()
        raise
    return db


def _only_read(path: Path) -> bool:
    """SQLite needs to write beside a register that it reads, unless it is told that nothing changes it."""
    may_write = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    log = path.with_name(f"{path.name}-wal")
    return not may_write and not (log.exists() and log.stat().st_size)


def _connect(path: Path, timeout_ms: int, how: str = "mode=rw") -> sqlite3.Connection:
    if sqlite3.sqlite_version_info < NEEDED_SQLITE:
        raise SqliteTooOld(sqlite3.sqlite_version_info, NEEDED_SQLITE)
    db = sqlite3.connect(
        f"{path.absolute().as_uri()}?{how}",
        uri=True,
        timeout=timeout_ms / 1000,
        isolation_level=None,
        check_same_thread=False,
    )
    db.text_factory = bytes  # a flipped type byte must not make text of bytes
    try:
        for setting in _SETTINGS:
            db.execute(setting)
    except BaseException:
        db.close()
        raise
    return db


def _number(db: sqlite3.Connection, question: str) -> int:
    (found,) = db.execute(question).fetchone()
    return int(found)


def _found(db: sqlite3.Connection, path: Path) -> None:
    """Refuse a file that holds anything."""
    if _number(db, "PRAGMA application_id") or _number(db, "SELECT count(*) FROM sqlite_schema"):
        raise StoreExists(str(path))


def _check_schema(db: sqlite3.Connection, path: Path) -> None:
    owner = _number(db, "PRAGMA application_id")
    if owner == 0 and not _number(db, "SELECT count(*) FROM sqlite_schema"):
        raise StoreMissing(str(path))
    if owner != APPLICATION_ID:
        raise StoreDamaged(str(path), "application id", owner)
    version = _number(db, "PRAGMA user_version")
    if version > SCHEMA_VERSION:
        raise StoreTooNew(str(path), version, SCHEMA_VERSION)
    if version != SCHEMA_VERSION:
        raise StoreDamaged(str(path), "schema version", version)
    if _things(db) != _known():
        raise StoreDamaged(str(path), "schema")


def _things(db: sqlite3.Connection) -> frozenset[tuple[bytes, ...]]:
    """What a file holds: tables and indices, with their text. What ANALYZE may leave does not count."""
    asked = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT GLOB 'sqlite_stat[0-9]'"
    return frozenset(db.execute(asked))


@cache
def _known() -> frozenset[tuple[bytes, ...]]:
    """What this schema makes. A view or a trigger in a file from elsewhere would run with every question."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.text_factory = bytes
        db.executescript(_SCHEMA)
        return _things(db)


def _write_ahead(db: sqlite3.Connection, path: Path) -> None:
    (mode,) = db.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode != b"wal":
        raise DiskFailed(str(path), "NO_WAL")
