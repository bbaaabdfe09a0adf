"""The palette and the shortcuts in a real browser, by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

import deskkit  # noqa: F401 it makes Django ready
from plenipo_node.pages.frame.shell import BELOW, MENU
from served import be, chromium, in_chromium, story_served

pytestmark = in_chromium


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The demo's desk, open, for all tests here."""
    with story_served() as address:
        yield address


@pytest.fixture(scope="module")
def signed_in(address: str) -> Iterator[Page]:
    """FR's delegate at the desk; an error in a script, or one that the policy stops, fails the tests."""
    with chromium() as browser:
        page = browser.new_page(base_url=address)
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        be(page, "FR/delegate")
        yield page
        assert not faults


@pytest.fixture
def page(signed_in: Page) -> Page:
    """The register's page, with nothing in focus, and nothing kept from before."""
    signed_in.goto("/register")
    signed_in.evaluate("localStorage.clear()")
    signed_in.goto("/register")
    return signed_in


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def chosen(page: Page) -> str:
    """The line that a screen reader is told is chosen, by the identifier that the field names."""
    named = page.get_by_role("combobox").get_attribute("aria-activedescendant")
    line = page.locator(f"#{named}")
    expect(line).to_have_attribute("aria-selected", "true")
    expect(page.locator("#palette [aria-selected=true]")).to_have_count(1)
    return line.inner_text()


def test_a_page_is_reached_by_its_name(page: Page) -> None:
    press(page, "Control+k")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("mandat")
    expect(page.get_by_role("option").first).to_contain_text("Mandates")
    press(page, "Enter")
    page.wait_for_url("**/mandates")


def test_what_one_may_say_is_a_line_that_leads_to_its_form(page: Page) -> None:
    press(page, "Control+k")
    page.keyboard.type("log a con")
    expect(page.get_by_role("option", name="Log a contact act")).to_be_visible()
    press(page, "Enter")
    page.wait_for_url("**/contacts/log")


def test_what_one_may_not_say_is_no_line(page: Page) -> None:
    press(page, "Control+k")
    expect(page.get_by_role("option", name="Ask for consent")).to_have_count(1)
    expect(page.get_by_role("option", name="Give consent")).to_have_count(0)


def test_arrows_go_round_and_the_field_names_the_chosen_line(page: Page) -> None:
    press(page, "Control+k")
    lines = page.get_by_role("listbox").get_by_role("option")
    expect(lines.first).to_be_visible()
    expect(page.get_by_role("option", name="Log a contact")).to_have_count(1)
    assert chosen(page).startswith("Home")
    press(page, "ArrowDown")
    assert chosen(page).startswith("Timeline")
    press(page, "ArrowUp", "ArrowUp")
    assert chosen(page) == lines.last.inner_text()
    press(page, "ArrowDown")
    assert chosen(page).startswith("Home")
    expect(page.get_by_role("combobox")).to_be_focused()
    expect(page.get_by_role("combobox")).to_have_attribute("aria-expanded", "true")


def test_words_of_a_text_are_found_as_one_types(page: Page) -> None:
    press(page, "Control+k")
    page.keyboard.type("prisoners presence")
    line = page.get_by_role("option", name=re.compile("planned a contact record 175"))
    expect(line).to_be_visible()
    press(page, "Enter")
    page.wait_for_url("**/contacts/175")


def test_a_number_leads_to_its_record(page: Page) -> None:
    press(page, "Control+k")
    page.keyboard.type("157")
    expect(page.get_by_role("option").first).to_contain_text("record 157")
    press(page, "Enter")
    page.wait_for_url("**/register/157")


def test_where_nothing_fits_enter_looks_in_all_records(page: Page) -> None:
    press(page, "Control+k")
    page.keyboard.type("xylophone")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(page.get_by_role("combobox")).to_have_attribute("aria-expanded", "false")
    expect(page.locator("#palette [role=status]")).to_contain_text("No line")
    press(page, "Enter")
    page.wait_for_url("**/search?q=xylophone")


def test_escape_closes_at_once_and_the_focus_is_where_it_was(page: Page) -> None:
    page.get_by_role("link", name="175", exact=True).focus()
    press(page, "Control+k")
    page.keyboard.type("words")
    press(page, "Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("link", name="175", exact=True)).to_be_focused()


def test_a_question_mark_shows_the_keys(page: Page) -> None:
    press(page, "?")
    sheet = page.get_by_role("dialog", name="Keys")
    expect(sheet).to_be_visible()
    expect(sheet).to_contain_text("Acts in my name")
    press(page, "Escape")
    expect(sheet).to_be_hidden()


def test_every_page_of_the_menu_has_its_key_and_each_key_leads_there(page: Page) -> None:
    keys = page.locator("#keys [data-key]").evaluate_all(
        "links => links.map((link) => [link.getAttribute('href'), link.dataset.key, link.textContent])"
    )
    letters = [key for _href, key, _name in keys]
    assert len(set(letters)) == len(letters)
    sheet = {href: (key, name) for href, key, name in keys if len(key) == 1 and key.isalpha()}
    for link in (*MENU, *BELOW):
        key, name = sheet[link.href]
        assert name == str(link.name)
        page.goto("/accessibility")
        press(page, "g", key)
        page.wait_for_url(f"**{link.href}")


def test_a_stroke_leads_to_search(page: Page) -> None:
    page.goto("/mandates")
    press(page, "/")
    page.wait_for_url("**/search#q")
    expect(page.locator("main input[type=search]")).to_be_focused()
    page.get_by_role("heading", level=1).click()
    expect(page.locator("main input[type=search]")).not_to_be_focused()
    press(page, "/")
    expect(page.locator("main input[type=search]")).to_be_focused()


def test_nothing_happens_while_one_types_in_a_field(page: Page) -> None:
    page.goto("/search")
    field = page.locator("main input[type=search]")
    field.focus()
    page.keyboard.type("g h ? / g c")
    press(page, "Control+k")
    expect(field).to_have_value("g h ? / g c")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.url.endswith("/search")


def test_a_letter_without_g_or_with_another_key_does_nothing(page: Page) -> None:
    press(page, "c", "h", "Alt+g", "h", "Control+g", "h", "g", "z", "h", "g", "Escape", "h")
    expect(page.get_by_role("heading", name="Register", level=1)).to_be_visible()
    assert page.url.endswith("/register")


def test_keys_without_ctrl_can_be_turned_off(page: Page) -> None:
    press(page, "?")
    page.get_by_label("Keys without Ctrl").focus()
    press(page, "Space", "Escape")
    press(page, "?", "g", "h", "/")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.reload()
    press(page, "g", "h")
    press(page, "Control+k")
    expect(page.get_by_role("dialog", name="Go to")).to_be_visible()
    assert page.url.endswith("/register")


def test_what_a_partner_wrote_is_a_line_of_text_in_the_palette(page: Page) -> None:
    """Even if the desk sent markup, a line is made of text alone."""
    body = (
        '{"lines": [{"words": "<img src=x onerror=alert(1)>", "href": "/", "hint": "<b>"}], "complete": true}'
    )
    page.route(
        re.compile("format=palette"),
        lambda route: route.fulfill(status=200, content_type="application/json", body=body),
    )
    press(page, "Control+k")
    page.keyboard.type("anything")
    expect(page.get_by_role("option", name="<img src=x onerror=alert(1)> <b>")).to_be_visible()
    expect(page.locator("#palette img, #palette b")).to_have_count(0)
    page.unroute(re.compile("format=palette"))
