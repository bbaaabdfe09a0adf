"""No page asks anything of anybody but its own desk, nor complains; and each is of use without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from served import FILES, be, pages_from

PEOPLE = ["FR/delegate", "UA/delegate"]
OUTSIDE = ["/sign-in", "/enrol", "/accessibility", "/accounts/switch"]


@contextmanager
def watched(browser: Browser, address: str) -> Iterator[tuple[Page, list[str]]]:
    """A page, and what it did that none should: requests elsewhere, complaints, answers that are failures."""
    page = browser.new_page(base_url=address)
    wrong: list[str] = []
    page.on("request", lambda asked: None if asked.url.startswith(f"{address}/") else wrong.append(asked.url))
    page.on("response", lambda got: wrong.append(f"{got.status} {got.url}") if got.status >= 400 else None)
    page.on("console", lambda said: wrong.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page, wrong
    page.context.close()


@pytest.mark.parametrize("person", PEOPLE)
def test_no_page_asks_elsewhere_or_complains(demo: str, browser: Browser, person: str) -> None:
    with watched(browser, demo) as (page, wrong):
        page.goto("/sign-in")
        be(page, person)
        for name, path in pages_from(page.context).items():
            if not name.startswith(FILES):
                page.goto(path)
        assert wrong == []


def test_no_page_asks_elsewhere_before_one_is_signed_in(demo: str, browser: Browser) -> None:
    with watched(browser, demo) as (page, wrong):
        for path in OUTSIDE:
            page.goto(path)
        assert wrong == []


def test_the_watch_sees_what_a_page_should_not_do(demo: str, browser: Browser) -> None:
    with watched(browser, demo) as (page, wrong):
        page.goto("/sign-in")
        page.evaluate("""() => {
          const image = document.createElement("img");
          image.src = "http://127.0.0.1:9/elsewhere.png";
          document.body.append(image);
          image.setAttribute("style", "color: red");
        }""")
        expect(page.locator("img[src*=elsewhere]")).to_be_attached()
        assert any("img-src" in each for each in wrong)
        assert any("style" in each for each in wrong)


@contextmanager
def scriptless(browser: Browser, address: str, person: str) -> Iterator[Page]:
    page = browser.new_page(base_url=address, java_script_enabled=False)
    page.goto("/accounts/switch")
    page.get_by_role("button", name=person.partition("/")[2]).and_(
        page.locator(f"[value='{person}']")
    ).click()
    expect(page.locator(".whose")).to_contain_text(person)
    yield page
    page.context.close()


@pytest.mark.parametrize("person", PEOPLE)
def test_every_page_is_read_and_filtered_without_scripts(demo: str, browser: Browser, person: str) -> None:
    with scriptless(browser, demo, person) as page:
        filters = 0
        for name, path in pages_from(page.context).items():
            if name.startswith(FILES):
                continue
            page.goto(path)
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            if page.locator("form.filter").count():
                filters += 1
                with page.expect_response(lambda got: got.request.is_navigation_request()) as got:
                    page.locator("form.filter").first.get_by_role("button").first.click()
                assert got.value.status < 400, path
                expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert filters > 3


def test_the_menu_opens_without_scripts_on_a_phone(demo: str, browser: Browser) -> None:
    with scriptless(browser, demo, "FR/delegate") as page:
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto("/")
        link = page.get_by_role("navigation", name="Main").get_by_role("link", name="Mandates")
        expect(link).to_be_hidden()
        page.locator("details.menu > summary").click()
        link.click()
        expect(page.get_by_role("heading", level=1, name="Mandates")).to_be_visible()


def test_an_act_goes_from_its_form_to_the_register_without_scripts(demo: str, browser: Browser) -> None:
    """By the demo's key: only a passkey needs the browser's own script. What is missing is said before."""
    with scriptless(browser, demo, "PL/delegate") as page:
        page.goto("/contacts/log")
        page.get_by_role("button", name="Look at what is signed").click()
        expect(page.get_by_role("alert")).to_be_visible()
        page.get_by_text("technical", exact=True).click()
        page.get_by_text("call", exact=True).click()
        page.get_by_role("button", name="Look at what is signed").click()
        page.get_by_text("Sign with a key file or an agent instead").click()
        with page.expect_download() as download:
            page.get_by_role("link", name="Download the act").click()
        assert download.value.suggested_filename.startswith("contact.report-")
        page.get_by_role("button", name="Sign with the demo's key").click()
        for _ in range(20):
            if page.locator("[data-sent]").count():
                break
            page.get_by_role("link", name="Look again").click()
            page.wait_for_timeout(500)
        expect(page.get_by_text("Registered as record")).to_be_visible()
