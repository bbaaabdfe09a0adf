"""What a browser keeps of a form opens for its own person while they are signed in, and for nobody else."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from playwright.sync_api import Browser, Page, expect

from served import be

WORDS = "Zwiebelkuchen at dawn"
NAME = "plenipo-draft FR/delegate contact-log"
UNKEPT = "This browser keeps no draft"
NO_SEAL = "Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined })"


@contextmanager
def phone(browser: Browser, address: str, script: str = "") -> Iterator[Page]:
    """An error in a script fails the test."""
    context = browser.new_context(base_url=address, viewport={"width": 390, "height": 844})
    if script:
        context.add_init_script(script)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert not faults


def begin(page: Page, words: str = WORDS) -> None:
    page.goto("/contacts/log")
    page.get_by_text("senior", exact=True).click()
    page.get_by_text("letter", exact=True).click()
    page.get_by_text("More", exact=True).click()
    page.locator("textarea[name=text]").fill(words)


def kept(page: Page) -> dict[str, Any]:
    """The draft as it lies in the browser, once it does."""
    page.wait_for_function("name => localStorage.getItem(name)", arg=NAME)
    return dict(json.loads(page.evaluate("name => localStorage.getItem(name)", NAME)))


def everything(page: Page) -> str:
    return str(page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])"))


def keys(page: Page) -> list[bytes]:
    """What the desk gives this person's pages."""
    text = page.context.request.get("/").text()
    found = re.search(r'data-draft-keys="([0-9a-f ]+)"', text)
    assert found
    return [bytes.fromhex(each) for each in found[1].split()]


def opened(draft: dict[str, Any], key: bytes) -> Any:
    nonce, box = (base64.b64decode(draft[part]) for part in ("nonce", "box"))
    return json.loads(AESGCM(key).decrypt(nonce, box, NAME.encode()))


def shows_words(page: Page) -> None:
    page.goto("/contacts/log")
    expect(page.get_by_text("was restored")).to_be_visible()
    expect(page.locator("textarea[name=text]")).to_have_value(WORDS)
    expect(page.locator("input[name=level]:checked")).to_have_value("senior")


def test_what_lies_in_the_browser_holds_no_word_that_was_typed_and_no_key(
    browser: Browser, demo: str
) -> None:
    with phone(browser, demo) as page:
        be(page, "FR/delegate")
        begin(page)
        draft = kept(page)
        held = everything(page)
        assert set(draft) == {"saved", "nonce", "box"}
        assert not [word for word in ("Zwiebelkuchen", "senior", "letter") if word in held]
        for key in keys(page):
            assert key.hex() not in held
            assert base64.b64encode(key).decode() not in held
        assert page.evaluate("document.body.dataset.draftKeys ?? null") is None
        assert opened(draft, keys(page)[0])["text"] == [WORDS]


def test_a_longer_answer_makes_no_longer_draft(browser: Browser, demo: str) -> None:
    with phone(browser, demo) as page:
        be(page, "FR/delegate")
        begin(page, "No")
        short = kept(page)
        page.locator("textarea[name=text]").fill("By all means, and gladly so")
        page.wait_for_function(
            "([name, box]) => !localStorage.getItem(name).includes(box)", arg=[NAME, short["box"]]
        )
        assert len(kept(page)["box"]) == len(short["box"])


def test_a_draft_outlives_a_lost_connection_and_the_page(browser: Browser, demo: str) -> None:
    with phone(browser, demo) as page:
        be(page, "FR/delegate")
        page.goto("/contacts/log")
        page.context.set_offline(True)
        page.get_by_text("senior", exact=True).click()
        page.get_by_text("More", exact=True).click()
        page.locator("textarea[name=text]").fill(WORDS)
        page.get_by_role("button", name="Look at what is signed").click()
        expect(page.get_by_text("What you typed is kept on this device")).to_be_visible()
        assert WORDS not in everything(page)
        page.context.set_offline(False)
        page.reload()
        shows_words(page)


