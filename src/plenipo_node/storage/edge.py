"""The right edge of the tree: on each level of tiles, the hashes of the tile that is not full yet.

At most 255 hashes a level, so any size opens from few hashes. A tile that fills up leaves the edge and counts
as one hash on the level above.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plenipo.register.hashing import HASH_SIZE
from plenipo.register.tiles import HEIGHT, WIDTH
from plenipo.register.tree import Frontier, fold
from plenipo_node.storage.port import Head

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class FullTile:
    """256 hashes, and the root over them, which stands in the tile above."""

    level: int
    index: int
    root: bytes
    hashes: bytes


class _Level:
    __slots__ = ("frontier", "hashes")

    def __init__(self, hashes: Iterable[bytes] = ()) -> None:
        self.hashes = list(hashes)
        self.frontier = Frontier()
        self.frontier.extend(self.hashes)

    def copy(self) -> _Level:
        twin = _Level()
        twin.hashes = self.hashes.copy()
        twin.frontier = self.frontier.copy()
        return twin


class Edge:
    """Grows by leaf hashes. An edge that was published is copied before it grows: readers need no lock."""

    __slots__ = ("_levels", "size")

    def __init__(self, size: int = 0, levels: Iterable[Iterable[bytes]] = ()) -> None:
        """From the hashes that `spans(size)` names, level 0 first."""
        self.size = size
        self._levels = [_Level(hashes) for hashes in levels]

    def copy(self) -> Edge:
        twin = Edge(self.size)
        twin._levels = [level.copy() for level in self._levels]
        return twin

    def extend(self, leaves: Sequence[bytes]) -> list[FullTile]:
        """Add the leaf hashes; the tiles that they fill, each level in order."""
        filled: list[FullTile] = []
        at = 0
        while at < len(leaves):
            room = WIDTH - self.size % WIDTH
            part = leaves[at : at + room]
            at += len(part)
            self.size += len(part)
            self._add(0, part, filled)
        return filled

    def head(self) -> Head:
        """The frontiers of all levels, the highest first, are the frontier of the tree."""
        return Head(
            self.size, fold(each for level in reversed(self._levels) for each in level.frontier.hashes)
        )

    def tile(self, level: int, index: int, width: int) -> bytes | None:
        """The first hashes of the unfinished tile; None if it is another tile or has fewer."""
        if level >= len(self._levels) or index != self.size >> HEIGHT * (level + 1):
            return None
        hashes = self._levels[level].hashes
        return b"".join(hashes[:width]) if width <= len(hashes) else None

    def _add(self, level: int, hashes: Sequence[bytes], filled: list[FullTile]) -> None:
        if level == len(self._levels):
            self._levels.append(_Level())
        here = self._levels[level]
        here.hashes += hashes
        here.frontier.extend(hashes)
        if len(here.hashes) == WIDTH:
            (root,) = here.frontier.hashes
            index = (self.size >> HEIGHT * (level + 1)) - 1
            filled.append(FullTile(level, index, root, b"".join(here.hashes)))
            self._levels[level] = _Level()
            self._add(level + 1, (root,), filled)


def spans(size: int) -> list[range]:
    """For each level the indices of the hashes on the edge: of leaves on level 0, of full tiles above it."""
    counts = [size >> height for height in range(0, size.bit_length(), HEIGHT)]
    return [range(count - count % WIDTH, count) for count in counts]


def cut(tile: bytes | None, width: int) -> bytes | None:
    """The first hashes of a full tile."""
    return tile and tile[: width * HASH_SIZE]
