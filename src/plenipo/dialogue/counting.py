"""A consultation as questions that can be counted: its rule, its weights on the day, its answers.

1. The day of the vote is its deadline: the weights are those of the table in force then, or the parties' own
   where the charter has no tables. Who moves the deadline across a border moves the vote to the new table.
2. Of a member's answers the last counts, and its own before one that another gave for it.
3. By written procedure the partners first say, before `consent_by`, whether they agree to decide in writing:
   unanimity, absence preventing. What they answer from then on is their vote.
4. Parties that a rule's parameters name and that are no members when it is counted are left out of them.
5. Where the parameters name a `house`, a silence follows its usage (for the UN General Assembly, three days).
6. To a silence, an objection that was registered at or after the deadline counts if enough other members say
   that they received it before: as many as the charter asks for, or all others where there are fewer.
7. Where the charter says so of a rule (`settled`), a vote is adopted as silence is: once a quorum has
   cosigned after deadline plus delay. Until then a member's answer other than `for` counts as in 6.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypedDict

from msgspec import Struct, to_builtins

from plenipo.acts.charter import DecisionRule, Weights
from plenipo.acts.words import party_of
from plenipo.consultation import (
    HOUSES,
    House,
    Objection,
    OnBehalf,
    Parameters,
    Question,
    Reason,
    parameters_of,
)
from plenipo.dialogue.records import Consultation, Given

CONSENT_RULE = "unanimity"  # by which the partners agree to decide in writing
HOUSE = "house"
BREAKS = frozenset({"object", "amend"})
_EVER = 2**53


def table_at(tables: Iterable[Weights], at: int) -> Weights | None:
    """The table in force at an instant (ms), or None."""
    return next((t for t in tables if t.since <= at and (t.until is None or at < t.until)), None)


def weights_of(held: Consultation) -> dict[str, int]:
    """Each member's weight on the day of the vote."""
    table = table_at(held.weights, held.deadline)
    return held.members if table is None else {p: table.of.get(p, w) for p, w in held.members.items()}


def parameters_for(rule: DecisionRule, members: Mapping[str, int]) -> Parameters | None:
    """The rule's own parameters; None are its defaults. Errors: UnknownRule, BadQuestion."""
    known = {
        name: tuple(p for p in value if p in members) if isinstance(value, tuple) else value
        for name, value in rule.parameters.items()
        if name != HOUSE
    }
    return parameters_of(rule.rule, to_builtins(known)) if known else None


def house_of(rule: DecisionRule) -> House | None:
    """The house whose usage a silence follows, EU Council unless one is named; None if it is not known."""
    named = rule.parameters.get(HOUSE, "eu-council")
    return HOUSES.get(named) if isinstance(named, str) else None


def to_be_settled(held: Consultation) -> bool:
    """It is adopted only once that is settled."""
    return held.procedure == "silence" or held.rule.settled


def stage(held: Consultation, at: int) -> tuple[int, int]:
    """From when up to before when answers belong together with one given at this instant."""
    if held.consent_by is None:
        return 0, _EVER
    return (0, held.consent_by) if at < held.consent_by else (held.consent_by, _EVER)


def asks_consent(held: Consultation, at: int) -> bool:
    """The partners are still asked whether they agree to decide in writing."""
    return held.consent_by is not None and at < held.consent_by


def answered(held: Consultation, at: int) -> dict[str, Given]:
    """Each member's own last answer in the stage of this instant."""
    return _last(held.answers, *stage(held, at))


def represented(held: Consultation, at: int) -> dict[str, Given]:
    """The last answer that another member gave for each, in the stage of this instant."""
    return _last(held.behalf, *stage(held, at))


def vote_of(held: Consultation, now: int) -> Question:
    """The vote, with the weights of its day. Error: BadQuestion."""
    since = held.consent_by or 0
    return Question(
        rule=held.rule.rule,
        members=weights_of(held),
        on_proposal=held.rule.on_proposal,
        closed=now >= held.deadline,
        answers_final=held.rule.final,
        parameters=parameters_for(held.rule, held.members),
        **_said(held, since, _EVER),
    )


def consent_to_writing(held: Consultation, now: int) -> Question:
    """The question before a written procedure: shall it be decided in writing?"""
    until = held.consent_by or 0
    said = _said(held, 0, until)
    return Question(rule=CONSENT_RULE, members=weights_of(held), closed=now >= until, **said)


class _Said(TypedDict):
    answers: dict[str, str]
    on_behalf: dict[str, OnBehalf]
    declarations: dict[str, str]


def _said(held: Consultation, since: int, until: int) -> _Said:
    own, behalf = _last(_timely(held), since, until), _last(held.behalf, since, until)
    return {
        "answers": {party: given.word for party, given in own.items()},
        "on_behalf": {
            party: OnBehalf(by=party_of(given.by), answer=given.word) for party, given in behalf.items()
        },
        "declarations": {party: "sealed" for party, given in {**behalf, **own}.items() if given.declared},
    }


def _timely(held: Consultation) -> dict[str, list[Given]]:
    """Each member's answers, without those registered too late for which too few vouch."""
    late = {late.given.ref for late in late_objections(held) if not late.counts}
    if not late:
        return held.answers
    return {party: [g for g in given if g.ref not in late] for party, given in held.answers.items()}


def _last(given: Mapping[str, list[Given]], since: int, until: int) -> dict[str, Given]:
    inside = ((party, [g for g in answers if since <= g.at < until]) for party, answers in given.items())
    return {party: answers[-1] for party, answers in inside if answers}


class Late(Struct, frozen=True, kw_only=True):
    """An objection registered at or after the deadline. `vouched`: who had it before, `needed` suffice."""

    member: str
    given: Given
    vouched: tuple[int, ...]  # when they received it, ms, the first first
    needed: int

    @property
    def counts(self) -> bool:
        return len(self.vouched) >= self.needed


def objections(held: Consultation) -> Iterator[Objection]:
    """What breaks a silence: objections in time, and late ones at the receipt that makes them timely."""
    for member, given in _own_answers(held):
        if given.at < held.deadline:
            yield Objection(member=member, received=given.at, amends=given.word == "amend")
    for late in late_objections(held):
        if late.counts:
            received = late.vouched[late.needed - 1]
            yield Objection(member=late.member, received=received, amends=late.given.word == "amend")


def late_objections(held: Consultation) -> list[Late]:
    return [_late(held, member, given) for member, given in _own_answers(held) if given.at >= held.deadline]


def late_reasons(held: Consultation) -> tuple[Reason, ...]:
    """Of each late objection, or late answer to a vote, whether it counts and why."""
    what = "objection" if held.procedure == "silence" else "answer"
    return tuple(
        Reason(
            f"{what}-vouched" if late.counts else f"{what}-late",
            {
                "member": late.member,
                "registered": late.given.at,
                "deadline": held.deadline,
                "vouched": len(late.vouched),
                "needed": late.needed,
            },
        )
        for late in late_objections(held)
    )


def _own_answers(held: Consultation) -> Iterator[tuple[str, Given]]:
    """Without those given for another; to a silence each of them breaks it."""
    return ((member, given) for member, answers in held.answers.items() for given in answers)


def _late(held: Consultation, member: str, given: Given) -> Late:
    said = held.vouched.get(given.ref, {})
    others = held.members.keys() - {member}
    times = sorted(at for party, at in said.items() if party in others and at < held.deadline)
    needed = max(1, min(held.receipts, len(others)))
    return Late(member=member, given=given, vouched=tuple(times), needed=needed)
