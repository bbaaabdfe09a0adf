"""Contacts as a list: those ahead or those that took place, the last first, a page at a time.

1. A page begins behind a place (`Place`: when a contact is, and its entry), so that the thousandth page costs
   as much as the first.
2. Whatever is asked for, a page looks at no more than `LOOK` contacts. Where it stopped early, `further` says
   from which place to look on.
3. A plan that a report fulfilled is shown as that report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from heapq import merge
from itertools import islice
from typing import Literal

from msgspec import Struct

from plenipo.dialogue.records import Contact
from plenipo.dialogue.shelves import before, waiting
from plenipo.dialogue.standing import Standing

LOOK = 1000  # contacts looked at for one page
LATEST = 2**53  # no instant lies after it, ms

Which = Literal["planned", "held", "announced", "all"]
Place = tuple[int, int]  # when, ms; entry


class Wanted(Struct, frozen=True, kw_only=True):
    """What a page shows. `fits` is asked last, of what the rest let through."""

    which: Which = "all"
    level: str | None = None
    party: str | None = None
    fits: Callable[[Contact], bool] | None = None

    def keeps(self, held: Contact) -> bool:
        return (
            self._stands(held)
            and self.level in {None, held.level}
            and self.party in {None, held.party, held.counterpart, held.through}
            and (self.fits is None or self.fits(held))
        )

    def _stands(self, held: Contact) -> bool:
        if self.which == "all":
            return held.report is None
        if self.which == "held":
            return held.kind == "reported" and held.superseded is None
        return held.kind == self.which and held.report is None and held.cancelled is None


class Page(Struct, frozen=True):
    """`further`: where to look on, or None if nothing lies further back. `looked` ended it early."""

    rows: tuple[tuple[str, Contact], ...]
    further: Place | None
    looked: bool = False


def contacts(standing: Standing, wanted: Wanted, count: int, behind: Place | None = None) -> Page:
    """The last `count` contacts that are wanted, of those that come behind a place."""
    rows: list[tuple[str, Contact]] = []
    last: Place | None = None
    seen = 0
    for ref in _from(standing, wanted, behind):
        held = standing.contacts[ref]
        if len(rows) == count or seen == LOOK:
            return Page(tuple(rows), last, looked=len(rows) < count)
        seen, last = seen + 1, place_of(held)
        if wanted.keeps(held):
            rows.append((ref, held))
    return Page(tuple(rows), None)


def place_of(held: Contact) -> Place:
    return held.when, held.index


def ahead(standing: Standing, party: str, most: int) -> list[tuple[str, Contact]]:
    """What this party planned or announced and has neither reported nor cancelled, the next first."""
    found = ((ref, standing.contacts[ref]) for ref in waiting(standing, "ahead"))
    own = ((ref, held) for ref, held in found if held.party == party and held.superseded is None)
    return sorted(islice(own, LOOK), key=lambda pair: place_of(pair[1]))[:most]


def _from(standing: Standing, wanted: Wanted, behind: Place | None) -> Iterator[str]:
    """The last first, from the narrowest shelves that hold all that is wanted."""
    if wanted.which in {"planned", "announced"}:
        waits = sorted(waiting(standing, "ahead"), key=lambda ref: _place(standing, ref), reverse=True)
        found = iter(waits)
    else:
        begins = LATEST if behind is None else behind[0] + 1
        sorts = _sorts(standing, wanted)
        shelves = (before(standing, sort, begins) for sort in sorts)
        found = merge(*shelves, key=lambda ref: _place(standing, ref), reverse=True)
    return (ref for ref in found if behind is None or _place(standing, ref) < behind)


def _place(standing: Standing, ref: str) -> Place:
    return place_of(standing.contacts[ref])


def _sorts(standing: Standing, wanted: Wanted) -> list[str]:
    """Only what was reported is shelved by level. Whom a contact went through, no shelf tells."""
    if wanted.which == "held" and wanted.level is not None:
        return [f"level {wanted.level}"]
    if wanted.which == "held" and wanted.party is not None and not _carries(standing, wanted.party):
        return [sort for sort in standing.moments if _pairs(sort, wanted.party)]
    return ["contacts"]


def _pairs(sort: str, party: str) -> bool:
    name, *pair = sort.split()
    return name == "pair" and party in pair


def _carries(standing: Standing, party: str) -> bool:
    return standing.role(party) == "intermediary" or party in standing.rule_book.intermediaries
