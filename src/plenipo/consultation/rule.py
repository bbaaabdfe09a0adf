"""What a rule is made of, so that counting, explaining and swinging work alike for all.

A rule decides on sums alone, so one statement of it serves the count, the certainty before closing and the
swing. Among members with the same answer a heavier one moves every sum at least as far, which
is what makes the swing exact without trying out coalitions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from plenipo.consultation.question import Parameters, Reason
from plenipo.consultation.shares import MAJORITY, Share

if TYPE_CHECKING:
    from collections.abc import Callable

    from plenipo.consultation.ballot import Ballot, Sums
    from plenipo.consultation.question import Fact, Outcome, Question
    from plenipo.errors import Fault

P = TypeVar("P", bound=Parameters)
# A rank orders candidates for a swing: the greater, the further one change moves the outcome.
Rank: TypeAlias = tuple[int, ...]

PLAIN = frozenset({"for", "against", "abstain", "none"})


@dataclass(frozen=True)
class Verdict:
    """What a rule says of sums, with its reasons in numbers."""

    outcome: Outcome
    reasons: tuple[Reason, ...]


class Quorate(Parameters, frozen=True, kw_only=True):
    """Quorum: the share of those entitled to vote who must have answered. By default more than half [U]."""

    quorum: Share | None = MAJORITY


def _by_weight(_word: str, weight: int, _parameters: Parameters) -> Rank:
    return (weight,)


def _in_favour_first(word: str, weight: int, _parameters: Parameters) -> Rank:
    return (int(word == "for"), weight)


def _as_given(_member: str, answer: str, _parameters: Parameters) -> str:
    return answer


def _no_faults(_question: Question, _parameters: Parameters) -> tuple[Fault, ...]:
    return ()


@dataclass(frozen=True)
class Rule(Generic[P]):
    """`decide` on sums; `gain` ranks a change from that word to `for`, `loss` one to `opposed`.

    `relabel` may give some members' answers a word of their own. `exempt` are the answers that leave
    a member unbound by what is adopted. `carries` is false where no further yes can help.
    """

    parameters: type[P]
    decide: Callable[[Sums, Ballot, P], Verdict]
    words: frozenset[str] = PLAIN
    gain: Callable[[str, int, P], Rank] = _by_weight
    loss: Callable[[str, int, P], Rank] = _in_favour_first
    relabel: Callable[[str, str, P], str] = _as_given
    faults: Callable[[Question, P], tuple[Fault, ...]] = _no_faults
    exempt: frozenset[str] = frozenset()
    opposed: str = "against"
    carries: bool = True


def reach(code: str, have: int, share: Share, whole: int, least: int = 0) -> tuple[bool, Reason]:
    """Whether `have` reaches the share of the whole (and the floor `least`), with the reason in numbers."""
    needed = max(share.needed(whole), least)
    facts: dict[str, Fact] = {"have": have, "needed": needed, "whole": whole}
    facts |= {"num": share.num, "den": share.den, "strict": int(share.more_than)}
    if have >= needed:
        return True, Reason(f"{code}-reached", facts)
    return False, Reason(f"{code}-below-threshold", facts | {"lacking": needed - have})


def quorum(sums: Sums, parameters: Quorate) -> tuple[bool, tuple[Reason, ...]]:
    """Whether enough voters have answered, themselves or through another."""
    if parameters.quorum is None:
        return True, ()
    met, reason = reach("quorum", sums.present, parameters.quorum, sums.members)
    return met, () if met else (reason,)


def verdict(*parts: tuple[bool, tuple[Reason, ...]]) -> Verdict:
    """Adopted when every part holds."""
    reasons = tuple(reason for _, given in parts for reason in given)
    return Verdict("adopted" if all(held for held, _ in parts) else "not-adopted", reasons)


def none_of(code: str, count: int) -> tuple[bool, tuple[Reason, ...]]:
    """Holds when the count is zero; else the reason says how many."""
    return count == 0, (Reason(code, {"count": count}),) if count else ()
