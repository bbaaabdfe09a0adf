"""An SSHSIG on one act: what parses is written the same, and the quick way agrees with the general one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plenipo.errors import PlenipoError
from plenipo.signatures import KeyPolicy, VerifiedSignature, armor, dearmor, parse, verify_act_signature
from plenipo.signatures.sshsig import serialize
from plenipo.signatures.verification import verify_any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

ACT = b'{"kind":"mandate.propose"}'
SECURITY_KEY = KeyPolicy("ssh:")
PASSKEY = KeyPolicy("node.example", "https://node.example", backup_allowed=True)
DICTIONARY = (
    b"ssh-ed25519", b"sk-ssh-ed25519@openssh.com", b"sk-ecdsa-sha2-nistp256@openssh.com", b"nistp256",
    b"webauthn-sk-ecdsa-sha2-nistp256@openssh.com", b"act@plenipo", b"sha512",
    b'"topOrigin":', b'"crossOrigin":',
)  # fmt: skip


class Everyone(dict[str, KeyPolicy]):
    """The same policy for every key: passkeys, or security keys."""

    def __init__(self, policy: KeyPolicy) -> None:
        super().__init__()
        self.policy = policy

    def get(self, _fingerprint: str, _default: object = None) -> KeyPolicy:
        return self.policy


def verdict(
    verify: Callable[[bytes, bytes, Mapping[str, KeyPolicy]], VerifiedSignature],
    data: bytes,
    policy: KeyPolicy,
) -> object:
    try:
        return verify(data, ACT, Everyone(policy))
    except PlenipoError as error:
        return type(error)


def check(data: bytes) -> bool:
    verdicts = []
    for policy in (SECURITY_KEY, PASSKEY):
        quick, general = verdict(verify_act_signature, data, policy), verdict(verify_any, data, policy)
        assert quick == general
        verdicts.append(quick)
    try:
        blob = dearmor(data)
        assert armor(blob) == data
        assert serialize(parse(blob)) == blob
    except PlenipoError:
        assert not any(isinstance(v, VerifiedSignature) for v in verdicts)
    return any(isinstance(v, VerifiedSignature) for v in verdicts)


def mutate(data: bytes, mutate_bytes: Callable[[bytes], bytes], random: Random) -> bytes:
    """Change the blob below the armor; mostly one field of it, with its length put right."""
    try:
        blob = dearmor(data)
    except PlenipoError:
        return mutate_bytes(data)
    choice = random.random()
    if choice < 0.1:
        return mutate_bytes(data)
    if choice < 0.3:
        return armor(mutate_bytes(blob))
    return armor(blob[:10] + _change_field(blob[10:], mutate_bytes, random))


def _fields(data: bytes) -> list[bytes] | None:
    fields = []
    while data:
        size = int.from_bytes(data[:4], "big")
        if len(data) < 4 + size:
            return None
        fields.append(data[4 : 4 + size])
        data = data[4 + size :]
    return fields


def _change_field(data: bytes, mutate_bytes: Callable[[bytes], bytes], random: Random) -> bytes:
    fields = _fields(data)
    if not fields or random.random() < 0.3:
        return mutate_bytes(data)
    at = random.randrange(len(fields))
    fields[at] = _change_field(fields[at], mutate_bytes, random)
    return b"".join(len(f).to_bytes(4, "big") + f for f in fields)
