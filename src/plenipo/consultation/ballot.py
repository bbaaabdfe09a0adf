"""The ballot: who has a vote, what each answer counts as, and the sums by answer.

- A member without an own answer answers through whoever acts on its behalf; its own answer wins (TFEU 239:
  each member acts for at most one other).
- A constructive abstention without a declaration counts as a plain abstention: the declaration makes it.
- Vital reasons that are not stated are no such declaration: the member counts as against.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from plenipo.consultation.question import Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from plenipo.consultation.question import Question


@dataclass(frozen=True)
class Sums:
    """Members and weight by answer, and the totals of those who have a vote."""

    counts: dict[str, int]
    weights: dict[str, int]
    members: int
    weight: int

    def n(self, *words: str) -> int:
        return sum(self.counts.get(word, 0) for word in words)

    def w(self, *words: str) -> int:
        return sum(self.weights.get(word, 0) for word in words)

    @property
    def present(self) -> int:
        return self.members - self.counts.get("none", 0)

    def moved(self, source: str, target: str, members: int, weight: int) -> Sums:
        """These sums after some members, of this weight in all, changed from one answer to another."""
        counts, weights = dict(self.counts), dict(self.weights)
        counts[source] = counts.get(source, 0) - members
        weights[source] = weights.get(source, 0) - weight
        counts[target] = counts.get(target, 0) + members
        weights[target] = weights.get(target, 0) + weight
        return Sums(counts, weights, self.members, self.weight)


@dataclass(frozen=True)
class Ballot:
    """What a rule sees of a question. `answers` holds one effective answer for each voter, in their order."""

    weights: dict[str, int]
    answers: dict[str, str]
    on_proposal: bool
    partial: bool
    notes: tuple[Reason, ...] = ()

    def who(self, *words: str) -> tuple[str, ...]:
        return tuple(member for member, answer in self.answers.items() if answer in words)

    @cached_property
    def heaviest(self) -> tuple[str, ...]:
        """The voters, heaviest first, then by name."""
        return tuple(sorted(self.answers, key=lambda member: (-self.weights[member], member)))

    @cached_property
    def sums(self) -> Sums:
        counts: dict[str, int] = {}
        weights: dict[str, int] = {}
        for member, answer in self.answers.items():
            counts[answer] = counts.get(answer, 0) + 1
            weights[answer] = weights.get(answer, 0) + self.weights[member]
        return Sums(counts, weights, len(self.answers), sum(weights.values()))

    def fewest_above(self, num: int, den: int) -> int:
        """The fewest voters who together have more than num/den of the voters' weight."""
        held, total = 0, self.sums.weight
        for place, member in enumerate(self.heaviest, 1):
            held += self.weights[member]
            if den * held > num * total:
                return place
        return len(self.heaviest)


def ballot(question: Question, relabel: Callable[[str, str], str]) -> Ballot:
    """The ballot of a question without faults. `relabel` is the rule's own reading of (member, answer)."""
    voters = voters_of(question)
    answers: dict[str, str] = {}
    notes: list[Reason] = []
    for member in voters:
        answer, note = _effective(question, member)
        answers[member] = relabel(member, answer)
        notes.extend(note)
    partial = len(voters) < len(question.members)
    return Ballot(question.members, answers, question.on_proposal, partial, tuple(notes))


def voters_of(question: Question) -> tuple[str, ...]:
    """Those who have a vote, in the order of the members."""
    if question.participants is None:
        return tuple(question.members)
    chosen = set(question.participants)
    return tuple(member for member in question.members if member in chosen)


def _effective(question: Question, member: str) -> tuple[str, Iterable[Reason]]:
    answer, notes = question.answers.get(member, "none"), []
    proxy = question.on_behalf.get(member)
    if proxy is not None:
        own = answer != "none"
        notes.append(Reason("own-answer-wins" if own else "on-behalf", {"member": member, "by": proxy.by}))
        answer = answer if own else proxy.answer
    stated = bool(question.declarations.get(member, "").strip())
    if answer == "constructive" and not stated:
        notes.append(Reason("constructive-undeclared", {"member": member}))
        answer = "abstain"
    if answer == "vital-reasons" and not stated:
        notes.append(Reason("vital-reasons-unstated", {"member": member}))
        answer = "against"
    return answer, notes
