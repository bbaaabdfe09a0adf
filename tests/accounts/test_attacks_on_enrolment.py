"""Who tries to make a passkey in another's name."""

from __future__ import annotations

import json
from typing import Any

import pytest
from authenticator import BE, BS, UP, UV, Authenticator
from desk_cast import Desk, trouble

from plenipo.acts import key, person
from plenipo_node.accounts.errors import CodeRefused, NobodyAccredited
from plenipo_node.accounts.invitations import first_link, normalised, use_up
from plenipo_node.accounts.models import Invitation, Passkey
from plenipo_node.intake import Refused, Registered

AT = 0x40
MINUTES = 1 / 60  # of an hour


def code_of(desk: Desk, name: str) -> str:
    return desk.link(name).partition("#")[2]


def bring(desk: Desk, code: str) -> Any:
    return desk.client().post("/enrol", {"code": code})


def test_the_code_stands_in_the_fragment_and_only_its_hash_is_kept(desk: Desk) -> None:
    link = desk.link("FR/delegate")
    address, _, code = link.partition("#")
    assert address == "http://localhost:8310/enrol"
    assert len(normalised(code)) == 25
    kept = Invitation.objects.get()
    assert normalised(code) not in str(vars(kept)).upper()
    assert desk.client().get("/enrol", {"code": code}).status_code == 200  # and nothing is made of it
    assert desk.client().get("/enrol/passkey", {"code": code}).status_code == 403


def test_a_code_is_taken_however_it_is_typed(desk: Desk) -> None:
    code = code_of(desk, "FR/delegate")
    for typed in (
        code,
        code.lower(),
        code.replace("-", " "),
        f"  {code.replace('0', 'o').replace('1', 'l')} ",
    ):
        assert bring(desk, typed).status_code == 302


def test_a_code_makes_one_passkey_once(desk: Desk) -> None:
    code = code_of(desk, "FR/delegate")
    first, second = desk.client(), desk.client()
    for client in (first, second):
        assert client.post("/enrol", {"code": code}).status_code == 302
    options = second.post("/enrol/options").json()
    desk.create(first, Authenticator())
    answer = Authenticator().create(options)
    late = second.post("/enrol/passkey", {"answer": json.dumps(answer)})
    assert "used before" in trouble(late)
    assert "used before" in trouble(bring(desk, code))
    assert Passkey.objects.count() == 1


def test_of_two_who_use_a_code_at_the_same_time_one_is_refused(desk: Desk) -> None:
    desk.link("FR/delegate")
    first, second = Invitation.objects.get(), Invitation.objects.get()
    use_up(first, desk.world.now)
    with pytest.raises(CodeRefused):
        use_up(second, desk.world.now)


def test_the_session_that_a_stranger_planted_gets_no_invitation(desk: Desk) -> None:
    client, stranger = desk.client(), desk.client()
    desk.options(client)
    name = next(name for name in client.cookies if "csrf" not in name)
    stranger.cookies[name] = client.cookies[name].value
    assert client.post("/enrol", {"code": code_of(desk, "FR/delegate")}).status_code == 302
    assert client.get("/enrol/passkey").status_code == 200
    assert stranger.get("/enrol/passkey").status_code == 403


def test_a_cancelled_attempt_does_not_use_the_code_up(desk: Desk) -> None:
    client = desk.invited("FR/delegate")
    client.post("/enrol/options")
    assert desk.try_to_create(client, Authenticator(), flags=AT | UP).status_code == 403
    assert desk.create(client, Authenticator())


def test_a_code_is_good_for_a_day(desk: Desk) -> None:
    code = code_of(desk, "FR/delegate")
    client = desk.invited("FR/envoy")
    desk.world.wait(hours=24)
    assert "more than a day old" in trouble(bring(desk, code))
    assert "more than a day old" in trouble(client.get("/enrol/passkey"))
    assert client.post("/enrol/options").status_code == 403


def test_a_new_link_ends_the_one_before(desk: Desk) -> None:
    old, new = code_of(desk, "FR/delegate"), code_of(desk, "FR/delegate")
    assert "No open invitation" in trouble(bring(desk, old))
    assert bring(desk, new).status_code == 302


