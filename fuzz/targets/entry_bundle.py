"""An entry bundle: what was read frames to the same bytes.

The first byte is its width less one.
"""

from __future__ import annotations

from plenipo.errors import PlenipoError
from plenipo.register.tiles import Bundle, decode_bundle, encode_bundle


def check(data: bytes) -> bool:
    width = data[0] + 1 if data else 1
    try:
        entries = decode_bundle(data[1:], Bundle(0, width))
    except PlenipoError:
        return False
    assert len(entries) == width
    assert encode_bundle(entries) == data[1:]
    return True
