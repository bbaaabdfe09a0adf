"""Rules 40 to 44: what the partners decide, by vote or by silence, to the millisecond."""

from __future__ import annotations

from typing import Any

import pytest
from guard_cast import judged, reasons

from plenipo.acts import consultation, contact, mandate
from plenipo.acts.consultation import Amendment, EndMandate, MandateTerms, Position
from plenipo.acts.words import Text
from plenipo.consultation import Result
from plenipo.dialogue.derived import outcome_of
from world import DAY, HOUR, PARTNERS, START, World, text


@pytest.fixture
def world() -> World:
    return World()


def opening(world: World, **changes: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "subject": Position(),
        "text": text("position"),
        "procedure": "silence",
        "deadline": world.now + 2 * DAY,
    }
    return {**fields, **changes}


def outcome(world: World, ref: str) -> Result:
    return outcome_of(world.standing, world.standing.consultations[ref], world.now)


def receive(world: World, ref: str, *parties: str, words: Text | None = None) -> None:
    receipt = consultation.Receipt(consultation=ref, commitment=(words or text("position")).commitment)
    for party in parties:
        world.say(f"{party}/reader", consultation.Receive, texts=(receipt,))


def answer(ref: str, word: str, **changes: Any) -> dict[str, Any]:
    fields = {"consultation": ref, "commitment": text("position").commitment, "answer": word}
    return {**fields, **changes}


def opened(world: World, **changes: Any) -> str:
    return world.say("FR/delegate", consultation.Open, **opening(world, **changes))


# Opening


def refused_opening(world: World, **changes: Any) -> set[tuple[int, str]]:
    return reasons(judged(world, "FR/delegate", consultation.Open, **opening(world, **changes)))


def test_silence_is_opened_only_where_the_charter_allows_it(world: World) -> None:
    new = world.standing.rule_book
    assert refused_opening(world) == set()
    assert refused_opening(world, subject=Amendment(charter=new)) == {(40, "no-silence")}
    assert refused_opening(world, subject=Amendment(charter=new), procedure="vote") == set()


def test_a_deadline_leaves_the_silence_minimum_or_the_registrars_delay(world: World) -> None:
    for procedure, least in (("silence", DAY), ("vote", 600_000)):
        changes: dict[str, Any] = {"procedure": procedure, "deadline": world.now + least}
        assert refused_opening(world, **changes) == {(40, "deadline-too-soon")}
        changes["deadline"] += 1
        assert refused_opening(world, **changes) == set()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"envoys": ()}, "mandate-without"),
        ({"topics": ()}, "mandate-without"),
        ({"counterpart": "TR"}, "not-a-counterpart"),
        ({"topics": ("weather",)}, "unknown-topic"),
        ({"ends": 1}, "mandate-ends-first"),
        ({"starts": START + 9 * DAY, "ends": START + 9 * DAY}, "mandate-ends-first"),
    ],
)
def test_a_mandate_without_scope_or_end_is_not_put_to_the_partners(
    world: World, changes: dict[str, Any], code: str
) -> None:
    assert refused_opening(world, subject=world.terms(**changes)) == {(40, code)}


def test_only_a_mandate_that_there_is_can_be_ended(world: World) -> None:
    told = refused_opening(world, subject=EndMandate(mandate="0" * 64), procedure="vote")
    assert told == {(40, "no-such-mandate")}


def test_a_decision_without_a_rule_in_the_charter_is_not_put() -> None:
    world = World()
    decisions = {k: v for k, v in world.standing.rule_book.decisions.items() if k != "position"}
    assert refused_opening(World(decisions=decisions)) == {(40, "no-rule")}


# Answering


def test_an_answer_comes_before_the_deadline_strictly(world: World) -> None:
    ref = opened(world)
    world.now += 2 * DAY - 1
    assert judged(world, "DE/delegate", consultation.Answer, **answer(ref, "object")).allowed
    world.now += 1
    assert world.refused("DE/delegate", consultation.Answer, **answer(ref, "object")) == {(41, "closed")}


