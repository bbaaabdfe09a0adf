"""Draws the desk's pages from the demo's story, whose clock stands still: every page that the delegate of FR
reaches by links, and what only a concerned party has, at two widths, in light and in dark.

Forms for single acts look alike, and are left out.
"""

from __future__ import annotations

import base64
import shutil
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page

from served import FILES, be, chromium, pages_from, story_served

TALLEST = {1280: 1400, 390: 1700}
ALIKE = ("act ", "do/", "switch")
PEOPLE: dict[str, tuple[str, ...]] = {"FR/delegate": ("",), "UA/delegate": ("home", "claim", "consent")}


def main(out: Path) -> None:
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    with story_served() as address, chromium() as browser:
        for person, only in PEOPLE.items():
            page = browser.new_page(base_url=address)
            page.goto("/sign-in")
            be(page, person)
            devtools = page.context.new_cdp_session(page)
            for name, path in pages_from(page.context).items():
                if name.startswith(only) and not name.startswith((*FILES, *ALIKE)):
                    page.goto(path)
                    draw(page, devtools, out / f"{person[:2]}-{name.replace(' ', '-')}")
            page.context.close()


def draw(page: Page, devtools: CDPSession, out: Path) -> None:
    for width, tallest in TALLEST.items():
        page.set_viewport_size({"width": width, "height": 700})
        height = min(page.evaluate("document.documentElement.scrollHeight"), tallest)
        page.set_viewport_size({"width": width, "height": height})
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 0.75}
        shot: dict[str, Any] = {"format": "webp", "quality": 40, "clip": clip}
        for light in ("light", "dark"):
            page.emulate_media(color_scheme=light)
            drawn = devtools.send("Page.captureScreenshot", shot)["data"]
            Path(f"{out}-{width}-{light}.webp").write_bytes(base64.b64decode(drawn))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
