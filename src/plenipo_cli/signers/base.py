"""What signs an act: something that holds a key, or speaks to what holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from plenipo.signatures import KeyPolicy, PublicKey, armored_act_signature, fingerprint, verify_act_signature

if TYPE_CHECKING:
    from collections.abc import Mapping


class Signer(Protocol):
    @property
    def public_key(self) -> PublicKey: ...

    def sign(self, act: bytes) -> bytes:
        """The armored SSHSIG on the act's bytes: one that verifies. May wait for a touch."""


def finish(key: PublicKey, act: bytes, signature: bytes) -> bytes:
    """Armor a signature blob; raises SignatureError if no node would accept it."""
    armored = armored_act_signature(key.blob, signature)
    policies: Mapping[str, KeyPolicy] = {}
    if key.application is not None:
        policies = {fingerprint(key.blob): KeyPolicy(key.application)}
    verify_act_signature(armored, act, policies)
    return armored
