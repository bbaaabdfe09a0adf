"""Rules 40 and 41 where a charter sets more of a rule: parameters, final answers, dated weights, a house."""

from __future__ import annotations

import pytest
from guard_cast import judged, reasons
from guard_voting import answer, close, opened, opening, outcome, say, world_with
from msgspec.structs import replace

from plenipo.acts import consultation, dialogue, mandate
from plenipo.acts.charter import DecisionRule, Setting, Share, Weights
from plenipo.acts.consultation import Amendment, Position
from plenipo.dialogue.views.consulting import supported
from plenipo.guard.charters import faults
from plenipo.guard.standing_goaheads import status_now
from world import DAY, PARTNERS, START, World, charter, text

TWO_THIRDS = Share(num=2, den=3)


# Parameters


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [({}, "adopted"), ({"share": TWO_THIRDS}, "not-adopted"), ({"share": Share(num=1, den=2)}, "adopted")],
)
def test_a_rule_is_counted_with_the_parameters_of_the_charter(
    parameters: dict[str, Setting], expected: str
) -> None:
    """DE, UK and PL weigh 189 of 316: more than half, less than two thirds."""
    world = world_with("weighted-majority", parameters=parameters)
    ref = opened(world)
    say(world, ref, DE="for", UK="for", PL="for", FR="against", IT="against")
    assert close(world, ref).outcome == expected


@pytest.mark.parametrize(
    ("rule", "parameters"),
    [
        ("weighted-majority", {"share": Share(num=3, den=2)}),
        ("weighted-majority", {"share": True}),
        ("simple-majority", {"n": 1}),
        ("consensus-minus", {"n": ("FR",)}),
        ("veto", {}),
        ("veto", {"parties": ()}),
        ("veto", {"parties": ("UA",)}),
    ],
)
def test_a_charter_whose_parameters_do_not_fit_its_rule_is_refused(
    rule: str, parameters: dict[str, Setting]
) -> None:
    decisions = {**charter().decisions, "position": DecisionRule(rule=rule, parameters=parameters)}
    assert [f.code for f in faults(charter(decisions=decisions))] == ["bad-parameters"]


def test_a_named_partys_veto_counts_while_it_is_a_member() -> None:
    world = world_with("veto", parameters={"parties": ("DE", "PL")})
    ref = opened(world)
    say(world, ref, DE="against", FR="for", IT="for", UK="for", PL="for")
    world.say("DE/authority", dialogue.Leave)
    assert close(world, ref).outcome == "not-adopted"
    again = opened(world)
    say(world, again, FR="for", IT="for", UK="for", PL="abstain")
    assert close(world, again).outcome == "adopted"


def test_words_that_the_parameters_take_away_cannot_be_answered() -> None:
    said = answer("", "vital-reasons", declaration=text("reasons"))
    for brake, allowed in ((True, True), (False, False)):
        world = world_with("qmv", parameters={"brake": brake})
        fields = {**said, "consultation": opened(world)}
        verdict = judged(world, "DE/delegate", consultation.Answer, **fields)
        assert verdict.allowed == allowed
        assert reasons(verdict) <= {(41, "word-not-here")}


def test_a_veto_whose_holders_have_all_left_is_nobodys() -> None:
    world = world_with("veto", parameters={"parties": ("DE",)})
    world.say("DE/authority", dialogue.Leave)
    ref = opened(world)
    say(world, ref, FR="for", IT="for", UK="for", PL="against")
    assert close(world, ref).outcome == "adopted"


# Final answers


def test_where_answers_are_final_there_is_no_second_one() -> None:
    for final in (False, True):
        world = world_with("simple-majority", final=final)
        ref = opened(world)
        say(world, ref, DE="for")
        verdict = judged(world, "DE/authority", consultation.Answer, **answer(ref, "against"))
        assert reasons(verdict) == ({(41, "answered-for-good")} if final else set())


def test_final_answers_decide_early_and_the_day_of_the_vote_then_stays() -> None:
    world = world_with("simple-majority", final=True)
    ref = opened(world)
    say(world, ref, DE="for", FR="for")
    later = {"consultation": ref, "deadline": world.now + 9 * DAY}
    assert outcome(world, ref).outcome == "pending"
    assert judged(world, "FR/delegate", consultation.Extend, **later).allowed
    say(world, ref, PL="for")
    assert outcome(world, ref).outcome == "adopted"
    assert world.refused("FR/delegate", consultation.Extend, **later) == {(41, "decided-already")}
    assert world.refused("FR/delegate", consultation.Withdraw, consultation=ref) == {(41, "decided-already")}
    say(world, ref, IT="against", UK="against")
    assert outcome(world, ref).outcome == close(world, ref).outcome == "adopted"


# Weights by date

BORDER = START + 10 * DAY
EVEN = dict.fromkeys(PARTNERS, 10)
TABLES = (
    Weights(since=0, until=BORDER, source="of the old year", of=EVEN),
    Weights(since=BORDER, until=BORDER + DAY, source="of the new year", of={**EVEN, "DE": 100}),
)


