"""axe-core finds nothing against WCAG 2.2 AA or best practice on any page, light or dark, wide or narrow."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from served import FILES, be, pages_from

AXE = Path(__file__).parents[1] / "interop" / "node_modules" / "axe-core" / "axe.min.js"
OUTSIDE = ("/sign-in", "/enrol", "/accessibility", "/accounts/switch")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]  # all that light and dark differ in
RUN = """async only => (await axe.run(document, {runOnly: only, resultTypes: ["violations"]})).violations.map(
  each => `${each.id}: ${each.nodes.map(node => node.target.join(" ")).slice(0, 3).join(" | ")}`)"""

pytestmark = pytest.mark.skipif(not AXE.exists(), reason="the packages of tests/interop are not installed")


@contextmanager
def checked(browser: Browser, address: str, person: str = "") -> Iterator[Page]:
    context = browser.new_context(base_url=address)
    context.add_init_script(path=AXE)
    page = context.new_page()
    page.goto("/sign-in")
    if person:
        be(page, person)
    yield page
    context.close()


ALL = {"type": "tag", "values": TAGS}
COLOURED = {"type": "rule", "values": COLOURS}
NARROW = (390, "light", ALL)
WAYS = (NARROW, (390, "dark", COLOURED), (1280, "dark", COLOURED), (1280, "light", ALL))


def against(page: Page, *ways: tuple[int, str, dict[str, Any]]) -> list[str]:
    """What axe finds on the page as it stands, at each width in each light."""
    found: list[str] = []
    for width, light, only in ways or WAYS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=light)  # type: ignore[arg-type]
        found += [f"{page.url} {width} {light} {each}" for each in _run(page, only)]
    return found


def _run(page: Page, only: dict[str, Any]) -> list[str]:
    said: list[str] = page.evaluate(RUN, only)
    return said


@pytest.mark.parametrize("person", ["FR/delegate", "UA/delegate"])
def test_every_page_that_links_lead_to(demo: str, browser: Browser, person: str) -> None:
    with checked(browser, demo, person) as page:
        found: list[str] = []
        for name, path in pages_from(page.context).items():
            if not name.startswith(FILES):
                page.goto(path)
                found += against(page, *([NARROW] if name.startswith("act ") else []))  # one template for all
        assert found == []


def test_pages_outside_the_door_and_pages_that_say_what_went_wrong(demo: str, browser: Browser) -> None:
    with checked(browser, demo) as page:
        found = []
        for path in (
            "/sign-in",
            "/enrol",
            "/enrol#1234",
            "/accessibility",
            "/accounts/switch",
            "/no/such/page",
        ):
            page.goto(path)
            found += against(page)
        be(page, "FR/delegate")
        for path in ("/no/such/page", "/register/999999", "/register/find?q=%00", "/sign/nothing"):
            page.goto(path)
            found += against(page)
        assert found == []


def test_an_act_on_its_way(demo: str, browser: Browser) -> None:
    """Written wrongly, refused by the guard, waiting for its signature, waiting to be sent, registered."""
    with checked(browser, demo, "FR/delegate") as page:
        page.goto("/contacts/plan")
        page.get_by_role("textbox", name="Lines to take").fill("Hear what they say of the border.")
        page.get_by_role("checkbox", name="Territory").check()
        expect(page.locator("#verdict .verdict.is-no")).to_be_visible()
        found = against(page)
        page.goto("/contacts/log")
        look = page.get_by_role("button", name="Look at what is signed")
        look.click()
        expect(page.get_by_role("alert")).to_be_visible()
        found += against(page)
        page.set_viewport_size({"width": 390, "height": 900})
        page.get_by_text("technical", exact=True).click()
        page.get_by_text("call", exact=True).click()
        look.click()
        expect(page.get_by_role("heading", name="You are about to sign")).to_be_visible()
        found += against(page)
        page.get_by_role("button", name="Sign with the demo's key").click()
        expect(page.get_by_role("progressbar")).to_be_visible()
        page.route("**/sign/*", lambda route: route.abort())  # the page asks no more: its time stands still
        found += against(page)
        page.unroute("**/sign/*")
        expect(page.locator("[data-sent]")).to_be_visible(timeout=20_000)
        found += against(page)
        assert found == []
