"""SSHSIG, the signature file that `ssh-keygen -Y sign` writes (OpenSSH, PROTOCOL.sshsig), read strictly.

- The armor is byte for byte what ssh-keygen writes: its two marker lines, canonical base64 in lines of
  70 columns, one newline (LF) after each line, nothing before and nothing after. So armoring again gives
  the same bytes.
- The blob is version 1 and ends with the signature. The namespace is not empty.
- The reserved field is empty: ssh-keygen skips what stands there, and nobody has signed it.
- An act is signed in the namespace `act@plenipo`, hashed with SHA-512 (what ssh-keygen does by default).
  SHA-256, which the format allows too, is refused: one act, one hash, one form.
"""

from __future__ import annotations

import binascii
import hashlib
from functools import lru_cache

import msgspec

from plenipo.errors import BadArmor, BadSshSignature, WrongHash, WrongNamespace
from plenipo.signatures.wire import Reader, pack_string

NAMESPACE = "act@plenipo"
HASH = "sha512"
MAGIC = b"SSHSIG"
VERSION = 1
COLUMNS = 70
MAX_ARMORED = 8192
BEGIN = b"-----BEGIN SSH SIGNATURE-----\n"
END = b"-----END SSH SIGNATURE-----\n"


class SshSignature(msgspec.Struct, frozen=True):
    """The fields of a signature blob; `public_key` and `signature` are wire blobs."""

    public_key: bytes
    namespace: str
    hash_algorithm: str
    signature: bytes


def armor(blob: bytes) -> bytes:
    text = binascii.b2a_base64(blob, newline=False)
    lines = [text[at : at + COLUMNS] + b"\n" for at in range(0, len(text), COLUMNS)]
    return b"".join((BEGIN, *lines, END))


def dearmor(armored: bytes) -> bytes:
    """The blob; BadArmor unless armoring it again gives the same bytes."""
    if len(armored) > MAX_ARMORED or not armored.startswith(BEGIN) or not armored.endswith(END):
        raise BadArmor
    try:
        blob = binascii.a2b_base64(armored[len(BEGIN) : -len(END)])
    except binascii.Error:
        raise BadArmor from None
    if armor(blob) != armored:
        raise BadArmor
    return blob


def parse(blob: bytes) -> SshSignature:
    """PROTOCOL.sshsig, 2; raises BadSshSignature with the name of the field."""
    reader = Reader(blob, BadSshSignature)
    if reader.raw(len(MAGIC), "magic") != MAGIC:
        raise BadSshSignature("magic")
    if reader.uint32("version") != VERSION:
        raise BadSshSignature("version")
    public_key = reader.string("publickey")
    namespace = reader.text("namespace")
    if not namespace:
        raise BadSshSignature("namespace")
    if reader.string("reserved"):
        raise BadSshSignature("reserved")
    parsed = SshSignature(public_key, namespace, reader.text("hash_algorithm"), reader.string("signature"))
    reader.end()
    return parsed


def serialize(signature: SshSignature) -> bytes:
    return b"".join(
        (
            MAGIC,
            VERSION.to_bytes(4, "big"),
            pack_string(signature.public_key),
            pack_string(signature.namespace.encode("utf-8")),
            pack_string(b""),
            pack_string(signature.hash_algorithm.encode("utf-8")),
            pack_string(signature.signature),
        )
    )


def to_be_signed(message: bytes, namespace: str = NAMESPACE, hash_algorithm: str = HASH) -> bytes:
    """PROTOCOL.sshsig, 3: what the key signs; `hash_algorithm` is sha512 or sha256."""
    if hash_algorithm not in {"sha512", "sha256"}:
        raise WrongHash(hash_algorithm)
    return b"".join(
        (
            MAGIC,
            pack_string(namespace.encode("utf-8")),
            pack_string(b""),
            pack_string(hash_algorithm.encode("ascii")),
            pack_string(hashlib.new(hash_algorithm, message).digest()),
        )
    )


def armored_act_signature(public_key: bytes, signature: bytes) -> bytes:
    """The armored SSHSIG on an act: a key blob, and the signature blob it made over `to_be_signed(act)`."""
    return armor(serialize(SshSignature(public_key, NAMESPACE, HASH, signature)))


def parse_act_signature(armored: bytes) -> SshSignature:
    """Dearmored and parsed, in the namespace and hash of acts; nothing is verified yet."""
    parsed = parse(dearmor(armored))
    if parsed.namespace != NAMESPACE:
        raise WrongNamespace(parsed.namespace)
    if parsed.hash_algorithm != HASH:
        raise WrongHash(parsed.hash_algorithm)
    return parsed


@lru_cache(maxsize=4096)
def fingerprint(public_key: bytes) -> str:
    """`SHA256:…` of a public key blob, as `ssh-keygen -l` shows it."""
    digest = hashlib.sha256(public_key).digest()
    return "SHA256:" + binascii.b2a_base64(digest, newline=False).rstrip(b"=").decode("ascii")
