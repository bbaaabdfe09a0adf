"""ASCII armor (C2SP age, "ASCII armor"; RFC 7468 section 3, figure 3): one strict PEM block, and nothing
beside it.

- Whitespace may stand before and after the block, and lines may end with LF or with CRLF, all alike.
- Everything else must be exactly what `armor` writes: 64 columns, canonical padded base64, no headers.
"""

from __future__ import annotations

from binascii import Error, a2b_base64, b2a_base64
from itertools import zip_longest
from typing import Final

from plenipo.errors import ArmorFailure

BEGIN: Final = b"-----BEGIN AGE ENCRYPTED FILE-----"
END: Final = b"-----END AGE ENCRYPTED FILE-----"
_WHITESPACE: Final = b" \t\r\n"
_COLUMNS: Final = 64


def is_armored(data: bytes) -> bool:
    """Does it start like armor? A binary age file never does."""
    return data.lstrip(_WHITESPACE).startswith(b"-----BEGIN ")


def armor(data: bytes) -> bytes:
    """The PEM block, lines ended by LF."""
    body = b2a_base64(data, newline=False)
    lines = [body[i : i + _COLUMNS] for i in range(0, len(body), _COLUMNS)]
    return b"\n".join((BEGIN, *lines, END, b""))


def unarmor(text: bytes) -> bytes:
    """The age file within. Raises ArmorFailure."""
    lines = _lines(text.strip(_WHITESPACE))
    if lines[0] != BEGIN:
        raise ArmorFailure(fault="begin", line=1)
    if len(lines) == 1 or lines[-1] != END:
        raise ArmorFailure(fault="end", line=len(lines))
    try:
        data = a2b_base64(b"".join(lines[1:-1]), strict_mode=True)
    except Error:
        raise ArmorFailure(fault="base64", line=2) from None
    _check_canonical(lines, armor(data).split(b"\n")[:-1])
    return data


def _lines(block: bytes) -> list[bytes]:
    return block.split(b"\r\n" if b"\r\n" in block else b"\n")


def _check_canonical(lines: list[bytes], canonical: list[bytes]) -> None:
    for number, (line, expected) in enumerate(zip_longest(lines, canonical), start=1):
        if line != expected:
            raise ArmorFailure(fault="not canonical", line=number)
