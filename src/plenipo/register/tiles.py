"""Tiles and entry bundles: where a tree of size n lies in files (C2SP tlog-tiles).

A hash tile of level L and index N holds up to 256 hashes: those of the complete subtrees of 256**L entries,
from number N*256. An entry bundle holds the up to 256 entries below a tile of level 0. Both are full, or
partial with their width in the path.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from plenipo.errors import EntryTooLarge, MalformedTile, MalformedTilePath
from plenipo.register.hashing import HASH_SIZE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HEIGHT = 8
WIDTH = 256
MAX_LEVEL = 63
MAX_FRAMED = 65_535

_PATH = re.compile(
    r"tile/(?P<level>entries|0|[1-9][0-9]?)/(?P<index>(?:x[0-9]{3}/){0,5}[0-9]{3})"
    r"(?:\.p/(?P<width>[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5]))?",
)


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """A hash tile: level 0 to 63, index, and width 1 to 256 (256 is full)."""

    level: int
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        return f"tile/{self.level}/{_index_path(self.index)}{_width_path(self.width)}"


@dataclass(frozen=True, slots=True, order=True)
class Bundle:
    """An entry bundle: index and width 1 to 256 (256 is full)."""

    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        return f"tile/entries/{_index_path(self.index)}{_width_path(self.width)}"


def parse_path(path: str) -> Tile | Bundle:
    """The tile or bundle whose `path` this is, to the letter. MalformedTilePath."""
    match = _PATH.fullmatch(path)
    if not match:
        raise MalformedTilePath(path)
    index = int(match["index"].replace("x", "").replace("/", ""))
    width = int(match["width"] or WIDTH)
    level = 0 if match["level"] == "entries" else int(match["level"])
    found = Bundle(index, width) if match["level"] == "entries" else Tile(level, index, width)
    if level > MAX_LEVEL or found.path != path:
        raise MalformedTilePath(path)
    return found


def tiles_of(size: int, since: int = 0) -> Iterator[Tile]:
    """The tiles of a tree of `size` entries that the tree of `since` entries lacks, level by level."""
    level = 0
    while size:
        yield from (Tile(level, index, width) for index, width in _spans(size, since))
        size, since, level = size >> HEIGHT, since >> HEIGHT, level + 1


def bundles_of(size: int, since: int = 0) -> Iterator[Bundle]:
    """The bundles of a register of `size` entries that the one of `since` entries lacks."""
    return (Bundle(index, width) for index, width in _spans(size, since))


def _spans(size: int, since: int) -> Iterator[tuple[int, int]]:
    """Index and width of what `size` items fill and `since` items do not."""
    if since >= size:
        return
    for index in range(since >> HEIGHT, size >> HEIGHT):
        yield index, WIDTH
    if size % WIDTH:
        yield size >> HEIGHT, size % WIDTH


def expand(tile: bytes) -> tuple[bytes, ...]:
    """Rows of a tile's complete subtrees: row r joins the hashes of height r, from the tile's own up.

    A full tile gives nine rows, the last of one hash. 255 hash calls: worth keeping.
    """
    row = tile
    rows = [row]
    while len(row) >= 2 * HASH_SIZE:
        pairs = range(0, len(row) // (2 * HASH_SIZE) * (2 * HASH_SIZE), 2 * HASH_SIZE)
        row = b"".join([sha256(b"\x01" + row[at : at + 2 * HASH_SIZE]).digest() for at in pairs])
        rows.append(row)
    return tuple(rows)


def complete_subtrees(rows: tuple[bytes, ...], width: int) -> list[bytes]:
    """The roots of the largest complete subtrees of an expanded partial tile, from left to right."""
    heights = [height for height in reversed(range(HEIGHT)) if width >> height & 1]
    return [rows[height][-HASH_SIZE:] for height in heights]


def encode_bundle(entries: Sequence[bytes]) -> bytes:
    """Each entry after its length as a big-endian uint16. EntryTooLarge."""
    parts: list[bytes] = []
    for entry in entries:
        check_framed(entry)
        parts += (len(entry).to_bytes(2, "big"), entry)
    return b"".join(parts)


def check_framed(entry: bytes) -> None:
    """EntryTooLarge if no bundle can frame it."""
    if len(entry) > MAX_FRAMED:
        raise EntryTooLarge(len(entry), MAX_FRAMED)


def decode_bundle(data: bytes, bundle: Bundle) -> list[bytes]:
    """Exactly `bundle.width` entries, and nothing left over. MalformedTile."""
    entries = []
    at = 0
    for _ in range(bundle.width):
        start = at + 2
        at = start + int.from_bytes(data[at:start], "big")
        entries.append(data[start:at])
    # Lengths are only read forward: a cut anywhere leaves `at` beyond the end.
    if at != len(data):
        raise MalformedTile(bundle.path)
    return entries


def _index_path(index: int) -> str:
    """1234067 is x001/x234/067."""
    path = f"{index % 1000:03d}"
    while index := index // 1000:
        path = f"x{index % 1000:03d}/{path}"
    return path


def _width_path(width: int) -> str:
    return "" if width == WIDTH else f".p/{width}"
