"""The MLKEM768-X25519 recipient type (C2SP age): post-quantum hybrid, X-Wing in HPKE (RFC 9180, SealBase).

The identity is a 32-byte seed. SHAKE256 expands it to the 64-byte seed of the ML-KEM-768 key and the
32-byte X25519 key (draft-connolly-cfrg-xwing-kem, "Key generation"); the recipient is the two public
keys, ML-KEM's first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import shake_256
from typing import TYPE_CHECKING, ClassVar, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from plenipo.errors import MalformedKey, SharedSecretFailed, StanzaFailure
from plenipo.sealing import base64, bech32
from plenipo.sealing.headers import Stanza, addressed, check_stanza
from plenipo.sealing.primitives import WRAPPED_SIZE
from plenipo.sealing.x25519 import exchange

if TYPE_CHECKING:
    from collections.abc import Sequence

KIND: Final = "mlkem768x25519"
RECIPIENT_HRP: Final = "age1pq"
IDENTITY_HRP: Final = "age-secret-key-pq-"
_INFO: Final = b"age-encryption.org/mlkem768x25519"
_SUITE: Final = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_SEED_SIZE: Final = 32
_MLKEM_PUBLIC_SIZE: Final = 1184
_PUBLIC_SIZE: Final = _MLKEM_PUBLIC_SIZE + 32
_MLKEM_ENC_SIZE: Final = 1088
_ENC_SIZE: Final = _MLKEM_ENC_SIZE + 32


@dataclass(frozen=True, slots=True)
class HybridRecipient:
    """A public key, 1216 bytes; written `age1pq1…`."""

    public: bytes = field(repr=False)
    kind: ClassVar[str] = KIND

    def __post_init__(self) -> None:
        if len(self.public) != _PUBLIC_SIZE:
            raise MalformedKey(wanted="hybrid recipient", fault="size")
        self._key()

    def __str__(self) -> str:
        return bech32.encode(RECIPIENT_HRP, self.public)

    def wrap(self, file_key: bytes) -> Stanza:
        """A stanza under a fresh encapsulation. Raises SharedSecretFailed for a point of low order."""
        try:
            sealed = _SUITE.encrypt(file_key, self._key(), info=_INFO)
        except ValueError:
            raise SharedSecretFailed(kind=KIND) from None
        return Stanza(KIND, (base64.encode(sealed[:_ENC_SIZE]).decode(),), sealed[_ENC_SIZE:])

    def _key(self) -> MLKEM768X25519PublicKey:
        try:
            mlkem = MLKEM768PublicKey.from_public_bytes(self.public[:_MLKEM_PUBLIC_SIZE])
        except ValueError:
            raise MalformedKey(wanted="hybrid recipient", fault="not an ML-KEM key") from None
        return MLKEM768X25519PublicKey(
            mlkem, X25519PublicKey.from_public_bytes(self.public[_MLKEM_PUBLIC_SIZE:])
        )


@dataclass(frozen=True, slots=True, eq=False)
class HybridIdentity:
    """A private key as its seed, 32 bytes; written `AGE-SECRET-KEY-PQ-1…`."""

    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.seed) != _SEED_SIZE:
            raise MalformedKey(wanted="hybrid identity", fault="size")

    def encode(self) -> str:
        """The secret, written out: named so that no formatting does it by accident."""
        return bech32.encode(IDENTITY_HRP, self.seed).upper()

    @property
    def recipient(self) -> HybridRecipient:
        """The public half."""
        mlkem, x25519 = self._keys()
        return HybridRecipient(mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw())

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """The file key, or None if no stanza is for us. Raises StanzaFailure."""
        mine = [(at, stanza, _enc(at, stanza)) for at, stanza in addressed(stanzas, KIND)]
        if not mine:
            return None
        mlkem, x25519 = self._keys()
        key = MLKEM768X25519PrivateKey(mlkem, x25519)
        opened = (_open(key, x25519, at, enc, stanza.body) for at, stanza, enc in mine)
        return next((file_key for file_key in opened if file_key is not None), None)

    def _keys(self) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
        expanded = shake_256(self.seed).digest(96)
        mlkem = MLKEM768PrivateKey.from_seed_bytes(expanded[:64])
        return mlkem, X25519PrivateKey.from_private_bytes(expanded[64:])


def _open(
    key: MLKEM768X25519PrivateKey, x25519: X25519PrivateKey, at: int, enc: bytes, body: bytes
) -> bytes | None:
    # HPKE reports a low-order share like a wrong key; RFC 9180 section 7.1.4 wants it refused as such.
    if exchange(x25519, enc[_MLKEM_ENC_SIZE:]) is None:
        raise StanzaFailure(fault="all-zero secret", at=at, kind=KIND)
    try:
        return _SUITE.decrypt(enc + body, key, info=_INFO)
    except InvalidTag:
        return None


def _enc(at: int, stanza: Stanza) -> bytes:
    check_stanza(at, stanza, args=1, body=WRAPPED_SIZE)
    enc = base64.decode_argument(stanza.args[0], _ENC_SIZE)
    if enc is None:
        raise StanzaFailure(fault="enc", at=at, kind=KIND)
    return enc
