"""Errors of sealing: each carries facts as fields."""

from __future__ import annotations

from dataclasses import dataclass

from plenipo.errors.base import PlenipoError


@dataclass(eq=False)
class SealingError(PlenipoError):
    """The sealed blob does not open, or does not match its commitment."""


@dataclass(eq=False)
class MalformedKey(SealingError):
    """Not a recipient or identity string of the wanted kind. Never carries the string: it may be secret."""

    wanted: str
    fault: str


@dataclass(eq=False)
class NoRecipients(SealingError):
    """A file for nobody."""


@dataclass(eq=False)
class TooManyRecipients(SealingError):
    """A header holds no more stanzas."""

    count: int
    limit: int


@dataclass(eq=False)
class MixedRecipients(SealingError):
    """These stanza kinds may not share one file: the weakest of them would decide."""

    kinds: tuple[str, ...]


@dataclass(eq=False)
class SharedSecretFailed(SealingError):
    """The recipient's X25519 point is of low order."""

    kind: str


@dataclass(eq=False)
class ArmorFailure(SealingError):
    """The armor is not one strict PEM block; lines count from 1."""

    fault: str
    line: int


@dataclass(eq=False)
class HeaderFailure(SealingError):
    """The header breaks the age format at this byte (of a StanzaFailure: at this stanza, from 0)."""

    fault: str
    at: int


@dataclass(eq=False)
class StanzaFailure(HeaderFailure):
    """A stanza breaks the rules of its kind."""

    kind: str


@dataclass(eq=False)
class NoMatch(SealingError):
    """None of the identities opens any of the stanzas."""

    stanzas: tuple[str, ...]


@dataclass(eq=False)
class HmacFailure(SealingError):
    """The file key opened, and the header is not the one that was sealed with it."""


@dataclass(eq=False)
class PayloadFailure(SealingError):
    """The payload breaks at this chunk (from 0); nothing of it is given out."""

    fault: str
    chunk: int


@dataclass(eq=False)
class BlobTooLarge(SealingError):
    """Sizes in bytes."""

    size: int
    limit: int


@dataclass(eq=False)
class MalformedHash(SealingError):
    """A SHA-256 is written as 64 lowercase hexadecimal digits."""

    name: str


@dataclass(eq=False)
class MalformedSalt(SealingError):
    """A salt is 32 bytes."""

    size: int


@dataclass(eq=False)
class CipherMismatch(SealingError):
    """The ciphertext is not the one that was named."""

    expected: str
    found: str


@dataclass(eq=False)
class CommitmentMismatch(SealingError):
    """The salt and document are not those that were committed to."""

    expected: str
    found: str


@dataclass(eq=False)
class MalformedDocument(SealingError):
    """The plaintext is not one canonical sealed document."""

    fault: str


@dataclass(eq=False)
class MalformedMarking(SealingError, ValueError):
    """Not a marking in its one written form. A ValueError too, so that msgspec reports where it stood."""

    text: str
    fault: str


@dataclass(eq=False)
class ObsoleteMarking(MalformedMarking):
    """A marking that its own scheme has replaced."""

    instead: str
