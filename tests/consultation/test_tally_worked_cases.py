"""Worked cases with the weights of 2025, each beside its source. Weights are basis points, 10,001 in all."""

from __future__ import annotations

from importlib.resources import files

import msgspec
import pytest

from plenipo.consultation import Question, Result, explain, parse_weights, tally, what_if

TABLE = parse_weights((files("plenipo.consultation") / "data/council-weights-2025.csv").read_bytes())
UNION = TABLE.weights
LIGHTEST_FIRST = sorted(UNION, key=lambda member: UNION[member])


def asked(rule: str, answers: dict[str, str], *, on_proposal: bool = False, default: str = "for") -> Question:
    """All members answer `default` save those named; every answer comes with a declaration."""
    return Question(
        rule=rule,
        members=UNION,
        answers=dict.fromkeys(UNION, default) | answers,
        on_proposal=on_proposal,
        declarations=dict.fromkeys(UNION, "as declared"),
    )


GREAT = dict.fromkeys(("DE", "FR", "IT"), "against")


def codes(result: Result) -> set[str]:
    return {reason.code for reason in result.reasons}


def test_three_great_members_cannot_block_on_a_proposal() -> None:
    """TEU 16(4): a blocking minority has at least four members. DE+FR+IT hold 46.89 %."""
    result = tally(asked("qmv", GREAT, on_proposal=True))
    assert (result.outcome, result.for_members, result.for_weight) == ("adopted", 24, 10001 - 4689)
    assert "deemed-attained" in codes(result)
    assert len(result.bound) == 27


def test_the_same_three_reject_what_is_not_on_a_proposal() -> None:
    """TFEU 238(2): no floor of four members is written there."""
    result = tally(asked("qmv", GREAT))
    assert result.outcome == "not-adopted"
    assert result.swing is not None
    assert (result.swing.kind, result.swing.fewest) == ("carry", 1)
    assert len(result.supported_by) == 24
    assert result.bound == result.not_bound == ()


NATURE = dict.fromkeys(("IT", "HU", "NL", "PL", "SE", "FI"), "against") | {"BE": "abstain"}


def test_the_nature_restoration_law_was_adopted_by_twenty() -> None:
    """Council, 17 June 2024: 20 for with 66.10 % (weights of 2025), BE abstains."""
    result = tally(asked("qmv", NATURE, on_proposal=True))
    assert (result.outcome, result.for_members, result.for_weight) == ("adopted", 20, 6610)
    assert result.abstaining == ("BE",)


def test_it_would_have_failed_without_austria() -> None:
    """The same with AT against: 64.08 %; needed are 65 % of 10,001, that is 6,501."""
    result = what_if(asked("qmv", NATURE, on_proposal=True), {"AT": "against"})
    assert (result.outcome, result.for_weight) == ("not-adopted", 6408)
    weight = next(reason for reason in result.reasons if reason.code == "weight-below-threshold")
    assert (weight.facts["needed"], weight.facts["lacking"]) == (6501, 93)
    assert "93 missing" in " ".join(explain(result))


def test_the_fifteen_smallest_are_too_light() -> None:
    """13.72 % of the population."""
    small = dict.fromkeys(LIGHTEST_FIRST[:15], "for")
    result = tally(asked("qmv", small, on_proposal=True, default="against"))
    assert (result.outcome, result.for_members, result.for_weight) == ("not-adopted", 15, 1372)
    assert "members-reached" in codes(result)


@pytest.mark.parametrize(("members", "outcome"), [(14, "adopted"), (13, "not-adopted")])
def test_a_simple_majority_is_fourteen_of_twenty_seven(members: int, outcome: str) -> None:
    """TFEU 238(1): a majority of the component members."""
    yes = dict.fromkeys(LIGHTEST_FIRST[:members], "for")
    assert tally(asked("simple-majority", yes, default="none")).outcome == outcome


def test_a_plain_abstention_leaves_unanimity_and_binds() -> None:
    """TEU 31(1): 26 for and 1 plain abstention: adopted, all 27 bound."""
    result = tally(asked("cfsp-unanimity", {"HU": "abstain"}))
    assert (result.outcome, len(result.bound), result.not_bound) == ("adopted", 27, ())


