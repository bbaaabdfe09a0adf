"""The parties of the sealing tests, and their keys: fixed seeds, so that a failure repeats."""

from __future__ import annotations

from hashlib import sha256

from plenipo.sealing import HybridIdentity, X25519Identity

SALT = sha256(b"salt").digest()
FRANCE = HybridIdentity(sha256(b"FR").digest())
GERMANY = HybridIdentity(sha256(b"DE").digest())
OUTSIDER = HybridIdentity(sha256(b"outsider").digest())
CLASSICAL = X25519Identity(sha256(b"classical").digest())
