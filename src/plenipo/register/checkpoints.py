"""Checkpoints: what the register says of itself at one size (C2SP tlog-checkpoint).

1. The lines are: origin, size, root, then extensions; none is empty, and only a newline ends a line.
2. The size is an ASCII decimal without sign or leading zeroes; the root is base64 of 32 bytes. Another
   spelling of the same value is refused, since it would be signed as other bytes.
3. The origin names the register. It may hold spaces.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plenipo.errors import ForeignOrigin, MalformedCheckpoint, MalformedNote
from plenipo.register.hashing import HASH_SIZE
from plenipo.register.notes import Note, VerifiedNote, check_text, parse_note, verify_note
from plenipo.register.text import base64, decimal, unbase64
from plenipo.register.tree import MAX_SIZE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plenipo.register.notes import Verifier


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Origin, number of entries, root hash (32 bytes), extension lines without their newlines."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def encode(self) -> bytes:
        """The note text to sign. MalformedCheckpoint if it would not parse back."""
        lines = (self.origin, str(self.size), base64(self.root).decode(), *self.extensions)
        text = "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")
        if parse_checkpoint(text) != self:
            raise MalformedCheckpoint("value")
        return text


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A checkpoint whose signatures were verified."""

    checkpoint: Checkpoint
    note: VerifiedNote


def parse_checkpoint(text: bytes) -> Checkpoint:
    """The checkpoint of which `text` is the one spelling. MalformedCheckpoint."""
    try:
        check_text(text)
    except MalformedNote as error:
        raise MalformedCheckpoint(error.part) from None
    lines = text[:-1].split(b"\n")
    if len(lines) < 3 or not all(lines):
        raise MalformedCheckpoint("lines")
    size = decimal(lines[1], MAX_SIZE)
    if size is None:
        raise MalformedCheckpoint("size")
    root = unbase64(lines[2])
    if root is None or len(root) != HASH_SIZE:
        raise MalformedCheckpoint("root")
    return Checkpoint(lines[0].decode(), size, root, tuple(line.decode() for line in lines[3:]))


def peek_checkpoint(note: bytes | Note) -> Checkpoint:
    """The checkpoint in a note of which nothing is verified: only for finding the keys to verify it with."""
    return parse_checkpoint((note if isinstance(note, Note) else parse_note(note)).text)


def open_checkpoint(note: bytes | Note, origin: str, verifiers: Iterable[Verifier]) -> SignedCheckpoint:
    """The checkpoint of `origin` in a note that at least one of the keys signed and none signed wrongly.

    MalformedNote, NoteTooLarge, MalformedCheckpoint, ForeignOrigin, NoteSignatureRefused, NoteUnsigned.
    """
    parsed = note if isinstance(note, Note) else parse_note(note)
    checkpoint = parse_checkpoint(parsed.text)
    if checkpoint.origin != origin:
        raise ForeignOrigin(checkpoint.origin, origin)
    return SignedCheckpoint(checkpoint, verify_note(parsed, verifiers))
