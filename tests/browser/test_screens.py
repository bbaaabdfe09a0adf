"""The pictures of docs/screens: drawn in each width and light, and those that its page shows are there."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser
from screens import draw

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
