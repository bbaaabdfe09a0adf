"""The payload of an age file (C2SP age, "Payload"): a nonce, then STREAM chunks under ChaCha20-Poly1305.

- Chunks hold 64 KiB of plaintext, the final one 1 byte to 64 KiB, or nothing if the whole payload is empty.
- A chunk's nonce is its number and whether it is the final one: chunks cannot be dropped, swapped or added.
"""

from __future__ import annotations

from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from plenipo.errors import PayloadFailure
from plenipo.sealing.primitives import hkdf

CHUNK_SIZE: Final = 64 * 1024
NONCE_SIZE: Final = 16
TAG_SIZE: Final = 16
_SEALED_CHUNK: Final = CHUNK_SIZE + TAG_SIZE


def encrypt_payload(file_key: bytes, nonce: bytes, plaintext: bytes) -> bytes:
    """The payload; `nonce` is 16 fresh random bytes."""
    aead = _payload_aead(file_key, nonce)
    final = max(0, len(plaintext) - 1) // CHUNK_SIZE
    chunks = (
        aead.encrypt(
            _chunk_nonce(i, final=i == final), plaintext[i * CHUNK_SIZE : (i + 1) * CHUNK_SIZE], None
        )
        for i in range(final + 1)
    )
    return nonce + b"".join(chunks)


def decrypt_payload(file_key: bytes, payload: bytes) -> bytes:
    """The plaintext, all of it or nothing. Raises PayloadFailure."""
    sealed = payload[NONCE_SIZE:]
    if len(sealed) < TAG_SIZE:
        raise PayloadFailure(fault="truncated", chunk=0)
    aead = _payload_aead(file_key, payload[:NONCE_SIZE])
    final = (len(sealed) - 1) // _SEALED_CHUNK
    if final and len(sealed) - final * _SEALED_CHUNK <= TAG_SIZE:
        raise PayloadFailure(fault="empty final chunk", chunk=final)
    return b"".join(_decrypt_chunk(aead, sealed, i, final=i == final) for i in range(final + 1))


def _decrypt_chunk(aead: ChaCha20Poly1305, sealed: bytes, index: int, *, final: bool) -> bytes:
    chunk = sealed[index * _SEALED_CHUNK : (index + 1) * _SEALED_CHUNK]
    try:
        return aead.decrypt(_chunk_nonce(index, final=final), chunk, None)
    except InvalidTag:
        raise PayloadFailure(fault="tag", chunk=index) from None


def _payload_aead(file_key: bytes, nonce: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(hkdf(file_key, nonce, b"payload"))


def _chunk_nonce(index: int, *, final: bool) -> bytes:
    return index.to_bytes(11, "big") + bytes((final,))
