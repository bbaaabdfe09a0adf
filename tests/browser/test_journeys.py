"""Four people of four parties, each with a passkey, from a founded dialogue to an acknowledged readout.

By pointer, by keyboard alone, on a phone, in French. What they signed is then checked without the desk.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from founded import Place
from hands import Way
from playwright.sync_api import Browser, expect
from staged import Stage, agree, staged

LINES = "Hear what they say of a ceasefire."


@pytest.mark.parametrize(
    ("way", "language"), [("pointer", "en"), ("keyboard", "en"), ("touch", "en"), ("pointer", "fr")]
)
def test_from_a_mandate_to_a_readout(
    founding: Place, window: Browser, tmp_path: Path, way: Way, language: str
) -> None:
    with staged(founding.copied(tmp_path / "place"), window, way, language=language) as stage:
        agree(stage)
        plan(stage)
        hold(stage)
        assert len(stage.signed) > 12


def plan(stage: Stage) -> None:
    """A contact on a reserved matter: refused, cured by the consent of who is concerned, planned."""
    fr, ua = stage.fr, stage.ua
    at = stage.place.now() + timedelta(days=2)
    fr.go("/contacts/plan")
    _fill_plan(stage, at)
    fr.fill(fr.field("Lines to take"), LINES)
    expect(fr.page.locator("#verdict .verdict.is-no")).to_be_visible()
    fr.press(fr.page.locator("#verdict .cures a[href*='consent']"))
    fr.fill(fr.text(), LINES)
    fr.fill(fr.field("Reason"), "They may raise it.")
    fr.date(fr.field("Day and time"), at + timedelta(days=3))
    fr.look()
    asked = stage.sign(fr)
    ua.go(f"/consents/{asked}")
    ua.press(ua.page.locator("#main a[href$='/give']"))
    ua.look()
    stage.sign(ua)
    fr.go("/contacts/plan")
    _fill_plan(stage, at)
    taken = fr.page.locator("#f-taken")
    fr.select(taken, taken.locator("option").nth(1).get_attribute("value") or "")
    expect(fr.page.locator("#verdict .verdict.is-yes")).to_be_visible()
    fr.look()
    stage.sign(fr)


def _fill_plan(stage: Stage, at: datetime) -> None:
    fr = stage.fr
    for name in ("technical", "call", "Ceasefire"):
        fr.check(fr.choice(name))
    fr.date(fr.field("Day and time"), at)


def hold(stage: Stage) -> None:
    """It took place: logged, its readout filed and sealed, acknowledged by the others."""
    fr = stage.fr
    stage.wait(days=2)
    fr.go("/")
    fr.press(fr.page.locator(".work a.button[href^='/contacts/log?plan=']").first)
    fr.look()
    stage.sign(fr)
    fr.go("/")
    fr.press(fr.page.locator(".work a.button[href^='/do/readout.file']").first)
    fr.fill(fr.text(), "They listened.")
    for which in range(fr.page.locator("[name='matters.raised']").count()):
        fr.select(fr.page.locator("[name='matters.raised']").nth(which), "by-them")
    fr.check(fr.choice("Concerned UA"))
    fr.look()
    filed = stage.sign(fr)
    for person in (stage.de, stage.pl, stage.ua):
        person.go(f"/readouts/{filed}")
        expect(person.page.get_by_role("article").get_by_text("They listened.")).to_be_visible()
        person.press(person.button("Acknowledge it"))
        stage.sign(person)
