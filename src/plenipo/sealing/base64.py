"""Unpadded base64 as age wants it: RFC 4648 section 4, canonical (section 3.5), no padding characters."""

from __future__ import annotations

from binascii import Error, a2b_base64, b2a_base64


def encode(data: bytes) -> bytes:
    """Base64 without padding or line breaks."""
    return b2a_base64(data, newline=False).rstrip(b"=")


def decode(text: bytes) -> bytes | None:
    """The bytes, or None unless `text` is the one way to write them."""
    try:
        data = a2b_base64(text + b"=" * (-len(text) % 4), strict_mode=True)
    except Error:
        return None
    return data if encode(data) == text else None


def decode_argument(text: str, size: int) -> bytes | None:
    """The bytes of a stanza argument, or None unless it is canonical and of this size."""
    data = decode(text.encode())
    return data if data is not None and len(data) == size else None
