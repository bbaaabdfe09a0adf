"""A receipt: accepted bytes are its one spelling, and under a policy it says what it said."""

from __future__ import annotations

from hashlib import sha256

from plenipo.errors import PlenipoError
from plenipo.register import Ed25519Cosigner, Ed25519Signer, MLDSA44Cosigner, Policy, leaf_hash
from plenipo.register.receipts import endorse, parse_receipt, verify_receipt


def seed(name: str) -> bytes:
    return sha256(b"plenipo test key " + name.encode()).digest()


# The keys of the cast of tests/register.
ORIGIN = "7f3a.register.example/1"
REGISTRAR = (
    Ed25519Signer(ORIGIN, seed("registrar")).key,
    MLDSA44Cosigner(ORIGIN, seed("registrar, post-quantum")).key,
)
MIRRORS = tuple(Ed25519Cosigner(f"mirror.example/{n}", seed(n)).key for n in ("north", "south", "east"))
POLICIES = (Policy(ORIGIN, REGISTRAR, MIRRORS, quorum=2), Policy(ORIGIN, REGISTRAR[:1], MIRRORS))
DICTIONARY = (b"c2sp.org/tlog-proof@v1\n", b"extra ", b"index ", b"\n\n", "\u2014 ".encode())


def check(data: bytes) -> bool:
    try:
        receipt = parse_receipt(data)
    except PlenipoError:
        return False
    assert receipt.encode() == data
    for policy in POLICIES:
        try:
            endorsed = endorse(receipt.note, policy)
            assert len(endorsed.cosigned) >= policy.quorum
            assert verify_receipt(receipt, leaf_hash(b"entry 3"), policy) == endorsed
        except PlenipoError:
            continue
    return True
