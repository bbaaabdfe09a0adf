"""Several devices of one person: another one, its name, and one that is lost."""

from __future__ import annotations

import json

from authenticator import Authenticator
from desk_cast import Desk, trouble
from django.test import Client

from plenipo.acts import person
from plenipo_node.accounts.models import Passkey
from plenipo_node.intake import Registered
from plenipo_node.preparing.act_files import read_act_file
from world import fingerprint_of


def another(desk: Desk, client: Client, device: Authenticator) -> int:
    options = client.post("/passkeys/options").json()
    answer = device.create(options)
    made = client.post("/passkeys", {"answer": json.dumps(answer), "label": "  spare\n key "})
    assert made.status_code == 302, trouble(made)
    number = int(made.headers["Location"].rpartition("/")[2])
    desk.add(number)
    return number


def test_a_second_device_signs_the_same_person_in(desk: Desk) -> None:
    client, spare = desk.sign_in("FR/delegate"), Authenticator()
    number = another(desk, client, spare)
    assert Passkey.objects.get(pk=number).label == "spare key"
    assert desk.enter(desk.client(), spare).status_code == 302
    page = client.get("/passkeys").content.decode()
    assert page.count('status is-good">in force') == 2


def test_nobody_adds_a_device_without_being_signed_in(desk: Desk) -> None:
    desk.enrol("FR/delegate")
    client = desk.client()
    for path in ("/passkeys", "/passkeys/options", "/passkeys/1/name", "/passkeys/1/lost"):
        assert client.post(path).headers["Location"].startswith("/sign-in?next=")
    invited = desk.invited("FR/delegate")  # an invitation is not a session
    assert invited.post("/passkeys/options").status_code == 302


def test_a_device_that_holds_a_passkey_already_is_told_so_by_the_browser(desk: Desk) -> None:
    client = desk.sign_in("FR/delegate")
    options = client.post("/passkeys/options").json()
    held = Passkey.objects.get()
    assert [each["id"] for each in options["excludeCredentials"]] == [held.credential]
    assert options["pubKeyCredParams"] == [{"type": "public-key", "alg": -7}]
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["authenticatorSelection"]["userVerification"] == "required"


def test_a_device_is_named(desk: Desk) -> None:
    client = desk.sign_in("FR/delegate")
    client.post("/passkeys/1/name", {"label": "blue\u202e key" + "x" * 100})
    label = Passkey.objects.get().label
    assert label.startswith("blue key")
    assert len(label) == 60
    client.post("/passkeys/1/name", {"label": "<b>bold</b>"})
    assert b"&lt;b&gt;bold" in client.get("/passkeys").content


def test_nobody_touches_another_persons_device(desk: Desk) -> None:
    desk.sign_in("FR/delegate")
    other = desk.sign_in("FR/envoy")
    for part in ("name", "lost"):
        assert other.post(f"/passkeys/1/{part}", {"label": "mine"}).status_code == 404
    assert Passkey.objects.get(pk=1).lost is None


def test_a_lost_device_is_refused_at_once_and_revoked_by_the_authority(desk: Desk) -> None:
    client, spare = desk.sign_in("FR/delegate"), Authenticator()
    another(desk, client, spare)
    thief = desk.client()
    desk.enter(thief, desk.device("FR/delegate"))
    assert thief.get("/passkeys").status_code == 200
    keeper = desk.client()
    desk.enter(keeper, spare)
    assert keeper.post("/passkeys/1/lost").headers["Location"] == "/passkeys/1"
    assert thief.get("/passkeys").status_code == 302
    assert "reported lost" in trouble(desk.enter(desk.client(), desk.device("FR/delegate")))
    assert keeper.get("/passkeys").status_code == 200
    waiting = desk.sign_in("FR/authority").get("/passkeys").content
    assert b"Revoke a lost passkey of FR/delegate" in waiting
    reported = Passkey.objects.get(pk=1).lost
    assert isinstance(desk.register(1), Registered)
    held = desk.world.standing.keys[Passkey.objects.get(pk=1).fingerprint]
    assert (held.revoked, held.doubtful) == (desk.world.now, reported)
    assert b"Revoked in the register" in keeper.get("/passkeys/1").content


def test_whoever_reports_the_device_in_use_is_signed_out_and_still_sees_what_to_do(desk: Desk) -> None:
    client = desk.sign_in("FR/delegate")
    client.post("/passkeys/1/lost")
    assert client.get("/passkeys").status_code == 302
    page = client.get("/passkeys/1").content.decode()
    assert "Reported lost: this desk refuses it" in page
    assert "plenipo act --file FR-delegate-passkey-1.json --key KEY" in page


def test_a_lost_device_that_never_was_in_the_register_needs_no_act(desk: Desk) -> None:
    client = desk.sign_in("FR/delegate")
    answer = Authenticator().create(client.post("/passkeys/options").json())
    client.post("/passkeys", {"answer": json.dumps(answer)})
    client.post("/passkeys/2/lost")
    assert b"nothing is left to do" in client.get("/passkeys/2").content
    assert client.get("/passkeys/2/act").status_code == 404


def test_any_authority_of_the_party_with_a_key_outside_the_browser_can_sign(desk: Desk) -> None:
    functions, keys = ("authority",), (fingerprint_of("FR/deputy"),)
    desk.world.say("FR/authority", person.Accredit, person="FR/deputy", functions=functions, keys=keys)
    number = desk.create(desk.invited("FR/delegate"), Authenticator())
    act = desk.sign_in("FR/deputy").get(f"/passkeys/{number}/act").content
    assert read_act_file(act).said.by == "FR/deputy"
    assert read_act_file(desk.sign_in("FR/authority").get(f"/passkeys/{number}/act").content).said.by == (
        "FR/authority"
    )


def test_the_page_of_a_passkey_asks_for_itself_only_while_something_is_awaited(desk: Desk) -> None:
    maker = desk.invited("FR/delegate")
    number = desk.create(maker, Authenticator())
    state = f"/passkeys/{number}/state"
    assert b'hx-trigger="every 3s"' in maker.get(state).content
    assert maker.get(state, {"was": "waiting"}).status_code == 204
    desk.add(number)
    after = maker.get(state, {"was": "waiting"}).content
    assert b"hx-trigger" not in after
    assert b"This passkey is in force" in after
