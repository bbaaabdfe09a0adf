"""Public keys: three kinds, one form each, and the facts that are stored with a hardware key or a
passkey.

- `ssh-ed25519` (RFC 8709, 4): a key file, or an agent. It needs no policy.
- `sk-ssh-ed25519@openssh.com` and `sk-ecdsa-sha2-nistp256@openssh.com` (OpenSSH, PROTOCOL.u2f): a
  security key. The point of the second is uncompressed and on the curve. A passkey is a key of the
  second kind whose application is its rpId.
- A policy names the application that the key must name, and for a passkey the one origin that may ask it
  to sign. An origin is `https://` and a host that is the rpId or ends with `.` and the rpId, with or
  without a port; or `http://localhost` with or without a port, for the rpId `localhost`.
"""

from __future__ import annotations

import binascii
import re

import msgspec

from plenipo.errors import BadKeyPolicy, BadPublicKey, UnknownAlgorithm
from plenipo.signatures import ed25519, p256
from plenipo.signatures.wire import Reader, pack_string

ED25519 = "ssh-ed25519"
SK_ED25519 = "sk-ssh-ed25519@openssh.com"
SK_ECDSA = "sk-ecdsa-sha2-nistp256@openssh.com"
WEBAUTHN_ECDSA = "webauthn-sk-ecdsa-sha2-nistp256@openssh.com"
CURVE = "nistp256"
MAX_LINE = 4096

_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(\.{_LABEL})*")
_ORIGIN = re.compile(rf"(?P<scheme>https?)://(?P<host>{_LABEL}(\.{_LABEL})*)(:[1-9][0-9]{{0,4}})?")


class PublicKey(msgspec.Struct, frozen=True):
    """`key` is 32 bytes (Ed25519) or a 65-byte point (P-256); `application` is None for plain keys.

    `blob` is the wire form.
    """

    algorithm: str
    key: bytes
    application: str | None
    blob: bytes


class KeyPolicy(msgspec.Struct, frozen=True):
    """What is stored with a hardware key: `origin` is None for a security key, set for a passkey.

    `backup_allowed` admits passkeys that their vendor may copy to its cloud (WebAuthn, 6.1.3).
    """

    application: str
    origin: str | None = None
    backup_allowed: bool = False

    def __post_init__(self) -> None:
        if not 0 < len(self.application) <= 253:
            raise BadKeyPolicy("application")
        if self.origin is not None:
            _check_origin(self.origin, self.application)


def _check_origin(origin: str, rp_id: str) -> None:
    if not _HOST.fullmatch(rp_id):
        raise BadKeyPolicy("application")
    match = _ORIGIN.fullmatch(origin)
    if match is None or len(origin) > 512:
        raise BadKeyPolicy("origin")
    host = match["host"]
    if match["scheme"] == "http" and not host == rp_id == "localhost":
        raise BadKeyPolicy("origin")
    if host != rp_id and not host.endswith("." + rp_id):
        raise BadKeyPolicy("origin")


def parse_public_key(blob: bytes) -> PublicKey:
    """A wire blob; raises UnknownAlgorithm, or BadPublicKey with the name of the field."""
    reader = Reader(blob, BadPublicKey)
    algorithm = reader.text("algorithm")
    if algorithm == ED25519:
        key, application = _ed25519_key(reader), None
    elif algorithm == SK_ED25519:
        key, application = _ed25519_key(reader), reader.text("application")
    elif algorithm == SK_ECDSA:
        key, application = _p256_point(reader), reader.text("application")
    else:
        raise UnknownAlgorithm(algorithm)
    reader.end()
    return PublicKey(algorithm, key, application, blob)


def _ed25519_key(reader: Reader) -> bytes:
    key = reader.string("key")
    if len(key) != ed25519.PUBLIC_KEY_SIZE:
        raise BadPublicKey("key")
    return key


def _p256_point(reader: Reader) -> bytes:
    if reader.string("curve") != CURVE.encode("ascii"):
        raise BadPublicKey("curve")
    point = reader.string("key")
    p256.check_point(point)
    return point


def ed25519_public_key(key: bytes) -> PublicKey:
    return parse_public_key(pack_string(ED25519.encode()) + pack_string(key))


def passkey_public_key(point: bytes, rp_id: str) -> PublicKey:
    """The 65-byte uncompressed point of a new passkey, and the rpId that it was made for."""
    if not _HOST.fullmatch(rp_id):
        raise BadPublicKey("application")
    fields = (SK_ECDSA.encode(), CURVE.encode(), point, rp_id.encode())
    return parse_public_key(b"".join(map(pack_string, fields)))


def parse_authorized_key(line: bytes) -> tuple[PublicKey, str]:
    """The key and the comment of one line `algorithm base64 comment`, as in a `.pub` file; no options."""
    if len(line) > MAX_LINE:
        raise BadPublicKey("line")
    algorithm, _, rest = line.removesuffix(b"\n").partition(b" ")
    encoded, _, comment = rest.partition(b" ")
    key = parse_public_key(_decode_base64(encoded))
    if algorithm != key.algorithm.encode("ascii"):
        raise BadPublicKey("algorithm")
    return key, _comment(comment)


def format_authorized_key(key: PublicKey, comment: str = "") -> bytes:
    """One line with its newline."""
    encoded = binascii.b2a_base64(key.blob, newline=False)
    parts = [key.algorithm.encode("ascii"), encoded, comment.encode("utf-8")]
    return b" ".join(part for part in parts if part) + b"\n"


def _comment(comment: bytes) -> str:
    try:
        text = comment.decode("utf-8")
    except UnicodeDecodeError:
        raise BadPublicKey("comment") from None
    if not text.isprintable():
        raise BadPublicKey("comment")
    return text


def _decode_base64(encoded: bytes) -> bytes:
    try:
        blob = binascii.a2b_base64(encoded)
    except binascii.Error:
        raise BadPublicKey("base64") from None
    if binascii.b2a_base64(blob, newline=False) != encoded:
        raise BadPublicKey("base64")
    return blob
