"""Between the page of an act and the register: a passkey's answer that belongs elsewhere, or comes too late.

Real passkeys at the desk's own pages. Each time nothing is registered, the act waits as before, and
the person is told.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from authenticator import ADDRESS, Authenticator
from desk_cast import Desk, trouble
from django.test import Client

from plenipo.acts import dialogue, key, person
from plenipo.acts.codec import decode
from plenipo_node.accounts.models import Passkey
from plenipo_node.accounts.passkeys import handle_of
from plenipo_node.drafts import outbox
from plenipo_node.drafts.models import Prepared
from plenipo_node.preparing.act_files import read_act_file
from world import fingerprint_of

REPORT = {
    "party": "FR",
    "counterpart": "RU",
    "level": "technical",
    "medium": "call",
    "at": "2025-12-31T10:00",
    "at-zone": "UTC",
    "claims": "bilateral",
}


def write(client: Client, **changes: str) -> str:
    """The address of the act to be signed."""
    answered = client.post("/do/contact.report", REPORT | changes)
    assert answered.status_code == 302, answered.content.decode()
    return str(answered.headers["Location"])


def question(client: Client, place: str) -> dict[str, Any]:
    asked: dict[str, Any] = client.post(f"{place}/options").json()
    return asked


def send(client: Client, place: str, answer: dict[str, Any]) -> Any:
    return client.post(f"{place}/signature", {"answer": json.dumps(answer)}, follow=True)


def held(place: str) -> Prepared:
    return Prepared.objects.get(token=place.rpartition("/")[2])


def signed(desk: Desk, client: Client, place: str, name: str = "FR/delegate", **wrong: Any) -> Any:
    return send(client, place, desk.device(name).get(question(client, place), **wrong))


def leave(desk: Desk) -> int:
    """What is signed goes out now. How many entries there are then."""
    Prepared.objects.filter(state=Prepared.SIGNED).update(send_at=0)
    outbox.send_due(desk.node)
    desk.world.read_on()
    return desk.node.standing().size


def test_what_is_signed_with_a_passkey_is_registered(desk: Desk) -> None:
    """So what is refused below is refused for what is wrong with it."""
    client = desk.sign_in("FR/delegate")
    size, place = desk.node.standing().size, write(client)
    signed(desk, client, place)
    assert held(place).state == Prepared.SIGNED
    assert leave(desk) == size + 1


def test_an_answer_to_the_sign_in_page_signs_no_act_and_the_other_way_round(desk: Desk) -> None:
    client, device = desk.sign_in("FR/delegate"), desk.device("FR/delegate")
    place = write(client)
    entering = desk.client()
    way_in = device.get(desk.options(entering))
    assert "is-error" in send(client, place, way_in).content.decode()
    assert held(place).state == Prepared.WAITING
    act = device.get(question(client, place))
    desk.options(entering)
    assert "(challenge)" in trouble(desk.answer(entering, act))
    assert entering.get("/passkeys").status_code == 302
    send(client, place, act)
    assert held(place).state == Prepared.SIGNED


def test_of_two_tabs_each_signs_what_it_shows(desk: Desk) -> None:
    client, device = desk.sign_in("FR/delegate"), desk.device("FR/delegate")
    one, two = write(client), write(client, medium="visit")
    first, second = (device.get(question(client, place)) for place in (one, two))
    for place, answer in ((one, second), (two, first)):
        assert "is-error" in send(client, place, answer).content.decode()
        assert held(place).state == Prepared.WAITING
    size = desk.node.standing().size
    send(client, two, second)
    assert leave(desk) == size + 1
    assert held(one).state == Prepared.WAITING
    assert held(two).state == Prepared.SENT


def test_an_act_that_was_written_anew_is_not_signed_by_the_answer_to_the_one_before(desk: Desk) -> None:
    client, device = desk.sign_in("FR/delegate"), desk.device("FR/delegate")
    before = write(client)
    answer = device.get(question(client, before))
    after = write(client)  # the same words: another mark
    assert decode(bytes(held(before).act)).id != decode(bytes(held(after).act)).id
    assert "is-error" in send(client, after, answer).content.decode()
    client.post(f"{before}/discard")
    assert send(client, before, answer).status_code == 404
    assert not Prepared.objects.exclude(state=Prepared.WAITING).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "http://localhost:8311"},
        {"origin": "https://localhost:8310"},
        {"origin": "http://desk.localhost:8310"},
        {"origin": "http://localhost:8310/"},
        {"origin": "http://localhost:8310.evil.example"},
        {"origin": "null"},
        {"cross_origin": True},
        {"members": {"topOrigin": ADDRESS}},
        {"members": {"topOrigin": "https://evil.example"}, "cross_origin": True},
        {"rp_id": "desk.localhost"},
        {"type": "webauthn.create"},
        {"type": "payment.get"},
        {"flags": 0x01},
        {"flags": 0x04},
        {"flags": 0x05 | 0x10},
    ],
    ids=str,
)
def test_an_answer_from_elsewhere_or_from_a_frame_signs_nothing(desk: Desk, wrong: dict[str, Any]) -> None:
    client = desk.sign_in("FR/delegate")
    place, size = write(client), desk.node.standing().size
    assert "is-error" in signed(desk, client, place, **wrong).content.decode()
    assert held(place).state == Prepared.WAITING
    assert leave(desk) == size


def test_another_persons_passkey_signs_nothing_under_any_name(desk: Desk) -> None:
    client = desk.sign_in("FR/delegate")
    desk.enrol("FR/envoy")
    place = write(client)
    asked = question(client, place) | {"allowCredentials": []}
    answer = desk.device("FR/envoy").get(asked)
    assert "does not know that passkey" in trouble(send(client, place, answer))
    mine = Passkey.objects.get(person="FR/delegate").credential
    for changes in ({"id": mine}, {"id": mine, "rawId": mine}):
        assert "is-error" in send(client, place, answer | changes).content.decode()
    assert held(place).state == Prepared.WAITING


def test_whose_answer_it_is_says_the_key_and_not_the_handle(desk: Desk) -> None:
    """The handle beside the answer is signed by nobody."""
    client = desk.sign_in("FR/delegate")
    other = handle_of(desk.node.standing().dialogue, "FR/authority")
    place = write(client)
    signed(desk, client, place, handle=other)
    assert held(place).person == "FR/delegate"
    leave(desk)
    assert held(place).state == Prepared.SENT
    entry = decode(bytes(held(place).act))
    assert entry.by == "FR/delegate"


def drafted(desk: Desk) -> tuple[Client, str]:
    """A drafter, and what they wrote for the delegate."""
    desk.world.say(
        "FR/authority",
        person.Accredit,
        person="FR/desk",
        functions=("drafter",),
        keys=(fingerprint_of("FR/desk"),),
    )
    drafter = desk.sign_in("FR/desk")
    return drafter, write(drafter, by="FR/delegate")


def test_who_drafts_neither_signs_nor_sends_nor_takes_back_in_the_delegates_place(desk: Desk) -> None:
    delegate = desk.sign_in("FR/delegate")
    drafter, place = drafted(desk)
    assert held(place).person == "FR/delegate"
    page = drafter.get(place).content.decode()
    assert "Waiting for the signature of FR/delegate" in page
    assert f"{place}/options" not in page
    assert f"{place}/file" in page
    asked = question(delegate, place)
    answer = desk.device("FR/desk").get(asked | {"allowCredentials": []})
    for client in (drafter, delegate):
        send(client, place, answer)
        assert held(place).state == Prepared.WAITING
    assert drafter.post(f"{place}/options").status_code == 404
    send(delegate, place, desk.device("FR/delegate").get(asked))
    assert held(place).state == Prepared.SIGNED
    assert "do-not-send" in delegate.get(place).content.decode()
    assert "do-not-send" not in drafter.get(place).content.decode()
    for client in (drafter, delegate):  # what can still be taken back is in nobody's hands
        assert read_act_file(client.get(f"{place}/file").content).signatures == ()
        assert b"SSH SIGNATURE" not in client.get(place).content
    assert drafter.post(f"{place}/undo").status_code == 404
    assert drafter.post(f"{place}/discard").status_code in {302, 404}
    assert held(place).state == Prepared.SIGNED
    size = desk.node.standing().size
    assert leave(desk) == size + 1


@pytest.mark.parametrize(
    "by", ["", "FR/desk", "DE/delegate", "UA/delegate", "FR/envoy", "FR/nobody", "../FR"]
)
def test_what_a_drafter_may_not_say_waits_for_who_may_whomever_they_name(desk: Desk, by: str) -> None:
    drafter, _place = drafted(desk)
    answered = drafter.post("/do/channel.open", {"counterpart": "RU", "level": "senior", "by": by})
    made = held(str(answered.headers["Location"]))
    assert (made.person, made.by) == ("FR/delegate", "FR/desk")
    assert decode(bytes(made.act)).by == "FR/delegate"
    assert drafter.post(f"/sign/{made.token}/options").status_code == 404


@pytest.mark.parametrize("what", ["key", "person", "party"])
@pytest.mark.parametrize("between", ["question and answer", "answer and sending"])
def test_who_lost_the_right_to_speak_meanwhile_is_not_heard(desk: Desk, what: str, between: str) -> None:
    desk.enrol("DE/delegate")
    client = desk.sign_in("DE/delegate")
    place = write(client, party="DE")
    answer = desk.device("DE/delegate").get(question(client, place))
    if between == "answer and sending":
        send(client, place, answer)
        assert held(place).state == Prepared.SIGNED
    if what == "key":
        mark = Passkey.objects.get(person="DE/delegate").fingerprint
        desk.world.say("DE/authority", key.Revoke, owner="DE/delegate", key=mark)
    elif what == "person":
        desk.world.say("DE/authority", person.Withdraw, person="DE/delegate")
    else:
        desk.world.say("DE/authority", dialogue.Leave)
    size = desk.node.standing().size
    if between == "question and answer":
        assert "/sign-in" in send(client, place, answer).redirect_chain[-1][0]
    assert leave(desk) == size
    assert held(place).state in {Prepared.WAITING, Prepared.REFUSED}
    assert held(place).record is None


def test_what_a_passkey_signed_that_is_reported_lost_in_time_is_not_sent(desk: Desk) -> None:
    """The thief signs; the person reports the passkey from another device before the act has left."""
    thief, keeper, spare = desk.sign_in("FR/delegate"), desk.client(), Authenticator()
    lost, first = Passkey.objects.get(), desk.device("FR/delegate")
    desk.enrol("FR/delegate", spare)
    desk.enter(keeper, spare)
    place = write(thief)
    answer = first.get(question(thief, place))
    send(thief, place, answer)
    size = desk.node.standing().size
    assert keeper.post(f"/passkeys/{lost.pk}/lost").status_code == 302
    assert leave(desk) == size
    assert (held(place).state, held(place).record) == (Prepared.REFUSED, None)
    assert "This passkey was reported lost." in keeper.get(place).content.decode()
    send(keeper, place, spare.get(question(keeper, place)))
    assert leave(desk) == size + 1


def test_what_was_registered_before_its_passkey_was_lost_is_noted_as_sent(desk: Desk) -> None:
    """The process ended between the register and the desk's own table."""
    client = desk.sign_in("FR/delegate")
    place = write(client)
    send(client, place, desk.device("FR/delegate").get(question(client, place)))
    desk.world.submit(held(place).file.submission)
    size = desk.node.standing().size
    client.post(f"/passkeys/{Passkey.objects.get().pk}/lost")
    assert leave(desk) == size
    assert (held(place).state, held(place).record) == (Prepared.SENT, size - 1)


