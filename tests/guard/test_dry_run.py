"""What another charter would change: each sort of difference, and none where there is none."""

from __future__ import annotations

from typing import Any

import pytest
from guard_cast import plan, report_of
from msgspec.structs import replace

from plenipo.acts import consultation, contact
from plenipo.acts.charter import DecisionRule, Reserved
from plenipo.acts.consultation import ContactDraft, Position
from plenipo.guard.dry_run import Trial
from plenipo.verify.dry_run import dry_run
from world import DAY, World, text


@pytest.fixture(scope="module")
def world() -> World:
    """A mandate, a contact that was planned and held, one that was not, a vote that one partner lost."""
    world = World()
    ref = world.mandate()
    held = plan(world, ref)
    world.wait(days=2)
    world.say("FR/envoy", contact.Report, **report_of(world, held))
    plan(world, ref, level="senior", lines=text("other lines"))
    world.decide(Position(), "a position", IT="against", UK="against")
    return world


def tried(world: World, **changes: Any) -> Trial:
    """The history under the charter in force with these changes."""
    return dry_run(world.entries, replace(world.standing.rule_book, **changes), world.now)


def entries(found: Any) -> set[tuple[str, int, str]]:
    return {(one.kind, r.rule, r.code) for one in found for r in one.reasons}


def test_the_same_charter_changes_nothing(world: World) -> None:
    trial = tried(world)
    assert trial.alike
    assert trial.entries == len(world.entries)
    assert trial.judged == trial.entries - 1
    assert trial.faults == ()


def test_a_stricter_charter_names_the_entries_that_it_would_have_refused(world: World) -> None:
    trial = tried(world, instruct_before=("senior",))
    assert entries(trial.newly_refused) == {("contact.plan", 33, "not-instructed")}
    (refused,) = trial.newly_refused
    assert world.standing.contacts[refused.ref].level == "senior"
    assert (trial.newly_allowed, trial.counted) == ((), ())
    assert not trial.alike


def test_a_lower_cap_refuses_the_acceptance() -> None:
    second = World()
    second.mandate("first")
    second.mandate("second", envoys=("DE/envoy",))
    assert entries(tried(second, cap=1).newly_refused) == {("mandate.accept", 17, "cap-reached")}
    assert tried(second, cap=3).newly_refused == ()


def test_what_was_registered_although_refused_may_be_allowed_by_the_new_charter() -> None:
    lying = World()
    ref = lying.mandate()
    lying.tampered = True
    lying.force(lying.act("FR/envoy", contact.Plan, **lying.plan_of(ref, at=lying.now + 3600_000)))
    trial = tried(lying, claim_window=1800)
    assert entries(trial.newly_allowed) == {("contact.plan", 21, "window-too-short")}
    assert tried(lying, claim_window=7200).newly_allowed == ()


def test_what_could_be_said_at_the_end_is_what_may_would_tell() -> None:
    world = World()
    world.mandate()
    stricter = tried(world, reserved=(Reserved(party="UA", topics=("ceasefire", "territory", "prisoners")),))
    assert ("contact.plan", 20, "no-consent") in entries(stricter.could_no_longer)
    assert ("contact.plan", 20, "no-consent") not in entries(stricter.could_now)
    without = {k: v for k, v in world.standing.rule_book.decisions.items() if k != "position"}
    fewer = tried(world, decisions=without)
    assert ("consultation.open", 40, "no-rule") in entries(fewer.could_no_longer)
    richer = {**world.standing.rule_book.decisions, "contact": DecisionRule(rule="unanimity", silence=True)}
    more = tried(world, decisions=richer)
    assert {(p.kind, p.reasons[0].code) for p in more.could_now} == {("consultation.open", "no-silence")}
    assert more.could_no_longer == ()


def test_consultations_are_counted_again_by_the_new_rule(world: World) -> None:
    unanimous = {**world.standing.rule_book.decisions, "position": DecisionRule(rule="unanimity")}
    trial = tried(world, decisions=unanimous)
    (counted,) = trial.counted
    assert (counted.decides, counted.before, counted.after) == ("position", "adopted", "not-adopted")
    gone = {k: v for k, v in unanimous.items() if k != "position"}
    assert [c.after for c in tried(world, decisions=gone).counted] == ["no-rule"]


def test_a_silence_is_not_counted_by_a_charter_that_allows_none() -> None:
    world = World()
    put: dict[str, Any] = {"text": text("quiet"), "procedure": "silence", "deadline": world.now + 3 * DAY}
    world.say("FR/delegate", consultation.Open, subject=Position(), **put)
    loud = {**world.standing.rule_book.decisions, "position": DecisionRule(rule="simple-majority")}
    trial = tried(world, decisions=loud)
    assert entries(trial.newly_refused) == {("consultation.open", 40, "no-silence")}
    assert [(c.before, c.after) for c in trial.counted] == [("pending", "no-silence")]


def test_words_that_the_new_rule_does_not_know_cannot_be_counted() -> None:
    world = World()
    ref = world.decide(world.terms(), "with a declaration", IT="constructive")
    simple = {**world.standing.rule_book.decisions, "mandate": DecisionRule(rule="simple-majority")}
    trial = tried(world, decisions=simple)
    assert [(c.ref, c.after) for c in trial.counted] == [(ref, "uncountable")]
    assert ("consultation.answer", 41, "word-not-here") not in entries(trial.newly_refused)


def test_a_charter_that_is_not_whole_is_told_its_faults_and_tried_all_the_same(world: World) -> None:
    trial = tried(world, quorum=2, instruct_before=("senior",))
    assert [fault.code for fault in trial.faults] == ["bad-quorum"]
    assert len(trial.newly_refused) == 1


def test_rules_that_this_program_does_not_have_are_not_tried(world: World) -> None:
    trial = tried(world, rules="2", cap=1)
    assert [fault.code for fault in trial.faults] == ["unknown-rules"]
    assert (trial.judged, trial.alike) == (0, True)


def test_trying_a_charter_changes_nothing(world: World) -> None:
    world.check_replay()
    before = list(world.entries)
    tried(world, cap=1, instruct_before=("technical", "senior"))
    assert world.entries == before
    world.check_replay()


def test_a_consultation_in_time_meets_the_new_charter() -> None:
    world = World()
    ref = world.mandate()
    draft = world.decide(ContactDraft(counterpart="RU", level="senior"), "lines", days=1)
    plan(world, ref, level="senior", consultation=draft)
    assert tried(world, instruct_before=("senior",), consult_before=("senior",)).newly_refused == ()
