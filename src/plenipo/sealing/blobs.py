"""Sealed blobs: the texts beside the register, and how an act names them.

- A blob is a binary age file. Its plaintext is 32 random bytes, the salt, then the document, then nothing.
- An act carries the SHA-256 of the ciphertext, and the commitment: SHA-256(salt ‖ document), that is, of
  the plaintext. Both are written as 64 lowercase hexadecimal digits.
- The salt keeps whoever guesses a short text from confirming the guess against the commitment.
- Recipients are all hybrid or all classical; a blob that mixes them is refused by every reader.

A stranger checks it with common tools: `sha256sum blob` gives the first hash, `age -d -i key blob >plain`
and `sha256sum plain` the second; `head -c 32 plain` is the salt, `tail -c +33 plain` the document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from plenipo.errors import BlobTooLarge, CipherMismatch, CommitmentMismatch, MalformedHash, MalformedSalt
from plenipo.sealing.files import check_unmixed, decrypt, encrypt
from plenipo.sealing.headers import MAX_HEADER
from plenipo.sealing.stream import CHUNK_SIZE, NONCE_SIZE, TAG_SIZE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plenipo.sealing.keys import PartyIdentity, PartyRecipient

SALT_SIZE: Final = 32
MAX_DOCUMENT: Final = 16 * 1024 * 1024
MAX_BLOB: Final = (
    MAX_HEADER + NONCE_SIZE + MAX_DOCUMENT + SALT_SIZE + (MAX_DOCUMENT // CHUNK_SIZE + 1) * TAG_SIZE
)
_HASH: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class SealedBlob:
    """A blob, and the two hashes by which an act names it (hexadecimal)."""

    ciphertext: bytes = field(repr=False)
    cipher_sha256: str
    commitment: str


@dataclass(frozen=True, slots=True)
class Opening:
    """What the commitment was made of: to show one document to a stranger, hand over both."""

    salt: bytes = field(repr=False)
    document: bytes = field(repr=False)

    @property
    def commitment(self) -> str:
        """SHA-256(salt ‖ document)."""
        return sha256(self.salt + self.document).hexdigest()


def seal(document: bytes, recipients: Sequence[PartyRecipient], *, salt: bytes) -> SealedBlob:
    """Seal one document; `salt` is 32 fresh random bytes.

    Raises MalformedSalt, BlobTooLarge, NoRecipients, TooManyRecipients, MixedRecipients, SharedSecretFailed.
    """
    opening = _opening(salt, document)
    ciphertext = encrypt(salt + document, recipients)
    return SealedBlob(ciphertext, sha256(ciphertext).hexdigest(), opening.commitment)


def reveal(
    ciphertext: bytes, identities: Sequence[PartyIdentity], *, cipher_sha256: str, commitment: str
) -> Opening:
    """Open a blob and hold it to both hashes.

    Raises MalformedHash, BlobTooLarge, CipherMismatch, HeaderFailure, MixedRecipients, NoMatch, HmacFailure,
    PayloadFailure, CommitmentMismatch.
    """
    _check_hash(commitment, "commitment")
    check_cipher(ciphertext, cipher_sha256)
    check_unmixed(ciphertext)
    plaintext = decrypt(ciphertext, identities)
    opening = Opening(plaintext[:SALT_SIZE], plaintext[SALT_SIZE:])
    _check_commitment(opening, commitment)
    return opening


def open_blob(
    ciphertext: bytes, identities: Sequence[PartyIdentity], *, cipher_sha256: str, commitment: str
) -> bytes:
    """The document. Raises as `reveal` does."""
    return reveal(ciphertext, identities, cipher_sha256=cipher_sha256, commitment=commitment).document


def check_cipher(ciphertext: bytes, cipher_sha256: str) -> None:
    """Are these the bytes that the act names? Raises MalformedHash, BlobTooLarge, CipherMismatch."""
    _check_hash(cipher_sha256, "cipher_sha256")
    if len(ciphertext) > MAX_BLOB:
        raise BlobTooLarge(size=len(ciphertext), limit=MAX_BLOB)
    found = sha256(ciphertext).hexdigest()
    if found != cipher_sha256:
        raise CipherMismatch(expected=cipher_sha256, found=found)


def check_opening(salt: bytes, document: bytes, commitment: str) -> None:
    """Is it what was committed to? Raises MalformedHash, MalformedSalt, BlobTooLarge, CommitmentMismatch."""
    _check_hash(commitment, "commitment")
    _check_commitment(_opening(salt, document), commitment)


def _opening(salt: bytes, document: bytes) -> Opening:
    if len(salt) != SALT_SIZE:
        raise MalformedSalt(size=len(salt))
    if len(document) > MAX_DOCUMENT:
        raise BlobTooLarge(size=len(document), limit=MAX_DOCUMENT)
    return Opening(salt, document)


def _check_commitment(opening: Opening, commitment: str) -> None:
    # A plaintext shorter than a salt is no opening, even where its hash is the commitment.
    if len(opening.salt) != SALT_SIZE or opening.commitment != commitment:
        raise CommitmentMismatch(expected=commitment, found=opening.commitment)


def _check_hash(value: str, name: str) -> None:
    if not _HASH.fullmatch(value):
        raise MalformedHash(name=name)
