"""Who tries to come in without being let in, or to stay."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from authenticator import AT, BS, UP, UV, Authenticator, b64
from desk_cast import Desk, trouble

from plenipo.acts import key, person, source
from plenipo.acts.codec import encode
from plenipo.errors import BadClientData
from plenipo.signatures import to_be_signed
from plenipo.verify import read_act
from plenipo_node.accounts.assertions import armored_from, request_options
from plenipo_node.accounts.errors import NoPasskey
from plenipo_node.accounts.sessions import WHO
from world import DAY, text

MINUTES = 1 / 60  # of an hour


def signed_in(client: Any) -> bool:
    return bool(client.get("/passkeys").status_code == 200)


def test_the_session_that_a_stranger_planted_is_not_the_one_that_is_signed_in(desk: Desk) -> None:
    desk.enrol("FR/delegate")
    client = desk.client()
    desk.options(client)
    name = next(name for name in client.cookies if "csrf" not in name)
    planted = client.cookies[name].value
    desk.enter(client, desk.device("FR/delegate"))
    assert signed_in(client)
    assert client.cookies[name].value != planted
    stranger = desk.client()
    stranger.cookies[name] = planted
    assert not signed_in(stranger)


@pytest.mark.parametrize(
    "path",
    [
        "/sign-in", "/sign-in/options", "/sign-out", "/enrol", "/enrol/passkey", "/enrol/options",
        "/passkeys", "/passkeys/options", "/passkeys/1/name", "/passkeys/1/lost", "/passkeys/1/finish",
        "/accounts/switch",
    ],
)  # fmt: skip
def test_no_form_is_taken_from_another_site(desk: Desk, path: str) -> None:
    inside = desk.sign_in("FR/delegate")
    client = desk.client(csrf=True)
    client.cookies = inside.cookies
    assert b"did not come from this desk" in client.post(path, {}).content
    assert signed_in(client)


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example",
        "http:evil.example", "javascript:alert(1)", "/\t/evil.example", " //evil.example",
        "evil.example", "///evil.example", "",
    ],
)  # fmt: skip
def test_nobody_is_sent_to_another_site_after_signing_in(desk: Desk, target: str) -> None:
    desk.enrol("FR/delegate")
    client = desk.client()
    assert desk.enter(client, desk.device("FR/delegate"), target).headers["Location"] == "/"
    assert client.get("/sign-in", {"next": target}).headers["Location"] == "/"


def test_a_page_is_come_back_to_after_signing_in(desk: Desk) -> None:
    desk.enrol("FR/delegate")
    client = desk.client()
    door = client.get("/passkeys?a=1").headers["Location"]
    assert door == "/sign-in?next=%2Fpasskeys%3Fa%3D1"
    assert b'value="/passkeys?a=1"' in client.get(door).content
    answered = desk.enter(client, desk.device("FR/delegate"), "/passkeys?a=1")
    assert answered.headers["Location"] == "/passkeys?a=1"


def test_a_part_of_a_page_asked_for_by_a_stranger_leads_to_the_door(desk: Desk) -> None:
    answered = desk.client().get("/passkeys", headers={"HX-Request": "true"})
    assert (answered.status_code, answered.headers["HX-Redirect"]) == (401, "/sign-in?next=%2F")


def test_an_answer_is_good_once(desk: Desk) -> None:
    desk.enrol("FR/delegate")
    client = desk.client()
    answer = desk.device("FR/delegate").get(desk.options(client))
    assert desk.answer(client, answer).status_code == 302
    assert desk.answer(client, answer).status_code == 403
    client.post("/sign-out")
    assert "answered before" in trouble(desk.answer(client, answer))
    desk.options(client)
    assert "(challenge)" in trouble(desk.answer(client, answer))


def test_a_question_is_closed_by_a_wrong_answer(desk: Desk) -> None:
    desk.enrol("FR/delegate")
    client = desk.client()
    options = desk.options(client)
    device = desk.device("FR/delegate")
    assert desk.answer(client, device.get(options, signature=b"0" * 70)).status_code == 403
    assert "answered before" in trouble(desk.answer(client, device.get(options)))


def test_a_question_is_open_for_five_minutes(desk: Desk) -> None:
    desk.enrol("FR/delegate")
    client, device = desk.client(), desk.device("FR/delegate")
    for minutes, status in ((5, 302), (5.1, 403)):
        options = desk.options(client)
        desk.world.wait(hours=minutes * MINUTES)
        assert desk.answer(client, device.get(options)).status_code == status
        client.post("/sign-out")


def test_the_question_of_another_session_is_not_ours(desk: Desk) -> None:
    desk.enrol("FR/delegate")
    victim, thief = desk.client(), desk.client()
    desk.options(thief)
    answer = desk.device("FR/delegate").get(desk.options(victim))
    assert "(challenge)" in trouble(desk.answer(thief, answer))
    assert not signed_in(thief)


def test_the_question_to_a_new_passkey_is_none_to_one_that_signs_in(desk: Desk) -> None:
    desk.enrol("FR/delegate")
    client = desk.invited("FR/delegate")
    options = client.post("/enrol/options").json()
    options["excludeCredentials"] = []
    answer = desk.device("FR/delegate").get({"challenge": options["challenge"]})
    assert "answered before" in trouble(desk.answer(client, answer))


def test_one_persons_passkey_does_not_sign_in_another(desk: Desk) -> None:
    desk.enrol("FR/delegate")
    desk.enrol("DE/delegate")
    client = desk.client()
    french, german = desk.device("FR/delegate"), desk.device("DE/delegate")
    answer = german.get(desk.options(client))
    swapped = {**answer, "id": b64(french.newest.id), "rawId": b64(french.newest.id)}
    assert "(userHandle)" in trouble(desk.answer(client, swapped))
    answer = german.get(desk.options(client), handle=french.newest.handle)
    assert "(userHandle)" in trouble(desk.answer(client, answer))
    answer = german.get(desk.options(client), handle=french.newest.handle)
    swapped = {**answer, "id": b64(french.newest.id), "rawId": b64(french.newest.id)}
    assert "signature" in trouble(desk.answer(client, swapped))
    assert not signed_in(client)


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"origin": "https://evil.example"}, "origin"),
    ({"origin": "http://localhost:9999"}, "origin"),
    ({"origin": "https://localhost:8310"}, "origin"),
    ({"rp_id": "evil.example"}, "RP ID"),
    ({"type": "webauthn.create"}, "type"),
    ({"cross_origin": True}, "crossOrigin"),
    ({"members": {"topOrigin": "https://evil.example"}}, "topOrigin"),
    ({"flags": UP}, "UV"),
    ({"flags": UV}, "UP"),
    ({"flags": 0}, "UP"),
    ({"flags": UP | UV | AT}, "AT"),
    ({"flags": UP | UV | BS}, "BS"),
    ({"signature": b"\x30\x06\x02\x01\x01\x02\x01\x01"}, "signature"),
    ({"signature": b""}, "signature"),
    ({"client_data": b"{}"}, "type"),
    ({"client_data": b'{"type":"webauthn.get","type":"webauthn.get"}'}, "repeated"),
    ({"client_data": b"no json"}, "json"),
]


@pytest.mark.parametrize(("wrong", "what"), WRONG)
def test_an_assertion_that_is_wrong_in_one_point_lets_nobody_in(
    desk: Desk, wrong: dict[str, Any], what: str
) -> None:
    desk.enrol("FR/delegate")
    client = desk.client()
    said = trouble(desk.enter(client, desk.device("FR/delegate"), **wrong))
    assert what.lower() in said.lower()
    assert not signed_in(client)


@pytest.mark.parametrize(
    "answer", ["", "null", "[]", "{}", '{"response":1}', '{"id":1,"response":{}}', "[" * 9999, "9" * 40_000]
)
def test_what_is_no_answer_at_all_is_told_in_words(desk: Desk, answer: str) -> None:
    desk.enrol("FR/delegate")
    client = desk.client()
    desk.options(client)
    assert trouble(client.post("/sign-in", {"answer": answer}))


@pytest.mark.parametrize("missing", ["authenticatorData", "clientDataJSON", "signature"])
def test_an_answer_lacking_a_part_is_told_in_words(desk: Desk, missing: str) -> None:
    desk.enrol("FR/delegate")
    client = desk.client()
    for value in (None, 7, "", "!", "AA"):
        answer = desk.device("FR/delegate").get(desk.options(client))
        answer["response"][missing] = value
        assert trouble(desk.answer(client, answer))


def test_the_counter_is_never_looked_at(desk: Desk) -> None:
    desk.enrol("FR/delegate")
    for counter in (9, 3, 0):
        assert desk.enter(desk.client(), desk.device("FR/delegate"), counter=counter).status_code == 302


def test_a_passkey_that_was_never_enrolled_is_unknown(desk: Desk) -> None:
    desk.enrol("FR/delegate")
    stranger = Authenticator()
    stranger.create({"rp": {"id": "localhost"}, "user": {"id": "AA"}, "challenge": "AA"})
    assert "does not know" in trouble(desk.enter(desk.client(), stranger))


def fingerprint_of(desk: Desk, name: str) -> str:
    return next(f for f, held in desk.world.standing.keys.items() if held.owner == name and held.policy)


def test_a_revoked_passkey_opens_nothing_and_ends_its_sessions(desk: Desk) -> None:
    client = desk.sign_in("FR/delegate")
    desk.world.say("FR/authority", key.Revoke, owner="FR/delegate", key=fingerprint_of(desk, "FR/delegate"))
    assert not signed_in(client)
    assert "was revoked" in trouble(desk.enter(client, desk.device("FR/delegate")))


def test_a_person_who_is_withdrawn_is_out_at_once(desk: Desk) -> None:
    client = desk.sign_in("FR/delegate")
    desk.world.say("FR/authority", person.Withdraw, person="FR/delegate")
    assert not signed_in(client)
    assert trouble(desk.enter(client, desk.device("FR/delegate")))


def test_a_session_counts_in_its_own_dialogue_only(desk: Desk) -> None:
    client = desk.sign_in("FR/delegate")
    session = client.session
    session[WHO] = {**session[WHO], "dialogue": "0" * 64}
    session.save()
    assert not signed_in(client)


def test_a_session_names_the_person_of_its_passkey(desk: Desk) -> None:
    client = desk.sign_in("FR/delegate")
    session = client.session
    session[WHO] = {**session[WHO], "person": "FR/authority"}
    session.save()
    assert not signed_in(client)


def test_the_page_for_signing_in_is_no_way_to_have_an_act_signed(desk: Desk) -> None:
    """Nor is a signature on an act a way in: the questions differ in length and in form."""
    desk.enrol("FR/delegate")
    act = encode(
        desk.world.act(
            "FR/delegate", source.Add, text=text("a report"), grade="A1", published=desk.world.now - DAY
        )
    )
    client, device = desk.client(), desk.device("FR/delegate")
    desk.options(client)
    assert "(challenge)" in trouble(desk.answer(client, device.get({"challenge": b64(to_be_signed(act))})))
    options = desk.options(client)
    assert len(options["challenge"]) == len(b64(bytes(32)))
    armored = armored_from("FR/delegate", device.get(options))
    with pytest.raises(BadClientData) as refused:
        read_act(act, (armored,), desk.world.standing.keys)
    assert refused.value.member == "challenge"


def test_signing_out_ends_the_session_on_the_server(desk: Desk) -> None:
    client = desk.sign_in("FR/delegate")
    kept = desk.client()
    kept.cookies.load(client.cookies.output(header="", sep=";"))
    assert signed_in(kept)
    client.post("/sign-out")
    assert not signed_in(kept)


def test_many_failures_from_one_address_have_to_wait(desk: Desk) -> None:
    desk.enrol("FR/delegate")
    client, device = desk.client(), desk.device("FR/delegate")
    for _ in range(20):
        assert desk.enter(client, device, flags=UP).status_code == 403
    late = desk.enter(client, device)
    assert late.status_code == 429
    assert "Try again after" in trouble(late)
    other = desk.client()
    other.defaults["REMOTE_ADDR"] = "192.0.2.7"
    assert "Try again after" in trouble(desk.enter(other, device))
    desk.world.wait(hours=16 * MINUTES)
    assert desk.enter(client, device).status_code == 302


def test_an_address_that_tries_unknown_passkeys_has_to_wait(desk: Desk) -> None:
    desk.enrol("FR/delegate")
    client, stranger = desk.client(), Authenticator()
    stranger.create({"rp": {"id": "localhost"}, "user": {"id": "AA"}, "challenge": "AA"})
    for _ in range(20):
        assert desk.enter(client, stranger).status_code == 403
    assert desk.enter(client, stranger).status_code == 429
    other = desk.client()
    other.defaults["REMOTE_ADDR"] = "192.0.2.7"
    assert desk.enter(other, desk.device("FR/delegate")).status_code == 302


def test_whoever_signs_in_rightly_is_never_told_to_wait(desk: Desk) -> None:
    desk.enrol("FR/delegate")
    for _ in range(25):
        assert desk.enter(desk.client(), desk.device("FR/delegate")).status_code == 302


def test_an_answer_is_never_larger_than_it_can_be(desk: Desk) -> None:
    desk.enrol("FR/delegate")
    client = desk.client()
    answer = desk.device("FR/delegate").get(desk.options(client))
    answer["padding"] = "x" * 40_000
    assert "(json)" in trouble(client.post("/sign-in", {"answer": json.dumps(answer)}))


def test_a_passkey_of_a_desk_that_has_moved_is_told_so(desk: Desk) -> None:
    """The register takes its signatures from its first address alone, so it opens nothing at another."""
    desk.enrol("FR/delegate")
    moved = "http://localhost:9999"
    desk.node.config = msgspec.structs.replace(desk.node.config, address=moved)
    said = trouble(desk.enter(desk.client(), desk.device("FR/delegate"), origin=moved))
    assert "made for http://localhost:8310" in said
    with pytest.raises(NoPasskey):
        request_options("FR/delegate", b"to be signed")


def test_questions_are_not_asked_without_end(desk: Desk) -> None:
    """Each leaves a session behind."""
    answers = [desk.client().post("/sign-in/options") for _ in range(301)]
    assert {each.status_code for each in answers[:300]} == {200}
    assert answers[300].status_code == 429
    assert "Try again after" in answers[300].json()["cure"]