def test_guessing_codes_has_to_wait(desk: Desk) -> None:
    code = code_of(desk, "FR/delegate")
    for at in range(10):
        assert bring(desk, f"{at}" * 25).status_code == 403
    late = bring(desk, code)
    assert late.status_code == 429
    assert "Try again after" in trouble(late)
    desk.world.wait(hours=16 * MINUTES)
    assert bring(desk, code).status_code == 302


@pytest.mark.parametrize("name", ["FR/nobody", "RU/delegate", "XX/delegate"])
def test_nobody_is_invited_whom_the_dialogue_does_not_know(desk: Desk, name: str) -> None:
    with pytest.raises(NobodyAccredited):
        desk.link(name)


def test_an_invitation_ends_with_the_accreditation(desk: Desk) -> None:
    code, client = code_of(desk, "FR/delegate"), desk.invited("FR/envoy")
    for name in ("FR/delegate", "FR/envoy"):
        desk.world.say("FR/authority", person.Withdraw, person=name)
    assert "not accredited" in trouble(bring(desk, code))
    assert "not accredited" in trouble(client.get("/enrol/passkey"))


def test_the_operator_of_a_desk_gets_no_passkey_for_another_partys_person(desk: Desk) -> None:
    """FR's operator invites DE/delegate, makes the passkey and lets FR's authority sign: it is refused."""
    device = Authenticator()
    number = desk.create(desk.invited("DE/delegate"), device)
    outcome = desk.register(number, "FR/authority")
    assert isinstance(outcome, Refused)
    assert "key-of-another" in {reason.code for reason in outcome.verdict.reasons}
    assert "not in the register yet" in trouble(desk.enter(desk.client(), device))
    assert isinstance(desk.register(number, "DE/authority"), Registered)
    assert desk.enter(desk.client(), device).status_code == 302


def test_a_passkey_that_the_register_names_for_somebody_else_opens_nothing(desk: Desk) -> None:
    """DE's authority takes the fingerprint that FR's delegate has just made for a person of its own."""
    device = Authenticator()
    desk.create(desk.invited("FR/delegate"), device)
    made = Passkey.objects.get()
    policy = key.KeyPolicy(application=made.rp_id, origin=made.origin)
    mark = made.fingerprint
    desk.world.say("DE/authority", key.Add, owner="DE/delegate", purpose="act", key=mark, policy=policy)
    assert "otherwise than it was made" in trouble(desk.enter(desk.client(), device))


@pytest.mark.parametrize(
    "policy",
    [
        None,
        key.KeyPolicy(application="localhost"),
        key.KeyPolicy(application="localhost", origin="https://localhost"),
        key.KeyPolicy(application="example.org", origin="https://example.org"),
    ],
)
def test_a_passkey_that_the_register_holds_to_another_address_opens_nothing(
    desk: Desk, policy: key.KeyPolicy | None
) -> None:
    device = Authenticator()
    desk.create(desk.invited("FR/delegate"), device)
    mark = Passkey.objects.get().fingerprint
    desk.world.say("FR/authority", key.Add, owner="FR/delegate", purpose="act", key=mark, policy=policy)
    assert "otherwise than it was made" in trouble(desk.enter(desk.client(), device))


def test_nothing_is_to_be_signed_for_whoever_was_withdrawn_meanwhile(desk: Desk) -> None:
    maker, device = desk.invited("FR/delegate"), Authenticator()
    number = desk.create(maker, device)
    desk.world.say("FR/authority", person.Withdraw, person="FR/delegate")
    assert b"no longer accredited" in maker.get(f"/passkeys/{number}").content
    assert maker.get(f"/passkeys/{number}/act").status_code == 404
    assert "no longer accredited" in trouble(desk.enter(desk.client(), device))


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"es256": False}, "algorithm"),
    ({"origin": "https://evil.example"}, "origin"),
    ({"rp_id": "evil.example"}, "RP ID"),
    ({"type": "webauthn.get"}, "type"),
    ({"cross_origin": True}, "crossOrigin"),
    ({"members": {"topOrigin": "https://evil.example"}}, "topOrigin"),
    ({"challenge": "AAAA"}, "challenge"),
    ({"flags": AT | UP}, "verification"),
    ({"flags": AT | UV}, "present"),
    ({"flags": UP | UV}, "attestation_object"),
    ({"flags": AT | UP | UV | BS}, "BS"),
]


