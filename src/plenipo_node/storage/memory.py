"""A register in memory: for tests, rehearsals, the offline verifier. Nothing outlives the process."""

from __future__ import annotations

from contextlib import contextmanager
from threading import RLock
from typing import TYPE_CHECKING

from plenipo.errors import BeyondHead, SizeMoved, StoreClosed
from plenipo.register.tiles import WIDTH
from plenipo_node.storage import checks
from plenipo_node.storage.edge import Edge, cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from plenipo_node.storage.port import Head

PATH = "memory"


class MemoryRegister:
    """The port without a disk. What is read is not held against hashes: nothing can have changed it."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._edge = Edge()
        self._entries: list[bytes] = []
        self._tiles: dict[tuple[int, int], bytes] = {}
        self._checkpoints: list[tuple[int, bytes]] = []
        self._cosignatures: dict[int, list[bytes]] = {}
        self._blobs: dict[bytes, bytes] = {}
        self._snapshot: tuple[int, bytes] | None = None
        self._meta: dict[str, bytes] = {}
        self._closed = False

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
        with self._open() as edge:
            if edge.size != expected_size:
                raise SizeMoved(expected_size, edge.size)
            grown = edge.copy()
            self._tiles |= {(tile.level, tile.index): tile.hashes for tile in grown.extend(hashes)}
            self._entries += entries
            self._blobs |= dict(named)
            self._edge = grown
            if checkpoint is not None:
                self.put_checkpoint(grown.size, checkpoint)
            return grown.head()

    def head(self) -> Head:
        with self._open() as edge:
            return edge.head()

    def size(self) -> int:
        with self._open() as edge:
            return edge.size

    def read(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        end = checks.stop_within(start, stop, self.size())
        return (entry for at, until in checks.runs(start, end) for entry in self._run(at, until))

    def _run(self, start: int, stop: int) -> list[bytes]:
        with self._open():
            return self._entries[start:stop]

    def tile(self, level: int, index: int, width: int = WIDTH) -> bytes | None:
        if not checks.is_tile(level, index, width):
            return None
        with self._open() as edge:
            return edge.tile(level, index, width) or cut(self._tiles.get((level, index)), width)

    def put_checkpoint(self, size: int, note: bytes) -> None:
        checks.not_larger("checkpoint", len(note), checks.MAX_NOTE)
        with self._open() as edge:
            checks.within(size, edge.size)
            if self.checkpoint(size) != (size, note):
                self._checkpoints.append((size, note))

    def checkpoint(self, size: int | None = None) -> tuple[int, bytes] | None:
        with self._open():
            at = self._checkpoint_at(size)
            return None if at is None else self._checkpoints[at]

    def _checkpoint_at(self, size: int | None) -> int | None:
        """The place of the last checkpoint of this size, or of the largest."""
        places = [(each[0], at) for at, each in enumerate(self._checkpoints) if size in {None, each[0]}]
        return max(places)[1] if places else None

    def checkpoints(self) -> Iterator[tuple[int, bytes]]:
        with self._open():
            return iter(tuple(self._checkpoints))

    def put_cosignatures(self, size: int, lines: Sequence[bytes]) -> None:
        checks.not_larger("cosignatures", sum(map(len, lines)), checks.MAX_COSIGNATURES)
        with self._open() as edge:
            at = self._checkpoint_at(size)
            if at is None:
                raise BeyondHead(size, edge.size)
            held = self._cosignatures.get(at, [])
            self._cosignatures[at] = list(dict.fromkeys((*held, *lines)))

    def cosignatures(self, size: int) -> tuple[bytes, ...]:
        with self._open():
            at = self._checkpoint_at(size)
            return () if at is None else tuple(self._cosignatures.get(at, ()))

    def put_blob(self, sha256: str, data: bytes) -> None:
        digest = checks.named_blob(sha256, data)
        with self._open():
            self._blobs[digest] = data

    def blob(self, sha256: str) -> bytes | None:
        digest = checks.hash_name(sha256)
        with self._open():
            return self._blobs.get(digest)

    def blobs(self) -> Iterator[str]:
        with self._open():
            return iter([digest.hex() for digest in sorted(self._blobs)])

    def put_snapshot(self, size: int, data: bytes) -> None:
        checks.not_larger("snapshot", len(data), checks.MAX_SNAPSHOT)
        with self._open() as edge:
            checks.within(size, edge.size)
            self._snapshot = (size, data)

    def snapshot(self) -> tuple[int, bytes] | None:
        with self._open():
            return self._snapshot

    def put_meta(self, key: str, value: bytes) -> None:
        checks.meta_key(key)
        checks.not_larger("meta", len(value), checks.MAX_META)
        with self._open():
            self._meta[key] = value

    def meta(self, key: str) -> bytes | None:
        checks.meta_key(key)
        with self._open():
            return self._meta.get(key)

    def close(self) -> None:
        with self._lock:
            self._closed = True

    @contextmanager
    def _open(self) -> Iterator[Edge]:
        with self._lock:
            if self._closed:
                raise StoreClosed(PATH)
            yield self._edge
