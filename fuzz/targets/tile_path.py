"""A tile's path: accepted to the letter, or not at all."""

from __future__ import annotations

from plenipo.errors import PlenipoError
from plenipo.register.tiles import parse_path


def check(data: bytes) -> bool:
    path = data.decode("utf-8", "surrogateescape")
    try:
        tile = parse_path(path)
    except PlenipoError:
        return False
    assert tile.path == path
    return True
