"""Who takes part in the exercise of the benches: their keys, and the charter of their dialogue."""

from __future__ import annotations

import base64
import hashlib

from nacl.bindings import crypto_sign, crypto_sign_seed_keypair

from plenipo.acts.charter import Charter, DecisionRule, Party, Reserved, Topic
from plenipo.signatures import armored_act_signature, ed25519_public_key, fingerprint, to_be_signed
from plenipo.signatures.wire import pack_string

PARTNERS = ("FR", "DE", "PL", "IT", "UK")
WEIGHTS = (("FR", 68), ("DE", 83), ("PL", 37), ("IT", 59), ("UK", 69))
CONCERNED = "UA"


def seed_of(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()


class Key:
    """A person's signing key."""

    def __init__(self, name: str) -> None:
        self.public, self._secret = crypto_sign_seed_keypair(seed_of(name))
        self.blob = ed25519_public_key(self.public).blob
        self.fingerprint = fingerprint(self.blob)

    def sign(self, act: bytes) -> tuple[bytes, bytes]:
        """The SSHSIG on an act, and the same signature before what it signs, as libsodium takes it."""
        opened = crypto_sign(to_be_signed(act), self._secret)
        wire = pack_string(b"ssh-ed25519") + pack_string(opened[:64])
        return armored_act_signature(self.blob, wire), opened


def charter_of(registrar_key: str, cap: int) -> Charter:
    parties = (
        *(Party(id=p, name=p, role="partner", weight=w, cosigner=_raw(f"{p} mirror")) for p, w in WEIGHTS),
        Party(id=CONCERNED, name="Concerned", role="concerned", cosigner=_raw("UA mirror")),
        Party(id="RU", name="Counterpart", role="counterpart"),
    )
    return Charter(
        version=1,
        rules="1",
        parties=parties,
        topics=tuple(Topic(id=t, name=t) for t in ("prisoners", "grain", "ceasefire", "territory")),
        reserved=(Reserved(party=CONCERNED, topics=("ceasefire", "territory")),),
        cap=cap,
        decisions={
            "mandate": DecisionRule(rule="cfsp-unanimity"),
            "position": DecisionRule(rule="simple-majority", silence=True),
            "amendment": DecisionRule(rule="unanimity"),
            "admission": DecisionRule(rule="unanimity"),
            "end-mandate": DecisionRule(rule="simple-majority"),
        },
        registrar="FR",
        registrar_key=registrar_key,
        quorum=3,
        silence_minimum=24 * 3600,
        claim_window=24 * 3600,
        readout_due=48 * 3600,
        lapse=72 * 3600,
        delay=600,
        notice=72 * 3600,
        cooling_off=30 * 24 * 3600,
        ceiling="TLP:AMBER",
    )


def _raw(name: str) -> str:
    return base64.b64encode(crypto_sign_seed_keypair(seed_of(name))[0]).decode()
