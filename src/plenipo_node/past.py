"""The past of a register for the guard: roots and stamps, in O(log n) from what is stored.

What is judged but not yet stored is held here until it is kept or forgotten.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from plenipo.register import Frontier, decode_entry
from plenipo_node.storage import Proofs

if TYPE_CHECKING:
    from plenipo_node.storage import Register

KEPT_ROOTS = 4096
KEPT_STAMPS = 65_536


class StoredPast:
    """`stored`: the frontier of entries that the register holds. Answers as `plenipo.verify.Nodes` does."""

    def __init__(self, register: Register, stored: Frontier) -> None:
        self._register = register
        self._proofs = Proofs(register, tiles=64)
        self._stored = stored
        self._tree = stored.copy()
        self._leaves: list[bytes] = []
        self._roots: dict[int, str] = {}
        self._stamps = array("q")
        self._first_stamp = stored.size

    @property
    def size(self) -> int:
        return self._tree.size

    @property
    def frontier(self) -> Frontier:
        """Of what is stored."""
        return self._stored

    @property
    def leaves(self) -> list[bytes]:
        """The leaf hashes that are not stored yet."""
        return self._leaves

    def append(self, leaf: bytes, stamp: int) -> None:
        self._leaves.append(leaf)
        self._tree.append(leaf)
        self._stamps.append(stamp)
        if len(self._stamps) > 2 * KEPT_STAMPS:
            del self._stamps[:KEPT_STAMPS]
            self._first_stamp += KEPT_STAMPS

    def keep(self) -> None:
        """All that was appended is in the register now."""
        self._stored = self._tree.copy()
        self._leaves = []

    def forget(self) -> None:
        """What was appended and not kept never was."""
        gone = len(self._leaves)
        if gone:
            del self._stamps[-gone:]
            self._roots.clear()
        self._tree = self._stored.copy()
        self._leaves = []

    def root(self, size: int) -> str | None:
        if not 0 <= size <= self._tree.size:
            return None
        known = self._roots.get(size)
        if known is None:
            if len(self._roots) >= KEPT_ROOTS:
                self._roots.clear()
            known = self._roots[size] = self._root(size).hex()
        return known

    def _root(self, size: int) -> bytes:
        if size == self._tree.size:
            return self._tree.root()
        if size < self._stored.size:
            return self._proofs.at(size).root
        tree = self._stored.copy()
        tree.extend(self._leaves[: size - self._stored.size])
        return tree.root()

    def stamp(self, index: int) -> int:
        if index >= self._first_stamp:
            return self._stamps[index - self._first_stamp]
        (entry,) = self._register.read(index, index + 1)
        return decode_entry(entry).stamp_ms
