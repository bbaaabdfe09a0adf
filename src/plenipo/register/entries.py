"""An entry: an act as registered, with its stamp and signatures.

    plenipo-entry/1 <UTC ms> <act length> <signature count>
    <the act's bytes>
    -----BEGIN SSH SIGNATURE-----
    <lines of 1 to 76 base64 characters>
    -----END SSH SIGNATURE-----
    <the next signature, and so on>

1. Every line ends with one newline (0x0A), the last one too.
2. The three numbers are ASCII decimals without leading zeroes; the stamp ends with the year 9999.
3. The act is exactly as long as the header says and is not looked into: it may hold newlines. One newline
   that belongs to neither parts it from the signatures.
4. There is at least one signature. Each is one armoured block as drawn; nothing stands between or after them.
   No block occurs twice. The writer sorts them by fingerprint (`in_order`).
5. The whole is at most 65,535 bytes, the most that an entry bundle of tlog-tiles can frame.

So an entry has one spelling: what decodes encodes to the same bytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plenipo.errors import EntryTooLarge, MalformedEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MAX_ENTRY = 65_535
LAST_STAMP_MS = 253_402_300_799_999

_HEADER = re.compile(rb"plenipo-entry/1 (0|[1-9][0-9]{0,14}) ([1-9][0-9]{0,4}) ([1-9][0-9]{0,2})\n")
_SIGNATURE = re.compile(
    rb"-----BEGIN SSH SIGNATURE-----\n(?:[A-Za-z0-9+/=]{1,76}\n)+-----END SSH SIGNATURE-----\n"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """`stamp_ms`: UTC milliseconds since 1970. A signature: one armoured block with its last newline."""

    stamp_ms: int
    act: bytes
    signatures: tuple[bytes, ...]


def encode(entry: Entry) -> bytes:
    """The one spelling of the entry. MalformedEntry, EntryTooLarge."""
    signatures = entry.signatures
    if not 0 <= entry.stamp_ms <= LAST_STAMP_MS:
        raise MalformedEntry("stamp")
    if not entry.act:
        raise MalformedEntry("act")
    if not signatures or not all(map(_SIGNATURE.fullmatch, signatures)):
        raise MalformedEntry("signatures")
    _refuse_twins(signatures)
    header = b"plenipo-entry/1 %d %d %d\n" % (entry.stamp_ms, len(entry.act), len(signatures))
    data = b"".join((header, entry.act, b"\n", *signatures))
    _refuse_large(data)
    return data


def decode(data: bytes) -> Entry:
    """The entry of which `data` is the one spelling. MalformedEntry, EntryTooLarge."""
    _refuse_large(data)
    header = _HEADER.match(data)
    if not header:
        raise MalformedEntry("header")
    stamp_ms, length, count = map(int, header.groups())
    if stamp_ms > LAST_STAMP_MS:
        raise MalformedEntry("stamp")
    start = header.end()
    end = start + length
    if data[end : end + 1] != b"\n":
        raise MalformedEntry("act")
    return Entry(stamp_ms, data[start:end], _signatures(data, end + 1, count))


def in_order(signatures: Iterable[bytes], fingerprint: Callable[[bytes], str]) -> tuple[bytes, ...]:
    """The signatures as an entry holds them: sorted by the fingerprint of each one's key."""
    return tuple(sorted(signatures, key=fingerprint))


def _signatures(data: bytes, at: int, count: int) -> tuple[bytes, ...]:
    found = []
    for _ in range(count):
        block = _SIGNATURE.match(data, at)
        if not block:
            raise MalformedEntry("signatures")
        found.append(block[0])
        at = block.end()
    if at != len(data):
        raise MalformedEntry("signatures")
    _refuse_twins(found)
    return tuple(found)


def _refuse_twins(signatures: tuple[bytes, ...] | list[bytes]) -> None:
    if len(set(signatures)) != len(signatures):
        raise MalformedEntry("signatures")


def _refuse_large(data: bytes) -> None:
    if len(data) > MAX_ENTRY:
        raise EntryTooLarge(len(data), MAX_ENTRY)
