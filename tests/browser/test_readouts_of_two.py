"""One contact, two accounts: side by side, asked about, answered, shared onwards; and what was obtained."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from founded import Place
from hands import Passkeys, Person
from playwright.sync_api import Browser, expect
from staged import Stage, staged

OURS = "They named twelve prisoners. They will send the list on Friday."
THEIRS = "They named twelve prisoners. They will not send the list on Friday."
QUESTION, ANSWER = "Did they say why twelve?", "They did not."
OBTAINED = "Twelve names by word of mouth."
SEALED = "Sealed; your party is not among its readers."


def test_two_accounts_are_compared_asked_about_and_shared(
    agreed: tuple[Place, Mapping[str, Passkeys]], window: Browser, tmp_path: Path
) -> None:
    place, passkeys = agreed
    with staged(place.copied(tmp_path / "place"), window, "pointer", passkeys=passkeys) as stage:
        contact = logged(stage)
        ours = filed(stage, stage.fr, contact, "ours", OURS)
        filed(stage, stage.de, contact, "theirs", THEIRS)
        compared(stage, contact)
        asked(stage, ours)
        shared(stage, ours)
        obtained(stage, contact)


def logged(stage: Stage) -> int:
    fr = stage.fr
    fr.go("/contacts/log")
    for name in ("technical", "call"):
        fr.press(fr.choice(name))
    fr.look()
    return stage.sign(fr)


def filed(stage: Stage, person: Person, contact: int, side: str, text: str) -> int:
    person.go(f"/do/readout.file?contact={contact}")
    person.check(person.page.locator(f"[name=side][value={side}]"))
    person.fill(person.text(), text)
    for each in person.page.locator("[name='matters.raised']").all():
        person.select(each, "not-raised")
    person.look()
    return stage.sign(person)


def compared(stage: Stage, contact: int) -> None:
    """PL reads both at once, corrects a proposal and keeps it; FR, whose account is one, sees none of it."""
    pl, fr = stage.pl, stage.fr
    pl.go(f"/contacts/{contact}/accounts")
    sides = pl.page.locator(".sides > section")
    expect(sides.nth(0)).to_contain_text(OURS)
    expect(sides.nth(1)).to_contain_text(THEIRS)
    pl.press(pl.link("Begin with a proposal"))
    expect(pl.page.locator("select[name=relation]").nth(1)).to_have_value("contradictory")
    pl.fill(pl.page.locator("input[name=on]").nth(1), "The list")
    pl.press(pl.button("Keep the comparison"))
    expect(pl.page.get_by_role("row", name="The list")).to_contain_text("contradictory")
    fr.go(f"/contacts/{contact}/accounts")
    expect(fr.page.get_by_text("Your party has not compared them yet.")).to_be_visible()


def asked(stage: Stage, readout: int) -> None:
    pl, fr = stage.pl, stage.fr
    pl.go(f"/readouts/{readout}")
    pl.press(pl.link("Ask about a readout"))
    pl.fill(pl.text(), QUESTION)
    pl.look()
    stage.sign(pl)
    fr.go(f"/readouts/{readout}")
    expect(fr.page.get_by_role("article").get_by_text(QUESTION)).to_be_visible()
    fr.press(fr.link("Answer it"))
    fr.fill(fr.text(), ANSWER)
    fr.look()
    stage.sign(fr)
    for person in (stage.pl, stage.de):
        person.go(f"/readouts/{readout}")
        expect(person.page.get_by_role("article").get_by_text(ANSWER)).to_be_visible()


def shared(stage: Stage, readout: int) -> None:
    """UA reads nothing of it before, and the same text after."""
    fr, ua = stage.fr, stage.ua
    ua.go(f"/readouts/{readout}")
    expect(ua.page.get_by_text(SEALED).first).to_be_visible()
    expect(ua.page.get_by_text(OURS)).to_have_count(0)
    fr.go(f"/readouts/{readout}")
    fr.press(fr.link("Share a readout"))
    fr.press(fr.choice("Concerned UA"))
    fr.look()
    stage.sign(fr)
    ua.go(f"/readouts/{readout}")
    expect(ua.page.get_by_role("article").get_by_text(OURS)).to_be_visible()
    expect(ua.page.get_by_text("Shared with it on")).to_be_visible()


def obtained(stage: Stage, contact: int) -> None:
    fr, pl = stage.fr, stage.pl
    fr.go(f"/contacts/{contact}")
    fr.press(fr.link("What did we get?"))
    fr.fill(fr.field("Obtained"), OBTAINED)
    fr.look()
    stage.sign(fr)
    pl.go(f"/contacts/{contact}/accounts")
    expect(pl.page.get_by_text(OBTAINED)).to_be_visible()
