"""The way in: a link, a passkey, the authority's act, and signing in; and who is turned away."""

from __future__ import annotations

from desk_cast import Desk, trouble


def test_a_person_is_invited_enrolled_added_to_the_register_and_signs_in(desk: Desk) -> None:
    number = desk.create(desk.invited("FR/delegate"), desk.device("FR/delegate"))
    early = desk.enter(desk.client(), desk.device("FR/delegate"))
    assert "not in the register yet" in trouble(early)
    desk.add(number)
    client = desk.client()
    answered = desk.enter(client, desk.device("FR/delegate"), "/passkeys")
    assert answered.headers["Location"] == "/passkeys"
    assert b"in force" in client.get("/passkeys").content
