"""Security keys: `sk-` signatures (OpenSSH, PROTOCOL.u2f), and the flags that passkeys share with them.

- The user was present (UP) and verified by PIN or fingerprint (UV). ssh-keygen accepts a signature
  without either; this does not.
- There is no attested credential data (AT) in a signature, and the extension flag (ED) is set if and
  only if there are extensions; an `sk-` signature has none.
- What is backed up (BS) is eligible for it (BE) (WebAuthn, 6.1). The reserved bits are ignored.
- The application of the key is the one stored with it.
- The counter is signed but never judged: synchronised keys do not count, and two agents may share one.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from plenipo.errors import BadFlags, BadSshSignature, WrongApplication
from plenipo.signatures import ed25519, p256
from plenipo.signatures.keys import SK_ED25519, KeyPolicy, PublicKey

if TYPE_CHECKING:
    from plenipo.signatures.wire import Reader

USER_PRESENT = 0x01
USER_VERIFIED = 0x04
BACKUP_ELIGIBLE = 0x08
BACKED_UP = 0x10
ATTESTED_DATA = 0x40
EXTENSIONS = 0x80


class Flags(msgspec.Struct, frozen=True):
    """The flags byte of authenticator data, judged."""

    user_verified: bool
    backup_eligible: bool
    backed_up: bool


def judge_flags(flags: int, *, extensions: bool) -> Flags:
    """Raise BadFlags with the name of the rule's flag (WebAuthn, 6.1)."""
    wrong = [
        name
        for name, holds in (
            ("UP", flags & USER_PRESENT),
            ("UV", flags & USER_VERIFIED),
            ("AT", not flags & ATTESTED_DATA),
            ("ED", bool(flags & EXTENSIONS) is extensions),
            ("BS", flags & BACKUP_ELIGIBLE or not flags & BACKED_UP),
        )
        if not holds
    ]
    if wrong:
        raise BadFlags(flags, tuple(wrong))
    return Flags(
        user_verified=True,
        backup_eligible=bool(flags & BACKUP_ELIGIBLE),
        backed_up=bool(flags & BACKED_UP),
    )


def application_hash(key: PublicKey, policy: KeyPolicy) -> bytes:
    """SHA-256 of the application, which is the rpIdHash of a passkey; raises WrongApplication."""
    if key.application != policy.application:
        raise WrongApplication(policy.application, key.application or "")
    return hashlib.sha256(policy.application.encode("utf-8")).digest()


def verify(key: PublicKey, signed: bytes, body: Reader, policy: KeyPolicy) -> Flags:
    """`body` is the signature blob after its algorithm; `signed` is the blob that was to be signed."""
    signature, flags, counter = body.string("signature"), body.byte("flags"), body.raw(4, "counter")
    body.end()
    judged = judge_flags(flags, extensions=False)
    message = b"".join(
        (application_hash(key, policy), bytes((flags,)), counter, hashlib.sha256(signed).digest())
    )
    verify_raw(key, message, signature)
    return judged


def verify_raw(key: PublicKey, message: bytes, signature: bytes) -> None:
    """The signature of either curve over the authenticator's `message`."""
    if key.algorithm != SK_ED25519:
        p256.verify(key.key, message, signature)
    elif len(signature) != ed25519.SIGNATURE_SIZE:
        raise BadSshSignature("signature")
    else:
        ed25519.verify(key.key, message, signature)
