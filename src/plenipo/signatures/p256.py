"""ECDSA on P-256 with SHA-256, in the SSH encoding (RFC 5656, 3.1.2): two mpints, r and s.

RFC 5656 and FIDO ask for no low s, and hardware makes both, so (r, n - s) counts as well as (r, s).
Anybody can turn one into the other: a signature's bytes are nobody's identity, and nothing may be keyed
by them. Both integers are positive, in their shortest form, and below n.
"""

from __future__ import annotations

from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256

from plenipo.errors import BadEcdsa, BadPublicKey, BadSshSignature
from plenipo.signatures.wire import Reader, pack_mpint

POINT_SIZE = 65
UNCOMPRESSED = 0x04
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_SHA256 = ec.ECDSA(SHA256())


def check_point(point: bytes) -> None:
    """Raise BadPublicKey unless the 65 bytes are an uncompressed point of the curve (RFC 5656, 3.1)."""
    _public_key(point)


def verify(point: bytes, message: bytes, signature: bytes) -> None:
    """`signature` is the mpints r and s; raises BadSshSignature or BadEcdsa."""
    reader = Reader(signature, BadSshSignature)
    r, s = reader.mpint("r"), reader.mpint("s")
    reader.end()
    if r >= ORDER or s >= ORDER:
        raise BadEcdsa(point)
    try:
        _public_key(point).verify(utils.encode_dss_signature(r, s), message, _SHA256)
    except InvalidSignature:
        raise BadEcdsa(point) from None


def from_der(der: bytes) -> bytes:
    """The mpints r and s of an ASN.1 signature, as browsers give it (WebAuthn, 6.5.5)."""
    try:
        r, s = utils.decode_dss_signature(der)
    except ValueError:
        raise BadSshSignature("der") from None
    if not (0 < r < ORDER and 0 < s < ORDER):
        raise BadSshSignature("der")
    return pack_mpint(r) + pack_mpint(s)


@lru_cache(maxsize=1024)
def _public_key(point: bytes) -> ec.EllipticCurvePublicKey:
    if len(point) != POINT_SIZE or point[0] != UNCOMPRESSED:
        raise BadPublicKey("key")
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError:
        raise BadPublicKey("key") from None
