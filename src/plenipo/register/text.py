"""Decimals and base64 as all texts of C2SP spell them: one spelling each. None stands for a refusal."""

from __future__ import annotations

import binascii
import re

_DECIMAL = re.compile(rb"0|[1-9][0-9]{0,18}")


def decimal(text: bytes, most: int = 2**63 - 1) -> int | None:
    """An ASCII decimal without sign or leading zeroes, up to `most`."""
    if not _DECIMAL.fullmatch(text):
        return None
    value = int(text)
    return value if value <= most else None


def base64(data: bytes) -> bytes:
    """Standard base64 with padding, RFC 4648 §4."""
    return binascii.b2a_base64(data, newline=False)


def unbase64(text: bytes) -> bytes | None:
    """Only what `base64` writes: no spaces, no missing padding, no spare bits."""
    try:
        data = binascii.a2b_base64(text, strict_mode=True)
    except binascii.Error:
        return None
    return data if base64(data) == text else None
