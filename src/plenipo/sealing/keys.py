"""Reading recipients and identities from their Bech32 strings."""

from __future__ import annotations

from typing import TypeAlias

from plenipo.errors import MalformedKey
from plenipo.sealing import bech32, hybrid, x25519
from plenipo.sealing.hybrid import HybridIdentity, HybridRecipient
from plenipo.sealing.x25519 import X25519Identity, X25519Recipient

PartyRecipient: TypeAlias = HybridRecipient | X25519Recipient
PartyIdentity: TypeAlias = HybridIdentity | X25519Identity


def parse_recipient(text: str) -> PartyRecipient:
    """`age1pq1…` (hybrid) or `age1…` (X25519), lowercase. Raises MalformedKey."""
    if text.startswith(f"{hybrid.RECIPIENT_HRP}1"):
        return HybridRecipient(_decode(hybrid.RECIPIENT_HRP, text, "hybrid recipient", upper=False))
    return X25519Recipient(_decode(x25519.RECIPIENT_HRP, text, "X25519 recipient", upper=False))


def parse_identity(text: str) -> PartyIdentity:
    """`AGE-SECRET-KEY-PQ-1…` (hybrid) or `AGE-SECRET-KEY-1…` (X25519), uppercase. Raises MalformedKey."""
    if text.startswith(f"{hybrid.IDENTITY_HRP}1".upper()):
        return HybridIdentity(_decode(hybrid.IDENTITY_HRP, text, "hybrid identity", upper=True))
    return X25519Identity(_decode(x25519.IDENTITY_HRP, text, "X25519 identity", upper=True))


def _decode(hrp: str, text: str, wanted: str, *, upper: bool) -> bytes:
    if text != (text.upper() if upper else text.lower()):
        raise MalformedKey(wanted=wanted, fault="case")
    data = bech32.decode(hrp, text)
    if isinstance(data, str):
        raise MalformedKey(wanted=wanted, fault=data)
    return data
