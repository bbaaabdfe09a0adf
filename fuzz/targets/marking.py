"""A marking: accepted text is its one spelling."""

from __future__ import annotations

from plenipo.errors import PlenipoError
from plenipo.sealing import parse_marking

DICTIONARY = (b" // ", b"REL TO ", b"LIMITE", b"TLP:AMBER+STRICT", b"SECRET UE/EU SECRET", b"-", b",")


def check(data: bytes) -> bool:
    text = data.decode("utf-8", "surrogateescape")
    try:
        marking = parse_marking(text)
    except PlenipoError:
        return False
    assert str(marking) == text
    return True
