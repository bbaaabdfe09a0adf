"""What every part of an age file shares: HKDF-SHA-256, the AEAD that wraps file keys, and randomness."""

from __future__ import annotations

from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FILE_KEY_SIZE: Final = 16
WRAPPED_SIZE: Final = FILE_KEY_SIZE + 16
_ZERO_NONCE: Final = bytes(12)


def hkdf(ikm: bytes, salt: bytes, info: bytes) -> bytes:
    """HKDF-SHA-256, 32 bytes; an empty salt is RFC 5869's default."""
    return HKDF(SHA256(), 32, salt, info).derive(ikm)


def wrap(wrap_key: bytes, file_key: bytes) -> bytes:
    """The stanza body: the nonce is fixed, because a wrap key encrypts once."""
    return ChaCha20Poly1305(wrap_key).encrypt(_ZERO_NONCE, file_key, None)


def unwrap(wrap_key: bytes, body: bytes) -> bytes | None:
    """The file key, or None if the body was not wrapped with this key."""
    try:
        return ChaCha20Poly1305(wrap_key).decrypt(_ZERO_NONCE, body, None)
    except InvalidTag:
        return None


def random_16_bytes() -> bytes:
    """A file key or a payload nonce: never passed in, so that no caller can use one twice."""
    return ChaCha20Poly1305.generate_key()[:16]
