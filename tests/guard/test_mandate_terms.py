"""A mandate's terms beside its scope, and instruction beforehand: the nearest case on each side."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from guard_cast import cures, disclaimed, flags, judged, reasons, tabling
from msgspec.structs import fields, force_setattr

from plenipo.acts import KINDS, assessment, consultation, contact, correction, mandate, offer, proposal
from plenipo.acts import person as person_acts
from plenipo.acts.charter import Party
from plenipo.acts.consultation import ContactDraft, MandateTerms, Subject
from plenipo.guard.charters import Fault, faults
from plenipo.guard.explain import flag_sentence, sentence
from world import DAY, World, charter, text

SENIOR = {"level": "senior"}


@pytest.fixture
def world() -> World:
    return World()


def opening(world: World, words: str = "a draft", **terms: Any) -> dict[str, Any]:
    return {
        "subject": world.terms(**terms),
        "text": text(words),
        "procedure": "vote",
        "deadline": world.now + 3 * DAY,
    }


def opened(world: World, **terms: Any) -> set[tuple[int, str]]:
    verdict = judged(world, "FR/delegate", consultation.Open, **opening(world, **terms))
    assert all(sentence(r) for r in verdict.reasons)
    return reasons(verdict)


def assess(world: World, by: str = "DE/delegate") -> str:
    word: dict[str, Any] = {"scale": "icd-203", "word": "likely", "confidence": "high"}
    return world.say(by, assessment.Make, text=text("what it reached"), **word)


def test_the_point_of_contact_is_a_partners_accredited_person(world: World) -> None:
    assert opened(world, contact_point="DE/delegate") == set()
    assert opened(world, contact_point="DE/nobody") == {(45, "contact-point-not-accredited")}
    assert opened(world, contact_point="UA/delegate") == {(45, "contact-point-of-no-partner")}
    assert opened(world, contact_point="RU/minister") == {(45, "contact-point-of-no-partner")}
    world.say("DE/authority", person_acts.Withdraw, person="DE/delegate")
    assert opened(world, contact_point="DE/delegate") == {(45, "contact-point-not-accredited")}


@pytest.mark.parametrize(
    ("ceiling", "told"),
    [
        ("TLP:GREEN", set()),
        ("TLP:AMBER", set()),
        ("TLP:AMBER+STRICT", {(45, "ceiling-above-charter")}),
        ("SECRET UE/EU SECRET", {(45, "ceiling-above-charter")}),
        ("TLP:WHITE", {(45, "bad-ceiling")}),
    ],
)
def test_a_mandates_ceiling_lies_within_the_charters(
    world: World, ceiling: str, told: set[tuple[int, str]]
) -> None:
    assert opened(world, ceiling=ceiling) == told


def test_nothing_above_its_ceiling_is_entrusted_to_the_envoys_of_a_mandate(world: World) -> None:
    low, open_ended = world.mandate("low", ceiling="TLP:GREEN"), world.mandate("open")
    for words in ("lines", "text", "invitation"):
        disclaimed(world, words)
    above = {(19, "above-mandate-ceiling")}
    for ref, marking, told in (
        (low, "TLP:GREEN", set()),
        (low, "TLP:AMBER", above),
        (open_ended, "TLP:AMBER", set()),
    ):
        planned = world.plan_of(ref, lines=text("lines", marking))
        verdict = judged(world, "FR/envoy", contact.Plan, **planned)
        assert reasons(verdict) == told
        put = tabling(ref, "text", "grain", text=text("text", marking))
        assert reasons(judged(world, "FR/envoy", proposal.Table, **put)) == told
        invited = tabling(ref, "invitation", "grain", text=text("invitation", marking))
        assert reasons(judged(world, "FR/envoy", offer.Make, **invited)) == told
    unknown = judged(world, "FR/envoy", contact.Plan, **world.plan_of(low, lines=text("lines", "secret")))
    assert reasons(unknown) == {(6, "unknown-marking"), *above}
    assert cures(judged(world, "FR/envoy", contact.Plan, **world.plan_of(low))) == {
        "above-mandate-ceiling": ("leave-text-out",)
    }


def test_the_condition_of_an_offer_is_under_the_ceiling_too(world: World) -> None:
    ref = world.mandate(ceiling="TLP:GREEN")
    disclaimed(world, "invitation")
    made = tabling(ref, "invitation", "grain", text=text("invitation", "TLP:GREEN"))
    assert judged(world, "FR/envoy", offer.Make, **made).allowed
    told = judged(world, "FR/envoy", offer.Make, **made, condition=text("if", "TLP:AMBER"))
    assert reasons(told) == {(19, "above-mandate-ceiling")}


def test_reports_fall_due_in_order(world: World) -> None:
    starts, ends = world.now, world.now + 90 * DAY
    wrong = {(45, "reports-out-of-order")}
    assert opened(world, report_every=1, progress_by=ends, final_by=ends + 1) == set()
    assert opened(world, report_every=0) == wrong
    assert opened(world, progress_by=starts) == wrong
    assert opened(world, progress_by=ends + 1) == wrong
    assert opened(world, progress_by=starts + DAY, final_by=starts + DAY) == wrong
    assert opened(world, final_by=starts) == wrong
    assert opened(world, final_by=starts + 1) == set()


def test_a_renewal_is_judged_against_the_objectives_of_what_it_renews(world: World) -> None:
    early = assess(world)
    ref = world.mandate()
    unjudged = {(45, "renewal-not-judged")}
    assert opened(world, renews=ref) == unjudged
    assert opened(world, renews=ref, judged="0" * 64) == unjudged
    assert opened(world, renews=ref, judged=early) == {(45, "judged-before-it-began")}
    verdict = judged(world, "FR/delegate", consultation.Open, **opening(world, renews=ref))
    assert [(c.code, c.act) for r in verdict.reasons for c in r.cures] == [("assess", "assessment.make")]
    world.now += 1
    made = assess(world)
    assert opened(world, renews=ref, judged=made) == set()
    assert opened(world, judged=made) == {(45, "nothing-renewed")}
    assert opened(world, renews=made, judged=made) == {(45, "no-such-mandate")}
    world.say("DE/delegate", correction.Correct, act=made)
    assert opened(world, renews=ref, judged=made) == unjudged


def test_a_renewal_is_for_the_same_counterpart() -> None:
    world = World(parties=(*charter().parties, Party(id="BY", name="Another", role="counterpart")))
    renewed = {"renews": world.mandate(), "judged": assess(world)}
    assert opened(world, **renewed) == set()
    assert opened(world, **renewed, counterpart="BY") == {(45, "renews-another")}


def test_an_assessment_of_the_very_instant_at_which_the_mandate_began_judges_it(world: World) -> None:
    ref = world.mandate(starts=world.now + 5 * DAY)
    world.now = world.standing.mandates[ref].terms.starts - 1
    before = assess(world)
    world.now += 1
    made = assess(world, "IT/delegate")
    assert opened(world, renews=ref, judged=before) == {(45, "judged-before-it-began")}
    assert opened(world, renews=ref, judged=made) == set()


def test_a_tenure_over_four_years_is_a_finding_and_no_refusal() -> None:
    exact = text("long").commitment
    for days, found in ((1461, set()), (1462, {"tenure-over-four-years"})):
        fresh = World()
        ends = fresh.now + (3 + days) * DAY
        ref = fresh.decide(fresh.terms(ends=ends), "long")
        assert flags(fresh, "FR/envoy", mandate.Accept, mandate=ref, commitment=exact) == found
    finding = fresh.standing.findings[-1]
    assert "1462 days" in flag_sentence(finding.code, finding.about, finding.facts)


def test_tenure_adds_up_mandates_without_counting_a_day_twice(world: World) -> None:
    first = world.mandate("first", ends=world.now + (3 + 1000) * DAY)
    began = world.standing.mandates[first].accepted["FR/envoy"]
    assessed = assess(world)
    world.wait(days=700)
    ends = began + 1461 * DAY

    def accept(words: str, until: int) -> set[str]:
        ref = world.decide(world.terms(ends=until, renews=first, judged=assessed), words)
        exact = text(words).commitment
        return flags(world, "FR/envoy", mandate.Accept, mandate=ref, commitment=exact)

    assert accept("second", ends) == set()
    assert accept("third", ends + 1) == {"tenure-over-four-years"}
    assert not any(f.code == "tenure-over-four-years" and f.about != "FR" for f in world.standing.findings)


def test_no_act_alters_a_red_line(world: World) -> None:
    """Red lines are shown, never judged, and only a new decision sets others."""
    lines = (text("no territory"), text("no amnesty"))
    ref = world.mandate(red_lines=lines, contact_point="DE/delegate")
    terms = world.standing.mandates[ref].terms
    another = opening(world, "mandate", red_lines=(text("no amnesty"),))
    assert world.refused("FR/delegate", consultation.Open, **another) == {(40, "text-used-before")}
    assert world.refused("FR/delegate", correction.Correct, act=ref) == {(54, "not-correctable")}
    exact = text("mandate").commitment
    assert world.refused("FR/envoy", mandate.Accept, mandate=ref, commitment=exact) == {
        (43, "accepted-before")
    }
    world.say("PL/delegate", mandate.Suspend, mandate=ref)
    world.say("PL/delegate", mandate.Resume, mandate=ref)
    newer = world.mandate("a new decision", red_lines=lines[:1])
    world.say("PL/delegate", mandate.Revoke, mandate=ref)
    assert world.standing.mandates[ref].terms == terms
    assert world.standing.mandates[ref].terms.red_lines == lines
    assert world.standing.mandates[newer].terms.red_lines == lines[:1]
    with pytest.raises(AttributeError):
        terms.red_lines = ()  # type: ignore[misc] # frozen


def test_only_the_opening_of_a_consultation_can_carry_terms() -> None:
    """Every other kind has no member in which a red line could stand."""
    assert MandateTerms in get_args(Subject)
    carriers = {kind for kind, cls in KINDS.items() if any(f.type == Subject for f in fields(cls))}
    assert carriers == {"consultation.open"}


def test_the_guard_judges_alike_whatever_the_red_lines_say(world: World) -> None:
    ref = world.mandate(red_lines=(text("no prisoners"),))
    before = judged(world, "FR/envoy", contact.Plan, **world.plan_of(ref))
    held = world.standing.mandates[ref].terms
    force_setattr(held, "red_lines", ())
    after = judged(world, "FR/envoy", contact.Plan, **world.plan_of(ref))
    assert before.allowed
    assert (before.reasons, before.chain) == (after.reasons, after.chain)
    world.tampered = True


def planned(world: World, ref: str, **changes: Any) -> set[tuple[int, str]]:
    return reasons(judged(world, "FR/envoy", contact.Plan, **world.plan_of(ref, **changes)))


def test_instruction_beforehand_is_an_adopted_decision_on_these_very_lines() -> None:
    world = World(instruct_before=("senior",))
    ref = world.mandate()
    assert planned(world, ref) == set()
    assert planned(world, ref, **SENIOR) == {(33, "not-instructed")}
    assert planned(world, ref, **SENIOR, consultation=ref) == {(33, "not-instructed")}
    draft = world.decide(ContactDraft(counterpart="RU", level="senior"), "lines", days=1)
    assert planned(world, ref, **SENIOR, consultation=draft) == set()
    swapped = planned(world, ref, **SENIOR, consultation=draft, lines=text("other lines"))
    assert swapped == {(33, "instructed-on-another-text")}
    lower = world.decide(ContactDraft(counterpart="RU", level="technical"), "lines two", days=1)
    told = planned(world, ref, **SENIOR, consultation=lower, lines=text("lines two"))
    assert told == {(33, "instructed-on-another-text")}


@pytest.mark.parametrize("before", ["consult_before", "instruct_before"])
def test_a_charter_that_asks_for_lines_beforehand_says_how_they_are_decided(before: str) -> None:
    rules = charter().decisions
    without = {decision: rule for decision, rule in rules.items() if decision != "contact"}
    lacking = Fault("no-rule", {"decision": "contact"})
    assert lacking not in faults(charter(decisions=without))
    assert lacking in faults(charter(decisions=without, **{before: ("senior",)}))
    assert faults(charter(**{before: ("senior",)})) == []


def test_advice_that_was_heard_is_not_an_instruction() -> None:
    """Consulted is one thing and instructed another: three of five adopt, two of five only advise."""
    advised, instructed = World(consult_before=("senior",)), World(instruct_before=("senior",))
    for votes, told in (
        ({"IT": "against", "UK": "against"}, set()),
        ({"PL": "against", "IT": "against", "UK": "against"}, {(33, "lines-not-adopted")}),
    ):
        for world, expected in ((advised, set()), (instructed, told)):
            ref = world.mandate(f"mandate {len(votes)}")
            words = f"lines {len(votes)}"
            draft = world.decide(ContactDraft(counterpart="RU", level="senior"), words, days=1, **votes)
            assert planned(world, ref, **SENIOR, consultation=draft, lines=text(words)) == expected


def test_an_instruction_holds_from_the_instant_of_its_adoption() -> None:
    world = World(instruct_before=("senior",))
    ref = world.mandate()
    draft = world.decide(ContactDraft(counterpart="RU", level="senior"), "lines", days=1)
    intended = {**SENIOR, "consultation": draft, "at": world.now + DAY}
    deadline = world.now
    assert planned(world, ref, **intended) == set()
    fresh = World(instruct_before=("senior",))
    again = fresh.mandate()
    fresh.say(
        "FR/delegate",
        consultation.Open,
        subject=ContactDraft(counterpart="RU", level="senior"),
        text=text("lines"),
        procedure="vote",
        deadline=deadline,
    )
    open_one = list(fresh.standing.consultations)[-1]
    fresh.now = deadline - 1
    verdict = judged(fresh, "FR/envoy", contact.Plan, **fresh.plan_of(again, **SENIOR, consultation=open_one))
    assert reasons(verdict) == {(33, "lines-not-adopted")}
    assert cures(verdict) == {"lines-not-adopted": ("wait",)}
    fresh.now = deadline
    verdict = judged(fresh, "FR/envoy", contact.Plan, **fresh.plan_of(again, **SENIOR, consultation=open_one))
    assert cures(verdict) == {"lines-not-adopted": ("instruct",)}


def test_lines_taken_back_instruct_nobody() -> None:
    world = World(instruct_before=("senior",))
    ref = world.mandate()
    subject = ContactDraft(counterpart="RU", level="senior")
    put: dict[str, Any] = {"text": text("lines"), "procedure": "vote", "deadline": world.now + DAY}
    draft = world.say("FR/delegate", consultation.Open, subject=subject, **put)
    world.say("FR/delegate", consultation.Withdraw, consultation=draft)
    assert planned(world, ref, **SENIOR, consultation=draft) == {(33, "lines-not-adopted")}
