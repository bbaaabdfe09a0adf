"""A verifier key: accepted text is the one spelling of name, type and key."""

from __future__ import annotations

from plenipo.errors import PlenipoError
from plenipo.register.keys import parse_vkey


def check(data: bytes) -> bool:
    text = data.decode("utf-8", "surrogateescape")
    try:
        key = parse_vkey(text)
    except PlenipoError:
        return False
    assert str(key) == text
    return True
