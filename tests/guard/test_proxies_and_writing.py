"""Rules 40 and 41: answers given for another member, and the two stages of a written procedure."""

from __future__ import annotations

from typing import Any

import pytest
from guard_cast import cures, judged, reasons
from guard_voting import answer, close, opened, opening, outcome, refused, say, world_with

from plenipo.acts import consultation, mandate
from plenipo.consultation import explain
from plenipo.dialogue.views.consulting import consulting
from plenipo.dialogue.views.duties import duties
from world import DAY, HOUR, PARTNERS, World, text

# Proxies


def test_a_member_acts_for_one_other_at_most() -> None:
    """TFEU 239: any member may also act on behalf of not more than one other."""
    world = world_with("unanimity")
    ref = opened(world)
    say(world, ref, FR="for", IT="for", UK="for", DE="for")
    world.say("DE/delegate", consultation.Answer, **answer(ref, "for", on_behalf="PL"))
    assert refused(world, "DE", ref, "for", on_behalf="IT") == {(41, "acts-for-another")}
    result = close(world, ref)
    assert (result.outcome, result.bound) == ("adopted", PARTNERS)
    assert "DE answered on behalf of PL." in explain(result)


def test_a_members_own_answer_wins_whichever_came_first() -> None:
    for first in (True, False):
        world = world_with("unanimity")
        ref = opened(world)
        say(world, ref, FR="for", IT="for", UK="for", DE="for")
        if first:
            say(world, ref, PL="against")
        world.say("DE/delegate", consultation.Answer, **answer(ref, "for", on_behalf="PL"))
        if not first:
            say(world, ref, PL="against")
        assert close(world, ref).against == ("PL",)


def test_only_another_member_is_represented_and_by_one_alone() -> None:
    world = world_with("unanimity")
    ref = opened(world)
    for other in ("UA", "RU", "DE", "XX"):
        assert refused(world, "DE", ref, "for", on_behalf=other) == {(41, "not-to-be-represented")}
    world.say("DE/delegate", consultation.Answer, **answer(ref, "for", on_behalf="PL"))
    verdict = judged(world, "IT/delegate", consultation.Answer, **answer(ref, "against", on_behalf="PL"))
    assert cures(verdict) == {"represented-by-another": ("answer-for-oneself",)}
    assert judged(world, "DE/delegate", consultation.Answer, **answer(ref, "abstain", on_behalf="PL")).allowed


def test_nobody_objects_to_a_silence_for_another() -> None:
    world = world_with("unanimity")
    ref = opened(world, procedure="silence")
    assert refused(world, "DE", ref, "object", on_behalf="PL") == {(41, "no-proxy-in-silence")}


def test_where_answers_are_final_so_is_one_given_for_another() -> None:
    world = world_with("simple-majority", final=True)
    ref = opened(world)
    say(world, ref, IT="for")
    world.say("DE/delegate", consultation.Answer, **answer(ref, "against", on_behalf="PL"))
    assert refused(world, "PL", ref, "for") == {(41, "answered-for-good")}
    assert refused(world, "FR", ref, "against", on_behalf="IT") == {(41, "answered-for-good")}


def test_a_represented_member_is_still_asked_for_its_own_answer() -> None:
    world = world_with("unanimity")
    ref = opened(world)
    world.say("DE/delegate", consultation.Answer, **answer(ref, "for", on_behalf="PL"))
    asked = {d.parties for d in duties(world.standing, world.now) if d.kind == "answer-vote"}
    assert ("PL",) in asked


# By written procedure


def in_writing(world: World, **changes: Any) -> str:
    fields = {"procedure": "written", "consent_by": world.now + DAY, **changes}
    return opened(world, **fields)


