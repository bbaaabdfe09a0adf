"""What was accepted once stays accepted: one armored signature of each kind, frozen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from software_authenticator import ACT, KeyFile, Passkey, SecurityKey

from plenipo.signatures import KeyPolicy, verify_act_signature
from plenipo.signatures.keys import SK_ECDSA

DATA = Path(__file__).parent.parent / "data" / "signatures" / "golden.json"
VECTORS: list[dict[str, Any]] = json.loads(DATA.read_text())


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["signer"] for vector in VECTORS])
def test_a_golden_signature_tells_the_same_signer(vector: dict[str, Any]) -> None:
    policies = {}
    if vector["application"]:
        policies = {vector["fingerprint"]: KeyPolicy(vector["application"], vector["origin"])}
    verified = verify_act_signature(vector["armored"].encode(), vector["act"].encode(), policies)
    assert verified.fingerprint == vector["fingerprint"]
    assert verified.algorithm == vector["algorithm"]
    assert verified.public_key.hex() == vector["public_key"]
    assert verified.origin == vector["origin"]


def test_signing_gives_the_golden_bytes() -> None:
    signers: list[KeyFile | SecurityKey | Passkey] = [
        KeyFile(),
        SecurityKey(),
        SecurityKey(SK_ECDSA),
        Passkey(),
    ]
    assert [signer.sign(ACT).decode() for signer in signers] == [vector["armored"] for vector in VECTORS]
