"""A sealed document: accepted bytes are the one spelling of their value."""

from __future__ import annotations

from plenipo.errors import PlenipoError
from plenipo.sealing import decode_document, encode_document


def check(data: bytes) -> bool:
    try:
        document = decode_document(data)
    except PlenipoError:
        return False
    assert encode_document(document) == data
    return True