def test_a_written_procedure_asks_for_consent_to_itself_well_before_the_vote() -> None:
    world = world_with("simple-majority")
    delay, deadline = 600_000, world.now + 2 * DAY

    def told(consent_by: int | None, procedure: str = "written") -> set[tuple[int, str]]:
        fields = opening(world, procedure=procedure, consent_by=consent_by)
        return reasons(judged(world, "FR/delegate", consultation.Open, **fields))

    assert told(None) == {(40, "consent-by-missing")}
    assert told(world.now + DAY, "vote") == {(40, "consent-by-elsewhere")}
    for border, step in ((world.now + delay, 1), (deadline - delay, -1)):
        assert told(border) == {(40, "consent-by-outside")}
        assert told(border + step) == set()


def test_a_vote_in_writing_follows_the_consent_of_all_to_the_procedure() -> None:
    world = world_with("simple-majority")
    ref = in_writing(world)
    say(world, ref, **dict.fromkeys(PARTNERS, "for"))
    assert outcome(world, ref).outcome == "pending"
    world.wait(days=1)
    (shown,) = consulting(world.standing, world.now)
    assert (shown.answered, shown.missing) == ((), PARTNERS)
    say(world, ref, FR="for", DE="for", PL="against")
    assert outcome(world, ref).outcome == "pending"
    say(world, ref, IT="for")
    result = close(world, ref)
    assert (result.outcome, result.in_favour) == ("adopted", ("FR", "DE", "IT"))
    assert explain(result)[0] == "The members agreed to decide in writing (5 of 5 in favour)."


@pytest.mark.parametrize(("off", "expected"), [(-1, "adopted"), (0, "no-vote")])
def test_consent_to_the_procedure_counts_strictly_before_its_end(off: int, expected: str) -> None:
    world = world_with("simple-majority")
    ref = in_writing(world)
    say(world, ref, FR="for", DE="for", PL="for", IT="abstain")
    world.now = world.standing.consultations[ref].consent_by or 0
    world.now += off
    if off:
        say(world, ref, UK="for")
        world.now += 1
        say(world, ref, FR="for", DE="for", PL="for")
    else:
        assert refused(world, "UK", ref, "for") == {(41, "not-in-writing")}
    assert close(world, ref).outcome == expected


def test_one_that_does_not_consent_to_the_procedure_prevents_the_vote() -> None:
    world = World()
    ref = in_writing(world, subject=world.terms())
    say(world, ref, FR="for", DE="for", PL="for", IT="for", UK="against")
    world.wait(days=1)
    assert outcome(world, ref).outcome == "no-vote"
    assert "did not agree to decide in writing" in explain(outcome(world, ref))[0]
    assert refused(world, "DE", ref, "for") == {(41, "not-in-writing")}
    accept = {"mandate": ref, "commitment": text("position").commitment}
    assert world.refused("FR/envoy", mandate.Accept, **accept) == {(42, "not-adopted")}


def test_each_stage_has_its_own_words_answers_and_duties() -> None:
    world = world_with("qmv", final=True)
    ref = in_writing(world)
    reasons_given = {"declaration": text("reasons")}
    assert refused(world, "DE", ref, "vital-reasons", **reasons_given) == {(41, "word-not-here")}
    say(world, ref, DE="for")
    due = {d.parties[0] for d in duties(world.standing, world.now) if d.kind == "consent-to-writing"}
    assert due == set(PARTNERS) - {"DE"}
    say(world, ref, **{p: "for" for p in PARTNERS if p != "DE"})
    assert refused(world, "DE", ref, "for") == {(41, "answered-for-good")}
    world.wait(days=1, hours=1 / HOUR)
    due = {d.parties[0] for d in duties(world.standing, world.now) if d.kind == "answer-vote"}
    assert due == set(PARTNERS)
    assert judged(world, "DE/delegate", consultation.Answer, **answer(ref, "for")).allowed
    verdict = judged(
        world, "DE/delegate", consultation.Answer, **answer(ref, "vital-reasons", **reasons_given)
    )
    assert verdict.allowed
