"""A passkey signs acts: the question that a page puts to it, and the signature that the intake verifies."""

from __future__ import annotations

from typing import Any

import pytest
from authenticator import UP, Authenticator, b64
from desk_cast import Desk

from plenipo.acts import key, source
from plenipo.acts.codec import encode
from plenipo.errors import BadClientData, BadFlags, SignatureError, WrongOrigin
from plenipo.signatures import to_be_signed
from plenipo.verify import Read, read_act
from plenipo_node.accounts.assertions import armored_from, request_options
from plenipo_node.accounts.errors import AnswerRefused, NoPasskey, PasskeyNotInForce, PasskeyUnknown
from plenipo_node.accounts.models import Passkey
from world import DAY, text


def act_of(desk: Desk, name: str) -> bytes:
    return encode(
        desk.world.act(name, source.Add, text=text("a report"), grade="A1", published=desk.world.now - DAY)
    )


def read(desk: Desk, name: str, act: bytes, **wrong: Any) -> Read:
    answer = desk.device(name).get(request_options(name, to_be_signed(act)), **wrong)
    return read_act(act, (armored_from(name, answer),), desk.world.standing.keys)


def test_an_act_is_signed_by_a_passkey_that_the_register_names(desk: Desk) -> None:
    desk.enrol("FR/delegate")
    (signer,) = read(desk, "FR/delegate", act_of(desk, "FR/delegate")).signers
    assert signer.passkey
    assert signer.fingerprint == Passkey.objects.get().fingerprint


def test_the_question_names_this_persons_passkeys_in_force_and_no_others(desk: Desk) -> None:
    desk.enrol("FR/envoy")
    desk.enrol("FR/delegate")
    desk.create(desk.invited("FR/delegate"), Authenticator())  # waits for the authority
    options = request_options("FR/delegate", b"to be signed")
    known = [each["id"] for each in options["allowCredentials"]]
    assert known == [b64(desk.device("FR/delegate").newest.id)]
    assert options["challenge"] == b64(b"to be signed")
    assert (options["rpId"], options["userVerification"]) == ("localhost", "required")


def test_nothing_is_asked_of_whoever_has_no_passkey(desk: Desk) -> None:
    """An empty list would let any passkey answer."""
    desk.create(desk.invited("FR/delegate"), Authenticator())  # in the browser, and not in the register
    with pytest.raises(NoPasskey):
        request_options("FR/delegate", b"to be signed")


def test_another_persons_answer_is_no_signature_of_mine(desk: Desk) -> None:
    desk.enrol("FR/delegate")
    desk.enrol("DE/delegate")
    act = act_of(desk, "FR/delegate")
    answer = desk.device("DE/delegate").get(request_options("DE/delegate", to_be_signed(act)))
    with pytest.raises(PasskeyUnknown):
        armored_from("FR/delegate", answer)
    mine = Passkey.objects.get(person="FR/delegate").credential
    armored = armored_from("FR/delegate", {**answer, "id": mine})
    with pytest.raises(SignatureError):
        read_act(act, (armored,), desk.world.standing.keys)


def test_a_revoked_or_lost_passkey_signs_nothing(desk: Desk) -> None:
    desk.enrol("FR/delegate")
    act = act_of(desk, "FR/delegate")
    answer = desk.device("FR/delegate").get(request_options("FR/delegate", to_be_signed(act)))
    held = Passkey.objects.get()
    Passkey.objects.update(lost=1)
    with pytest.raises(PasskeyNotInForce) as lost:
        armored_from("FR/delegate", answer)
    Passkey.objects.update(lost=None)
    desk.world.say("FR/authority", key.Revoke, owner="FR/delegate", key=held.fingerprint)
    with pytest.raises(PasskeyNotInForce) as revoked:
        armored_from("FR/delegate", answer)
    assert (lost.value.state, revoked.value.state) == ("lost", "revoked")


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"challenge": "AAAA"}, BadClientData),
        ({"origin": "https://evil.example"}, WrongOrigin),
        ({"cross_origin": True}, BadClientData),
        ({"flags": UP}, BadFlags),
        ({"rp_id": "evil.example"}, SignatureError),
        ({"signature": b"no signature"}, SignatureError),
    ],
)
def test_an_answer_that_is_wrong_in_one_point_signs_nothing(
    desk: Desk, wrong: dict[str, Any], error: type[SignatureError]
) -> None:
    desk.enrol("FR/delegate")
    with pytest.raises(error):
        read(desk, "FR/delegate", act_of(desk, "FR/delegate"), **wrong)


def test_an_answer_that_lacks_a_part_is_a_typed_error(desk: Desk) -> None:
    desk.enrol("FR/delegate")
    answer = desk.device("FR/delegate").get(request_options("FR/delegate", b"to be signed"))
    for name in ("authenticatorData", "clientDataJSON", "signature"):
        for value in (None, 7, "!"):
            with pytest.raises(AnswerRefused):
                armored_from("FR/delegate", {**answer, "response": {**answer["response"], name: value}})
    with pytest.raises(AnswerRefused):
        armored_from("FR/delegate", {**answer, "response": "none"})
