"""What UA's own passkey signs on its matters, and what each word does to the go-ahead that others see.

Consent on conditions, the conditions met, withdrawal; refusal; a planned contact that names nothing reserved
claimed, then another disclaimed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from founded import Place
from hands import Passkeys, Person
from playwright.sync_api import Browser, expect
from staged import Stage, staged

LINES = "Hear what they say of a ceasefire."
OTHER = "Ask what they mean by a pause."
CALL = "Ask for the lists of names."
CONDITION = "No word on the line of contact."
STANDS, FALLEN = "The go-ahead stands", "The go-ahead does not stand any more"


def test_each_word_of_the_concerned_party_changes_the_go_ahead(
    agreed: tuple[Place, Mapping[str, Passkeys]], window: Browser, tmp_path: Path
) -> None:
    place, passkeys = agreed
    with staged(place.copied(tmp_path / "place"), window, "pointer", passkeys=passkeys) as stage:
        given_on_conditions(stage)
        refused(stage)
        claimed(stage, taken_out(stage))
        disclaimed(stage)


def ask(stage: Stage, text: str) -> int:
    fr = stage.fr
    fr.go("/consents/ask?party=UA&topics=ceasefire&counterpart=RU&level=technical")
    fr.fill(fr.text(), text)
    fr.fill(fr.field("Reason"), "They may raise it.")
    fr.date(fr.field("Day and time"), stage.place.now() + timedelta(days=5))
    fr.look()
    return stage.sign(fr)


def plan(stage: Stage, topic: str, text: str = "") -> None:
    """In the form; it is not signed yet. Without a text the first that was put to others is taken."""
    fr = stage.fr
    fr.go("/contacts/plan")
    for name in ("technical", "call", topic):
        fr.check(fr.choice(name))
    fr.date(fr.field("Day and time"), stage.place.now() + timedelta(days=2))
    if text:
        fr.fill(fr.field("Lines to take"), text)
    else:
        taken = fr.page.locator("#f-taken")
        fr.select(taken, taken.locator("option").nth(1).get_attribute("value") or "")


def seen(stage: Stage, number: int, words: str) -> None:
    """What the envoy, another partner and the concerned party itself read about the plan."""
    for person in (stage.fr, stage.de, stage.ua):
        person.go(f"/contacts/{number}")
        expect(person.page.locator("[aria-labelledby=go]")).to_contain_text(words)


def press(stage: Stage, person: Person, page: str, words: str) -> int:
    person.go(page)
    person.press(person.button(words))
    return stage.sign(person)


def given_on_conditions(stage: Stage) -> None:
    """It counts for nothing until its giver signs that they are met, and no more once it is withdrawn."""
    fr, ua = stage.fr, stage.ua
    asked = ask(stage, LINES)
    ua.go(f"/consents/{asked}")
    ua.press(ua.page.locator("#main a[href$='/give']"))
    ua.press(ua.page.get_by_text("On conditions", exact=True))
    ua.fill(ua.field("Conditions"), CONDITION)
    ua.look()
    stage.sign(ua)
    plan(stage, "Ceasefire")
    expect(fr.page.locator("#verdict .verdict.is-no")).to_contain_text("conditions")
    press(stage, ua, "/consents", "Its conditions are met")
    plan(stage, "Ceasefire")
    expect(fr.page.locator("#verdict .verdict.is-yes")).to_be_visible()
    fr.look()
    planned = stage.sign(fr)
    seen(stage, planned, STANDS)
    press(stage, ua, "/consents", "Withdraw it")
    seen(stage, planned, FALLEN)
    expect(ua.button("Withdraw it")).to_have_count(0)


def refused(stage: Stage) -> None:
    """Without a reason; the partner sees that, and that it must not ask again soon."""
    fr = stage.fr
    asked = ask(stage, OTHER)
    press(stage, stage.ua, f"/consents/{asked}", "Refuse")
    fr.go("/consents")
    expect(fr.page.locator(f"#main tr:has(a[href='/consents/{asked}'])")).to_contain_text("Refused")
    plan(stage, "Ceasefire", OTHER)
    expect(fr.page.locator("#verdict .verdict.is-no")).to_be_visible()
    expect(fr.page.locator("#verdict .cures a[href*='/ask']")).to_have_count(0)


def taken_out(stage: Stage) -> int:
    """The cure that stands first: the same lines, and nothing that is reserved."""
    fr = stage.fr
    fr.press(fr.page.locator("#verdict .cures a[href='#f-topics']"))
    fr.press(fr.choice("Ceasefire"))
    fr.check(fr.choice("Prisoners"))
    expect(fr.page.locator("#verdict .verdict.is-yes")).to_be_visible()
    fr.look()
    return stage.sign(fr)


def claimed(stage: Stage, planned: int) -> None:
    """UA says that it touches its matters all the same, and then consents to these lines."""
    ua = stage.ua
    seen(stage, planned, STANDS)
    press(stage, ua, f"/consents/contact/{planned}", "Claim it")
    seen(stage, planned, FALLEN)
    ua.go(f"/consents/contact/{planned}")
    ua.press(ua.link("Consent to these lines"))
    ua.look()
    stage.sign(ua)
    seen(stage, planned, STANDS)


def disclaimed(stage: Stage) -> None:
    """Then nothing can be claimed of it any more, and the go-ahead stands."""
    fr, ua = stage.fr, stage.ua
    plan(stage, "Prisoners", CALL)
    expect(fr.page.locator("#verdict .verdict.is-yes")).to_be_visible()
    fr.look()
    planned = stage.sign(fr)
    press(stage, ua, f"/consents/contact/{planned}", "It touches nothing of ours")
    seen(stage, planned, STANDS)
    ua.go(f"/consents/contact/{planned}")
    expect(ua.button("It touches nothing of ours")).to_have_count(0)
