"""A text by silence, on four phones: broken by another wording; a second one that nobody breaks.

Nobody waits: the clock is moved beyond its deadline. It is adopted once two partners have cosigned it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from founded import Place
from hands import Passkeys, Person
from playwright.sync_api import Browser, Locator, expect
from staged import Stage, staged

TEXT = "We ask for lists of names before any date is spoken of."
WORDING = "We ask for complete lists of names before any date is spoken of."


def test_a_silence_is_broken_and_another_is_kept(
    agreed: tuple[Place, Mapping[str, Passkeys]], window: Browser, tmp_path: Path
) -> None:
    place, passkeys = agreed
    with staged(place.copied(tmp_path / "place"), window, "touch", passkeys=passkeys) as stage:
        first = put(stage)
        acknowledged(stage, first)
        amended(stage, first)
        second = put_again(stage, first)
        acknowledged(stage, second)
        passed(stage, second)
        settled(stage, second)


def put(stage: Stage) -> int:
    fr = stage.fr
    fr.go("/")
    fr.press(fr.link("Put a text to the partners"))
    fr.press(fr.page.locator("#main a[href$='subject=position']").first)
    fr.fill(fr.text(), TEXT)
    return _by_silence(stage)


def _by_silence(stage: Stage) -> int:
    fr = stage.fr
    fr.press(fr.page.locator("[name=procedure][value=silence]"))
    fr.press(fr.page.locator("[name=preset]").first)
    fr.look()
    return stage.sign(fr)


def acknowledged(stage: Stage, number: int) -> None:
    """Who put it is a member too. Each is told what pressing does before they press."""
    for person in (stage.de, stage.pl, stage.fr):
        person.go("/")
        person.press(person.page.locator(f"#main .work-do a[href='/consultations/{number}']").first)
        party = person.name.partition("/")[0]
        expect(person.page.get_by_text(f"Acknowledging starts {party}'s clock")).to_be_visible()
        person.press(person.button("I have read it: acknowledge"))
        stage.sign(person)
        person.go(f"/consultations/{number}")
        expect(person.button("I have read it: acknowledge")).to_have_count(0)
        expect(person.page.get_by_text(f"{party} had the text")).to_be_visible()


def amended(stage: Stage, number: int) -> None:
    """PL sees what its wording changes, then proposes it; the others read both."""
    pl, de = stage.pl, stage.de
    pl.go(f"/consultations/{number}")
    pl.press(pl.link("Propose an amendment"))
    pl.fill(pl.field("The text"), WORDING)
    pl.press(pl.button("Show what changes"))
    expect(pl.page.locator("ins")).to_have_text("complete")
    pl.press(pl.page.get_by_role("button", name="Propose it: PL breaks the silence"))
    stage.sign(pl)
    de.go(f"/consultations/{number}")
    expect(de.page.get_by_text("The silence is broken: the text is not adopted.")).to_be_visible()
    expect(de.page.get_by_role("article").get_by_text(WORDING)).to_be_visible()


def put_again(stage: Stage, number: int) -> int:
    """The other wording is a new text, with its own deadline."""
    fr = stage.fr
    fr.go(f"/consultations/{number}")
    fr.press(fr.link("Work on another wording"))
    fr.fill(fr.field("The text"), WORDING)
    fr.press(fr.button("Show what changes"))
    fr.press(fr.button("Put it to the partners as a new text"))
    expect(fr.text()).to_have_value(WORDING)
    return _by_silence(stage)


def passed(stage: Stage, number: int) -> None:
    """Letting it pass is doing nothing. After the deadline it still waits for the partners' copies."""
    stage.de.go(f"/consultations/{number}")
    stage.de.press(stage.de.link("Let it pass"))
    stage.wait(days=3)
    for person in stage.people.values():
        person.go(f"/consultations/{number}")
    expect(_outcome(stage.fr)).not_to_have_text("Adopted")
    expect(stage.fr.page.get_by_text("nothing is adopted yet")).to_be_visible()
    expect(stage.de.link("Let it pass")).to_have_count(0)


def settled(stage: Stage, number: int) -> None:
    """DE and PL take copies and cosign them; FR registers that."""
    place = stage.place
    place.plenipo("export", "out", "--dir", "FR")
    for party in ("DE", "PL"):
        place.plenipo("mirror", "out", "--party", party, "--dir", party)
    place.plenipo("settle", "DE.cosigned", "PL.cosigned", "--key", "FR-delegate", "--dir", "FR")
    for person in stage.people.values():
        person.go(f"/consultations/{number}")
        expect(_outcome(person)).to_have_text("Adopted")
    expect(stage.fr.page.get_by_text("Silence. Closed")).to_be_visible()


def _outcome(person: Person) -> Locator:
    return person.page.locator("[aria-labelledby=facts] .status").first