def test_nine_small_constructive_abstainers_do_not_prevent_and_are_not_bound() -> None:
    """A third of the members with 4.36 % of the population: only one of the two thirds."""
    nine = LIGHTEST_FIRST[:9]
    assert sum(UNION[member] for member in nine) == 436
    result = tally(asked("cfsp-unanimity", dict.fromkeys(nine, "constructive")))
    assert result.outcome == "adopted"
    assert set(result.not_bound) == set(nine)
    assert len(result.bound) == 18


def test_who_is_bound_is_told_and_who_is_not_and_why() -> None:
    """TEU 31(1): the declaration frees its member; TEU 20, 330: who takes no part has no vote."""
    nine = dict.fromkeys(LIGHTEST_FIRST[:9], "constructive")
    freed = ", ".join(member for member in UNION if member in nine)
    told = explain(tally(asked("cfsp-unanimity", nine)))
    assert {"Bound: 18 of 27 members.", f"Not bound, by declaration: {freed}."} <= set(told)
    few = msgspec.structs.replace(asked("unanimity", {}), answers={}, participants=["FR", "DE", "PL"])
    all_for = msgspec.structs.replace(few, answers=dict.fromkeys(("FR", "DE", "PL"), "for"))
    others = ", ".join(member for member in UNION if member not in {"FR", "DE", "PL"})
    told = explain(tally(all_for))
    assert {"Bound: 3 of 27 members.", f"Not bound, having no vote in this: {others}."} <= set(told)
    assert not any("ound: " in line for line in explain(tally(asked("unanimity", {"HU": "against"}))))


def test_nine_great_constructive_abstainers_prevent_adoption() -> None:
    """At least a third of the members with at least a third of the population: both."""
    nine = LIGHTEST_FIRST[-9:]
    result = tally(asked("cfsp-unanimity", dict.fromkeys(nine, "constructive")))
    assert (result.outcome, codes(result)) == ("not-adopted", {"nobody-against", "constructive-third"})
    eight = what_if(asked("cfsp-unanimity", dict.fromkeys(nine, "constructive")), {nine[0]: "for"})
    assert eight.outcome == "adopted"


def test_one_against_prevents_unanimity_and_twenty_six_may_say_so() -> None:
    """EUCO 16/25, 26 June 2025: supported by 26 of 27, which is no mandate."""
    result = tally(asked("cfsp-unanimity", {"HU": "against"}))
    assert (result.outcome, len(result.supported_by), result.bound) == ("not-adopted", 26, ())
    assert any(
        line.startswith("Supported by 26 of 27") and "binds nobody" in line for line in explain(result)
    )


def test_an_undeclared_constructive_abstention_is_a_plain_one() -> None:
    question = Question(
        rule="cfsp-unanimity",
        members=UNION,
        answers=dict.fromkeys(UNION, "for") | {"MT": "constructive", "AT": "constructive"},
        declarations={"AT": "neutrality", "MT": "  \n"},
    )
    result = tally(question)
    assert (result.not_bound, result.abstaining, result.constructive) == (("AT",), ("MT",), ("AT",))
    assert "constructive-undeclared" in codes(result)


def test_an_absent_member_prevents_unanimity_unless_represented() -> None:
    assert tally(asked("unanimity", {"MT": "none"})).outcome == "not-adopted"
    assert tally(asked("unanimity", {"MT": "abstain"})).outcome == "adopted"


def test_vital_and_stated_reasons_stop_the_vote() -> None:
    """TEU 31(2): no vote is taken."""
    result = tally(asked("qmv", {"CY": "vital-reasons"}, on_proposal=True))
    assert (result.outcome, result.supported_by) == ("no-vote", ())
    assert "CY" in " ".join(explain(result))


