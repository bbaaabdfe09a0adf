from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from msgspec.structs import replace

import plenipo
from plenipo.acts import consent, consultation, contact, mandate, offer
from plenipo.dialogue.views.finding_words import DEFINITIONS, PRESSURE
from plenipo.dialogue.views.findings import Shown, findings_of
from plenipo.guard.standing_goaheads import findings_now
from world import DAY, HOUR, PARTNERS, World, text

GUARD = Path(plenipo.__file__).parent / "guard"


def by_clock(world: World, **waiting: int) -> list[Shown]:
    return [s for s in findings_now(world.standing, world.now, waiting) if s.by_clock]


def codes(world: World) -> list[str]:
    return [s.code for s in by_clock(world)]


def flags_in_source() -> set[str]:
    return set(re.findall(r'Flag\(\s*"([a-z-]+[a-z])"', (GUARD / "irregular.py").read_text()))


def reasons_in_source() -> set[str]:
    """The codes of the rules that are derived again when something took place."""
    sources = (GUARD / "rules/authority.py").read_text() + (GUARD / "rules/reserved.py").read_text()
    return set(re.findall(r'Reason\(\s*(?:1[0-6]|20|30),\s*"([a-z-]+[a-z])"', sources))


def test_every_finding_has_a_definition_of_one_line() -> None:
    flags = flags_in_source()
    assert len(flags) > 20
    assert flags - DEFINITIONS.keys() == set()
    reasons = reasons_in_source() - {"speaks-for-another"}
    assert len(reasons) > 8
    assert {f"without-{code}" for code in reasons} - DEFINITIONS.keys() == set()
    assert flags >= PRESSURE
    assert all("\n" not in line and line.endswith(".") for line in DEFINITIONS.values())


def test_what_an_entry_brought_up_stays_and_is_shown_with_its_definition() -> None:
    world = World()
    world.say(
        "FR/envoy",
        contact.Report,
        party="FR",
        counterpart="RU",
        level="technical",
        medium="call",
        at=world.now,
        claims="mandate",
    )
    world.wait(days=9000)
    (shown, *_) = findings_now(world.standing, world.now)
    assert (shown.code, shown.by_clock) == ("no-go-ahead", False)
    assert shown.definition == DEFINITIONS["no-go-ahead"]
    assert shown in findings_of(world.standing, shown.index)


def test_a_planned_contact_beyond_its_mandate_is_seen_by_the_clock() -> None:
    world = World()
    ref = world.mandate()
    plan = world.say("FR/delegate", contact.Plan, **world.plan_of(ref))
    assert codes(world) == []
    world.say("PL/delegate", mandate.Revoke, mandate=ref)
    shown = {s.code: s for s in by_clock(world)}
    assert shown.keys() == {"planned-beyond-mandate", "contact-go-ahead-fell"}
    assert {s.ref for s in shown.values()} == {plan}
    assert shown["planned-beyond-mandate"].at == world.now
    world.say("FR/delegate", contact.Cancel, contact=plan)
    assert codes(world) == []


def test_a_silence_that_lapsed_names_whom_it_did_not_reach() -> None:
    world = World()
    agreed = text("position")
    ref = world.say(
        "FR/delegate",
        consultation.Open,
        subject=consultation.Position(),
        text=agreed,
        procedure="silence",
        deadline=world.now + 3 * DAY,
    )
    receipt = consultation.Receipt(consultation=ref, commitment=agreed.commitment)
    for party in PARTNERS[1:]:
        world.say(f"{party}/delegate", consultation.Receive, texts=(receipt,))
    assert codes(world) == []
    world.wait(days=3)
    (shown,) = by_clock(world)
    assert (shown.code, shown.ref, shown.facts["missing"]) == ("silence-not-reached", ref, "FR")


def test_a_registrar_may_hold_an_act_no_longer_than_the_delay() -> None:
    world = World()
    act = {"f" * 64: world.now}
    world.wait(hours=600 / 3600)
    assert by_clock(world, **act) == []
    world.now += 1
    (shown,) = by_clock(world, **act)
    assert (shown.code, shown.about) == ("registrar-late", "FR")


def test_an_act_that_stands_in_the_register_is_held_by_nobody() -> None:
    world = World()
    ref = world.say(
        "FR/delegate", contact.Announce, counterpart="RU", level="senior", medium="call", at=world.now
    )
    world.wait(hours=1)
    assert by_clock(world, **{ref: world.now - HOUR}) == []


def test_an_offer_lapses_by_its_own_term_alone() -> None:
    world = World()
    fields: dict[str, Any] = {"counterpart": "RU", "level": "leader", "medium": "call", "at": world.now}
    world.say("FR/delegate", offer.Receive, **fields)
    dated = world.say("FR/delegate", offer.Receive, **fields, answer_by=world.now + DAY)
    world.wait(days=400)
    assert [(s.code, s.ref) for s in by_clock(world)] == [("offer-lapsed", dated)]


def test_an_unanswered_request_for_consent_is_no_finding_at_any_time() -> None:
    world = World()
    world.say(
        "FR/delegate",
        consent.Ask,
        party="UA",
        topics=("ceasefire",),
        counterpart="RU",
        level="technical",
        text=text("t"),
        reason=text("r"),
        answer_by=world.now + 4 * DAY,
    )
    world.wait(days=4000)
    assert findings_now(world.standing, world.now) == []


def test_overdue_duties_of_record_are_shown_to_all() -> None:
    world = World()
    world.say("FR/delegate", contact.Plan, **world.plan_of(world.mandate()))
    world.wait(days=3)
    assert codes(world) == []
    world.wait(days=2)
    assert codes(world) == ["contact-unreported"]


def test_a_cap_that_was_lowered_below_its_use_is_seen() -> None:
    world = World()
    world.mandate(envoys=("FR/envoy", "DE/envoy"))
    assert codes(world) == []
    world.tampered, world.standing.charter = True, replace(world.standing.rule_book, cap=1)
    assert codes(world) == ["above-cap"]
