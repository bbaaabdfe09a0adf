"""A software authenticator with its browser: real passkeys, real assertions; every part can be wrong."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor

UP, UV, BE, BS, AT = 0x01, 0x04, 0x08, 0x10, 0x40
ADDRESS = "http://localhost:8310"
ES256 = -7


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Credential:
    """A passkey in the authenticator."""

    key: ec.EllipticCurvePrivateKey | Ed25519PrivateKey
    rp_id: str
    handle: bytes
    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    @property
    def attested(self) -> bytes:
        return bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cbor.encode(self._cose())

    def _cose(self) -> dict[int, Any]:
        """RFC 9053, 7."""
        if isinstance(self.key, Ed25519PrivateKey):
            return {1: 1, 3: -8, -1: 6, -2: self.key.public_key().public_bytes_raw()}
        point = self.key.public_key().public_numbers()
        return {1: 2, 3: ES256, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}

    def sign(self, message: bytes) -> bytes:
        if isinstance(self.key, Ed25519PrivateKey):
            return self.key.sign(message)
        return self.key.sign(message, ec.ECDSA(SHA256()))


class Authenticator:
    """One device. `copies`: its vendor backs its passkeys up."""

    def __init__(self, *, copies: bool = False) -> None:
        self.credentials: list[Credential] = []
        self.backup = BE | BS if copies else 0

    @property
    def newest(self) -> Credential:
        return self.credentials[-1]

    def create(self, options: dict[str, Any], *, es256: bool = True, **wrong: Any) -> dict[str, Any]:
        """The answer to navigator.credentials.create."""
        assert {each["id"] for each in options.get("excludeCredentials", [])}.isdisjoint(
            b64(each.id) for each in self.credentials
        ), "InvalidStateError"
        key = ec.generate_private_key(ec.SECP256R1()) if es256 else Ed25519PrivateKey.generate()
        made = Credential(wrong.get("key", key), options["rp"]["id"], unb64(options["user"]["id"]))
        made.id = wrong.get("id", made.id)
        self.credentials.append(made)
        data = self._data(made, wrong, AT | UP | UV) + made.attested
        client_data = _client_data("webauthn.create", options["challenge"], wrong)
        response = {
            "clientDataJSON": b64(client_data),
            "attestationObject": b64(cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})),
            "transports": ["internal"],
        }
        return _answer(made, response)

    def get(
        self, options: dict[str, Any], *, credential: Credential | None = None, **wrong: Any
    ) -> dict[str, Any]:
        """The answer to navigator.credentials.get: by the newest of those allowed."""
        allowed = {each["id"] for each in options.get("allowCredentials", [])}
        fitting = [each for each in self.credentials if not allowed or b64(each.id) in allowed]
        used = credential or fitting[-1]
        data = self._data(used, wrong, UP | UV)
        client_data = wrong.get("client_data") or _client_data("webauthn.get", options["challenge"], wrong)
        signature = used.sign(data + hashlib.sha256(client_data).digest())
        response = {
            "authenticatorData": b64(data),
            "clientDataJSON": b64(client_data),
            "signature": b64(wrong.get("signature", signature)),
            "userHandle": b64(wrong.get("handle", used.handle)),
        }
        return _answer(used, response)

    def _data(self, made: Credential, wrong: dict[str, Any], flags: int) -> bytes:
        rp_id = wrong.get("rp_id", made.rp_id)
        flags = wrong.get("flags", flags | self.backup)
        counter = int(wrong.get("counter", 0)).to_bytes(4, "big")
        return hashlib.sha256(rp_id.encode()).digest() + bytes((flags,)) + counter


def _client_data(kind: str, challenge: str, wrong: dict[str, Any]) -> bytes:
    """As Chromium writes it, with a member that nobody knows."""
    members = {
        "type": wrong.get("type", kind),
        "challenge": wrong.get("challenge", challenge),
        "origin": wrong.get("origin", ADDRESS),
        "crossOrigin": wrong.get("cross_origin", False),
        **wrong.get("members", {}),
        "other_keys_can_be_added_here": "do not compare clientDataJSON against a template",
    }
    return json.dumps(members, separators=(",", ":")).encode()


def _answer(made: Credential, response: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": b64(made.id),
        "rawId": b64(made.id),
        "type": "public-key",
        "response": response,
        "clientExtensionResults": {},
    }