def test_what_is_said_concerns_the_exact_text_of_a_consultation_that_is_open(world: World) -> None:
    ref = opened(world)
    other = answer(ref, "object", commitment=text("other").commitment)
    assert world.refused("DE/delegate", consultation.Answer, **other) == {(41, "another-text")}
    assert world.refused("DE/delegate", consultation.Answer, **answer("0" * 64, "object")) == {
        (41, "no-such-consultation")
    }
    assert world.refused("DE/delegate", consultation.Answer, **answer(ref, "for")) == {(41, "word-not-here")}
    assert (41, "not-a-member") in world.refused("UA/delegate", consultation.Answer, **answer(ref, "object"))
    assert world.refused("DE/delegate", consultation.Receive, texts=()) == {(41, "nothing-named")}
    world.say("FR/delegate", consultation.Withdraw, consultation=ref)
    assert world.refused("DE/delegate", consultation.Answer, **answer(ref, "object")) == {(41, "withdrawn")}


def test_only_its_openers_party_moves_or_takes_back_a_consultation(world: World) -> None:
    ref = opened(world)
    later = world.now + 3 * DAY
    assert world.refused("DE/delegate", consultation.Extend, consultation=ref, deadline=later) == {
        (41, "not-the-opener")
    }
    assert world.refused("DE/delegate", consultation.Withdraw, consultation=ref) == {(41, "not-the-opener")}
    same = world.standing.consultations[ref].deadline
    assert world.refused("FR/delegate", consultation.Extend, consultation=ref, deadline=same) == {
        (41, "not-later")
    }
    assert judged(world, "FR/authority", consultation.Extend, consultation=ref, deadline=same + 1).allowed


def test_a_qualified_abstention_needs_its_declaration(world: World) -> None:
    ref = opened(world, subject=world.terms(), procedure="vote")
    assert world.refused("DE/delegate", consultation.Answer, **answer(ref, "constructive")) == {
        (41, "declaration-missing")
    }
    declared = answer(ref, "constructive", declaration=text("declaration"))
    assert judged(world, "DE/delegate", consultation.Answer, **declared).allowed


# Silence


def silent(world: World, *parties: str, **changes: Any) -> str:
    ref = opened(world, **changes)
    receive(world, ref, *(parties or PARTNERS))
    return ref


def test_silence_adopts_only_once_a_quorum_has_cosigned_after_deadline_and_delay(world: World) -> None:
    ref = silent(world)
    deadline = world.standing.consultations[ref].deadline
    world.now = deadline + 600_000 - 1_000
    world.settle()
    assert outcome(world, ref).outcome == "pending"
    world.now = deadline + 600_000
    world.settle("FR", "DE")
    assert outcome(world, ref).outcome == "pending"
    world.settle("PL")
    assert outcome(world, ref).outcome == "adopted"


def test_a_mandate_by_silence_carries_nothing_before_that(world: World) -> None:
    ref = silent(world, subject=world.terms())
    accept = {"mandate": ref, "commitment": text("position").commitment}
    world.wait(days=2, hours=1)
    assert world.refused("FR/envoy", mandate.Accept, **accept) == {(42, "not-adopted")}
    world.settle()
    assert judged(world, "FR/envoy", mandate.Accept, **accept).allowed


def test_silence_lapses_as_not_reached_and_names_whom(world: World) -> None:
    ref = silent(world, "FR", "DE", "PL")
    world.now += DAY
    receive(world, ref, "IT")
    world.now += 1
    receive(world, ref, "UK")
    world.wait(days=2)
    world.settle()
    assert (outcome(world, ref).outcome, outcome(world, ref).missing) == ("not-reached", ("UK",))


@pytest.mark.parametrize("word", ["object", "amend"])
def test_one_objection_or_amendment_breaks_silence_for_good(world: World, word: str) -> None:
    ref = silent(world)
    world.say("IT/delegate", consultation.Answer, **answer(ref, word))
    world.wait(days=3)
    world.settle()
    assert outcome(world, ref).outcome == "not-adopted"
    assert outcome(world, ref).against == ("IT",)


def test_a_reservation_is_attached_without_breaking_silence(world: World) -> None:
    ref = silent(world)
    attached = {"consultation": ref, "commitment": text("position").commitment, "text": text("reservation")}
    world.say("IT/delegate", consultation.Attach, **attached, what="reservation")
    world.wait(days=3)
    world.settle()
    assert outcome(world, ref).outcome == "adopted"


