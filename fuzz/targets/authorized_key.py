"""A public key line: what was read is written, and read again, as the same key and comment."""

from __future__ import annotations

from plenipo.errors import PlenipoError
from plenipo.signatures import format_authorized_key, parse_authorized_key


def check(data: bytes) -> bool:
    try:
        key, comment = parse_authorized_key(data)
    except PlenipoError:
        return False
    assert parse_authorized_key(format_authorized_key(key, comment)) == (key, comment)
    return True
