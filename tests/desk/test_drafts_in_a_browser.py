"""A person with a phone: what is typed outlives the connection, and a contact is logged in a few touches."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

import deskkit

CHROMIUM = shutil.which("chromium")
PLENIPO = Path(sys.executable).with_name("plenipo")
KEPT = "Object.keys(localStorage)"
WORDS = "They asked for <b>time</b>."

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo's desk, open, for all tests here."""
    folder = tmp_path_factory.mktemp("drafts") / "demo"
    shutil.copytree(deskkit.story(), folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    place = f'address = "http://localhost:{port}"\nlisten = "127.0.0.1:{port}"\nundo = 0\n'
    (folder / "desk.toml").write_text(place)
    server = subprocess.Popen([PLENIPO, "serve", folder, "--demo"], stdout=subprocess.DEVNULL)
    try:
        _wait_for(f"http://localhost:{port}/sign-in", server)
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert server.poll() is None, "the server ended"
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 our own address
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(address)


@contextmanager
def phone(address: str) -> Iterator[Page]:
    """Chromium of a phone's size; an error in a script fails the test."""
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = chromium.new_context(viewport={"width": 390, "height": 844}, base_url=address).new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        yield page
        chromium.close()
        assert not faults


def be(page: Page, person: str) -> None:
    """The demo lets one be anybody."""
    page.goto("/accounts/switch")
    page.evaluate("p => { document.querySelector('button[name=person]').value = p }", person)
    page.locator("button[name=person]").first.click()
    expect(page.locator(".whose")).to_contain_text(person)


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