@pytest.mark.parametrize(("wrong", "what"), WRONG)
def test_a_passkey_made_wrongly_in_one_point_is_not_kept(
    desk: Desk, wrong: dict[str, Any], what: str
) -> None:
    client = desk.invited("FR/delegate")
    said = trouble(desk.try_to_create(client, Authenticator(), **wrong))
    assert what.lower() in said.lower()
    assert Passkey.objects.count() == 0


def test_what_is_no_answer_is_told_in_words(desk: Desk) -> None:
    client = desk.invited("FR/delegate")
    for answer in ("", "{}", '{"id":"","response":{}}', '{"response":{"clientDataJSON":"!"}}'):
        client.post("/enrol/options")
        assert trouble(client.post("/enrol/passkey", {"answer": answer}))
    for name in ("attestationObject", "clientDataJSON"):
        for value in (None, 1, "", "AA", "gA", "oWhhdXRoRGF0YUA"):
            made = Authenticator().create(client.post("/enrol/options").json())
            made["response"][name] = value
            assert trouble(client.post("/enrol/passkey", {"answer": json.dumps(made)}))
    assert Passkey.objects.count() == 0


def test_a_passkey_belongs_to_one_person(desk: Desk) -> None:
    """Neither its identifier nor its key is taken a second time."""
    desk.enrol("FR/delegate")
    held = desk.device("FR/delegate").newest
    client = desk.invited("FR/envoy")
    for taken in ({"id": held.id}, {"key": held.key}):
        said = desk.try_to_create(client, Authenticator(), **taken)
        assert "enrolled here already" in trouble(said)
    assert Passkey.objects.count() == 1


@pytest.mark.parametrize("name", ["FR/authority", "UA/authority", "UA/delegate"])
def test_a_passkey_that_can_be_copied_is_refused_where_consents_and_authority_hang_on_it(
    desk: Desk, name: str
) -> None:
    client = desk.invited(name)
    assert b"such a passkey is refused" in client.get("/enrol/passkey").content
    said = trouble(desk.try_to_create(client, Authenticator(copies=True)))
    assert "copied to its vendor" in said
    assert "security key" in said
    said = trouble(desk.try_to_create(client, Authenticator(), flags=AT | UP | UV | BE))
    assert "copied to its vendor" in said
    assert desk.create(client, Authenticator())


def test_elsewhere_the_register_says_that_it_can_be_copied(desk: Desk) -> None:
    desk.enrol("FR/delegate", Authenticator(copies=True))
    (policy,) = (k.policy for k in desk.world.standing.keys.values() if k.owner == "FR/delegate" and k.policy)
    assert (policy.application, policy.origin, policy.backed_up) == (
        "localhost",
        "http://localhost:8310",
        True,
    )
    assert desk.sign_in("FR/delegate").get("/passkeys").status_code == 200


def test_the_page_of_a_passkey_is_shown_to_who_made_it_and_to_its_partys_authority_alone(desk: Desk) -> None:
    maker = desk.invited("FR/delegate")
    number = desk.create(maker, Authenticator())
    readers = [
        (maker, 200),
        (desk.client(), 404),
        (desk.sign_in("FR/authority"), 200),
        (desk.sign_in("FR/envoy"), 404),
        (desk.sign_in("DE/authority"), 404),
    ]
    for client, status in readers:
        for part in ("", "/state", "/act"):
            assert client.get(f"/passkeys/{number}{part}").status_code == status


def test_a_start_offers_a_link_to_the_partys_own_authority_until_there_is_a_passkey(desk: Desk) -> None:
    first, again = first_link(desk.node), first_link(desk.node)
    assert first is not None
    assert again is not None
    assert "No open invitation" in trouble(bring(desk, first.partition("#")[2]))
    client = desk.client()
    assert client.post("/enrol", {"code": again.partition("#")[2]}).status_code == 302
    assert b"Make a passkey for FR/authority" in client.get("/enrol/passkey").content
    desk.create(client, Authenticator())
    assert first_link(desk.node) is None
