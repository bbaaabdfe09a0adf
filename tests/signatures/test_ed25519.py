from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plenipo.errors import BadEd25519, ForeignEd25519Rule
from plenipo.signatures import ed25519

DATA = Path(__file__).parent.parent / "data" / "ed25519" / "ed25519vectors.json"
VECTORS: list[dict[str, Any]] = json.loads(DATA.read_text())
REFUSED_FLAGS = {"low_order_A", "low_order_R", "non_canonical_A", "non_canonical_R", "low_order_residue"}
ORDER = 2**252 + 27742317777372353535851937790883648493
SEED = bytes(range(32))


def accepts(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        ed25519.verify(public, message, signature)
    except BadEd25519:
        return False
    return True


def test_exactly_those_of_the_914_vectors_are_accepted_that_the_rule_says() -> None:
    verdicts = {
        v["number"]: accepts(bytes.fromhex(v["key"]), v["msg"].encode(), bytes.fromhex(v["sig"]))
        for v in VECTORS
    }
    rule = {v["number"]: not REFUSED_FLAGS.intersection(v["flags"] or ()) for v in VECTORS}
    assert len(VECTORS) == 914
    assert verdicts == rule
    assert sum(rule.values()) == 43


def test_rfc_8032_first_vector() -> None:
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    assert (
        ed25519.public_key(seed).hex() == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    )
    assert ed25519.sign(seed, b"").hex() == (
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200))
def test_what_a_seed_signs_its_public_key_accepts(seed: bytes, message: bytes) -> None:
    ed25519.verify(ed25519.public_key(seed), message, ed25519.sign(seed, message))


@given(st.integers(0, 64 * 8 - 1))
def test_any_flipped_bit_of_a_signature_is_refused(bit: int) -> None:
    signature = bytearray(ed25519.sign(SEED, b"act"))
    signature[bit // 8] ^= 1 << (bit % 8)
    assert not accepts(ed25519.public_key(SEED), b"act", bytes(signature))


def test_s_plus_the_order_is_refused() -> None:
    """Rule 2: S is canonical."""
    signature = ed25519.sign(SEED, b"act")
    s = int.from_bytes(signature[32:], "little") + ORDER
    assert not accepts(ed25519.public_key(SEED), b"act", signature[:32] + s.to_bytes(32, "little"))


@pytest.mark.parametrize("size", [0, 1, 31, 33, 64])
def test_a_key_of_another_size_is_refused_before_the_library_sees_it(size: int) -> None:
    signature = ed25519.sign(SEED, b"act")
    public = (ed25519.public_key(SEED) * 2)[:size]
    assert not accepts(public, b"act", signature)


@pytest.mark.parametrize("size", [0, 32, 63, 65])
def test_a_signature_of_another_size_is_refused(size: int) -> None:
    signature = (ed25519.sign(SEED, b"act") + b"\0")[:size]
    assert not accepts(ed25519.public_key(SEED), b"act", signature)


def test_a_byte_moved_between_signature_and_message_is_refused() -> None:
    signature = ed25519.sign(SEED, b"act")
    assert not accepts(ed25519.public_key(SEED), b"ct", signature + b"a")


def test_a_seed_of_another_size_is_refused() -> None:
    for seed in (b"", SEED[:31], SEED + b"\0"):
        with pytest.raises(BadEd25519):
            ed25519.sign(seed, b"act")


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200))
def test_an_expanded_seed_signs_as_the_seed_does(seed: bytes, message: bytes) -> None:
    assert ed25519.sign_expanded(ed25519.expand(seed), message) == ed25519.sign(seed, message)


@pytest.mark.parametrize("size", [0, 32, 63, 65])
def test_an_expanded_seed_of_another_size_is_refused(size: int) -> None:
    with pytest.raises(BadEd25519):
        ed25519.sign_expanded((SEED * 3)[:size], b"act")


def test_a_library_with_another_rule_is_found_at_import(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ed25519, "crypto_sign_open", lambda _signed, _public: b"")
    with pytest.raises(ForeignEd25519Rule):
        ed25519._probe()
