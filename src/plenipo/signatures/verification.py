"""From armored bytes to who said it: the only way in which a signature on an act is accepted.

The key's kind decides how it may sign:

- a plain Ed25519 key signs plainly, and needs no policy;
- a hardware key has a policy, looked up by its fingerprint in `policies`; without one it is refused;
- a policy with an origin makes it a passkey, which signs by WebAuthn only; without one, it signs as a
  security key only.
"""

from __future__ import annotations

import binascii
import hashlib
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from plenipo.errors import AlgorithmMismatch, BadSshSignature, NoKeyPolicy
from plenipo.signatures import ed25519, keys, passkeys, security_keys, sshsig
from plenipo.signatures.wire import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plenipo.signatures.keys import KeyPolicy, PublicKey

NO_POLICIES: Mapping[str, KeyPolicy] = MappingProxyType({})


class VerifiedSignature(msgspec.Struct, frozen=True, gc=False):
    """One key said this act. `algorithm` is that of the signature; `public_key` is the wire blob.

    A plain key tells nothing of its user: `user_verified` is False. The last two are flags of hardware keys.
    """

    fingerprint: str
    algorithm: str
    public_key: bytes
    user_verified: bool = False
    origin: str | None = None
    backup_eligible: bool = False
    backed_up: bool = False


# The one form of a plain Ed25519 signature: four lines of base64, whose fields stand at fixed places.
_SIZE = 306
_HEAD = b"SSHSIG" + bytes.fromhex("00000001000000330000000b") + b"ssh-ed25519" + bytes.fromhex("00000020")
_MIDDLE = (
    bytes.fromhex("0000000b") + b"act@plenipo" + bytes(4) + bytes.fromhex("00000006") + b"sha512"
    + bytes.fromhex("000000530000000b") + b"ssh-ed25519" + bytes.fromhex("00000040")
)  # fmt: skip
_SIGNED = b"SSHSIG" + _MIDDLE[:29] + bytes.fromhex("00000040")


def verify_act_signature(
    armored: bytes, act: bytes, policies: Mapping[str, KeyPolicy] = NO_POLICIES
) -> VerifiedSignature:
    """`policies` maps fingerprints to what was stored at `key.add`; raises SignatureError."""
    blob = _plain_ed25519_blob(armored)
    if blob is None:
        return verify_any(armored, act, policies)
    signed = _SIGNED + hashlib.sha512(act).digest()
    ed25519.verify(blob[33:65], signed, blob[117:])
    public_key = blob[14:65]
    return VerifiedSignature(sshsig.fingerprint(public_key), keys.ED25519, public_key)


def _plain_ed25519_blob(armored: bytes) -> bytes | None:
    """The 181 bytes of the common case if `armored` is exactly it, else None: then the general way judges."""
    if len(armored) != _SIZE or not armored.startswith(sshsig.BEGIN) or not armored.endswith(sshsig.END):
        return None
    body = armored[30:278]
    try:
        blob = binascii.a2b_base64(body)
    except binascii.Error:
        return None
    text = binascii.b2a_base64(blob)
    if body != b"\n".join((text[:70], text[70:140], text[140:210], text[210:])):
        return None
    if not blob.startswith(_HEAD) or blob[65:117] != _MIDDLE or len(blob) != 181:
        return None
    return blob


def verify_any(
    armored: bytes, act: bytes, policies: Mapping[str, KeyPolicy] = NO_POLICIES
) -> VerifiedSignature:
    """The general way, for every kind of key; it accepts the same plain signatures."""
    parsed = sshsig.parse_act_signature(armored)
    key = keys.parse_public_key(parsed.public_key)
    body = Reader(parsed.signature, BadSshSignature)
    algorithm = body.text("algorithm")
    signed = sshsig.to_be_signed(act)
    if key.algorithm == keys.ED25519:
        return _verify_plain(key, algorithm, signed, body)
    policy = policies.get(sshsig.fingerprint(key.blob))
    if policy is None:
        raise NoKeyPolicy(sshsig.fingerprint(key.blob))
    return _verify_hardware(key, algorithm, signed, body, policy)


def _verify_plain(key: PublicKey, algorithm: str, signed: bytes, body: Reader) -> VerifiedSignature:
    if algorithm != key.algorithm:
        raise AlgorithmMismatch(key.algorithm, algorithm)
    signature = body.string("signature")
    body.end()
    ed25519.verify(key.key, signed, signature)
    return VerifiedSignature(sshsig.fingerprint(key.blob), algorithm, key.blob)


def _verify_hardware(
    key: PublicKey, algorithm: str, signed: bytes, body: Reader, policy: KeyPolicy
) -> VerifiedSignature:
    expected = key.algorithm if policy.origin is None else keys.WEBAUTHN_ECDSA
    if algorithm != expected or (policy.origin is not None and key.algorithm != keys.SK_ECDSA):
        raise AlgorithmMismatch(key.algorithm, algorithm)
    if policy.origin is None:
        flags = security_keys.verify(key, signed, body, policy)
    else:
        flags = passkeys.verify(key, signed, body, policy, policy.origin)
    return VerifiedSignature(
        sshsig.fingerprint(key.blob),
        algorithm,
        key.blob,
        user_verified=flags.user_verified,
        origin=policy.origin,
        backup_eligible=flags.backup_eligible,
        backed_up=flags.backed_up,
    )


def signer_of(armored: bytes) -> str:
    """The fingerprint of the key that the signature claims, unverified: to look its policy up."""
    return sshsig.fingerprint(keys.parse_public_key(sshsig.parse_act_signature(armored).public_key).blob)
