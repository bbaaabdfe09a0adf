"""Proofs from a register's tiles, each tile held against the root before its first use."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from plenipo.errors import BeyondHead
from plenipo.register import proofs
from plenipo.register.hashing import EMPTY_ROOT
from plenipo.register.reader import TileCache, TileReader
from plenipo.register.tiles import Bundle, encode_bundle, parse_path
from plenipo.register.tree import fold
from plenipo_node.storage.port import Head

if TYPE_CHECKING:
    from plenipo_node.storage.port import Register


MAX_READERS = 64


def fetch(register: Register, path: str) -> bytes | None:
    """The hash tile or entry bundle at a path of tlog-tiles; None if there is none. MalformedTilePath."""
    tile = parse_path(path)
    if not isinstance(tile, Bundle):
        return register.tile(tile.level, tile.index, tile.width)
    start = tile.index * 256
    try:
        return encode_bundle(list(register.read(start, start + tile.width)))
    except BeyondHead:
        return None


class Proofs:
    """Makes proofs for any size of one register. Keeps up to `tiles` expanded tiles of 16 kB.

    Its errors are those of TileReader: RootMismatch and TileError say that the tiles are damaged, or that the
    root is another register's.
    """

    def __init__(self, register: Register, tiles: int = 1024) -> None:
        self._register = register
        self._cache = TileCache(tiles)
        self._lock = Lock()
        self._readers: dict[Head, TileReader] = {}

    def inclusion(self, index: int, head: Head) -> tuple[bytes, ...]:
        """That the entry stands at `index` of the register of this size and root. ProofOutOfRange."""
        with self._lock:
            return proofs.inclusion_proof(index, head.size, self._reader(head))

    def consistency(self, old: int, head: Head) -> tuple[bytes, ...]:
        """That the first `old` entries are the start of those of this size and root. ProofOutOfRange."""
        with self._lock:
            return proofs.consistency_proof(old, head.size, self._reader(head))

    def at(self, size: int) -> Head:
        """The root that the register had at an earlier size. BeyondHead."""
        head = self._register.head()
        if not 0 <= size <= head.size:
            raise BeyondHead(size, head.size)
        with self._lock:
            reader = self._reader(head)
            return Head(size, fold(reader(*each) for each in _complete(size)) if size else EMPTY_ROOT)

    def _reader(self, head: Head) -> TileReader:
        """Its edge is read and checked once."""
        reader = self._readers.pop(head, None)
        if reader is None:
            reader = TileReader(head.size, head.root, lambda path: fetch(self._register, path), self._cache)
        self._readers[head] = reader
        if len(self._readers) > MAX_READERS:
            del self._readers[next(iter(self._readers))]
        return reader


def _complete(size: int) -> list[tuple[int, int]]:
    """(level, index) of the largest complete subtrees of a tree, from left to right."""
    levels = [level for level in reversed(range(size.bit_length())) if size >> level & 1]
    return [(level, (size >> level) - 1) for level in levels]
