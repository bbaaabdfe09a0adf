"""A question put to the partners, with their final answers, and the result of the count.

Words of an answer: `for`, `against`, `abstain`; `constructive` (an abstention with a formal declaration);
`vital-reasons` (a vote is opposed for vital and stated reasons); `object` and `amend` (they break silence);
`none` (no answer: absent, not represented). A member without an answer has answered `none`.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

ANSWERS = frozenset({"for", "against", "abstain", "constructive", "vital-reasons", "object", "amend", "none"})

Outcome: TypeAlias = Literal["adopted", "not-adopted", "no-vote", "pending", "not-reached"]
Fact: TypeAlias = int | str | tuple[str, ...]


class Parameters(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a charter may set about a rule; each rule has its own fields with documented defaults."""


class OnBehalf(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The answer that another member gives for a represented one (TFEU 239)."""

    by: str
    answer: str


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A rule, the members with their weights, and their answers.

    `participants` are those who have a vote, when that is not everybody. `declarations` are texts by members.
    `on_behalf` maps a represented member to who answers for it; its own answer wins. While `closed` is false
    the outcome is pending, unless `answers_final` is set (a charter's option) and no answer still
    missing could change it. `parameters` of None are the rule's defaults.
    """

    rule: str
    members: dict[str, int]
    answers: dict[str, str] = {}
    on_proposal: bool = False
    participants: list[str] | None = None
    declarations: dict[str, str] = {}
    on_behalf: dict[str, OnBehalf] = {}
    closed: bool = True
    answers_final: bool = False
    parameters: Parameters | None = None


class Reason(msgspec.Struct, frozen=True):
    """Why: a code and its facts, exact integers and names. `explain.sentence` puts it into words."""

    code: str
    facts: dict[str, Fact] = {}


class Swing(msgspec.Struct, frozen=True):
    """The fewest further members that would `carry` the text by answering for it, or `block` it, and one
    example.
    """

    kind: Literal["carry", "block"]
    fewest: int
    example: tuple[str, ...]


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome and all that an adviser needs to check it.

    `members` and `weight` total those who have a vote; the lists name them by answer, `missing` are those
    without one. While pending only `answered` and `missing` are told: numbers are 0 and lists empty.
    When adopted, `bound` and `not_bound` make up all members; else nobody is bound and both are empty.
    `supported_by` names those in favour of a text that was not adopted: it may be published as "supported
    by N of M", is not a mandate, and binds nobody.
    """

    rule: str
    outcome: Outcome
    reasons: tuple[Reason, ...] = ()
    bound: tuple[str, ...] = ()
    not_bound: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    members: int = 0
    weight: int = 0
    for_members: int = 0
    for_weight: int = 0
    in_favour: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    abstaining: tuple[str, ...] = ()
    constructive: tuple[str, ...] = ()
    supported_by: tuple[str, ...] = ()
    swing: Swing | None = None
