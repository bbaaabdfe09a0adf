"""A tree read from tiles that somebody tampers with: a node that comes out is the right one.

Bytes 0 and 1 are the size, 2 the level, 3 and 4 the index of the node asked for. Changes follow, five bytes
each: which tile in the order of fetching, what is done to it, where (two bytes), and with what.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256

from plenipo.errors import PlenipoError
from plenipo.register.reader import TileReader
from plenipo.register.tiles import Tile, parse_path


@cache
def node(level: int, index: int) -> bytes:
    """The hash of a complete subtree by the definition of RFC 6962, 2.1; leaf i is the number i."""
    if level == 0:
        return sha256(b"\0" + index.to_bytes(4, "big")).digest()
    return sha256(b"\1" + node(level - 1, 2 * index) + node(level - 1, 2 * index + 1)).digest()


@cache
def root(size: int) -> bytes:
    if size == 0:
        return sha256(b"").digest()
    bits = [b for b in range(size.bit_length()) if size >> b & 1]
    joined = b""
    for bit in bits:
        left = node(bit, (size >> bit) - 1)
        joined = sha256(b"\1" + left + joined).digest() if joined else left
    return joined


def served(path: str) -> bytes:
    tile = parse_path(path)
    assert isinstance(tile, Tile)
    first = tile.index * 256
    return b"".join(node(8 * tile.level, at) for at in range(first, first + tile.width))


def tampered(tile: bytes, what: int, where: int, value: int) -> bytes | None:
    at = where % (len(tile) + 1)
    match what % 6:
        case 0:
            return None
        case 1:
            return tile[:at]
        case 2:
            return tile + bytes(at)
        case 3:
            return tile[:at] + bytes([value]) + tile[at + 1 :]
        case 4:
            return tile[32:] + tile[:32]
        case _:
            return bytes([value]) * len(tile)


def check(data: bytes) -> bool:
    data = data.ljust(5, b"\0")
    size, level, index = int.from_bytes(data[:2], "big"), data[2], int.from_bytes(data[3:5], "big")
    changes = [data[at : at + 5] for at in range(5, len(data) - 4, 5)]
    fetched = 0

    def fetch(path: str) -> bytes | None:
        nonlocal fetched
        tile: bytes | None = served(path)
        for change in changes:
            if tile is not None and change[0] == fetched:
                tile = tampered(tile, change[1], int.from_bytes(change[2:4], "big"), change[4])
        fetched += 1
        return tile

    try:
        found = TileReader(size, root(size), fetch)(level, index)
    except PlenipoError:
        return False
    assert found == node(level, index)
    return True
