"""All nodes of a tree and all stamps, in memory: 72 bytes an entry."""

from __future__ import annotations

from array import array

from plenipo.register import node_hash, root_at

_KEPT_ROOTS = 4096


class Nodes:
    """The past of a replay: roots of every size so far, and the stamp of every entry."""

    def __init__(self) -> None:
        self._levels: list[bytearray] = [bytearray()]
        self._stamps = array("q")
        self._roots: dict[int, str] = {}

    @property
    def size(self) -> int:
        return len(self._stamps)

    def append(self, leaf: bytes, stamp: int) -> None:
        index, level = len(self._stamps), 0
        self._stamps.append(stamp)
        self._levels[0] += leaf
        while index & 1:
            leaf = node_hash(self.node(level, index - 1), leaf)
            index, level = index >> 1, level + 1
            if level == len(self._levels):
                self._levels.append(bytearray())
            self._levels[level] += leaf

    def node(self, level: int, index: int) -> bytes:
        """The hash over the entries [index << level, (index + 1) << level)."""
        return bytes(self._levels[level][32 * index : 32 * index + 32])

    def root(self, size: int) -> str | None:
        if size > self.size:
            return None
        known = self._roots.get(size)
        if known is None:
            if len(self._roots) >= _KEPT_ROOTS:
                self._roots.clear()
            known = self._roots[size] = root_at(size, self.node).hex()
        return known

    def stamp(self, index: int) -> int:
        return self._stamps[index]
