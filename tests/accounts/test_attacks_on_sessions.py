"""Somebody holds a session, or a cookie, for longer or for more than it was given for."""

from __future__ import annotations

from typing import Any

import pytest
from authenticator import Authenticator
from desk_cast import Desk
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import override_settings

from plenipo.acts import dialogue, key, person
from plenipo_node.accounts.models import Passkey
from plenipo_node.accounts.sessions import WHO

MARKUP = '"><script>alert(1)</script>\r\nSet-Cookie: a=b'


def signed_in(client: Any) -> bool:
    return bool(client.get("/passkeys").status_code == 200)


def test_a_session_ends_with_its_hours_however_much_it_is_used(desk: Desk) -> None:
    """Each question to a passkey is written into the session, and so would have prolonged it."""
    client = desk.sign_in("FR/delegate")
    for _ in range(11):
        desk.world.wait(hours=1)
        assert client.post("/passkeys/options").status_code == 200
    assert signed_in(client)
    desk.world.wait(hours=1)
    assert not signed_in(client)
    assert client.post("/passkeys/options").status_code == 302
    assert not signed_in(client)


def test_a_session_from_before_there_were_hours_in_it_is_none(desk: Desk) -> None:
    client = desk.sign_in("FR/delegate")
    session = client.session
    session[WHO] = {name: value for name, value in session[WHO].items() if name != "until"}
    session.save()
    assert not signed_in(client)


def test_no_session_is_read_with_another_secret(desk: Desk) -> None:
    client = desk.sign_in("FR/delegate")
    assert signed_in(client)
    with override_settings(SECRET_KEY="x" * 64):
        assert not signed_in(client)
    assert signed_in(client)


def test_a_session_ends_with_its_own_passkey_and_with_no_other(desk: Desk) -> None:
    """Two devices, two sessions: who loses one stays in with the other."""
    first = desk.sign_in("FR/delegate")
    spare = Authenticator()
    desk.enrol("FR/delegate", spare)
    second = desk.client()
    desk.enter(second, spare)
    lost, held = Passkey.objects.order_by("pk")
    desk.world.say("FR/authority", key.Revoke, owner="FR/delegate", key=lost.fingerprint)
    assert not signed_in(first)
    assert signed_in(second)
    assert second.session[WHO]["passkey"] == held.pk


@pytest.mark.parametrize("gone", ["party", "person"])
def test_all_sessions_end_when_their_party_has_left_or_their_person_is_withdrawn(
    desk: Desk, gone: str
) -> None:
    clients = [desk.sign_in("DE/delegate") for _ in range(2)]
    if gone == "party":
        desk.world.say("DE/authority", dialogue.Leave)
    else:
        desk.world.say("DE/authority", person.Withdraw, person="DE/delegate")
    for client in clients:
        assert not signed_in(client)
        assert client.post("/notes/new", {"title": "still here"}).status_code == 302
        assert client.post("/do/contact.report", {}).headers["Location"].startswith("/sign-in")


def test_what_is_signed_in_leaves_nothing_behind_of_who_was_before(desk: Desk) -> None:
    client = desk.sign_in("FR/delegate")
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key
    desk.enrol("FR/envoy")
    desk.enter(client, desk.device("FR/envoy"))
    assert "planted" not in client.session
    assert client.session[WHO]["person"] == "FR/envoy"
    assert not Session.objects.filter(session_key=before).exists()


def test_a_session_does_not_grow_with_what_is_asked_of_it(desk: Desk) -> None:
    client = desk.sign_in("FR/delegate")
    before, sizes = Session.objects.count(), set()
    for _ in range(5):
        client.post("/passkeys/options")
        sizes.add(len(str(dict(client.session.items()))))
        client.get("/sign-in", {"next": "/" + "x" * 5000})
    assert len(sizes) <= 2
    assert Session.objects.count() == before


@pytest.mark.parametrize("value", [MARKUP, "../../etc/passwd", "fr\r\nX: y", "x" * 5000, "de", "FR"])
def test_what_stands_in_a_cookie_is_one_of_a_few_words_or_nothing(desk: Desk, value: str) -> None:
    client = desk.sign_in("FR/delegate")
    for name in (settings.LANGUAGE_COOKIE_NAME, settings.LIGHT_COOKIE_NAME):
        client.cookies[name] = value
    answer = client.get("/passkeys")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert '<html lang="en"' in page or '<html lang="fr"' in page
    assert "data-theme" not in page
    assert "alert(1)" not in page
    assert not answer.cookies or all("alert" not in each.value for each in answer.cookies.values())


@pytest.mark.parametrize("value", [MARKUP, "x" * 5000, "' OR 1=1 --", "\x00", "é", ""])
def test_a_session_that_nobody_was_given_is_nobodys(desk: Desk, value: str) -> None:
    desk.enrol("FR/delegate")
    client = desk.client()
    client.cookies[settings.SESSION_COOKIE_NAME] = value
    assert not signed_in(client)
    assert desk.enter(client, desk.device("FR/delegate")).status_code == 302
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != value
    assert signed_in(client)


@pytest.mark.parametrize("name", ["language", "light"])
def test_no_other_word_is_put_into_a_cookie(desk: Desk, name: str) -> None:
    client = desk.client()
    for value in (MARKUP, "de", "", "en; Domain=evil.example", "x" * 5000):
        answer = client.post("/settings", {name: value, "back": "/"})
        assert not [each for each in answer.cookies if "csrf" not in each]
    assert client.post("/settings", {"language": "fr", "light": "dark"}).cookies
