"""A timeline in outline: where a page would hold too much, how many of what there are in each part of it.

Counts come from the shelves, so that they cost the same however long a dialogue is. A contact is counted in
the lane of its level and in the row of its party once it is reported. The shelves know no more: where one
level or party is chosen, the other rows are left out.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from plenipo.acts.words import LEVELS
from plenipo.dialogue.shelves import counted
from plenipo_node.drawing import Cell
from plenipo_node.pages.timeline.windows import Days, day_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plenipo.dialogue.standing import Standing
    from plenipo_node.drawing import Counts

BEARS = 250  # items on one page before it would be slow
PARTS = 24
PARTIES = 6  # rows for those with most contacts
ALL = ("contacts", "offers", "mandates", "consultations", "asks", "consents")
ROWS = {
    "offers": ("offer", ("offers",)),
    "mandates": ("mandate", ("mandates",)),
    "consultations": ("consultation", ("consultations",)),
    "consents": ("consent", ("asks", "consents")),
}


class Part(Struct, frozen=True):
    """A stretch of time, from `begins` to `ends` (ms), and how many there are in each row."""

    days: Days
    begins: int
    ends: int
    counts: tuple[int, ...]


class Outline(Struct, frozen=True):
    """`rows` are keys of the drawing's rows; `parts` those with anything in them, oldest first."""

    days: Days
    rows: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def counts(self) -> Counts:
        return {
            row: [
                Cell(part.counts[number], part.begins, part.ends)
                for part in self.parts
                if part.counts[number]
            ]
            for number, row in enumerate(self.rows)
        }


def crowded(standing: Standing, days: Days | None) -> bool:
    """More than a page bears; one day is shown whatever it holds."""
    if days is None:
        return _counted(standing, ALL, 0, 2**53) > BEARS
    return days.until > days.since and _counted(standing, ALL, days.begins, days.ends) > BEARS


def outline(standing: Standing, days: Days, party: str, level: str, kind: str) -> Outline:
    rows = dict(_rows(standing, days, party, level, kind))
    parts = (_part(standing, part, list(rows.values())) for part in _parts(days))
    return Outline(days, tuple(rows), tuple(part for part in parts if any(part.counts)))


def _part(standing: Standing, days: Days, rows: list[tuple[str, ...]]) -> Part:
    begins, ends = days.begins, days.ends
    return Part(days, begins, ends, tuple(_counted(standing, sorts, begins, ends) for sorts in rows))


def everything(standing: Standing, now: int) -> Days:
    """From the first day on which anything took place to the last, or today."""
    shelves = [shelf for sort in ALL for shelf in standing.moments.get(sort, {}).values() if shelf]
    first = min((shelf[0][0] for shelf in shelves), default=now)
    last = max((shelf[-1][0] for shelf in shelves), default=now)
    return Days(day_of(first), day_of(max(now, last)))


def talking(standing: Standing) -> list[str]:
    """The parties of the dialogue, and then others of whom a contact was reported."""
    ours = [party.id for party in standing.rule_book.parties]
    others = {name for sort in standing.moments if sort.startswith("pair ") for name in sort.split()[1:]}
    return ours + sorted(others.difference(ours))


def _rows(
    standing: Standing, days: Days, party: str, level: str, kind: str
) -> Iterator[tuple[str, tuple[str, ...]]]:
    if not kind or kind == "contacts":
        if not party:
            yield from ((name, (f"level {name}",)) for name in reversed(LEVELS) if level in {"", name})
        if not level:
            yield from _of_parties(standing, days, party)
    if not party and not level:
        yield from (row for name, row in ROWS.items() if kind in {"", name})


def _of_parties(standing: Standing, days: Days, party: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    sorts: dict[str, list[str]] = {}
    for sort in standing.moments:
        family, _, pair = sort.partition(" ")
        if family == "pair":
            sorts.setdefault(pair.partition(" ")[0], []).append(sort)
    often = {name: _counted(standing, tuple(held), days.begins, days.ends) for name, held in sorts.items()}
    for name in sorted(sorts, key=lambda name: (-often[name], name))[: None if party else PARTIES]:
        if party in {"", name} and often[name]:
            yield name, tuple(sorts[name])


def _parts(days: Days) -> Iterator[Days]:
    step = timedelta(days=-(-((days.until - days.since).days + 1) // PARTS))
    since = days.since
    while since <= days.until:
        until = min(since + step - timedelta(days=1), days.until)
        yield Days(since, until)
        since = until + timedelta(days=1)


def _counted(standing: Standing, sorts: tuple[str, ...], begins: int, ends: int) -> int:
    return sum(counted(standing, sort, begins - 1, ends) for sort in sorts)
