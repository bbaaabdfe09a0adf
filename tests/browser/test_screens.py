"""The pictures of docs/screens: drawn in each width and light, and those that its page shows are there."""

from __future__ import annotations

import re
from pathlib import Path

from django.urls import URLPattern, get_resolver
from playwright.sync_api import Browser, BrowserContext
from screens import PEOPLE, UNDRAWN, draw, drawn, is_left_out, under_way

from served import be

SCREENS = Path(__file__).parents[2] / "docs" / "screens"


def test_a_page_is_drawn_in_each_width_and_light(demo: str, browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page(base_url=demo)
    page.goto("/sign-in")
    draw(page, page.context.new_cdp_session(page), tmp_path / "sign-in")
    pictures = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    assert len(pictures) == 4
    assert all(each[8:12] == b"WEBP" for each in pictures.values())
    assert len(set(pictures.values())) == 4
    page.context.close()


def test_every_picture_that_the_page_shows_is_there() -> None:
    shown = re.findall(r"\((pages/[^)]+)\)", (SCREENS / "README.md").read_text())
    assert len(shown) > 5
    assert [each for each in shown if not (SCREENS / each).is_file()] == []


def test_every_page_is_drawn_or_its_absence_has_a_reason(demo: str, browser: Browser) -> None:
    page = browser.new_page(base_url=demo)
    page.goto("/sign-in")
    seen: set[str] = set()
    names = {name.partition(" ")[0] for name in drawn(page.context, "", seen)}
    for person in PEOPLE:
        be(page, person)
        names |= {name.partition(" ")[0] for name in drawn(page.context, person, seen)}
    names |= set(under_way(page))
    routes: list[URLPattern] = get_resolver().url_patterns  # type: ignore[assignment]
    known = {str(each.name or each.pattern): str(each.pattern) for each in routes}
    missing = {name: route for name, route in known.items() if name not in names and not is_left_out(name)}
    acts = {name for name, route in missing.items() if route.startswith("do/")}
    assert {name for name in missing.keys() - acts if _shows_something(page.context, missing[name])} == set()
    assert UNDRAWN - known.keys() == set()
    page.context.close()


def _shows_something(context: BrowserContext, route: str) -> bool:
    """To who only looks: any other answer than that one has to post."""
    path = re.sub(r"<(?:(\w+):)?\w+>", lambda found: "1" if found[1] == "int" else "a", route)
    return context.request.get(f"/{path}", max_redirects=0).status != 405
