"""A checkpoint: accepted text is the one spelling of origin, size, root and extensions."""

from __future__ import annotations

from plenipo.errors import PlenipoError
from plenipo.register.checkpoints import parse_checkpoint

DICTIONARY = (b"+15", b"015", "\u2028".encode(), b"\n\n", b"=\n")


def check(data: bytes) -> bool:
    try:
        checkpoint = parse_checkpoint(data)
    except PlenipoError:
        return False
    assert checkpoint.encode() == data
    return True
