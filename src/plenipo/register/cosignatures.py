"""Cosignatures: "I hold these bytes, and they extend what I held", at a time (C2SP tlog-cosignature).

1. A cosignature is a note signature: 8 bytes of big-endian POSIX seconds, up to 2**63 - 1, and the signature.
2. Ed25519 (type 0x04) signs `cosignature/v1`, the time, and the whole text. It does not say whose it is, so
   every cosigner has a key of its own (`keys.check_distinct`).
3. ML-DSA-44 (type 0x06) signs cosigner, time, origin, size and root. It does not cover extension lines, so a
   text with extensions is refused: no unsigned line hides behind a signature that holds.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA44PublicKey

from plenipo.errors import (
    BadEd25519,
    MalformedCheckpoint,
    MalformedCosignature,
    MalformedVerifierKey,
    NoteSignatureRefused,
)
from plenipo.register.checkpoints import parse_checkpoint
from plenipo.register.keys import ED25519, ED25519_COSIGNATURE, ML_DSA_44_COSIGNATURE, VerifierKey
from plenipo.register.notes import Ed25519Verifier, NoteSignature
from plenipo.signatures import ed25519

if TYPE_CHECKING:
    from plenipo.register.notes import Verifier

TIME_SIZE = 8
MAX_TIME = 2**63 - 1
ML_DSA_44_SIGNATURE_SIZE = 2420
SEED_SIZE = 32
SIGNATURE_SIZE = {
    ED25519_COSIGNATURE: TIME_SIZE + ed25519.SIGNATURE_SIZE,
    ML_DSA_44_COSIGNATURE: TIME_SIZE + ML_DSA_44_SIGNATURE_SIZE,
}
MAX_NAME = 255


def timestamp(key: VerifierKey, signature: NoteSignature) -> int:
    """POSIX seconds that a cosignature by `key` states. MalformedCosignature."""
    if SIGNATURE_SIZE.get(key.kind) != len(signature.signature):
        raise MalformedCosignature("length")
    time = int.from_bytes(signature.signature[:TIME_SIZE], "big")
    if time > MAX_TIME:
        raise MalformedCosignature("time")
    return time


def ed25519_message(text: bytes, time: int) -> bytes:
    """What an Ed25519 cosignature signs."""
    return b"cosignature/v1\ntime %d\n%s" % (time, text)


def ml_dsa_message(name: str, text: bytes, time: int) -> bytes:
    """What an ML-DSA-44 cosignature signs: `cosigned_message`. MalformedCheckpoint, MalformedCosignature."""
    checkpoint = parse_checkpoint(text)
    if checkpoint.extensions:
        raise MalformedCosignature("extensions")
    parts = (
        b"subtree/v1\n\0",
        _opaque(name),
        struct.pack(">Q", time),
        _opaque(checkpoint.origin),
        struct.pack(">QQ", 0, checkpoint.size),
        checkpoint.root,
    )
    return b"".join(parts)


@dataclass(frozen=True, slots=True)
class CosignatureVerifier:
    """Type 0x04 or 0x06."""

    key: VerifierKey

    def __post_init__(self) -> None:
        if self.key.kind not in SIGNATURE_SIZE:
            raise MalformedVerifierKey("type")

    def verify(self, text: bytes, signature: bytes) -> None:
        """Raise NoteSignatureRefused unless the cosignature over the checkpoint's text holds."""
        try:
            time = timestamp(self.key, NoteSignature(self.key.name, self.key.key_id, signature))
            self._verify(text, time, signature[TIME_SIZE:])
        except (BadEd25519, InvalidSignature, MalformedCheckpoint, MalformedCosignature):
            raise NoteSignatureRefused(self.key.name, self.key.key_id) from None

    def _verify(self, text: bytes, time: int, signature: bytes) -> None:
        if self.key.kind == ED25519_COSIGNATURE:
            parse_checkpoint(text)
            ed25519.verify(self.key.public, ed25519_message(text, time), signature)
        else:
            public = MLDSA44PublicKey.from_public_bytes(self.key.public)
            public.verify(signature, ml_dsa_message(self.key.name, text, time))


class Ed25519Cosigner:
    """Type 0x04, from a 32-byte private key that is used for nothing else."""

    __slots__ = ("_expanded", "key")

    def __init__(self, name: str, seed: bytes) -> None:
        self.key = VerifierKey(name, ED25519_COSIGNATURE, ed25519.public_key(seed))
        self._expanded = ed25519.expand(seed)

    def cosign(self, text: bytes, time: int) -> NoteSignature:
        """`time` in POSIX seconds. MalformedCheckpoint, MalformedCosignature."""
        parse_checkpoint(text)
        stamp = _stamp(time)
        signature = ed25519.sign_expanded(self._expanded, ed25519_message(text, time))
        return NoteSignature(self.key.name, self.key.key_id, stamp + signature)


class MLDSA44Cosigner:
    """Type 0x06, from the 32-byte seed of FIPS 204."""

    __slots__ = ("_private", "key")

    def __init__(self, name: str, seed: bytes) -> None:
        if len(seed) != SEED_SIZE:
            raise MalformedVerifierKey("seed")
        self._private = MLDSA44PrivateKey.from_seed_bytes(seed)
        public = self._private.public_key().public_bytes_raw()
        self.key = VerifierKey(name, ML_DSA_44_COSIGNATURE, public)

    def cosign(self, text: bytes, time: int) -> NoteSignature:
        """`time` in POSIX seconds. MalformedCheckpoint, MalformedCosignature."""
        stamp = _stamp(time)
        message = ml_dsa_message(self.key.name, text, time)
        return NoteSignature(self.key.name, self.key.key_id, stamp + self._private.sign(message))


def verifier_of(key: VerifierKey) -> Verifier:
    """The verifier for the type of the key."""
    return Ed25519Verifier(key) if key.kind == ED25519 else CosignatureVerifier(key)


def _stamp(time: int) -> bytes:
    # Zero would say that the tree is not claimed to be the largest seen: nobody here has a use for it.
    if not 0 < time <= MAX_TIME:
        raise MalformedCosignature("time")
    return time.to_bytes(TIME_SIZE, "big")


def _opaque(text: str) -> bytes:
    """RFC 8446 §3.4: opaque<1..2^8-1>."""
    data = text.encode()
    if not 0 < len(data) <= MAX_NAME:
        raise MalformedCosignature("name")
    return bytes([len(data)]) + data
