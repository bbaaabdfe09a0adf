"""Count, explain and swing, beside a naive search for the smallest group: `python bench/tally.py`.

Prints medians of several runs, the ratio to the naive search where that ends in time, and growth with size.
"""

from __future__ import annotations

import statistics
import time
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING

import msgspec
from measure import target

from plenipo.consultation import RULES as KNOWN
from plenipo.consultation import Question, Share, WeightedMajority, encode_result, explain, tally
from plenipo.consultation.ballot import ballot

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 7
RULES = ("qmv", "cfsp-unanimity", "weighted-majority")
LARGEST_NAIVE = 16
LIMITS = {27: 5, 193: 50}  # milliseconds, with explanation and swing
SIZES = (8, 12, 16, 27, 64, 193, 1000)


def union(rule: str, size: int) -> Question:
    """Falling weights; the answers take turns, so that the swing has to choose among all kinds."""
    members = {f"M{number:04}": 1 + (size - number) ** 2 for number in range(size)}
    third = "constructive" if rule == "cfsp-unanimity" else "abstain"
    turns = ("for", "against", third, "none")
    answers = {member: turns[place % 4] for place, member in enumerate(members)}
    return Question(
        rule=rule,
        members=members,
        answers=answers,
        declarations=dict.fromkeys(members, "stated"),
        parameters=WeightedMajority(of_cast=True, share=Share(9, 10))
        if rule == "weighted-majority"
        else None,
    )


def median(work: Callable[[], object]) -> float:
    """Milliseconds, the median of several runs."""
    spans = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        spans.append((time.perf_counter() - start) * 1000)
    return statistics.median(spans)


def explained(question: Question) -> bytes:
    """All that a page or the command line shows: the count, its reasons in words, the swing."""
    result = tally(question)
    explain(result)
    return encode_result(result)


def smallest_by_search(question: Question) -> int | None:
    """The same answer as the swing's, by counting anew for every group of every size; no words, no checks."""
    rule = KNOWN[question.rule]
    parameters = question.parameters or rule.parameters()
    others = [member for member in question.members if question.answers[member] != "for"]
    for size in range(1, len(others) + 1):
        for group in combinations(others, size):
            answers = question.answers | dict.fromkeys(group, "for")
            votes = ballot(msgspec.structs.replace(question, answers=answers), lambda _, answer: answer)
            if rule.decide(votes.sums, votes, parameters).outcome == "adopted":
                return size
    return None


def main() -> None:
    print(f"medians of {RUNS} runs, milliseconds; growth is time per member against the row above\n")
    print(f"{'rule':<18}{'members':>8}{'explained':>11}{'naive':>11}{'ratio':>9}{'growth':>8}")
    slowest: dict[int, float] = {}
    for rule in RULES:
        before = None
        for size in SIZES:
            question = union(rule, size)
            ours = median(partial(explained, question))
            naive, ratio = "", ""
            if size <= LARGEST_NAIVE:
                start = time.perf_counter()
                found = smallest_by_search(question)
                spent = (time.perf_counter() - start) * 1000
                swing = tally(question).swing
                assert found == (swing.fewest if swing else None)
                naive, ratio = f"{spent:.1f}", f"{spent / ours:.0f}x"
            growth = "" if before is None else f"{(ours / size) / before:.2f}"
            before = ours / size
            slowest[size] = max(slowest.get(size, 0), ours)
            print(f"{rule:<18}{size:>8}{ours:>11.3f}{naive:>11}{ratio:>9}{growth:>8}")
    for size, limit in LIMITS.items():
        target(f"{size} members below {limit} ms: {slowest[size]:.2f}", met=slowest[size] < limit)


if __name__ == "__main__":
    main()
