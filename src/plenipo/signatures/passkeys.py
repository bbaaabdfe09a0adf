"""Passkeys: WebAuthn assertions in the form of OpenSSH (PROTOCOL.u2f, "webauthn signatures").

- The client data is UTF-8 JSON, one object without a repeated name. Its type is `webauthn.get`, its
  challenge is the whole to-be-signed blob in base64url without padding, its origin is the one stored
  with the key, and so is the origin named beside it. `crossOrigin` is absent or false, `topOrigin`
  absent. Other members are ignored: browsers add some.
- It begins as WebAuthn 5.8.1.1 has clients write it: type, challenge, origin, in this order and without
  spaces. The members are judged as parsed; this rule is there so that ssh-keygen, which looks at the
  beginning only, accepts all that is accepted here.
- The authenticator data is the SHA-256 of the stored rpId, the flags, the counter and the extensions.
  The flags are judged as those of security keys. The extensions are opaque, and signed.
- A passkey that its vendor may back up is refused, unless the policy stored with the key allows it.
"""

from __future__ import annotations

import binascii
import hashlib
import json
from typing import Any

from plenipo.errors import BackupEligible, BadClientData, BadSshSignature, WrongOrigin
from plenipo.signatures import p256
from plenipo.signatures.keys import WEBAUTHN_ECDSA, KeyPolicy, PublicKey
from plenipo.signatures.security_keys import Flags, application_hash, judge_flags
from plenipo.signatures.sshsig import armored_act_signature, fingerprint
from plenipo.signatures.wire import Reader, pack_string

MAX_CLIENT_DATA = 4096
MAX_EXTENSIONS = 1024
AUTHENTICATOR_DATA_SIZE = 37


def verify(key: PublicKey, signed: bytes, body: Reader, policy: KeyPolicy, origin: str) -> Flags:
    """`body` is the signature blob after its algorithm; `signed` is the blob that was to be signed."""
    signature, flags, counter = body.string("signature"), body.byte("flags"), body.raw(4, "counter")
    claimed, client_data, extensions = (
        body.text("origin"),
        body.string("clientData"),
        body.string("extensions"),
    )
    body.end()
    if claimed != origin:
        raise WrongOrigin(origin, claimed)
    if len(extensions) > MAX_EXTENSIONS:
        raise BadSshSignature("extensions")
    judged = judge_flags(flags, extensions=bool(extensions))
    if judged.backup_eligible and not policy.backup_allowed:
        raise BackupEligible(fingerprint(key.blob))
    check_client_data(client_data, signed, origin)
    client_data_hash = hashlib.sha256(client_data).digest()
    rp_id_hash = application_hash(key, policy)
    p256.verify(
        key.key, b"".join((rp_id_hash, bytes((flags,)), counter, extensions, client_data_hash)), signature
    )
    return judged


def check_client_data(client_data: bytes, signed: bytes, origin: str) -> None:
    """WebAuthn 7.2, steps on C; raises BadClientData with the name of the member, or WrongOrigin."""
    members = _parse(client_data)
    challenge = base64url(signed)
    if members.get("type") != "webauthn.get":
        raise BadClientData("type")
    if members.get("challenge") != challenge:
        raise BadClientData("challenge")
    found = members.get("origin")
    if found != origin:
        raise WrongOrigin(origin, found if isinstance(found, str) else "")
    if members.get("crossOrigin", False) is not False:
        raise BadClientData("crossOrigin")
    if "topOrigin" in members:
        raise BadClientData("topOrigin")
    start = f'{{"type":"webauthn.get","challenge":"{challenge}","origin":"{origin}"'
    if not client_data.startswith(start.encode("utf-8")):
        raise BadClientData("order")


def base64url(value: bytes) -> str:
    """Without padding (RFC 4648, 5)."""
    encoded = binascii.b2a_base64(value, newline=False).rstrip(b"=")
    return encoded.translate(bytes.maketrans(b"+/", b"-_")).decode("ascii")


def armored_assertion(
    key: PublicKey, authenticator_data: bytes, client_data: bytes, der_signature: bytes
) -> bytes:
    """The armored SSHSIG of what a browser returned for an act; put together, not verified."""
    try:
        origin = str(_parse(client_data).get("origin", "")).encode("ascii")
    except UnicodeEncodeError:
        raise BadClientData("origin") from None
    if len(authenticator_data) < AUTHENTICATOR_DATA_SIZE:
        raise BadSshSignature("authenticatorData")
    head, extensions = (
        authenticator_data[32:AUTHENTICATOR_DATA_SIZE],
        authenticator_data[AUTHENTICATOR_DATA_SIZE:],
    )
    signature = pack_string(WEBAUTHN_ECDSA.encode()) + pack_string(p256.from_der(der_signature)) + head
    signature += pack_string(origin) + pack_string(client_data) + pack_string(extensions)
    return armored_act_signature(key.blob, signature)


def _parse(client_data: bytes) -> dict[str, Any]:
    if len(client_data) > MAX_CLIENT_DATA:
        raise BadClientData("size")
    try:
        members = json.loads(client_data.decode("utf-8"), object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise BadClientData("json") from None
    if not isinstance(members, dict):
        raise BadClientData("json")
    return members


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise BadClientData("repeated")
    return members
