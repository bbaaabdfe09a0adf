"""One strict rule for accepting an Ed25519 signature, and one library that applies it everywhere.

A signature (R, S) by the public key A over a message M is accepted if and only if

1. A is 32 bytes and (R, S) is 64 bytes;
2. S is canonical: below the group order L (RFC 8032, 5.1.7);
3. A is canonical: its y-coordinate is below p, and it decodes to a point of the curve;
4. neither A nor R is one of the eight points of small order, in any of their encodings;
5. the equation without cofactor holds, compared as bytes: the encoding of S·B - H(R, A, M)·A is R. So R
   is canonical too.

A point A that is not of small order may still have a component of small order: its maker binds nobody
but itself, and rule 5 leaves two verifiers no room to disagree.

Other libraries, and other versions of this one, use other rules (some multiply by the cofactor): the
probe at the end makes the import fail rather than let two nodes disagree.
"""

from __future__ import annotations

from nacl.bindings import crypto_sign, crypto_sign_open, crypto_sign_seed_keypair
from nacl.exceptions import BadSignatureError

from plenipo.errors import BadEd25519, ForeignEd25519Rule

PUBLIC_KEY_SIZE = 32
SEED_SIZE = 32
SIGNATURE_SIZE = 64


def verify(public: bytes, message: bytes, signature: bytes) -> None:
    """Raise BadEd25519 unless the rule above holds."""
    # The binding passes bare pointers: the length of the key is checked here or nowhere.
    if len(public) != PUBLIC_KEY_SIZE or len(signature) != SIGNATURE_SIZE:
        raise BadEd25519(public)
    try:
        crypto_sign_open(signature + message, public)
    except BadSignatureError:
        raise BadEd25519(public) from None


def sign(seed: bytes, message: bytes) -> bytes:
    """The 64-byte signature of `message` by the 32-byte RFC 8032 private key `seed`."""
    return sign_expanded(expand(seed), message)


def expand(seed: bytes) -> bytes:
    """The seed and its public key, 64 bytes: for who signs often, since this costs as much as signing."""
    _, secret = _keypair(seed)
    return secret


def sign_expanded(expanded: bytes, message: bytes) -> bytes:
    """As `sign`, by what `expand` gave."""
    if len(expanded) != SEED_SIZE + PUBLIC_KEY_SIZE:
        raise BadEd25519(b"")
    return crypto_sign(message, expanded)[:SIGNATURE_SIZE]


def public_key(seed: bytes) -> bytes:
    """The 32-byte public key of the 32-byte RFC 8032 private key `seed`."""
    public, _ = _keypair(seed)
    return public


def _keypair(seed: bytes) -> tuple[bytes, bytes]:
    if len(seed) != SEED_SIZE:
        raise BadEd25519(b"")
    return crypto_sign_seed_keypair(seed)


# C2SP/CCTV ed25519, vector 6: valid but for a residue of small order; a verifier with cofactor accepts it.
_RESIDUE = (
    bytes.fromhex("10eb7c3acfb2bed3e0d6ab89bf5a3d6afddd1176ce4812e38d9fd485058fdb1f"),
    b"ed25519vectors 10",
    bytes.fromhex(
        "36684ea91032ba5b1dbab2d02f4debc74c3327f2b3802e2e4d371aa42b12b56b"
        "c02e2b9e63e385c058bf62b14b3a2b29ccefe8e38ddb536bc3f9865320a3d801"
    ),
)


def _probe() -> None:
    try:
        verify(*_RESIDUE)
    except BadEd25519:
        return
    raise ForeignEd25519Rule


_probe()
