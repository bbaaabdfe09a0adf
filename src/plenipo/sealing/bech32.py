"""Bech32 (BIP 173), without its limit on the length of the data part.

A string is all lowercase or all uppercase; the checksum is computed over the lowercase form. Between the
last "1" and the six checksum characters stand the data, five bits a character, with fewer than five zero
bits of padding.
"""

from __future__ import annotations

from base64 import b32decode, b32encode
from binascii import Error
from typing import Final

MAX_LENGTH: Final = 4096

_CHARSET: Final = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BASE32: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_TO_BASE32: Final = bytes.maketrans(_CHARSET, _BASE32)
_FROM_BASE32: Final = bytes.maketrans(_BASE32, _CHARSET)
_VALUES: Final = bytes(_CHARSET.find(byte) & 0xFF for byte in range(256))
_GENERATOR: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def encode(hrp: str, data: bytes) -> str:
    """The lowercase string for this human-readable part."""
    part = b32encode(data).rstrip(b"=").translate(_FROM_BASE32)
    checksum = _polymod(_expand(hrp) + part.translate(_VALUES) + bytes(6)) ^ 1
    tail = bytes(_CHARSET[checksum >> 5 * (5 - i) & 31] for i in range(6))
    return f"{hrp}1{(part + tail).decode()}"


def decode(hrp: str, text: str) -> bytes | str:
    """The data bytes, or (as a string) the fault that was found."""
    if len(text) > MAX_LENGTH:
        return "too long"
    if not text.isascii() or text not in (text.lower(), text.upper()):
        return "mixed case"
    found, _, rest = text.lower().rpartition("1")
    if found != hrp:
        return "prefix"
    part = rest.encode()
    values = part.translate(_VALUES)
    if len(part) < 6 or 0xFF in values:
        return "characters"
    if _polymod(_expand(hrp) + values) != 1:
        return "checksum"
    return _to_bytes(part[:-6])


def _to_bytes(part: bytes) -> bytes | str:
    try:
        data = b32decode(part.translate(_TO_BASE32) + b"=" * (-len(part) % 8))
    except Error:
        return "padding"
    canonical = b32encode(data).rstrip(b"=").translate(_FROM_BASE32)
    return data if canonical == part else "padding"


def _expand(hrp: str) -> bytes:
    raw = hrp.encode()
    return bytes(byte >> 5 for byte in raw) + b"\0" + bytes(byte & 31 for byte in raw)


def _step(top: int) -> int:
    value = 0
    for bit, generator in enumerate(_GENERATOR):
        if top >> bit & 1:
            value ^= generator
    return value


_STEPS: Final = tuple(_step(top) for top in range(32))


def _polymod(values: bytes) -> int:
    checksum = 1
    for value in values:
        checksum = (checksum & 0x1FFFFFF) << 5 ^ value ^ _STEPS[checksum >> 25]
    return checksum
