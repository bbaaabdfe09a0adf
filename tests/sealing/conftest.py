"""The parties of the tests, and their sealing keys: fixed seeds, so that a failure repeats."""

from __future__ import annotations

from hashlib import sha256

import pytest

from plenipo.sealing import HybridIdentity, X25519Identity

SALT = sha256(b"salt").digest()


def seed(name: str) -> bytes:
    return sha256(name.encode()).digest()


@pytest.fixture(scope="session")
def salt() -> bytes:
    return SALT


@pytest.fixture(scope="session")
def france() -> HybridIdentity:
    return HybridIdentity(seed("FR"))


@pytest.fixture(scope="session")
def germany() -> HybridIdentity:
    return HybridIdentity(seed("DE"))


@pytest.fixture(scope="session")
def outsider() -> HybridIdentity:
    return HybridIdentity(seed("outsider"))


@pytest.fixture(scope="session")
def classical() -> X25519Identity:
    return X25519Identity(seed("classical"))
