"""The definitions of RFC 6962 and tlog-tiles written out plainly, to test the quick ones against."""

from __future__ import annotations

from plenipo.register.hashing import EMPTY_ROOT, leaf_hash, node_hash
from plenipo.register.tiles import Tile

LEAVES = [leaf_hash(str(index).encode()) for index in range(70_000)]


def mth(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962 §2.1, to the letter."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    k = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(mth(leaves[:k]), mth(leaves[k:]))


def path(m: int, leaves: list[bytes]) -> list[bytes]:
    """PATH of RFC 6962 §2.1.1, to the letter."""
    if len(leaves) == 1:
        return []
    k = 1 << (len(leaves) - 1).bit_length() - 1
    if m < k:
        return [*path(m, leaves[:k]), mth(leaves[k:])]
    return [*path(m - k, leaves[k:]), mth(leaves[:k])]


def subproof(m: int, leaves: list[bytes], *, whole: bool = True) -> list[bytes]:
    """SUBPROOF of RFC 6962 §2.1.2, to the letter."""
    if m == len(leaves):
        return [] if whole else [mth(leaves)]
    k = 1 << (len(leaves) - 1).bit_length() - 1
    if m <= k:
        return [*subproof(m, leaves[:k], whole=whole), mth(leaves[k:])]
    return [*subproof(m - k, leaves[k:], whole=False), mth(leaves[:k])]


def node(level: int, index: int) -> bytes:
    return mth(LEAVES[index << level : (index + 1) << level])


def tile_files(size: int) -> dict[str, bytes]:
    """Every tile of a tree, by the formula of tlog-tiles."""
    files = {}
    level, row = 0, LEAVES[:size]
    while row:
        for start in range(0, len(row), 256):
            part = row[start : start + 256]
            files[Tile(level, start // 256, len(part)).path] = b"".join(part)
        row = [mth(row[start : start + 256]) for start in range(0, len(row) - 255, 256)]
        level += 1
    return files
