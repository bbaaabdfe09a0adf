"""Draws the desk's pages from the demo's story, whose clock stands still, at two widths, light and dark.

Every page that the delegate of FR reaches by links; what a concerned party has besides, or sees otherwise;
the door; what is about to be signed.

A page that is not drawn is named here with why, or a test fails.
"""

from __future__ import annotations

import base64
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Page

from served import be, chromium, name_of, pages_from, story_served

TALLEST = {1280: 1400, 390: 1700}
PEOPLE = ("FR/delegate", "UA/delegate")
OTHERWISE = ("home", "consent")  # what a concerned party sees otherwise than a partner
DOOR = ("/sign-in", "/enrol")
MORE = {  # which one is reached by links is left to chance
    "FR/delegate": ("/consultations/148/amend", "/consultations/154/answer"),
    "UA/delegate": ("/consents/145/give",),
}
FILES = "accounts-text consultation-word contacts-export entry-part import-file passkey-act sign-file"
STEPS = "charter-ask charter-settings enrol-passkey import-series passkey"
LEFT_OUT = {
    "a form for one act, like others": ["act", "claim-do"],  # and those of do/ that no link leads to
    "a file": FILES.split(),
    "a part of a page, or leads to one": ["passkey-state", "register-check-state", "register-find"],
    "a step on a way that begins at a page that is drawn": STEPS.split(),
    "the demo's own door": ["switch"],
}
UNDRAWN = {name for names in LEFT_OUT.values() for name in names}


def main(out: Path) -> None:
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    with story_served() as address, chromium() as browser:
        page = browser.new_page(base_url=address)
        devtools = page.context.new_cdp_session(page)
        seen: set[str] = set()
        for person in ("", *PEOPLE):
            if person:
                be(page, person)
            for name, path in drawn(page.context, person, seen).items():
                page.goto(path)
                draw(page, devtools, out / f"{person[:2]}-{name.replace(' ', '-')}".lstrip("-"))
        be(page, PEOPLE[0])
        for name in under_way(page):
            draw(page, devtools, out / f"{PEOPLE[0][:2]}-{name}")


def drawn(context: BrowserContext, person: str, seen: set[str]) -> dict[str, str]:
    """An example of each page, by its name; not those of `seen`, which then has them."""
    more = {name_of(path): path for path in (MORE[person] if person else DOOR)}
    found = (pages_from(context) if person else {}) | more
    names = [name for name in found if name.startswith(OTHERWISE) or name not in seen]
    seen.update(found)
    return {name: found[name] for name in names if not is_left_out(name)}


def is_left_out(name: str) -> bool:
    return name.partition(" ")[0] in UNDRAWN or name.startswith("do/")


def under_way(page: Page) -> Iterator[str]:
    """An act that is about to be signed, and a note; each on the page when its name comes."""
    page.goto("/contacts/log")
    for words in ("technical", "call"):
        page.get_by_text(words, exact=True).click()
    page.get_by_role("button", name="Look at what is signed").click()
    page.get_by_role("heading", name="You are about to sign").wait_for()
    yield "sign"
    page.goto("/contacts/147/accounts")
    page.get_by_role("button", name="Begin a draft").click()
    page.wait_for_url("**/notes/*")
    yield "note"


def draw(page: Page, devtools: CDPSession, out: Path) -> None:
    for width, tallest in TALLEST.items():
        page.set_viewport_size({"width": width, "height": 700})
        height = min(page.evaluate("document.documentElement.scrollHeight"), tallest)
        page.set_viewport_size({"width": width, "height": height})
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 0.75}
        shot: dict[str, Any] = {"format": "webp", "quality": 40, "clip": clip}
        for light in ("light", "dark"):
            page.emulate_media(color_scheme=light)
            data = devtools.send("Page.captureScreenshot", shot)["data"]
            Path(f"{out}-{width}-{light}.webp").write_bytes(base64.b64decode(data))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
