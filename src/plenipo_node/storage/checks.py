"""What every backend refuses before it touches its store, and what it holds against hashes after reading."""

from __future__ import annotations

import re
from hashlib import sha256
from itertools import compress
from typing import TYPE_CHECKING

from plenipo.errors import (
    BadMetaKey,
    BeyondHead,
    CipherMismatch,
    EntryTooLarge,
    LeavesRefused,
    MalformedHash,
    StoredTooLarge,
)
from plenipo.register.entries import MAX_ENTRY
from plenipo.register.hashing import HASH_SIZE, leaf_hash
from plenipo.register.tiles import MAX_LEVEL, WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MAX_NOTE = 262_144
MAX_COSIGNATURES = 262_144  # of one call
MAX_BLOB = 256 * 1024 * 1024
MAX_SNAPSHOT = 512 * 1024 * 1024
MAX_META = 65_536

_META_KEY = re.compile(r"[a-z0-9._-]{1,64}")
_HASH = re.compile(r"[0-9a-f]{64}")


def leaf_hashes(entries: Sequence[bytes], given: Sequence[bytes] | None) -> Sequence[bytes]:
    """One leaf hash an entry: those given, or made here."""
    longest = max(map(len, entries), default=0)
    if longest > MAX_ENTRY:
        raise EntryTooLarge(longest, MAX_ENTRY)
    if given is None:
        return list(map(leaf_hash, entries))
    if len(given) != len(entries) or any(len(each) != HASH_SIZE for each in given):
        raise LeavesRefused(len(given), len(entries))
    return given


def within(size: int, head: int) -> None:
    if not 0 <= size <= head:
        raise BeyondHead(size, head)


def stop_within(start: int, stop: int | None, head: int) -> int:
    """The end of a range that lies within the register."""
    end = head if stop is None else stop
    within(end, head)
    within(start, end)
    return end


def runs(start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The range cut where tiles end: each run lies below one tile of level 0."""
    while start < stop:
        end = min(stop, start - start % WIDTH + WIDTH)
        yield start, end
        start = end


def is_tile(level: int, index: int, width: int) -> bool:
    """Whether there can be such a tile in any tree."""
    return 0 <= level <= MAX_LEVEL and 0 <= index < 1 << 56 and 1 <= width <= WIDTH


def not_larger(part: str, size: int, limit: int) -> None:
    if size > limit:
        raise StoredTooLarge(part, size, limit)


def meta_key(key: str) -> str:
    if not _META_KEY.fullmatch(key):
        raise BadMetaKey(key[:64])
    return key


def hash_name(name: str) -> bytes:
    """The hash that the name spells."""
    if not _HASH.fullmatch(name):
        raise MalformedHash(name[:64])
    return bytes.fromhex(name)


def named_blobs(blobs: Mapping[str, bytes]) -> list[tuple[bytes, bytes]]:
    """(hash, data), each held against its name."""
    return [(named_blob(name, data), data) for name, data in blobs.items()]


def named_blob(name: str, data: bytes) -> bytes:
    digest = hash_name(name)
    not_larger("blob", len(data), MAX_BLOB)
    found = sha256(data)
    if found.digest() != digest:
        raise CipherMismatch(name, found.hexdigest())
    return digest


def first_damaged(entries: Sequence[bytes], hashes: bytes) -> int | None:
    """The place of the first entry that is not the one hashed; None if all are."""
    found = list(map(leaf_hash, entries))
    if b"".join(found) == hashes:
        return None
    expected = [hashes[at : at + HASH_SIZE] for at in range(0, len(hashes), HASH_SIZE)]
    differs = (one != other for one, other in zip(found, expected, strict=False))
    return next(compress(range(len(found)), differs), min(len(found), len(expected)))
