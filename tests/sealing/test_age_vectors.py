"""The published age vectors: one outcome a file, and each is answered exactly so."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from pathlib import Path

import pytest

from plenipo.errors import (
    ArmorFailure,
    HeaderFailure,
    HmacFailure,
    NoMatch,
    PayloadFailure,
    SealingError,
)
from plenipo.sealing.armor import unarmor
from plenipo.sealing.files import Identity, decrypt
from plenipo.sealing.keys import parse_identity
from plenipo.sealing.scrypt import ScryptIdentity

VECTORS = sorted((Path(__file__).parents[1] / "data" / "age" / "testdata").iterdir())
FAILURES: dict[str, type[SealingError]] = {
    "armor failure": ArmorFailure,
    "header failure": HeaderFailure,
    "HMAC failure": HmacFailure,
    "no match": NoMatch,
    "payload failure": PayloadFailure,
}


@dataclass
class Vector:
    expect: str
    payload: str
    armored: bool
    identities: list[Identity]
    data: bytes


def read_vector(path: Path) -> Vector:
    head, _, data = path.read_bytes().partition(b"\n\n")
    lines = [line.split(": ", 1) for line in head.decode().split("\n")]
    facts = dict(lines)
    identities: list[Identity] = [parse_identity(value) for key, value in lines if key == "identity"]
    identities += [ScryptIdentity(value) for key, value in lines if key == "passphrase"]
    if facts.get("compressed") == "zlib":
        data = zlib.decompress(data)
    return Vector(facts["expect"], facts.get("payload", ""), facts.get("armored") == "yes", identities, data)


def answer(vector: Vector) -> bytes:
    return decrypt(unarmor(vector.data) if vector.armored else vector.data, vector.identities)


def test_all_vectors_are_there() -> None:
    assert len(VECTORS) == 143


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.name)
def test_each_vector_is_answered_as_it_says(path: Path) -> None:
    vector = read_vector(path)
    if vector.expect == "success":
        assert hashlib.sha256(answer(vector)).hexdigest() == vector.payload
    else:
        with pytest.raises(FAILURES[vector.expect]):
            answer(vector)
