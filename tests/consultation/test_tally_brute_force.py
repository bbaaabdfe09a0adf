"""Every rule against a naive second statement over all answers of small unions; swings against all groups."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import combinations, product
from typing import Any

import msgspec
import naive_count
import pytest

from plenipo.consultation import RULES, Question, tally
from plenipo.consultation.tally import parameters_of

FOUR, FIVE, SIX = "ABCD", "ABCDE", "ABCDEF"
BASIC = ("for", "against", "abstain", "none")


@dataclass(frozen=True)
class Case:
    rule: str
    weights: tuple[int, ...]
    words: tuple[str, ...] = BASIC
    given: dict[str, Any] = field(default_factory=dict)
    proposal: bool = False
    participants: str | None = None

    @property
    def members(self) -> dict[str, int]:
        return dict(zip(SIX, self.weights, strict=False))

    @property
    def voters(self) -> str:
        return self.participants or "".join(self.members)

    def __str__(self) -> str:
        shown = ",".join(f"{name}={value}" for name, value in self.given.items())
        return f"{self.rule}-{self.weights}-{shown}-{self.proposal}-{self.participants}"

    def question(self, answers: dict[str, str]) -> Question:
        return Question(
            rule=self.rule,
            members=self.members,
            answers=answers,
            on_proposal=self.proposal,
            participants=list(self.participants) if self.participants else None,
            declarations=dict.fromkeys(self.members, "for reasons of our own"),
            parameters=parameters_of(self.rule, {k: _plain(k, v) for k, v in self.given.items()}),
        )

    def naive(self, answers: dict[str, str]) -> str:
        given = dict(self.given)
        given["no_quorum"] = "quorum" in given
        shape = {"proposal": self.proposal, "everybody": self.participants is None}
        return naive_count.outcome(self.rule, self.members, answers, **given, **shape)


def _plain(name: str, value: object) -> object:
    if isinstance(value, tuple) and name != "parties":
        return {"num": value[0], "den": value[1], "more_than": value[2]}
    return list(value) if isinstance(value, tuple) else value


SKEWED, EVEN, ZERO = (7, 4, 2, 1, 1), (3, 3, 3, 3, 3), (5, 5, 1, 0, 0)
THREE = ("for", "against", "none")
BRAKED = ("for", "against", "none", "vital-reasons")
CFSP = ("for", "against", "abstain", "constructive", "none")
CASES = [
    *(Case("unanimity", SKEWED, given={"absence_prevents": absence}) for absence in (True, False)),
    Case("unanimity", SKEWED, given={"absence_prevents": False, "quorum": None}),
    *(Case("cfsp-unanimity", weights, CFSP) for weights in (SKEWED, EVEN)),
    Case("cfsp-unanimity", (9, 3, 3, 2), (*CFSP, "vital-reasons"), {"absence_prevents": False}),
    Case("cfsp-unanimity", (1, 1, 1, 1, 1, 1), ("for", "constructive", "against")),
    Case("simple-majority", SKEWED),
    Case("simple-majority", (1, 1, 1, 1)),
    Case("silence", SKEWED, ("for", "object", "amend", "none", "abstain")),
    Case("silence", (1, 1, 1, 1), ("for", "against", "object", "none")),
    *(Case("qmv", weights, BRAKED, {}, proposal=p) for weights in (SKEWED, EVEN) for p in (True, False)),
    *(Case("qmv", SKEWED, given={"least_members": least}, proposal=True) for least in (2, 3, 4)),
    Case("qmv", SKEWED, given={"blocking_members": 3, "deemed_to_the_letter": True}, proposal=True),
    Case("qmv", SKEWED, given={"blocking_members_off_proposal": 2}),
    Case("qmv", (9, 3, 2, 2, 2, 1), THREE, {"blocking_members": 2, "least_members": 4}, proposal=True),
    *(
        Case("qmv", (9, 3, 2, 2, 2, 1), BRAKED, {}, p, voters)
        for p in (True, False)
        for voters in ("BCDEF", "ACDF")
    ),
    *(Case("qmv", (35, 20, 15, 15, 15, 9), THREE, {}, p, "ABCDE") for p in (True, False)),
    *(Case("qmv", (1, 1, 1, 1, 1, 1), THREE, g, proposal=True) for g in ({}, {"deemed_to_the_letter": True})),
    Case("qmv", (9, 3, 2, 2, 2, 1), THREE, {"blocking_members_off_proposal": 3}, participants="ABDEF"),
    Case("consensus", SKEWED),
    Case("consensus", SKEWED, given={"quorum": None}),
    *(Case("consensus-minus", SKEWED, given={"n": n}) for n in (0, 1, 2)),
    *(Case("two-thirds", SKEWED, given={"of_cast": of_cast}) for of_cast in (True, False)),
    Case("two-thirds", (1, 1, 1, 1, 1, 1), THREE, given={"of_cast": True}),
    *(
        Case("weighted-majority", w, given={"of_cast": c})
        for c in (True, False)
        for w in (SKEWED, EVEN, ZERO)
    ),
    Case("weighted-majority", (4, 4, 3, 2, 1, 1), THREE, given={"of_cast": True, "share": (3, 5, False)}),
    Case(
        "weighted-majority", SKEWED, given={"of_cast": True, "weight_quorum": (2, 3, False), "quorum": None}
    ),
    Case("weighted-majority", SKEWED, given={"share": (1, 4, False), "of_cast": True, "quorum": None}),
    Case("weighted-majority", ZERO, given={"share": (0, 1, False), "of_cast": True, "quorum": None}),
    *(Case("double-majority", weights) for weights in (SKEWED, EVEN, ZERO)),
    Case("double-majority", SKEWED, given={"members": (1, 2, True), "weight": (1, 3, False), "quorum": None}),
    *(Case("veto", SKEWED, given={"parties": parties}) for parties in (("E",), ("A", "D"))),
    Case("veto", SKEWED, given={"parties": ("B",), "share": (0, 1, False), "quorum": None}),
    Case("veto", (7, 4, 2, 1, 1), THREE, {"parties": ("A", "B")}, participants="BCDE"),
]


def every_answer(case: Case) -> list[dict[str, str]]:
    found = product(case.words, repeat=len(case.voters))
    return [dict(zip(case.voters, words, strict=True)) for words in found]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_outcome_and_the_fewest_further_members_are_those_of_plain_enumeration(case: Case) -> None:
    @cache
    def naive(words: tuple[str, ...]) -> str:
        return case.naive(dict(zip(case.voters, words, strict=True)))

    for answers in every_answer(case):
        result = tally(case.question(answers))
        expected = naive(tuple(answers.values()))
        assert result.outcome == expected, answers
        target = ("object" if case.rule == "silence" else "against") if expected == "adopted" else "for"
        if case.rule == "silence" and expected != "adopted":
            assert result.swing is None
            continue
        fewest = fewest_that_turn(case.voters, answers, target, expected, naive)
        assert (result.swing.fewest if result.swing else None) == fewest, answers
        if result.swing is not None:
            assert len(set(result.swing.example)) == result.swing.fewest
            turned = answers | dict.fromkeys(result.swing.example, target)
            became = naive(tuple(turned.values()))
            assert became != "adopted" if expected == "adopted" else became == "adopted", answers


def fewest_that_turn(
    voters: str, answers: dict[str, str], target: str, before: str, naive: Any
) -> int | None:
    """The size of the smallest group whose change to the target turns the outcome, by trying all of them."""
    others = [member for member in voters if answers[member] != target]
    for size in range(1, len(others) + 1):
        for group in combinations(others, size):
            after = naive(tuple((answers | dict.fromkeys(group, target)).values()))
            if (after != "adopted") if before == "adopted" else (after == "adopted"):
                return size
    return None


def test_every_rule_has_a_naive_counterpart_here() -> None:
    assert {case.rule for case in CASES} == set(RULES)


@pytest.mark.parametrize("case", [case for case in CASES if len(case.voters) == len(FIVE)][::4], ids=str)
def test_an_outcome_is_told_early_only_if_no_missing_answer_could_change_it(case: Case) -> None:
    @cache
    def naive(words: tuple[str, ...]) -> str:
        return case.naive(dict(zip(case.voters, words, strict=True)))

    words = sorted(RULES[case.rule].words)
    for answers in every_answer(case):
        missing = [member for member in case.voters if answers[member] == "none"]
        possible = {
            naive(tuple((answers | dict(zip(missing, given, strict=True))).values()))
            for given in product(words, repeat=len(missing))
        }
        opened = msgspec.structs.replace(case.question(answers), closed=False, answers_final=True)
        told = tally(opened).outcome
        assert told == (possible.pop() if len(possible) == 1 else "pending"), answers
