"""Whole age v1 files: header and payload, sealed to recipients, opened with identities.

- Never two kinds of recipient in one file: one classical stanza would undo the hybrid ones beside it.
- A file from elsewhere that mixes them still opens, as the age format wants; `check_unmixed` is for formats
  that forbid it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from plenipo.errors import HeaderFailure, MixedRecipients, NoMatch, NoRecipients, TooManyRecipients
from plenipo.sealing import hybrid, scrypt, x25519
from plenipo.sealing.headers import MAX_STANZAS, Stanza, format_header, parse_header
from plenipo.sealing.primitives import random_16_bytes
from plenipo.sealing.stream import NONCE_SIZE, decrypt_payload, encrypt_payload

if TYPE_CHECKING:
    from collections.abc import Sequence

HYBRID_KINDS: Final = frozenset({hybrid.KIND, "mlkem768p256tag"})
CLASSICAL_KINDS: Final = frozenset(
    {x25519.KIND, "p256tag", "ssh-ed25519", "ssh-rsa", "piv-p256", scrypt.KIND}
)


class Recipient(Protocol):
    """Whom a file is sealed to."""

    @property
    def kind(self) -> str:
        """The stanza's first argument."""

    def wrap(self, file_key: bytes) -> Stanza:
        """A fresh stanza that only this recipient's identity opens."""


class Identity(Protocol):
    """Who opens a file."""

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """The file key, or None. Raises StanzaFailure for a malformed stanza of the own kind."""


def encrypt(plaintext: bytes, recipients: Sequence[Recipient]) -> bytes:
    """One age file. Raises NoRecipients, MixedRecipients, SharedSecretFailed."""
    _check_recipients(recipients)
    file_key = random_16_bytes()
    header = format_header([recipient.wrap(file_key) for recipient in recipients], file_key)
    return header + encrypt_payload(file_key, random_16_bytes(), plaintext)


def decrypt(data: bytes, identities: Sequence[Identity]) -> bytes:
    """The plaintext. Raises, in this order, HeaderFailure, NoMatch, HmacFailure, PayloadFailure."""
    header = parse_header(data)
    scrypt.check_alone(header.stanzas)
    file_key = _unwrap(header.stanzas, identities)
    header.check_mac(file_key)
    if len(data) < header.size + NONCE_SIZE:
        raise HeaderFailure(fault="nonce", at=header.size)
    return decrypt_payload(file_key, data[header.size :])


def check_unmixed(data: bytes) -> None:
    """Raises MixedRecipients where a classical stanza stands beside a hybrid one; HeaderFailure."""
    kinds = {stanza.kind for stanza in parse_header(data).stanzas}
    if kinds & HYBRID_KINDS and kinds & CLASSICAL_KINDS:
        raise MixedRecipients(kinds=tuple(sorted(kinds & (HYBRID_KINDS | CLASSICAL_KINDS))))


def _unwrap(stanzas: Sequence[Stanza], identities: Sequence[Identity]) -> bytes:
    keys = (identity.unwrap(stanzas) for identity in identities)
    file_key = next((key for key in keys if key is not None), None)
    if file_key is None:
        raise NoMatch(stanzas=tuple(stanza.kind for stanza in stanzas))
    return file_key


def _check_recipients(recipients: Sequence[Recipient]) -> None:
    kinds = sorted({recipient.kind for recipient in recipients})
    if not kinds:
        raise NoRecipients
    if len(kinds) > 1 or (scrypt.KIND in kinds and len(recipients) > 1):
        raise MixedRecipients(kinds=tuple(kinds))
    if len(recipients) > MAX_STANZAS:
        raise TooManyRecipients(count=len(recipients), limit=MAX_STANZAS)