def test_after_the_session_it_opens_for_nobody_and_after_signing_in_again_for_its_person(
    browser: Browser, demo: str
) -> None:
    with phone(browser, demo) as page:
        be(page, "FR/delegate")
        begin(page)
        draft = kept(page)
        page.context.clear_cookies()
        page.goto("/contacts/log")
        expect(page).to_have_url(re.compile("/sign-in"))
        assert "data-draft-keys" not in page.content()
        assert kept(page) == draft
        be(page, "DE/delegate")
        page.goto("/contacts/log")
        expect(page.locator("textarea[name=text]")).to_have_value("")
        for key in keys(page):
            with pytest.raises(InvalidTag):
                opened(draft, key)
        be(page, "FR/delegate")
        shows_words(page)


def test_another_persons_draft_under_ones_own_name_is_dropped_unopened(browser: Browser, demo: str) -> None:
    with phone(browser, demo) as page:
        be(page, "FR/delegate")
        begin(page)
        kept(page)
        other = NAME.replace("FR/", "DE/")
        page.evaluate("([from, to]) => localStorage.setItem(to, localStorage.getItem(from))", [NAME, other])
        be(page, "DE/delegate")
        page.goto("/contacts/log")
        page.wait_for_function("name => localStorage.getItem(name) === null", arg=other)
        expect(page.locator("textarea[name=text]")).to_have_value("")


@pytest.mark.parametrize("part", ["nonce", "box"])
def test_a_draft_that_was_altered_is_dropped(browser: Browser, demo: str, part: str) -> None:
    with phone(browser, demo) as page:
        be(page, "FR/delegate")
        begin(page)
        draft = kept(page)
        turned = bytearray(base64.b64decode(draft[part]))
        turned[0] ^= 1
        altered = json.dumps(draft | {part: base64.b64encode(turned).decode()})
        page.goto("/")
        page.evaluate("([name, text]) => localStorage.setItem(name, text)", [NAME, altered])
        page.goto("/contacts/log")
        page.wait_for_function("name => localStorage.getItem(name) === null", arg=NAME)
        expect(page.locator("textarea[name=text]")).to_have_value("")


def test_signing_out_erases_ones_own_drafts_alone(browser: Browser, demo: str) -> None:
    with phone(browser, demo) as page:
        be(page, "DE/delegate")
        begin(page)
        be(page, "FR/delegate")
        begin(page)
        kept(page)
        page.locator("details.menu > summary").click()
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/sign-in*")
        left = page.evaluate("Object.keys(localStorage)")
        assert left == [NAME.replace("FR/", "DE/")]


def test_words_that_an_earlier_version_left_in_plain_are_dropped(browser: Browser, demo: str) -> None:
    with phone(browser, demo) as page:
        be(page, "FR/delegate")
        page.goto("/")
        plain = json.dumps({"saved": 1e15, "values": {"text": [WORDS]}})
        page.evaluate("([name, text]) => localStorage.setItem(name, text)", [NAME, plain])
        page.goto("/register")
        assert WORDS not in everything(page)


def test_a_browser_that_cannot_seal_keeps_nothing_and_says_so(browser: Browser, demo: str) -> None:
    with phone(browser, demo, NO_SEAL) as page:
        be(page, "FR/delegate")
        page.goto("/contacts/log")
        expect(page.get_by_text(UNKEPT)).to_be_visible()
        begin(page)
        page.context.set_offline(True)
        page.get_by_role("button", name="Look at what is signed").click()
        expect(page.get_by_text("Leave this page open")).to_be_visible()
        expect(page.locator("textarea[name=text]")).to_have_value(WORDS)
        page.context.set_offline(False)
        assert page.evaluate("Object.keys(localStorage)") == []
        page.get_by_role("button", name="Look at what is signed").click()
        expect(page.get_by_role("button", name="Sign with the demo's key")).to_be_visible()


@pytest.mark.parametrize("path", ["/contacts/log", "/contacts/plan", "/do/statement.record"])
def test_without_scripts_the_page_says_that_nothing_is_kept(browser: Browser, demo: str, path: str) -> None:
    with phone(browser, demo) as page:
        be(page, "FR/delegate")
        page.goto(path)
        assert UNKEPT in str(page.locator("form[data-draft] noscript").text_content())
        expect(page.locator("main").get_by_text(UNKEPT)).to_be_hidden()
