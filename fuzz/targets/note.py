"""A signed note: what parses is written the same, and what a known key signed verifies alone as well."""

from __future__ import annotations

from plenipo.errors import PlenipoError
from plenipo.register.keys import parse_vkey
from plenipo.register.notes import Ed25519Verifier, parse_note, verify_note

# The key of tests/data/notes.
KEY = parse_vkey("register.example/7f3a/1+297b1b3f+AX42K+Xr06UDnJIzb6pF5gRSEO0UgqkK4RYZW5FUkyW7")
VERIFIER = Ed25519Verifier(KEY)
DICTIONARY = (b"\n\n", "\u2014 ".encode(), "\u2028".encode(), b"register.example/7f3a/1 KXsbP", b"\r\n")


def check(data: bytes) -> bool:
    try:
        note = parse_note(data)
    except PlenipoError:
        return False
    assert note.encode() == data
    try:
        verified = verify_note(note, [VERIFIER])
    except PlenipoError:
        return False
    assert verified.keys == (KEY,)
    assert verify_note(verified.without_unknown(), [VERIFIER]).verified == verified.verified
    return True
