"""A request to a witness: accepted bytes are its one spelling; only what the registrar signed is cosigned."""

from __future__ import annotations

from hashlib import sha256

from plenipo.errors import PlenipoError
from plenipo.register import Ed25519Signer, verifier_of
from plenipo.register.witness import TreeHead, judge, parse_add_checkpoint

# The registrar of the cast of tests/register.
ORIGIN = "7f3a.register.example/1"
KEY = Ed25519Signer(ORIGIN, sha256(b"plenipo test key registrar").digest()).key
DICTIONARY = (b"old ", b"old 0\n\n", b"\n\n", "\u2014 ".encode())


def check(data: bytes) -> bool:
    try:
        request = parse_add_checkpoint(data)
    except PlenipoError:
        return False
    assert request.encode() == data
    try:
        signed = judge(request, TreeHead(), [verifier_of(KEY)])
    except PlenipoError:
        return False
    assert signed.checkpoint.origin == ORIGIN
    assert signed.checkpoint == request.checkpoint
    return True
