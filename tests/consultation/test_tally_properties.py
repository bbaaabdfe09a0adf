"""Properties of every rule, and of who counts: representation, openness, early certainty, names."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plenipo.consultation import (
    RULES,
    OnBehalf,
    Parameters,
    Question,
    Quorate,
    Unanimity,
    Veto,
    explain,
    tally,
    what_if,
    written_procedure,
)
from plenipo.errors import BadQuestion, Fault, UnknownRule

NAMES = [f"M{number:02}" for number in range(30)]
MONOTONE = sorted(set(RULES) - {"silence"})


@st.composite
def questions(draw: st.DrawFn, rules: list[str] = MONOTONE) -> Question:
    rule = draw(st.sampled_from(rules))
    count = draw(st.integers(1, len(NAMES)))
    weights = draw(st.lists(st.integers(0, 400), min_size=count, max_size=count).filter(any))
    members = dict(zip(NAMES, weights, strict=False))
    words = st.sampled_from(sorted(RULES[rule].words))
    return Question(
        rule=rule,
        members=members,
        answers=draw(st.dictionaries(st.sampled_from(list(members)), words)),
        on_proposal=draw(st.booleans()),
        declarations=draw(st.dictionaries(st.sampled_from(list(members)), st.sampled_from(["", "why"]))),
        parameters=Veto(parties=(NAMES[0],)) if rule == "veto" else None,
    )


@given(questions(), st.sampled_from(NAMES))
def test_turning_an_answer_into_for_never_un_adopts(question: Question, member: str) -> None:
    if tally(question).outcome == "adopted" and member in question.members:
        assert what_if(question, {member: "for"}).outcome == "adopted"


@given(questions())
def test_the_swing_turns_the_outcome_and_one_fewer_of_it_does_not(question: Question) -> None:
    before = tally(question)
    if before.swing is None:
        return
    word = "for" if before.swing.kind == "carry" else "against"
    example = before.swing.example
    after = what_if(question, dict.fromkeys(example, word)).outcome
    assert (after == "adopted") == (before.swing.kind == "carry")
    fewer = what_if(question, dict.fromkeys(example[:-1], word)).outcome
    assert (fewer == "adopted") == (before.outcome == "adopted")


@given(questions(sorted(RULES)))
def test_members_are_bound_or_not_when_adopted_and_nobody_is_otherwise(question: Question) -> None:
    result = tally(question)
    both = sorted(result.bound + result.not_bound)
    assert both == (sorted(question.members) if result.outcome == "adopted" else [])
    assert set(result.constructive) == set(result.not_bound) or result.outcome != "adopted"
    assert not result.supported_by or result.outcome == "not-adopted"


@given(questions(sorted(RULES)))
def test_every_result_has_words_and_none_is_left_unfilled(question: Question) -> None:
    for line in explain(tally(question)):
        assert line.endswith(".")
        assert "{" not in line


@given(questions(sorted(RULES)), st.integers(1, 10**6))
def test_a_common_factor_of_all_weights_changes_nothing(question: Question, factor: int) -> None:
    scaled = {member: weight * factor for member, weight in question.members.items()}
    other = tally(msgspec.structs.replace(question, members=scaled))
    assert (other.outcome, other.swing) == (tally(question).outcome, tally(question).swing)


@given(questions(sorted(RULES)))
def test_nothing_but_who_has_answered_is_told_before_the_close(question: Question) -> None:
    """No outcome is announced before the consultation closes."""
    opened = msgspec.structs.replace(question, closed=False)
    swapped = {m: "for" if a == "abstain" else "abstain" for m, a in question.answers.items() if a != "none"}
    other = msgspec.structs.replace(
        opened, answers=swapped if question.rule != "silence" else question.answers
    )
    result = tally(opened)
    assert result.outcome == "pending"
    assert result == tally(other)
    assert sorted(result.answered + result.missing) == sorted(question.members)


@settings(max_examples=50)
@given(questions())
def test_an_early_outcome_is_the_final_one(question: Question) -> None:
    """A charter may make answers final: then a certain outcome may be told."""
    early = tally(msgspec.structs.replace(question, closed=False, answers_final=True))
    if early.outcome != "pending":
        for word in sorted(RULES[question.rule].words):
            filled = dict.fromkeys(early.missing, word)
            assert what_if(question, filled, dict.fromkeys(filled, "why")).outcome == early.outcome


TRIO = {"A": 5, "B": 3, "C": 2}


def test_a_member_acts_for_another_and_the_own_answer_wins() -> None:
    """TFEU 239: a member may also act on behalf of not more than one other."""
    question = Question(
        rule="unanimity",
        members=TRIO,
        answers={"A": "for", "B": "for"},
        on_behalf={"C": OnBehalf(by="A", answer="for")},
    )
    assert tally(question).outcome == "adopted"
    overruled = what_if(question, {"C": "against"})
    assert (overruled.outcome, overruled.against) == ("not-adopted", ("C",))
    assert "own-answer-wins" in {reason.code for reason in overruled.reasons}


def test_nobody_acts_for_two_for_itself_or_as_a_stranger() -> None:
    question = Question(
        rule="unanimity",
        members=TRIO,
        on_behalf={
            "A": OnBehalf(by="A", answer="for"),
            "B": OnBehalf(by="A", answer="for"),
            "C": OnBehalf(by="X", answer="yes"),
        },
    )
    with pytest.raises(BadQuestion) as refused:
        tally(question)
    assert set(refused.value.faults) == {
        Fault("acts-for-itself", "A"),
        Fault("acts-for-several", "A"),
        Fault("not-a-member", "X"),
        Fault("unknown-word", "C"),
    }


def test_an_unknown_rule_names_the_known_ones() -> None:
    with pytest.raises(UnknownRule) as refused:
        tally(Question(rule="acclamation", members=TRIO))
    assert refused.value.rule == "acclamation"
    assert refused.value.known == tuple(RULES)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"members": {}}, Fault("no-members", "members")),
        ({"members": {"A": 0}}, Fault("no-weight", "members")),
        ({"members": {"A": -1, "B": 2}}, Fault("bad-weight", "A")),
        ({"members": {"A": 0.5, "B": 2}}, Fault("bad-weight", "A")),
        ({"members": {"A": True, "B": 2}}, Fault("bad-weight", "A")),
        ({"members": {"A\u202e": 1}}, Fault("bad-name", "'A\\u202e'")),
        ({"participants": []}, Fault("no-weight", "participants")),
        ({"participants": ["A", "A"]}, Fault("named-twice", "participants")),
        ({"participants": ["A", "X"]}, Fault("not-a-member", "X")),
        ({"participants": ["A"], "answers": {"B": "for"}}, Fault("not-a-participant", "B")),
        ({"answers": {"X": "for"}}, Fault("not-a-member", "X")),
        ({"answers": {"A": "perhaps"}}, Fault("unknown-word", "A")),
        ({"answers": {"A": "constructive"}}, Fault("word-not-in-rule", "A")),
        ({"declarations": {"X": "why"}}, Fault("not-a-member", "X")),
        ({"declarations": {"A": "\ud800"}}, Fault("bad-text", "A")),
        ({"parameters": Veto(parties=("A",))}, Fault("parameters-of-another-rule", "parameters")),
        ({"rule": "veto"}, Fault("nobody-named", "parties")),
        ({"rule": "veto", "parameters": Veto(parties=("X",))}, Fault("not-a-member", "X")),
    ],
)
def test_a_fault_is_named_with_its_place(changes: dict[str, object], fault: Fault) -> None:
    question = msgspec.structs.replace(Question(rule="unanimity", members=TRIO), **changes)
    with pytest.raises(BadQuestion) as refused:
        tally(question)
    assert fault in refused.value.faults


def test_the_quorum_is_more_than_half_of_those_entitled_to_vote() -> None:
    loose = Unanimity(absence_prevents=False)
    members = dict.fromkeys("ABCD", 1)
    question = Question(rule="unanimity", members=members, answers={"A": "for", "B": "for"}, parameters=loose)
    assert tally(question).outcome == "not-adopted"
    assert what_if(question, {"C": "abstain"}).outcome == "adopted"
    free = msgspec.structs.replace(question, parameters=Unanimity(absence_prevents=False, quorum=None))
    assert tally(free).outcome == "adopted"


def test_a_written_procedure_needs_consent_before_the_vote() -> None:
    consent = Question(rule="unanimity", members=TRIO, answers=dict.fromkeys(TRIO, "for"))
    vote = Question(rule="simple-majority", members=TRIO, answers={"A": "for", "B": "for"})
    assert written_procedure(consent, vote).outcome == "adopted"
    refused = written_procedure(msgspec.structs.replace(consent, answers={"A": "for"}), vote)
    assert (refused.outcome, refused.bound, refused.supported_by) == ("no-vote", (), ())
    opened = written_procedure(msgspec.structs.replace(consent, closed=False), vote)
    assert opened.outcome == "pending"


def test_a_written_procedure_asks_the_same_members_twice() -> None:
    consent = Question(rule="unanimity", members=TRIO)
    vote = Question(rule="unanimity", members={"A": 5, "B": 3, "D": 2})
    with pytest.raises(BadQuestion) as refused:
        written_procedure(consent, vote)
    assert {fault.at for fault in refused.value.faults} == {"C", "D"}


def test_a_what_if_of_an_open_question_stays_closed_to_eyes() -> None:
    question = Question(rule="simple-majority", members=TRIO, answers={"A": "for"}, closed=False)
    assert what_if(question, {"B": "for"}).outcome == "pending"


def test_parameters_default_as_documented() -> None:
    assert isinstance(RULES["silence"].parameters(), Parameters)
    for name in MONOTONE:
        quorum = RULES[name].parameters()
        assert isinstance(quorum, Quorate)
        assert (quorum.quorum.num, quorum.quorum.den, quorum.quorum.more_than) == (1, 2, True)  # type: ignore[union-attr]


def test_a_veto_names_its_party_among_those_against() -> None:
    answers = {"A": "for", "B": "for", "C": "against"}
    question = Question(rule="veto", members=TRIO, answers=answers, parameters=Veto(parties=("C",)))
    result = tally(question)
    assert (result.outcome, result.against, result.supported_by) == ("not-adopted", ("C",), ("A", "B"))
    assert what_if(question, {"C": "abstain"}).outcome == "adopted"


def test_a_broken_silence_is_no_support_and_no_further_yes_mends_it() -> None:
    """A broken text never half-adopts."""
    result = tally(Question(rule="silence", members=TRIO, answers={"A": "for", "C": "object"}))
    assert (result.outcome, result.supported_by, result.swing) == ("not-adopted", (), None)
