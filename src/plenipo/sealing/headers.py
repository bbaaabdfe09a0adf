"""The header of an age v1 file (C2SP age, "Header"): read strictly, written in one way, held to its MAC.

- The version line, then one or more stanzas, then "--- " and the MAC; every line ends with a single LF.
- A stanza is "-> " and one or more arguments of visible characters, one space between them; then its body
  in canonical unpadded base64, lines of 64 characters, the last line shorter and perhaps empty.
- The MAC is over everything up to and including "---".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from hmac import digest as hmac_digest
from typing import TYPE_CHECKING, Final

from plenipo.errors import HeaderFailure, HmacFailure, StanzaFailure
from plenipo.sealing import base64
from plenipo.sealing.primitives import hkdf

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

VERSION_LINE: Final = b"age-encryption.org/v1\n"
MAX_HEADER: Final = 1 << 19
MAX_STANZAS: Final = 256
_COLUMNS: Final = 64
_MAC_SIZE: Final = 32
_ARGUMENTS: Final = re.compile(rb"[!-~]+(?: [!-~]+)*")


@dataclass(frozen=True, slots=True)
class Stanza:
    """The file key, wrapped for one recipient; `kind` is the first argument, `args` are the others."""

    kind: str
    args: tuple[str, ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class Header:
    """A parsed header; `signed` are the bytes that the MAC covers, `size` is where the payload starts."""

    stanzas: tuple[Stanza, ...]
    signed: bytes
    mac: bytes
    size: int

    def check_mac(self, file_key: bytes) -> None:
        """Raises HmacFailure."""
        if not compare_digest(_mac(file_key, self.signed), self.mac):
            raise HmacFailure


def format_header(stanzas: Sequence[Stanza], file_key: bytes) -> bytes:
    """The whole header, MAC included."""
    signed = VERSION_LINE + b"".join(map(_format_stanza, stanzas)) + b"---"
    return signed + b" " + base64.encode(_mac(file_key, signed)) + b"\n"


def parse_header(data: bytes) -> Header:
    """Read the header at the start of a file. Raises HeaderFailure."""
    if not data.startswith(VERSION_LINE):
        raise HeaderFailure(fault="version", at=0)
    lines = _Lines(data, len(VERSION_LINE))
    stanzas: list[Stanza] = []
    while (line := lines.take()).startswith(b"-> "):
        if len(stanzas) == MAX_STANZAS:
            raise lines.failure("too many stanzas")
        stanzas.append(_parse_stanza(line, lines))
    mac = base64.decode(line[4:]) if line.startswith(b"--- ") else None
    if mac is None or len(mac) != _MAC_SIZE:
        raise lines.failure("mac")
    if not stanzas:
        raise lines.failure("no stanza")
    return Header(tuple(stanzas), data[: lines.start + 3], mac, lines.end)


def addressed(stanzas: Sequence[Stanza], kind: str) -> Iterator[tuple[int, Stanza]]:
    """The stanzas of one kind, with their place."""
    return ((at, stanza) for at, stanza in enumerate(stanzas) if stanza.kind == kind)


def check_stanza(at: int, stanza: Stanza, *, args: int, body: int) -> None:
    """The number of arguments after the kind, and the size of the body before it is decrypted."""
    if len(stanza.args) != args:
        raise StanzaFailure(fault="arguments", at=at, kind=stanza.kind)
    if len(stanza.body) != body:
        raise StanzaFailure(fault="body size", at=at, kind=stanza.kind)


class _Lines:
    """Takes LF-terminated lines, no further than MAX_HEADER."""

    def __init__(self, data: bytes, at: int) -> None:
        self._data = data
        self.start = self.end = at

    def take(self) -> bytes:
        self.start = self.end
        newline = self._data.find(b"\n", self.start, MAX_HEADER)
        if newline < 0:
            raise self.failure("too large" if len(self._data) > MAX_HEADER else "truncated")
        self.end = newline + 1
        return self._data[self.start : newline]

    def take_body(self) -> Iterator[bytes]:
        """Full lines, then the one shorter line that ends a body."""
        full = True
        while full:
            line = self.take()
            if len(line) > _COLUMNS:
                raise self.failure("long line")
            full = len(line) == _COLUMNS
            yield line

    def failure(self, fault: str) -> HeaderFailure:
        return HeaderFailure(fault=fault, at=self.start)


def _parse_stanza(line: bytes, lines: _Lines) -> Stanza:
    if not _ARGUMENTS.fullmatch(line, 3):
        raise lines.failure("arguments")
    body = base64.decode(b"".join(lines.take_body()))
    if body is None:
        raise lines.failure("base64")
    kind, *args = line[3:].decode("ascii").split(" ")
    return Stanza(kind, tuple(args), body)


def _format_stanza(stanza: Stanza) -> bytes:
    body = base64.encode(stanza.body)
    wrapped = [body[i : i + _COLUMNS] for i in range(0, len(body) + 1, _COLUMNS)]
    return b"\n".join((f"-> {' '.join((stanza.kind, *stanza.args))}".encode(), *wrapped, b""))


def _mac(file_key: bytes, signed: bytes) -> bytes:
    return hmac_digest(hkdf(file_key, b"", b"header"), signed, sha256)
