"""A connection that is lost, a signature that is taken back, a phone that is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from founded import Place
from hands import Passkeys, Person
from playwright.sync_api import Browser, expect
from staged import enrol

NAME, KEY = "FR/delegate", "FR-authority"
WORDS = "They asked for time."
UNDO = 600  # seconds; nobody waits for them


@pytest.fixture
def place(agreed: tuple[Place, Mapping[str, Passkeys]], tmp_path: Path) -> Place:
    return agreed[0].copied(tmp_path / "place")


@contextmanager
def phone(window: Browser, address: str, passkeys: Passkeys) -> Iterator[Person]:
    person = Person(window, address, NAME, "touch", passkeys=passkeys)
    person.enter()
    yield person
    assert person.faults == []
    person.context.close()


def log(person: Person) -> None:
    person.go("/contacts/log")
    for name in ("senior", "letter"):
        person.press(person.choice(name))
    person.press(person.page.get_by_text("More", exact=True))
    person.fill(person.page.locator("textarea[name=text]"), WORDS)


def test_a_lost_connection_loses_nothing_and_a_signature_can_be_taken_back(
    place: Place, agreed: tuple[Place, Mapping[str, Passkeys]], window: Browser
) -> None:
    size = place.plenipo("status", "--dir", "FR")["size"]
    with place.served(undo=UNDO) as address, phone(window, address, agreed[1][NAME]) as person:
        log(person)
        person.context.set_offline(offline=True)
        person.look()
        expect(person.page.get_by_text("There is no connection.")).to_be_visible()
        person.context.set_offline(offline=False)
        person.go("/contacts/log")
        expect(person.page.locator("textarea[name=text]")).to_have_value(WORDS)
        person.look()
        expect(person.button("Sign with your passkey")).to_be_enabled()
        person.context.set_offline(offline=True)
        person.press(person.button("Sign with your passkey"))
        expect(person.page.get_by_text("No signature was made. Try again")).to_be_visible()
        person.context.set_offline(offline=False)
        person.press(person.button("Sign with your passkey"))
        person.press(person.button("Do not send it"))
        expect(person.page.get_by_role("heading", name="You are about to sign")).to_be_visible()
        person.press(person.button("Sign with your passkey"))
        expect(person.page.get_by_role("progressbar")).to_be_visible()
        assert place.plenipo("status", "--dir", "FR")["size"] == size
        place.wait(seconds=UNDO)
        expect(person.page.get_by_text(f"Registered as record {size}.")).to_be_visible()
        person.expected("ERR_INTERNET_DISCONNECTED")


def test_a_lost_phone_is_refused_at_once_and_another_device_takes_its_place(
    place: Place, agreed: tuple[Place, Mapping[str, Passkeys]], window: Browser
) -> None:
    with place.served() as address, phone(window, address, agreed[1][NAME]) as lost:
        laptop = Person(window, address, NAME, "pointer")
        enrol(laptop, place)
        laptop.enter()
        laptop.go("/passkeys")
        expect(laptop.page.locator(".status.is-good")).to_have_count(2)
        laptop.press(laptop.page.get_by_text("Lost?").first)
        laptop.press(laptop.button("Report it lost"))
        expect(laptop.page.get_by_text("Reported lost: this desk refuses it")).to_be_visible()
        lost.go("/contacts/log")
        expect(lost.page.get_by_role("heading", name="Sign in")).to_be_visible()
        lost.press(lost.button("Sign in with a passkey"))
        expect(lost.page.get_by_role("alert")).to_contain_text("reported lost")
        lost.expected("403 (Forbidden)")
        with laptop.page.expect_download() as download:
            laptop.press(laptop.page.locator("a[download]"))
        download.value.save_as(place.path / "revoke.json")
        place.plenipo("act", "--file", "revoke.json", "--key", KEY, "--dir", "FR")
        expect(laptop.page.get_by_text("Revoked in the register")).to_be_visible()
        log(laptop)
        laptop.look()
        laptop.sign()
        assert laptop.faults == []
        laptop.context.close()
    place.plenipo("verify", "FR")
