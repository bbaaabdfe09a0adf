"""What can be chosen in a field of this dialogue: parties, persons, topics, and the records that are live.

A record is chosen among those that such a member can name, newest first; any other is named by its number.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from plenipo.acts.words import party_of
from plenipo.dialogue.shelves import during, last_first, waiting
from plenipo_node.wording.instants import day
from plenipo_node.wording.vocabulary import word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from plenipo.dialogue.records import Contact
    from plenipo.dialogue.standing import Standing
    from plenipo_node.forms.fields import Shape

MANY = 40  # records offered; an older one is named by its number
LATELY = 500  # asks and consents looked at for those that are open


class Choice(Struct, frozen=True):
    value: str
    label: str


def choices(shape: Shape, standing: Standing, now: int) -> list[Choice]:
    if shape.words:
        return [Choice(each, word(each)) for each in shape.words]
    if shape.of == "party":
        return [Choice(party.id, party.name) for party in standing.rule_book.parties]
    if shape.of == "person":
        return [Choice(name, name) for name, held in sorted(standing.persons.items()) if held.ended is None]
    if shape.of == "topic":
        return [Choice(topic.id, topic.name) for topic in standing.rule_book.topics]
    if shape.widget in {"record", "records"}:
        lister = RECORDS.get(shape.member)
        return [] if lister is None else list(_newest(lister(standing, now)))
    return []


def _newest(found: Iterator[tuple[int, str, str]]) -> Iterator[Choice]:
    for _index, ref, label in sorted(found, reverse=True)[:MANY]:
        yield Choice(ref, label)


def _consultations(standing: Standing, now: int) -> Iterator[tuple[int, str, str]]:
    for ref in during(standing, "consultations", now):
        held = standing.consultations[ref]
        if held.withdrawn is None and held.deadline > now:
            yield held.index, ref, f"{held.index} · {day(held.deadline)}"


def _mandates(standing: Standing, now: int) -> Iterator[tuple[int, str, str]]:
    for ref, ends in standing.live.items():
        if ends > now:
            held = standing.mandates[ref]
            index = standing.consultations[ref].index
            yield index, ref, f"{index} · {', '.join(held.terms.topics)} · {day(ends)}"


def _contacts(standing: Standing, _now: int) -> Iterator[tuple[int, str, str]]:
    reported = (name for name in standing.shelves if name.startswith("reported "))
    for ref in islice(last_first(standing, "ahead", *reported), MANY):
        yield _contact(ref, standing.contacts[ref])


def _plans(standing: Standing, _now: int) -> Iterator[tuple[int, str, str]]:
    for ref in waiting(standing, "ahead"):
        held = standing.contacts[ref]
        if held.kind == "planned" and held.report is None and held.cancelled is None:
            yield _contact(ref, held)


def _contact(ref: str, held: Contact) -> tuple[int, str, str]:
    return held.index, ref, f"{held.index} · {day(held.when)} · {word(held.level)} · {word(held.medium)}"


def _channels(standing: Standing, _now: int) -> Iterator[tuple[int, str, str]]:
    for ref in waiting(standing, "channels"):
        held = standing.channels[ref]
        if held.closed is None:
            yield held.index, ref, f"{held.index} · {word(held.level)}"


def _offers(standing: Standing, _now: int) -> Iterator[tuple[int, str, str]]:
    for ref in waiting(standing, "offers"):
        held = standing.offers[ref]
        if held.answer is None and held.superseded is None:
            yield held.index, ref, f"{held.index} · {day(held.when)} · {word(held.level)}"


def _asks(standing: Standing, _now: int) -> Iterator[tuple[int, str, str]]:
    for ref, held in islice(reversed(standing.asks.items()), LATELY):
        if held.answered is None:
            yield held.index, ref, f"{held.index} · {', '.join(held.topics)}"


def _consents(standing: Standing, _now: int) -> Iterator[tuple[int, str, str]]:
    for ref, held in islice(reversed(standing.consents.items()), LATELY):
        if held.withdrawn is None and not held.disclaims:
            yield held.index, ref, f"{held.index} · {', '.join(held.topics)}"


def _readouts(standing: Standing, _now: int) -> Iterator[tuple[int, str, str]]:
    for ref, held in islice(reversed(standing.readouts.items()), MANY):
        yield held.index, ref, f"{held.index} · {party_of(held.by)} · {day(held.at)}"


def _sources(standing: Standing, _now: int) -> Iterator[tuple[int, str, str]]:
    for ref, held in islice(reversed(standing.sources.items()), MANY):
        yield held.index, ref, f"{held.index} · {held.grade} · {day(held.published)}"


def _statements(standing: Standing, _now: int) -> Iterator[tuple[int, str, str]]:
    for ref, held in islice(reversed(standing.statements.items()), MANY):
        yield held.index, ref, f"{held.index} · {held.party} · {day(held.when)}"


def _assessments(standing: Standing, _now: int) -> Iterator[tuple[int, str, str]]:
    for ref, held in islice(reversed(standing.assessments.items()), MANY):
        yield held.index, ref, f"{held.index} · {word(held.word)} · {party_of(held.by)}"


RECORDS: dict[str, Callable[[Standing, int], Iterator[tuple[int, str, str]]]] = {
    "consultation": _consultations,
    "decision": _consultations,
    "mandate": _mandates,
    "renews": _mandates,
    "contact": _contacts,
    "confirms": _contacts,
    "plan": _plans,
    "channel": _channels,
    "offer": _offers,
    "ask": _asks,
    "consent": _consents,
    "readout": _readouts,
    "readouts": _readouts,
    "sources": _sources,
    "origin": _sources,
    "evidence": _sources,
    "statement": _statements,
    "assessment": _assessments,
    "judged": _assessments,
}
