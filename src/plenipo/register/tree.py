"""The append-only tree, held as its frontier.

The frontier of a tree of size n is one hash for each bit set in n: the roots of the largest complete subtrees
from left to right. Appending touches only these, and the root is folded from them (RFC 6962 §2.1).
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from plenipo.errors import TreeSizeRefused
from plenipo.register.hashing import EMPTY_ROOT, HASH_SIZE

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_SIZE = 2**63 - 1


def fold(hashes: Iterable[bytes]) -> bytes:
    """The root over complete subtrees given from left to right, the largest first."""
    right_to_left = iter(tuple(hashes)[::-1])
    root = next(right_to_left, EMPTY_ROOT)
    for left in right_to_left:
        root = sha256(b"\x01" + left + root).digest()
    return root


class Frontier:
    """A growing tree of which only `size.bit_count()` hashes are kept."""

    __slots__ = ("_hashes", "_size")

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = ()) -> None:
        """Start empty, or from a saved size with its hashes, left to right."""
        self._size = size
        self._hashes = list(hashes)
        if not 0 <= size <= MAX_SIZE or len(self._hashes) != size.bit_count():
            raise TreeSizeRefused(size)
        if any(len(each) != HASH_SIZE for each in self._hashes):
            raise TreeSizeRefused(size)

    @property
    def size(self) -> int:
        return self._size

    @property
    def hashes(self) -> tuple[bytes, ...]:
        """What `Frontier(size, hashes)` starts from again."""
        return tuple(self._hashes)

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash: one inner hash amortised."""
        size = self._size
        self._size = size + 1
        hashes = self._hashes
        while size & 1:
            leaf = sha256(b"\x01" + hashes.pop() + leaf).digest()
            size >>= 1
        hashes.append(leaf)

    def extend(self, leaves: Iterable[bytes]) -> None:
        for leaf in leaves:
            self.append(leaf)

    def root(self) -> bytes:
        return fold(self._hashes)

    def copy(self) -> Frontier:
        """An independent tree: O(log size)."""
        return Frontier(self._size, self._hashes)

    def __repr__(self) -> str:
        return f"Frontier(size={self._size}, root={self.root().hex()})"


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over all leaf hashes: MTH of RFC 6962 §2.1."""
    tree = Frontier()
    tree.extend(leaves)
    return tree.root()
