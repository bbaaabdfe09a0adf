"""An age header: what parses is written the same, up to the MAC."""

from __future__ import annotations

from plenipo.errors import PlenipoError
from plenipo.sealing.headers import format_header, parse_header

DICTIONARY = (
    b"age-encryption.org/v1\n",
    b"-> X25519 ",
    b"-> mlkem768x25519 ",
    b"-> scrypt ",
    b"\n--- ",
    b"\r\n",
)


def check(data: bytes) -> bool:
    try:
        header = parse_header(data)
    except PlenipoError:
        return False
    assert data.startswith(header.signed)
    assert format_header(header.stanzas, bytes(16)).startswith(header.signed + b" ")
    assert header.size == len(header.signed) + 1 + 43 + 1
    return True
