"""A person with a phone: what is typed outlives the connection, and a contact is logged in a few touches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from served import be, chromium, in_chromium, story_served

KEPT = "Object.keys(localStorage)"
WORDS = "They asked for <b>time</b>."

pytestmark = in_chromium


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The demo's desk, open, for all tests here."""
    with story_served() as address:
        yield address


@contextmanager
def phone(address: str) -> Iterator[Page]:
    """Chromium of a phone's size; an error in a script fails the test."""
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 390, "height": 844}, base_url=address)
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        yield page
        assert not faults


def begin(page: Page) -> None:
    page.goto("/contacts/log")
    page.get_by_text("senior", exact=True).click()
    page.get_by_text("letter", exact=True).click()
    page.get_by_text("More", exact=True).click()
    page.locator("textarea[name=text]").fill(WORDS)


def test_what_is_typed_outlives_a_lost_connection_and_goes_once_it_is_registered(address: str) -> None:
    with phone(address) as page:
        be(page, "FR/delegate")
        begin(page)
        page.context.set_offline(True)
        page.get_by_role("button", name="Look at what is signed").click()
        expect(page.get_by_text("There is no connection.")).to_be_visible()
        page.context.set_offline(False)
        page.goto("/")
        page.goto("/contacts/log")
        expect(page.get_by_text("was restored")).to_be_visible()
        expect(page.locator("textarea[name=text]")).to_have_value(WORDS)
        expect(page.locator("input[name=level]:checked")).to_have_value("senior")
        page.get_by_role("button", name="Look at what is signed").click()
        page.get_by_role("button", name="Sign with the demo's key").click()
        expect(page.locator("[data-sent]")).to_be_visible(timeout=20_000)
        assert page.evaluate(KEPT) == []


def test_a_draft_is_its_own_persons_and_is_erased_at_sign_out(address: str) -> None:
    with phone(address) as page:
        be(page, "FR/delegate")
        begin(page)
        be(page, "DE/delegate")
        page.goto("/contacts/log")
        expect(page.locator("textarea[name=text]")).to_have_value("")
        assert page.get_by_text("was restored").count() == 0
        be(page, "FR/delegate")
        page.goto("/contacts/log")
        expect(page.locator("textarea[name=text]")).to_have_value(WORDS)
        page.goto("/")
        page.locator("details.menu > summary").click()
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/sign-in*")
        assert [name for name in page.evaluate(KEPT) if "FR/delegate" in name] == []


def test_what_was_restored_can_be_discarded(address: str) -> None:
    with phone(address) as page:
        be(page, "PL/delegate")
        begin(page)
        page.goto("/contacts/log")
        page.get_by_role("button", name="Discard it").click()
        expect(page.locator("textarea[name=text]")).to_have_value("")
        expect(page.locator("input[name=level]:checked")).to_have_count(0)
        assert page.evaluate(KEPT) == []


def test_a_draft_that_is_old_or_damaged_is_dropped_and_harms_nothing(address: str) -> None:
    with phone(address) as page:
        be(page, "PL/delegate")
        name = "plenipo-draft PL/delegate contact-log"
        page.evaluate('n => localStorage.setItem(n, \'{"saved": 1, "values": {}}\')', name)
        page.goto("/contacts/log")
        assert page.evaluate(KEPT) == []
        page.evaluate("n => localStorage.setItem(n, 'no JSON')", name)
        page.goto("/contacts/log")
        assert page.evaluate(KEPT) == []


def test_a_planned_contact_is_logged_in_three_touches_from_home(address: str) -> None:
    with phone(address) as page:
        be(page, "FR/envoy")
        page.goto("/")
        page.locator("a.button[href^='/contacts/log?plan=']").first.click()
        page.get_by_role("button", name="Look at what is signed").click()
        page.get_by_role("button", name="Sign with the demo's key").click()
        expect(page.locator("[data-sent]")).to_be_visible(timeout=20_000)


def test_a_contact_that_nobody_planned_is_logged_in_five(address: str) -> None:
    with phone(address) as page:
        be(page, "DE/delegate")
        page.goto("/")
        page.get_by_role("link", name="Log a contact").click()
        page.get_by_text("technical", exact=True).click()
        page.get_by_text("call", exact=True).click()
        page.get_by_role("button", name="Look at what is signed").click()
        page.get_by_role("button", name="Sign with the demo's key").click()
        expect(page.locator("[data-sent]")).to_be_visible(timeout=20_000)
