"""Signed notes (C2SP signed-note).

1. A note is UTF-8 without control characters but newline: a text that ends in a newline, an empty line, and
   at least one signature line. The last empty line parts them: the text may hold others.
2. A signature line is an em dash, a space, the key's name, a space, base64 of key id and signature.
3. Name and id together tell the key. Unknown ones are kept aside and mean nothing.
4. A known key whose signature fails, or that signs twice, refuses the whole note. A note that no known key
   signed is refused too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from plenipo.errors import (
    BadEd25519,
    MalformedNote,
    MalformedVerifierKey,
    NoteSignatureRefused,
    NoteTooLarge,
    NoteUnsigned,
    VerifierKeyClash,
)
from plenipo.register.keys import ED25519, VerifierKey, is_key_name
from plenipo.register.text import base64, unbase64
from plenipo.signatures import ed25519

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MAX_NOTE = 262_144
MAX_SIGNATURES = 128

_CONTROL = re.compile(rb"[\x00-\x09\x0b-\x1f]")
_DASH = "\N{EM DASH} "


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One signature line; `key_id` is 4 bytes, `signature` what follows it."""

    name: str
    key_id: bytes
    signature: bytes

    @property
    def line(self) -> bytes:
        return b"%s%s %s\n" % (_DASH.encode(), self.name.encode(), base64(self.key_id + self.signature))


@dataclass(frozen=True, slots=True)
class Note:
    """A note as parsed, nothing verified; `text` ends with its newline."""

    text: bytes
    signatures: tuple[NoteSignature, ...]

    def encode(self) -> bytes:
        return b"%s\n%s" % (self.text, b"".join(each.line for each in self.signatures))


@dataclass(frozen=True, slots=True)
class VerifiedNote:
    """A note with the keys whose signatures hold; `unknown` lines mean nothing."""

    text: bytes
    verified: tuple[tuple[VerifierKey, NoteSignature], ...]
    unknown: tuple[NoteSignature, ...]

    @property
    def keys(self) -> tuple[VerifierKey, ...]:
        return tuple(key for key, _ in self.verified)

    def without_unknown(self) -> Note:
        """What may be passed on: the lines that were verified."""
        return Note(self.text, tuple(signature for _, signature in self.verified))


class Verifier(Protocol):
    """One key with its way of verifying."""

    @property
    def key(self) -> VerifierKey: ...

    def verify(self, text: bytes, signature: bytes) -> None:
        """Raise NoteSignatureRefused unless the signature over the note's text holds."""


class Signer(Protocol):
    """One key with its way of signing."""

    @property
    def key(self) -> VerifierKey: ...

    def sign(self, text: bytes) -> NoteSignature: ...


@dataclass(frozen=True, slots=True)
class Ed25519Verifier:
    """Type 0x01: Ed25519 over the text."""

    key: VerifierKey

    def __post_init__(self) -> None:
        if self.key.kind != ED25519:
            raise MalformedVerifierKey("type")

    def verify(self, text: bytes, signature: bytes) -> None:
        try:
            ed25519.verify(self.key.public, text, signature)
        except BadEd25519:
            raise NoteSignatureRefused(self.key.name, self.key.key_id) from None


class Ed25519Signer:
    """Type 0x01, from the 32-byte private key."""

    __slots__ = ("_expanded", "key")

    def __init__(self, name: str, seed: bytes) -> None:
        self.key = VerifierKey(name, ED25519, ed25519.public_key(seed))
        self._expanded = ed25519.expand(seed)

    def sign(self, text: bytes) -> NoteSignature:
        return NoteSignature(self.key.name, self.key.key_id, ed25519.sign_expanded(self._expanded, text))


def parse_note(data: bytes) -> Note:
    """Take a note apart without verifying it. MalformedNote, NoteTooLarge."""
    if len(data) > MAX_NOTE:
        raise NoteTooLarge(len(data), MAX_NOTE)
    check_text(data)
    split = data.rfind(b"\n\n")
    if split < 0:
        raise MalformedNote("empty line")
    return Note(data[: split + 1], parse_signatures(data[split + 2 :]))


def parse_signatures(data: bytes) -> tuple[NoteSignature, ...]:
    """One or more signature lines. MalformedNote, NoteTooLarge."""
    check_text(data)
    lines = data.decode().removesuffix("\n").split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise NoteTooLarge(len(lines), MAX_SIGNATURES)
    return tuple(map(_signature, lines))


def sign_note(text: bytes, signers: Iterable[Signer], others: Sequence[NoteSignature] = ()) -> Note:
    """The text with the signers' lines before those that others gave. MalformedNote."""
    check_text(text)
    return Note(text, (*(signer.sign(text) for signer in signers), *others))


def verify_note(note: Note, verifiers: Iterable[Verifier]) -> VerifiedNote:
    """Rules 3 and 4. NoteSignatureRefused, NoteUnsigned, MalformedNote, VerifierKeyClash."""
    known = _known(verifiers)
    verified: dict[VerifierKey, NoteSignature] = {}
    unknown = []
    for each in note.signatures:
        verifier = known.get((each.name, each.key_id))
        if verifier is None:
            unknown.append(each)
            continue
        if verifier.key in verified:
            raise MalformedNote("signed twice")
        verifier.verify(note.text, each.signature)
        verified[verifier.key] = each
    if not verified:
        raise NoteUnsigned(tuple(sorted({name for name, _ in known})))
    return VerifiedNote(note.text, tuple(verified.items()), tuple(unknown))


def check_text(data: bytes) -> None:
    """Rule 1 for any part that ends in a newline. MalformedNote."""
    if not data.endswith(b"\n"):
        raise MalformedNote("last newline")
    if _CONTROL.search(data):
        raise MalformedNote("control character")
    try:
        data.decode()
    except UnicodeDecodeError:
        raise MalformedNote("UTF-8") from None


def _signature(line: str) -> NoteSignature:
    if not line.startswith(_DASH):
        raise MalformedNote("signature line")
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    if not is_key_name(name):
        raise MalformedNote("key name")
    data = unbase64(encoded.encode())
    if data is None or len(data) <= 4:
        raise MalformedNote("signature")
    return NoteSignature(name, data[:4], data[4:])


def _known(verifiers: Iterable[Verifier]) -> dict[tuple[str, bytes], Verifier]:
    known: dict[tuple[str, bytes], Verifier] = {}
    for verifier in verifiers:
        mark = (verifier.key.name, verifier.key.key_id)
        if mark in known and known[mark].key != verifier.key:
            raise VerifierKeyClash(verifier.key.name, known[mark].key.name)
        known[mark] = verifier
    return known
