"""The data types of the SSH wire (RFC 4251, 5), one form each: what is read packs to the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from plenipo.errors import SignatureError


def pack_string(value: bytes) -> bytes:
    return len(value).to_bytes(4, "big") + value


def pack_mpint(value: int) -> bytes:
    """A positive integer; a leading zero byte keeps the sign bit clear."""
    return pack_string(value.to_bytes(value.bit_length() // 8 + 1, "big") if value else b"")


class Reader:
    """Takes fields off the front of `data`; what does not fit raises `error(name of the field)`."""

    def __init__(self, data: bytes, error: Callable[[str], SignatureError]) -> None:
        self._data = data
        self._at = 0
        self._error = error

    def raw(self, size: int, field: str) -> bytes:
        end = self._at + size
        if end > len(self._data):
            raise self._error(field)
        value = self._data[self._at : end]
        self._at = end
        return value

    def uint32(self, field: str) -> int:
        return int.from_bytes(self.raw(4, field), "big")

    def byte(self, field: str) -> int:
        return self.raw(1, field)[0]

    def string(self, field: str) -> bytes:
        return self.raw(self.uint32(field), field)

    def text(self, field: str) -> str:
        """A string of printable ASCII: the names of RFC 4251, 6."""
        value = self.string(field)
        if not value.isascii() or not value.decode("ascii").isprintable():
            raise self._error(field)
        return value.decode("ascii")

    def mpint(self, field: str) -> int:
        """A positive integer in its shortest form."""
        value = self.string(field)
        if not value or value[0] & 0x80 or (value[0] == 0 and (len(value) == 1 or not value[1] & 0x80)):
            raise self._error(field)
        return int.from_bytes(value, "big")

    def end(self) -> None:
        if self._at != len(self._data):
            raise self._error("trailing")
