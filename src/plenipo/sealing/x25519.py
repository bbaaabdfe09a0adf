"""The X25519 recipient type (C2SP age): classical, for readers whose tools know no other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Final

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from plenipo.errors import MalformedKey, SharedSecretFailed, StanzaFailure
from plenipo.sealing import base64, bech32
from plenipo.sealing.headers import Stanza, addressed, check_stanza
from plenipo.sealing.primitives import WRAPPED_SIZE, hkdf, unwrap, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

KIND: Final = "X25519"
RECIPIENT_HRP: Final = "age"
IDENTITY_HRP: Final = "age-secret-key-"
_INFO: Final = b"age-encryption.org/v1/X25519"
_SIZE: Final = 32


@dataclass(frozen=True, slots=True)
class X25519Recipient:
    """A public key, 32 bytes; written `age1…`."""

    point: bytes
    kind: ClassVar[str] = KIND

    def __post_init__(self) -> None:
        _check_size(self.point, "recipient")

    def __str__(self) -> str:
        return bech32.encode(RECIPIENT_HRP, self.point)

    def wrap(self, file_key: bytes) -> Stanza:
        """A stanza under a fresh ephemeral share. Raises SharedSecretFailed for a point of low order."""
        ephemeral = X25519PrivateKey.generate()
        share = ephemeral.public_key().public_bytes_raw()
        secret = exchange(ephemeral, self.point)
        if secret is None:
            raise SharedSecretFailed(kind=KIND)
        body = wrap(hkdf(secret, share + self.point, _INFO), file_key)
        return Stanza(KIND, (base64.encode(share).decode(),), body)


@dataclass(frozen=True, slots=True, eq=False)
class X25519Identity:
    """A private key, 32 bytes; written `AGE-SECRET-KEY-1…`."""

    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        _check_size(self.secret, "identity")

    def encode(self) -> str:
        """The secret, written out: named so that no formatting does it by accident."""
        return bech32.encode(IDENTITY_HRP, self.secret).upper()

    @property
    def recipient(self) -> X25519Recipient:
        """The public half."""
        return X25519Recipient(self._key().public_key().public_bytes_raw())

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """The file key, or None if no stanza is for us. Raises StanzaFailure."""
        mine = [(at, stanza, _share(at, stanza)) for at, stanza in addressed(stanzas, KIND)]
        key, own = self._key(), self.recipient.point
        opened = (_open(key, own, at, share, stanza.body) for at, stanza, share in mine)
        return next((file_key for file_key in opened if file_key is not None), None)

    def _key(self) -> X25519PrivateKey:
        return X25519PrivateKey.from_private_bytes(self.secret)


def exchange(key: X25519PrivateKey, point: bytes) -> bytes | None:
    """The shared secret, or None if it is all zero (RFC 7748 section 6.1); `point` is 32 bytes."""
    try:
        return key.exchange(X25519PublicKey.from_public_bytes(point))
    except ValueError:
        return None


def _open(key: X25519PrivateKey, own: bytes, at: int, share: bytes, body: bytes) -> bytes | None:
    secret = exchange(key, share)
    if secret is None:
        raise StanzaFailure(fault="all-zero secret", at=at, kind=KIND)
    return unwrap(hkdf(secret, share + own, _INFO), body)


def _share(at: int, stanza: Stanza) -> bytes:
    check_stanza(at, stanza, args=1, body=WRAPPED_SIZE)
    share = base64.decode_argument(stanza.args[0], _SIZE)
    if share is None:
        raise StanzaFailure(fault="share", at=at, kind=KIND)
    return share


def _check_size(key: bytes, wanted: str) -> None:
    if len(key) != _SIZE:
        raise MalformedKey(wanted=f"X25519 {wanted}", fault="size")