def test_vital_reasons_left_empty_stop_nothing() -> None:
    question = Question(
        rule="qmv",
        members=UNION,
        answers=dict.fromkeys(UNION, "for") | {"CY": "vital-reasons"},
        on_proposal=True,
        declarations={"CY": "   "},
    )
    result = tally(question)
    assert (result.outcome, result.against) == ("adopted", ("CY",))
    assert "vital-reasons-unstated" in codes(result)


def test_participants_alone_count_and_are_bound() -> None:
    """TFEU 238(3)(a): of 26 participants three hold more than 35 %, so a blocking minority has four."""
    chosen = [member for member in UNION if member != "DK"]
    total = sum(UNION[member] for member in chosen)
    assert 100 * (UNION["DE"] + UNION["FR"]) <= 35 * total < 100 * (UNION["DE"] + UNION["FR"] + UNION["IT"])
    yes = {member: "for" for member in chosen if member not in {"DE", "FR", "IT"}}
    question = Question(rule="qmv", members=UNION, answers=yes, on_proposal=True, participants=chosen)
    result = tally(question)
    assert (result.outcome, result.not_bound, result.members) == ("adopted", ("DK",), 26)
    assert what_if(question, {"ES": "against"}).outcome == "not-adopted"


def test_participants_not_on_a_proposal_have_no_floor() -> None:
    """TFEU 238(3)(b)."""
    chosen = [member for member in UNION if member != "DK"]
    yes = {member: "for" for member in chosen if member not in {"DE", "FR", "IT"}}
    question = Question(rule="qmv", members=UNION, answers=yes, participants=chosen)
    assert tally(question).outcome == "not-adopted"


POPULATION = 451_028_881
KNOWN = {"AT": 9_132_500, "BE": 11_832_049, "DE": 83_399_432}


@pytest.mark.parametrize(("yes", "outcome"), [(293_168_773, "adopted"), (293_168_772, "not-adopted")])
def test_sixty_five_per_cent_of_the_union_is_that_many_persons(yes: int, outcome: str) -> None:
    """65 % of 451,028,881 is 293,168,772.65: 293,168,773 persons (Agence Europe 13544)."""
    members = {f"Y{i}": 1 for i in range(20)} | {"Y20": yes - 20}
    members |= {f"N{i}": 1 for i in range(5)} | {"N5": POPULATION - yes - 5}
    answers = {member: "for" for member in members if member.startswith("Y")}
    assert tally(Question(rule="qmv", members=members, answers=answers)).outcome == outcome


@pytest.mark.parametrize(
    ("on_proposal", "part", "outcome"),
    [
        (True, 65, "adopted"),
        (True, 64, "not-adopted"),
        (False, 72, "adopted"),
        (False, 71, "not-adopted"),
    ],
)
def test_the_shares_of_a_hundred_equal_members_are_exact(on_proposal: bool, part: int, outcome: str) -> None:  # noqa: FBT001 - a table's column
    members = {f"M{number}": 1 for number in range(100)}
    answers = dict.fromkeys(list(members)[:part], "for")
    question = Question(rule="qmv", members=members, answers=answers, on_proposal=on_proposal)
    assert tally(question).outcome == outcome


@pytest.mark.parametrize(("yes", "outcome"), [(55, "adopted"), (54, "not-adopted")])
def test_fifty_five_per_cent_of_the_members_suffice_when_they_are_heavy(yes: int, outcome: str) -> None:
    members = {f"M{number}": 1000 if number < yes else 1 for number in range(100)}
    answers = dict.fromkeys(list(members)[:yes], "for")
    assert tally(Question(rule="qmv", members=members, answers=answers, on_proposal=True)).outcome == outcome


def test_fifteen_members_are_asked_of_the_whole_union_only() -> None:
    """TEU 16(4) writes "at least fifteen"; TFEU 238(3)(a) does not."""
    members = {f"M{number:02}": 100 if number < 14 else 1 for number in range(21)}
    chosen = list(members)[:20]
    answers = dict.fromkeys(chosen[:14], "for")
    some = Question(rule="qmv", members=members, answers=answers, on_proposal=True, participants=chosen)
    assert tally(some).outcome == "adopted"
    assert tally(msgspec.structs.replace(some, participants=None)).outcome == "not-adopted"
