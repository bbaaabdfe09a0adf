"""A register in one SQLite file.

One connection writes, one reads: neither waits for the other, and a long reading keeps no transaction open.
The edge of the tree is in memory; it is taken up again from the file when another process has appended.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager, suppress
from hashlib import sha256 as hash_of
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from plenipo.errors import BeyondHead, SizeMoved, StoreClosed, StoreDamaged
from plenipo.register.hashing import HASH_SIZE, leaf_hash
from plenipo.register.tiles import HEIGHT, WIDTH
from plenipo_node.storage import checks, sqlite_file
from plenipo_node.storage.edge import Edge, cut, spans
from plenipo_node.storage.faults import translated
from plenipo_node.storage.port import Head

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

FILE = "register.sqlite"
TIMEOUT_MS = 5000

_LEVEL = 56  # bits of a tile's number below its level
_PAGE = 256  # rows of one reading
_BY_SIZE = "SELECT id, size, note FROM checkpoints WHERE size = ? ORDER BY id DESC LIMIT 1"
_LARGEST = "SELECT id, size, note FROM checkpoints ORDER BY size DESC, id DESC LIMIT 1"
_LINES = "SELECT line FROM cosignatures WHERE checkpoint = ? ORDER BY id"


def create_register(folder: Path | str, timeout_ms: int = TIMEOUT_MS) -> SqliteRegister:
    """Make the folder, where it is missing, and an empty register in it. StoreExists."""
    path = Path(folder, FILE)
    with translated(path, timeout_ms):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        sqlite_file.create(path, timeout_ms)
    return SqliteRegister(path, timeout_ms)


def open_register(folder: Path | str, timeout_ms: int = TIMEOUT_MS) -> SqliteRegister:
    """The register of a dialogue's folder. StoreMissing, StoreTooNew, StoreReadOnly, StoreDamaged."""
    return SqliteRegister(Path(folder, FILE), timeout_ms)


