"""A split view: accepted bytes are its one spelling, and nobody is convicted but who signed two roots."""

from __future__ import annotations

from hashlib import sha256

from plenipo.errors import PlenipoError
from plenipo.register import Ed25519Signer, verifier_of
from plenipo.register.checkpoints import peek_checkpoint
from plenipo.register.split import parse_split_view, verify_split

# The registrar of the cast of tests/register.
ORIGIN = "7f3a.register.example/1"
KEY = Ed25519Signer(ORIGIN, sha256(b"plenipo test key registrar").digest()).key


def check(data: bytes) -> bool:
    try:
        view = parse_split_view(data)
    except PlenipoError:
        return False
    assert view.encode() == data
    try:
        assert verify_split(view, ORIGIN, [verifier_of(KEY)]) == KEY
    except PlenipoError:
        return False
    assert peek_checkpoint(view.first) != peek_checkpoint(view.second)
    return True