def test_an_extension_gives_time_to_who_was_not_reached(world: World) -> None:
    ref = silent(world, "FR", "DE", "PL", "IT")
    world.now += 2 * DAY - 1
    deadline = world.standing.consultations[ref].deadline
    world.say("FR/delegate", consultation.Extend, consultation=ref, deadline=deadline + 2 * DAY)
    receive(world, ref, "UK")
    world.wait(days=3)
    world.settle()
    assert outcome(world, ref).outcome == "adopted"


def test_a_withdrawn_text_is_not_adopted(world: World) -> None:
    ref = silent(world)
    world.say("FR/delegate", consultation.Withdraw, consultation=ref)
    world.wait(days=3)
    world.settle()
    assert outcome(world, ref).outcome == "not-adopted"


# By vote


@pytest.mark.parametrize(
    ("abstaining", "expected"),
    [
        (("FR", "DE"), "not-adopted"),
        (("DE", "PL"), "not-adopted"),
        (("PL", "IT"), "adopted"),
        (("DE",), "adopted"),
    ],
)
def test_a_third_of_members_and_of_weight_that_abstains_constructively_prevents_adoption(
    world: World, abstaining: tuple[str, ...], expected: str
) -> None:
    """FR and DE weigh 151 of 316, DE and PL 120, PL and IT 96; a third is 106. DE alone is one of five."""
    words: dict[str, Any] = dict.fromkeys(abstaining, "constructive")
    ref = world.decide(world.terms(), "mandate", **words)
    assert outcome(world, ref).outcome == expected


def test_no_outcome_is_told_before_the_close(world: World) -> None:
    ref = opened(world, procedure="vote")
    for party in PARTNERS:
        world.say(f"{party}/delegate", consultation.Answer, **answer(ref, "for"))
    assert outcome(world, ref).outcome == "pending"
    world.now = world.standing.consultations[ref].deadline
    assert outcome(world, ref).outcome == "adopted"


def test_the_last_answer_before_the_close_counts(world: World) -> None:
    ref = opened(world, procedure="vote")
    for party in ("FR", "DE", "PL"):
        world.say(f"{party}/delegate", consultation.Answer, **answer(ref, "for"))
    world.say("PL/delegate", consultation.Answer, **answer(ref, "against"))
    world.wait(days=3)
    assert outcome(world, ref).outcome == "not-adopted"


# What rests on a decision


def reported(world: World) -> str:
    fields = {"party": "DE", "counterpart": "RU", "level": "leader", "medium": "visit", "at": world.now}
    return world.say("DE/delegate", contact.Report, **fields)


def test_a_contact_is_confirmed_by_the_decision_that_names_it(world: World) -> None:
    """Any adopted text cannot be borrowed to confirm any contact."""
    held, other = reported(world), reported(world)
    borrowed = world.decide(Position(), "on grain")
    named = world.decide(Position(confirms=held), "on the visit")
    ratify = {"contact": held, "effective_from": world.now}
    assert world.refused("FR/delegate", contact.Ratify, **ratify, decision=borrowed) == {
        (42, "confirms-another")
    }
    assert world.refused("FR/delegate", contact.Ratify, **{**ratify, "contact": other}, decision=named) == {
        (42, "confirms-another")
    }
    assert world.refused("FR/delegate", contact.Ratify, **ratify, decision="0" * 64) == {
        (42, "no-such-decision")
    }
    assert judged(world, "FR/delegate", contact.Ratify, **ratify, decision=named).allowed


def test_a_decision_not_adopted_confirms_nothing(world: World) -> None:
    held = reported(world)
    lost = world.decide(Position(confirms=held), "on the visit", FR="against", DE="against", PL="against")
    ratify = {"contact": held, "effective_from": world.now, "decision": lost}
    assert world.refused("FR/delegate", contact.Ratify, **ratify) == {(42, "not-adopted")}


def test_the_terms_of_a_mandate_are_those_that_were_decided(world: World) -> None:
    ref = world.mandate()
    held = world.standing.consultations[ref].subject
    assert isinstance(held, MandateTerms)
    assert world.standing.mandates[ref].terms == held


def test_a_lapsed_silence_is_told_an_hour_later_as_at_once(world: World) -> None:
    ref = silent(world, "FR")
    world.wait(days=2)
    first = outcome(world, ref)
    world.now += HOUR
    assert outcome(world, ref) == first