class SqliteRegister:
    """The port on SQLite. `timeout_ms`: how long to wait for another process."""

    def __init__(self, path: Path | str, timeout_ms: int = TIMEOUT_MS) -> None:
        self._path = Path(path)
        self._timeout_ms = timeout_ms
        self._write_lock = RLock()
        self._read_lock = RLock()
        with translated(self._path, timeout_ms):
            self._writer: sqlite3.Connection | None = sqlite_file.connect(self._path, timeout_ms)
            self._reader: sqlite3.Connection | None = None
            try:
                self._file = self._found_file()
                self._reader = sqlite_file.connect(self._path, timeout_ms)
                self._edge = self._load()
            except BaseException:
                self.close()
                raise

    # --- entries and tree ---

    def append(
        self,
        entries: Sequence[bytes],
        expected_size: int,
        *,
        leaves: Sequence[bytes] | None = None,
        blobs: Mapping[str, bytes] | None = None,
        checkpoint: bytes | None = None,
    ) -> Head:
        hashes = checks.leaf_hashes(entries, leaves)
        checks.not_larger("checkpoint", len(checkpoint or b""), checks.MAX_NOTE)
        named = checks.named_blobs(blobs or {})
        with self._write_lock:
            with self._writing() as db:
                grown = self._edge_at(db, expected_size).copy()
                filled = grown.extend(hashes)
                head = grown.head()
                db.executemany("INSERT INTO entries VALUES (?, ?)", enumerate(entries, expected_size))
                db.executemany(
                    "INSERT INTO tiles VALUES (?, ?, ?)",
                    [(tile.level << _LEVEL | tile.index, tile.root, tile.hashes) for tile in filled],
                )
                db.executemany("INSERT OR IGNORE INTO blobs (sha256, bytes) VALUES (?, ?)", named)
                if entries:
                    db.execute("UPDATE head SET size = ?, root = ?", (head.size, head.root))
                if checkpoint is not None:
                    _put_checkpoint(db, head.size, checkpoint)
            self._edge = grown
        return head

    def head(self) -> Head:
        with self._reading() as db:
            return self._head_in(db)

    def size(self) -> int:
        return self.head().size

    def read(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        end = checks.stop_within(start, stop, self.size())
        return (entry for at, until in checks.runs(start, end) for entry in self._run(at, until))

    def tile(self, level: int, index: int, width: int = WIDTH) -> bytes | None:
        if not checks.is_tile(level, index, width):
            return None
        found = self._tile(level, index, width)
        if found is None and index * WIDTH + width <= self.size() >> HEIGHT * level:
            # Appended since the edge was taken up, by another thread or process.
            with self._write_lock:
                self._edge = self._load()
                found = self._tile(level, index, width)
            if found is None:
                raise self._damaged("tile", index)
        return found

    def _tile(self, level: int, index: int, width: int) -> bytes | None:
        found = self._edge.tile(level, index, width)
        if found is not None:
            return found
        rows = self._rows("SELECT hashes FROM tiles WHERE id = ?", level << _LEVEL | index)
        return cut(self._bytes(rows[0][0], "tile", index), width) if rows else None

    def _run(self, start: int, stop: int) -> list[bytes]:
        """Entries below one tile, held against it."""
        rows = self._rows("SELECT bytes FROM entries WHERE idx >= ? AND idx < ? ORDER BY idx", start, stop)
        entries = [self._bytes(data, "entry", at) for at, (data,) in enumerate(rows, start)]
        index, first = divmod(start, WIDTH)
        hashes = self.tile(0, index, stop - index * WIDTH) or b""
        place = checks.first_damaged(entries, hashes[first * HASH_SIZE :])
        if place is not None:
            raise self._damaged("entry", start + place)
        return entries

    def _edge_at(self, db: sqlite3.Connection, expected_size: int) -> Edge:
        """The edge of the size that the append was judged at. SizeMoved."""
        head = self._head_in(db)
        if head.size != expected_size:
            raise SizeMoved(expected_size, head.size)
        return self._edge if self._edge.size == head.size else self._load_from(db)

    def _load(self) -> Edge:
        with self._reading() as db:
            db.execute("BEGIN")
            try:
                return self._load_from(db)
            finally:
                db.execute("ROLLBACK")

    def _load_from(self, db: sqlite3.Connection) -> Edge:
        """The edge as stored, held against the stored root. StoreDamaged."""
        head = self._head_in(db)
        edge = Edge(head.size, [self._edge_hashes(db, *each) for each in enumerate(spans(head.size))])
        if edge.head() != head:
            raise self._damaged("edge", head.size)
        return edge

    def _edge_hashes(self, db: sqlite3.Connection, level: int, span: range) -> Iterator[bytes]:
        if level == 0:
            rows = db.execute(
                "SELECT bytes FROM entries WHERE idx >= ? AND idx < ? ORDER BY idx", _ends(span)
            )
            return (leaf_hash(self._bytes(data, "entry")) for (data,) in rows)
        below = range(level - 1 << _LEVEL | span.start, level - 1 << _LEVEL | span.stop)
        rows = db.execute("SELECT root FROM tiles WHERE id >= ? AND id < ? ORDER BY id", _ends(below))
        return (self._bytes(root, "tile") for (root,) in rows)

    # --- checkpoints ---

    def put_checkpoint(self, size: int, note: bytes) -> None:
        checks.not_larger("checkpoint", len(note), checks.MAX_NOTE)
        with self._writing() as db:
            checks.within(size, self._head_in(db).size)
            _put_checkpoint(db, size, note)

    def checkpoint(self, size: int | None = None) -> tuple[int, bytes] | None:
        found = self._checkpoint(size)
        return found and (found[1], found[2])

    def _checkpoint(self, size: int | None) -> tuple[int, int, bytes] | None:
        """(id, size, note) of the last one of this size, or of the largest."""
        if size is not None and not 0 <= size <= self.size():
            return None
        rows = self._rows(_LARGEST) if size is None else self._rows(_BY_SIZE, size)
        return self._as_checkpoint(*rows[0]) if rows else None

    def _as_checkpoint(self, number: object, size: object, note: object) -> tuple[int, int, bytes]:
        at = self._count(number, "checkpoint")
        return at, self._count(size, "checkpoint"), self._bytes(note, "checkpoint", at)

    def checkpoints(self) -> Iterator[tuple[int, bytes]]:
        last = 0
        after = "SELECT id, size, note FROM checkpoints WHERE id > ? ORDER BY id LIMIT ?"
        while rows := self._rows(after, last, _PAGE):
            for row in rows:
                last, size, note = self._as_checkpoint(*row)
                yield size, note

    def put_cosignatures(self, size: int, lines: Sequence[bytes]) -> None:
        checks.not_larger("cosignatures", sum(map(len, lines)), checks.MAX_COSIGNATURES)
        with self._writing() as db:
            checks.within(size, self._head_in(db).size)
            found = db.execute(_BY_SIZE, (size,)).fetchone()
            if not found:
                raise BeyondHead(size, self._head_in(db).size)
            held = {line for (line,) in db.execute(_LINES, (found[0],))}
            new = [(found[0], line) for line in dict.fromkeys(lines) if line not in held]
            db.executemany("INSERT INTO cosignatures (checkpoint, line) VALUES (?, ?)", new)

    def cosignatures(self, size: int) -> tuple[bytes, ...]:
        found = self._checkpoint(size)
        rows = self._rows(_LINES, found[0]) if found else []
        return tuple(self._bytes(line, "cosignature", size) for (line,) in rows)

    # --- beside the register ---

    def put_blob(self, sha256: str, data: bytes) -> None:
        digest = checks.named_blob(sha256, data)
        with self._writing() as db:
            db.execute("INSERT OR IGNORE INTO blobs (sha256, bytes) VALUES (?, ?)", (digest, data))

    def blob(self, sha256: str) -> bytes | None:
        digest = checks.hash_name(sha256)
        rows = self._rows("SELECT bytes FROM blobs WHERE sha256 = ?", digest)
        return self._hashed(rows[0][0], digest, "blob") if rows else None

    def blobs(self) -> Iterator[str]:
        last = b""
        after = "SELECT sha256 FROM blobs WHERE sha256 > ? ORDER BY sha256 LIMIT ?"
        while rows := self._rows(after, last, _PAGE):
            for (digest,) in rows:
                last = self._bytes(digest, "blob")
                yield last.hex()

    def put_snapshot(self, size: int, data: bytes) -> None:
        checks.not_larger("snapshot", len(data), checks.MAX_SNAPSHOT)
        digest = hash_of(data).digest()
        with self._writing() as db:
            checks.within(size, self._head_in(db).size)
            db.execute("INSERT OR REPLACE INTO snapshot VALUES (1, ?, ?, ?)", (size, digest, data))

    def snapshot(self) -> tuple[int, bytes] | None:
        rows = self._rows("SELECT size, sha256, bytes FROM snapshot")
        if not rows:
            return None
        ((size, digest, data),) = rows
        return self._count(size, "snapshot"), self._hashed(data, digest, "snapshot")

    def put_meta(self, key: str, value: bytes) -> None:
        checks.meta_key(key)
        checks.not_larger("meta", len(value), checks.MAX_META)
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def meta(self, key: str) -> bytes | None:
        rows = self._rows("SELECT value FROM meta WHERE key = ?", checks.meta_key(key))
        return self._bytes(rows[0][0], "meta") if rows else None

    def close(self) -> None:
        with self._write_lock, self._read_lock, translated(self._path, self._timeout_ms):
            for db in filter(None, (self._reader, self._writer)):
                db.close()
            self._reader = self._writer = None

    # --- the file ---

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it durable, or nothing of it there."""
        with self._write_lock, translated(self._path, self._timeout_ms):
            db = self._given(self._writer)
            if self._found_file() != self._file:
                raise self._damaged("file")
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                # SQLite may have rolled back by itself; what made it fail is raised, not what followed.
                with suppress(sqlite3.Error):
                    db.execute("ROLLBACK")
                raise

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._read_lock, translated(self._path, self._timeout_ms):
            yield self._given(self._reader)

    def _rows(self, question: str, *values: int | str | bytes) -> list[tuple[object, ...]]:
        with self._reading() as db:
            return db.execute(question, values).fetchall()

    def _found_file(self) -> tuple[int, int]:
        """The file that has the name now: SQLite would go on writing to one that was removed or replaced."""
        found = self._path.stat()
        return found.st_dev, found.st_ino

    def _given(self, db: sqlite3.Connection | None) -> sqlite3.Connection:
        if db is None:
            raise StoreClosed(str(self._path))
        return db

    def _head_in(self, db: sqlite3.Connection) -> Head:
        size, root = db.execute("SELECT size, root FROM head").fetchone() or (None, None)
        return Head(self._count(size, "head"), self._bytes(root, "head"))

    def _hashed(self, data: object, digest: object, part: str) -> bytes:
        found = self._bytes(data, part)
        if hash_of(found).digest() != digest:
            raise self._damaged(part)
        return found

    def _bytes(self, value: object, part: str, at: int | None = None) -> bytes:
        if not isinstance(value, bytes):
            raise self._damaged(part, at)
        return value

    def _count(self, value: object, part: str) -> int:
        if not isinstance(value, int) or value < 0:
            raise self._damaged(part)
        return value

    def _damaged(self, part: str, at: int | None = None) -> StoreDamaged:
        return StoreDamaged(str(self._path), part, at)


def _put_checkpoint(db: sqlite3.Connection, size: int, note: bytes) -> None:
    """The same note again changes nothing."""
    held = db.execute(_BY_SIZE, (size,)).fetchone()
    if not held or held[2] != note:
        db.execute("INSERT INTO checkpoints (size, note) VALUES (?, ?)", (size, note))


def _ends(span: range) -> tuple[int, int]:
    return span.start, span.stop