@pytest.mark.parametrize(("off", "expected"), [(-1, "not-adopted"), (0, "adopted"), (1, "adopted")])
def test_a_vote_uses_the_weights_in_force_on_its_day(off: int, expected: str) -> None:
    world = world_with("weighted-majority", weights=TABLES)
    ref = opened(world, deadline=BORDER + off)
    say(world, ref, DE="for", FR="abstain", PL="abstain")
    result = close(world, ref)
    assert (result.outcome, result.weight) == (expected, 50 if off < 0 else 140)


def test_a_deadline_moved_across_a_border_moves_the_vote_to_the_new_weights() -> None:
    world = world_with("weighted-majority", weights=TABLES)
    ref = opened(world, deadline=BORDER - 1)
    say(world, ref, DE="for", FR="abstain", PL="abstain")
    world.say("FR/delegate", consultation.Extend, consultation=ref, deadline=BORDER)
    assert close(world, ref).outcome == "adopted"


def test_there_is_no_vote_on_a_day_without_weights() -> None:
    world = world_with("weighted-majority", weights=TABLES)
    end = BORDER + DAY
    assert judged(world, "FR/delegate", consultation.Open, **opening(world, deadline=end - 1)).allowed
    told = world.refused("FR/delegate", consultation.Open, **opening(world, deadline=end))
    assert told == {(40, "no-weights")}
    ref = opened(world)
    extend = {"consultation": ref, "deadline": end}
    assert world.refused("FR/delegate", consultation.Extend, **extend) == {(41, "no-weights")}


def test_without_tables_the_parties_own_weights_count() -> None:
    world = world_with("weighted-majority")
    ref = opened(world)
    assert close(world, ref).weight == 316


def test_an_amendment_that_lacks_the_weights_of_its_own_vote_is_refused() -> None:
    world = World(decisions={**charter().decisions, "amendment": DecisionRule(rule="simple-majority")})
    told = []
    for since in (0, world.now + 30 * DAY):
        table = Weights(since=since, source="the gazette", of=EVEN)
        new = replace(world.standing.rule_book, version=2, weights=(table,))
        ref = world.decide(Amendment(charter=new), f"from {since}")
        told.append(reasons(judged(world, "FR/authority", dialogue.Amend, consultation=ref, charter=new)))
    assert told == [set(), {(61, "no-weights")}]


# Supported by some, and not adopted


def test_a_vote_that_was_lost_is_shown_as_supported_by_some_and_is_no_mandate() -> None:
    """26 of 27 said it in one text: it was not adopted, and bound nobody."""
    world = World()
    ref = world.decide(world.terms(), "mandate", PL="against")
    stands = status_now(world.standing, world.now)
    (shown,) = stands.supported
    assert (shown.ref, shown.members, shown.supported_by) == (ref, 5, ("FR", "DE", "IT", "UK"))
    accept = {"mandate": ref, "commitment": text("mandate").commitment}
    assert world.refused("FR/envoy", mandate.Accept, **accept) == {(42, "not-adopted")}
    assert not stands.mandates
    world.wait(days=30)
    assert len(status_now(world.standing, world.now).supported) == 1
    world.now += 1
    assert status_now(world.standing, world.now).supported == ()


def test_support_is_not_shown_before_the_close_nor_of_what_was_adopted() -> None:
    world = world_with("unanimity")
    ref = opened(world)
    say(world, ref, DE="for", FR="against")
    world.now = world.standing.consultations[ref].deadline - 1
    assert supported(world.standing, world.now) == ()
    world.now += 1
    assert [one.supported_by for one in supported(world.standing, world.now)] == [("DE",)]
    world.decide(Position(), "another")
    assert [one.ref for one in supported(world.standing, world.now)] == [ref]


# The usage of a house


@pytest.mark.parametrize(("house", "least"), [("un-general-assembly", 3 * DAY), ("osce", DAY + 1)])
def test_a_silence_lasts_as_long_as_its_house_asks(house: str, least: int) -> None:
    """UN General Assembly, 2020: 72 hours at least; elsewhere free, so the charter's own minimum stands."""
    world = world_with("simple-majority", parameters={"house": house})
    for off, expected in ((-1, {(40, "deadline-too-soon")}), (0, set())):
        fields = opening(world, procedure="silence", deadline=world.now + least + off)
        assert reasons(judged(world, "FR/delegate", consultation.Open, **fields)) == expected
    assert outcome(world, opened(world, procedure="silence", deadline=world.now + least)).outcome == "pending"
    ref = opened(world)
    say(world, ref, DE="for", FR="for", PL="for")
    assert close(world, ref).outcome == "adopted"


@pytest.mark.parametrize("house", ["osce", "eu-council", "nato", "un-general-assembly"])
def test_an_objection_at_the_meeting_that_opens_a_silence_prevents_it_at_the_osce(house: str) -> None:
    world = world_with("simple-majority", parameters={"house": house})
    ref = opened(world, procedure="silence", deadline=world.now + 4 * DAY)
    say(world, ref, DE="object")
    code = "silence-prevented" if house == "osce" else "broken-by-objection"
    assert [reason.code for reason in outcome(world, ref).reasons] == [code]


@pytest.mark.parametrize("house", ["oas", True, 1, ("FR",)])
def test_a_house_that_is_not_known_is_no_usage(house: Setting) -> None:
    rule = DecisionRule(rule="simple-majority", silence=True, parameters={"house": house})
    told = faults(charter(decisions={**charter().decisions, "position": rule}))
    assert [fault.code for fault in told] == ["bad-house"]
