"""Each member of a consultation: when it was reached, by whom it answered, and every change of its answer.

These are the acts in the register, one by one. Nothing here is summed up: an outcome is told once it is one.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from plenipo.acts.words import party_of
from plenipo.dialogue.counting import answered, represented, weights_of
from plenipo.dialogue.records import Consultation, Given

What = Literal["opened", "reached", "answered", "extended", "withdrawn"]


class Member(Struct, frozen=True, kw_only=True):
    """`in_time`: its acknowledgement left the silence minimum; None where there is none to leave. `by` gave
    the answer that counts for it so far, if another did.
    """

    party: str
    weight: int
    received: int | None
    deputy: str | None
    in_time: bool | None
    given: Given | None
    by: str | None
    changes: int


class Event(Struct, frozen=True, kw_only=True):
    """What was said in a consultation. `party` is whom it concerns, `by` who said it; `until` the deadline
    that it set (ms). `ref` names the answer.
    """

    at: int
    what: What
    by: str
    party: str
    word: str | None = None
    until: int | None = None
    ref: str | None = None


def acknowledge_until(held: Consultation) -> int | None:
    """Before when each member must have acknowledged the text, where silence decides; ms."""
    return held.deadline - held.minimum if held.procedure == "silence" else None


def members(held: Consultation, now: int) -> tuple[Member, ...]:
    """In the order of the members, up to `now` (ms)."""
    own, others, weights = answered(held, now), represented(held, now), weights_of(held)
    return tuple(_member(held, party, weights[party], own, others, now) for party in held.members)


def _member(  # noqa: PLR0913, PLR0917 what is the same for all is worked out once
    held: Consultation, party: str, weight: int, own: dict[str, Given], others: dict[str, Given], now: int
) -> Member:
    at = held.received.get(party)
    received = at if at is not None and at <= now else None
    last = acknowledge_until(held)
    by = others.get(party) if party not in own else None
    return Member(
        party=party,
        weight=weight,
        received=received,
        deputy=held.deputised.get(party) if received is not None else None,
        in_time=None if received is None or last is None else received <= last,
        given=own.get(party, by),
        by=party_of(by.by) if by is not None else None,
        changes=max(0, len(held.answers.get(party, ())) - 1),
    )


def history(held: Consultation) -> tuple[Event, ...]:
    """Everything that was said in it and that its record keeps, the oldest first."""
    found = [
        Event(at=held.at, what="opened", by=held.by, party=party_of(held.by), until=held.deadlines[0][1])
    ]
    found += [
        Event(at=at, what="reached", by=held.deputised.get(party, party), party=party)
        for party, at in held.received.items()
    ]
    for said in (held.answers, held.behalf):
        found += [
            Event(at=given.at, what="answered", by=given.by, party=party, word=given.word, ref=given.ref)
            for party, answers in said.items()
            for given in answers
        ]
    found += [
        Event(at=at, what="extended", by=held.by, party=party_of(held.by), until=until)
        for at, until in held.deadlines[1:]
    ]
    if held.withdrawn is not None:
        found.append(Event(at=held.withdrawn, what="withdrawn", by=held.by, party=party_of(held.by)))
    return tuple(sorted(found, key=lambda event: event.at))
