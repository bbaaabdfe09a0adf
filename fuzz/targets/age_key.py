"""A recipient or an identity in Bech32: accepted text is its one spelling."""

from __future__ import annotations

from plenipo.errors import PlenipoError
from plenipo.sealing import parse_identity, parse_recipient


def check(data: bytes) -> bool:
    text = data.decode("utf-8", "surrogateescape")
    accepted = 0
    try:
        assert str(parse_recipient(text)) == text
        accepted += 1
    except PlenipoError:
        pass
    try:
        assert parse_identity(text).encode() == text
        accepted += 1
    except PlenipoError:
        pass
    assert accepted < 2
    return accepted == 1