def test_a_new_passkey_of_the_same_person_does_not_answer_for_the_old_one(desk: Desk) -> None:
    client = desk.sign_in("FR/delegate")
    spare = Authenticator()
    place = write(client)
    answer = desk.device("FR/delegate").get(question(client, place))
    desk.enrol("FR/delegate", spare)
    newest = Passkey.objects.order_by("-pk")[0].credential
    assert "is-error" in send(client, place, answer | {"id": newest}).content.decode()
    assert held(place).state == Prepared.WAITING


def test_what_lay_about_for_longer_than_the_charter_lets_is_not_registered(desk: Desk) -> None:
    """The first entry that its author had not seen is too old by then."""
    client = desk.sign_in("FR/delegate")
    place = write(client)
    desk.world.say("FR/authority", person.Withdraw, person="FR/envoy")
    desk.world.wait(hours=1 + desk.node.standing().rule_book.lapse / 3600)
    client = desk.sign_in("FR/delegate")
    size = desk.node.standing().size
    assert "is-no" in signed(desk, client, place).content.decode()
    assert held(place).state == Prepared.WAITING
    assert leave(desk) == size


def test_the_dialogue_in_an_act_is_what_binds_a_signature_to_it(desk: Desk) -> None:
    """The same person with the same passkey takes part in two dialogues at one address."""
    client = desk.sign_in("FR/delegate")
    place = write(client)
    ours = bytes(held(place).act)
    theirs = ours.replace(desk.node.standing().dialogue.encode(), b"0" * 64)
    assert ours != theirs
    Prepared.objects.filter(token=held(place).token).update(act=theirs)
    answer = desk.device("FR/delegate").get(question(client, place))  # as that desk would have asked
    Prepared.objects.filter(token=held(place).token).update(act=ours)
    assert "is-error" in send(client, place, answer).content.decode()
    Prepared.objects.filter(token=held(place).token).update(act=theirs)
    send(client, place, answer)
    assert held(place).state == Prepared.WAITING  # the guard: another dialogue
    assert Prepared.objects.filter(state=Prepared.SIGNED).count() == 0
