"""Who said it: SSHSIG by key files, agents, security keys and passkeys, under one strict rule for each.

`verify_act_signature(armored, act, policies)` is the one way in: it returns a `VerifiedSignature`, or
raises a `SignatureError`. `ed25519` is the one place where an Ed25519 signature of any kind is made or
accepted.
"""

from plenipo.signatures.keys import (
    KeyPolicy,
    PublicKey,
    ed25519_public_key,
    format_authorized_key,
    parse_authorized_key,
    parse_public_key,
    passkey_public_key,
)
from plenipo.signatures.passkeys import armored_assertion
from plenipo.signatures.sshsig import (
    HASH,
    NAMESPACE,
    SshSignature,
    armor,
    armored_act_signature,
    dearmor,
    fingerprint,
    parse,
    to_be_signed,
)
from plenipo.signatures.verification import VerifiedSignature, signer_of, verify_act_signature

__all__ = [
    "HASH",
    "NAMESPACE",
    "KeyPolicy",
    "PublicKey",
    "SshSignature",
    "VerifiedSignature",
    "armor",
    "armored_act_signature",
    "armored_assertion",
    "dearmor",
    "ed25519_public_key",
    "fingerprint",
    "format_authorized_key",
    "parse",
    "parse_authorized_key",
    "parse_public_key",
    "passkey_public_key",
    "signer_of",
    "to_be_signed",
    "verify_act_signature",
]
