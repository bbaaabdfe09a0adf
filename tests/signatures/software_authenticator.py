"""Software doubles of a key file, a security key and a passkey; every field can be made wrong."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from plenipo.signatures import KeyPolicy, PublicKey, ed25519, parse_public_key, to_be_signed
from plenipo.signatures import ed25519_public_key as ed25519_key
from plenipo.signatures.keys import CURVE, ED25519, SK_ECDSA, SK_ED25519, WEBAUTHN_ECDSA
from plenipo.signatures.p256 import ORDER
from plenipo.signatures.passkeys import base64url
from plenipo.signatures.sshsig import HASH, NAMESPACE, SshSignature, armor, fingerprint, serialize
from plenipo.signatures.wire import pack_mpint, pack_string

ACT = b'{"kind":"mandate.propose"}'
UP, UV, BE, BS, AT, ED = 0x01, 0x04, 0x08, 0x10, 0x40, 0x80


def sshsig(
    key: PublicKey, signature: bytes, *, namespace: str = NAMESPACE, hash_algorithm: str = HASH
) -> bytes:
    return armor(serialize(SshSignature(key.blob, namespace, hash_algorithm, signature)))


@dataclass
class KeyFile:
    seed: bytes = bytes(range(32))

    @property
    def key(self) -> PublicKey:
        return ed25519_key(ed25519.public_key(self.seed))

    def blob(self, signed: bytes) -> bytes:
        return pack_string(ED25519.encode()) + pack_string(ed25519.sign(self.seed, signed))

    def sign(self, act: bytes = ACT, *, namespace: str = NAMESPACE, hash_algorithm: str = HASH) -> bytes:
        signature = self.blob(to_be_signed(act, namespace, hash_algorithm))
        return sshsig(self.key, signature, namespace=namespace, hash_algorithm=hash_algorithm)


@dataclass
class P256:
    secret: int = 7
    private: ec.EllipticCurvePrivateKey = field(init=False)

    def __post_init__(self) -> None:
        self.private = ec.derive_private_key(self.secret, ec.SECP256R1())

    @property
    def point(self) -> bytes:
        return self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def sign(self, message: bytes, *, malleate: bool = False) -> tuple[int, int]:
        r, s = utils.decode_dss_signature(
            self.private.sign(message, ec.ECDSA(SHA256(), deterministic_signing=True))
        )
        return r, ORDER - s if malleate else s


@dataclass
class SecurityKey:
    """`algorithm` is SK_ED25519 or SK_ECDSA."""

    algorithm: str = SK_ED25519
    application: str = "ssh:"
    seed: bytes = bytes(range(1, 33))
    p256: P256 = field(default_factory=P256)

    @property
    def key(self) -> PublicKey:
        if self.algorithm == SK_ED25519:
            fields = [self.algorithm.encode(), ed25519.public_key(self.seed)]
        else:
            fields = [self.algorithm.encode(), CURVE.encode(), self.p256.point]
        return parse_public_key(b"".join(map(pack_string, [*fields, self.application.encode()])))

    @property
    def policies(self) -> dict[str, KeyPolicy]:
        return {fingerprint(self.key.blob): KeyPolicy(self.application)}

    def sign(
        self,
        act: bytes = ACT,
        *,
        flags: int = UP | UV,
        counter: int = 1,
        application: str | None = None,
        malleate: bool = False,
        trailing: bytes = b"",
    ) -> bytes:
        signed = to_be_signed(act)
        named = self.application if application is None else application
        tail = bytes((flags,)) + counter.to_bytes(4, "big")
        message = hashlib.sha256(named.encode()).digest() + tail + hashlib.sha256(signed).digest()
        if self.algorithm == SK_ED25519:
            raw = ed25519.sign(self.seed, message)
        else:
            raw = b"".join(map(pack_mpint, self.p256.sign(message, malleate=malleate)))
        return sshsig(self.key, pack_string(self.algorithm.encode()) + pack_string(raw) + tail + trailing)


@dataclass
class Passkey:
    rp_id: str = "node.example"
    origin: str = "https://node.example"
    p256: P256 = field(default_factory=lambda: P256(11))

    @property
    def key(self) -> PublicKey:
        fields = (SK_ECDSA.encode(), CURVE.encode(), self.p256.point, self.rp_id.encode())
        return parse_public_key(b"".join(map(pack_string, fields)))

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.key.blob)

    @property
    def policies(self) -> dict[str, KeyPolicy]:
        return {self.fingerprint: KeyPolicy(self.rp_id, self.origin)}

    def client_data(self, act: bytes = ACT, /, **members: Any) -> bytes:
        """As a browser writes it; a member given as None is left out, a new one is added at the end."""
        values: dict[str, Any] = {
            "type": "webauthn.get",
            "challenge": base64url(to_be_signed(act)),
            "origin": self.origin,
            "crossOrigin": False,
            **members,
        }
        kept = {name: value for name, value in values.items() if value is not None}
        return json.dumps(kept, separators=(",", ":")).encode()

    def sign(
        self,
        act: bytes = ACT,
        *,
        client_data: bytes | None = None,
        flags: int = UP | UV,
        counter: int = 0,
        rp_id: str | None = None,
        origin: str | None = None,
        extensions: bytes = b"",
        malleate: bool = False,
        algorithm: str = WEBAUTHN_ECDSA,
    ) -> bytes:
        data = self.client_data(act) if client_data is None else client_data
        tail = bytes((flags,)) + counter.to_bytes(4, "big")
        rp_id_hash = hashlib.sha256((rp_id or self.rp_id).encode()).digest()
        message = rp_id_hash + tail + extensions + hashlib.sha256(data).digest()
        raw = b"".join(map(pack_mpint, self.p256.sign(message, malleate=malleate)))
        signature = pack_string(algorithm.encode()) + pack_string(raw) + tail
        named = self.origin if origin is None else origin
        signature += pack_string(named.encode()) + pack_string(data) + pack_string(extensions)
        return sshsig(self.key, signature)
