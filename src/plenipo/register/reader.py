"""Nodes of a tree read from tiles, each tile checked before its first use.

1. The partial tiles on the right edge fold into the root of the checkpoint, or nothing is read.
2. A full tile must hash to its entry in the tile above, which is checked in the same way.

So every hash that leaves a reader belongs to the tree of that size and root.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from plenipo.errors import (
    MalformedTile,
    MissingTile,
    ProofOutOfRange,
    RootMismatch,
    TileMismatch,
    TreeSizeRefused,
)
from plenipo.register.hashing import HASH_SIZE
from plenipo.register.tiles import HEIGHT, MAX_LEVEL, WIDTH, Tile, complete_subtrees, expand
from plenipo.register.tree import MAX_SIZE, Frontier

if TYPE_CHECKING:
    from collections.abc import Callable

    # The bytes at a path such as "tile/0/000", or None where there are none.
    Fetch: TypeAlias = Callable[[str], bytes | None]


class TileCache:
    """Expanded full tiles (16 kB each), the least lately used dropped first.

    Only checked tiles get in, so one cache may serve all readers of one register, whatever their size, in one
    thread.
    """

    __slots__ = ("_kept", "_limit")

    def __init__(self, limit: int = 1024) -> None:
        self._kept: dict[tuple[int, int], tuple[bytes, ...]] = {}
        self._limit = limit

    def get(self, key: tuple[int, int]) -> tuple[bytes, ...] | None:
        rows = self._kept.pop(key, None)
        if rows is not None:
            self._kept[key] = rows
        return rows

    def put(self, key: tuple[int, int], rows: tuple[bytes, ...]) -> None:
        self._kept[key] = rows
        if len(self._kept) > self._limit:
            del self._kept[next(iter(self._kept))]


class TileReader:
    """The tree of `size` and `root`, read from the tiles that `fetch` gives.

    Calling it with (level, index) gives that node: it is the node reader that proofs are made from.
    """

    def __init__(self, size: int, root: bytes, fetch: Fetch, cache: TileCache | None = None) -> None:
        if not 0 <= size <= MAX_SIZE:
            raise TreeSizeRefused(size)
        self.size = size
        self.root = root
        self.fetch = fetch
        self._cache = cache or TileCache()
        self._edge: dict[int, tuple[bytes, ...]] | None = None

    def __call__(self, level: int, index: int) -> bytes:
        """The hash of the complete subtree. ProofOutOfRange, TileError, RootMismatch."""
        if level < 0 or not 0 <= index < self.size >> level:
            raise ProofOutOfRange(index, self.size)
        tile_level, height = divmod(level, HEIGHT)
        at = (index & (WIDTH >> height) - 1) * HASH_SIZE
        return self.rows(tile_level, index >> HEIGHT - height)[height][at : at + HASH_SIZE]

    def rows(self, level: int, index: int) -> tuple[bytes, ...]:
        """The tile that this tree has there, checked and expanded."""
        if not (0 <= level <= MAX_LEVEL and 0 <= index * WIDTH < self.size >> HEIGHT * level):
            raise ProofOutOfRange(index, self.size)
        width = (self.size >> HEIGHT * level) - index * WIDTH
        if width < WIDTH:
            return self._checked_edge()[level]
        rows = self._cache.get((level, index))
        if rows is None:
            rows = self._checked(Tile(level, index))
            self._cache.put((level, index), rows)
        return rows

    def frontier(self) -> Frontier:
        """The checked right edge, from which the tree can go on."""
        return _frontier(self.size, self._checked_edge())

    def _checked(self, tile: Tile) -> tuple[bytes, ...]:
        rows = expand(self._read(tile))
        if rows[HEIGHT] != self(HEIGHT * (tile.level + 1), tile.index):
            raise TileMismatch(tile.path)
        return rows

    def _checked_edge(self) -> dict[int, tuple[bytes, ...]]:
        """The partial tiles by level, read once: what is given out is what went into the root."""
        if self._edge is None:
            edge = self._read_edge()
            root = _frontier(self.size, edge).root()
            if root != self.root:
                raise RootMismatch(root, self.root)
            self._edge = edge
        return self._edge

    def _read_edge(self) -> dict[int, tuple[bytes, ...]]:
        edge = {}
        for level in range(0, self.size.bit_length(), HEIGHT):
            index, width = divmod(self.size >> level, WIDTH)
            if width:
                tile = Tile(level // HEIGHT, index, width)
                edge[tile.level] = expand(self._read(tile))
        return edge

    def _read(self, tile: Tile) -> bytes:
        """The tile's bytes; a partial tile that is gone is cut from the full one, as tlog-tiles allows."""
        data = self.fetch(tile.path)
        if data is None and tile.width < WIDTH:
            full = self.fetch(Tile(tile.level, tile.index).path)
            data = full and full[: tile.width * HASH_SIZE]
        if data is None:
            raise MissingTile(tile.path)
        if len(data) != tile.width * HASH_SIZE:
            raise MalformedTile(tile.path)
        return data


def _frontier(size: int, edge: dict[int, tuple[bytes, ...]]) -> Frontier:
    hashes: list[bytes] = []
    for level in sorted(edge, reverse=True):
        hashes += complete_subtrees(edge[level], (size >> HEIGHT * level) % WIDTH)
    return Frontier(size, hashes)
