"""Signing an act in the browser: the question to put to it, and the signature that its answer is.

Nothing is verified here: the intake does, by the rules of every signature.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plenipo.signatures import armored_assertion, signer_of
from plenipo.signatures.passkeys import base64url
from plenipo_node.accounts.ceremonies import part
from plenipo_node.accounts.errors import NoPasskey, PasskeyNotInForce, PasskeyUnknown
from plenipo_node.accounts.models import Passkey
from plenipo_node.accounts.passkeys import attested_of, in_force, public_key_of, state_of
from plenipo_node.accounts.words import told
from plenipo_node.web.node import the_node

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plenipo.dialogue.standing import Standing


def request_options(person: str, challenge: bytes) -> dict[str, Any]:
    """For navigator.credentials.get; `challenge` is the whole to-be-signed blob of the act. NoPasskey."""
    config = the_node().config
    held = [each for each in in_force(person, the_node().standing()) if each.origin == config.address]
    if not held:
        raise NoPasskey(person)  # an empty list would let any passkey answer
    return {
        "challenge": base64url(challenge),
        "rpId": config.host,
        "allowCredentials": [
            {"type": "public-key", "id": each.credential, "transports": each.transports} for each in held
        ],
        "userVerification": "required",
        "timeout": 300_000,
    }


def armored_from(person: str, answer: Mapping[str, Any]) -> bytes:
    """The SSHSIG of the browser's answer, by a passkey of this person that is in force now.

    AnswerRefused, PasskeyUnknown, PasskeyNotInForce, SignatureError.
    """
    passkey = Passkey.objects.filter(credential=str(answer.get("id")), person=person).first()
    if passkey is None:
        raise PasskeyUnknown
    state = state_of(passkey, the_node().standing())
    if state != "in-force":
        raise PasskeyNotInForce(person, state)
    key = public_key_of(attested_of(passkey), passkey.rp_id)
    data, client_data, signature = (
        part(answer, name) for name in ("authenticatorData", "clientDataJSON", "signature")
    )
    return armored_assertion(key, data, client_data, signature)


def not_to_be_sent(armored: bytes, standing: Standing) -> str:
    """Why a signature that waited leaves no more: its passkey was good then, and was reported lost since. Of
    a key that was made elsewhere nothing is known here, and the register alone says. SignatureError.
    """
    passkey = Passkey.objects.filter(fingerprint=signer_of(armored)).first()
    state = "in-force" if passkey is None else state_of(passkey, standing)
    if passkey is None or state == "in-force":
        return ""
    said = told(PasskeyNotInForce(passkey.person, state))
    return f"{said.sentence} {said.cure}"
