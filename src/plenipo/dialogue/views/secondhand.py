"""How much of what the coalition knows of contacts with the counterpart comes through third parties only."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from msgspec import Struct

from plenipo.dialogue.derived import through_others
from plenipo.dialogue.records import Contact
from plenipo.dialogue.shelves import counted, waiting
from plenipo.dialogue.standing import Standing
from plenipo.dialogue.views.gaps import took_place, took_place_by
from plenipo.dialogue.views.knowing import knowledge_at

YEAR: Final = 365 * 86_400_000  # ms

DEFINITION: Final = (
    "of the contacts known in the window, those that went through an intermediary, or that neither side has "
    "told of or confirmed"
)


class SecondHand(Struct, frozen=True, kw_only=True):
    """`only` of `known` contacts that began after `since` and by `until` (ms); the share is exact."""

    since: int
    until: int
    known: int
    only: int

    @property
    def share(self) -> Fraction | None:
        """None where nothing is known."""
        return Fraction(self.only, self.known) if self.known else None


def second_hand(standing: Standing, now: int, window: int = YEAR) -> SecondHand:
    """The indicator over the last `window` (ms), by what was known at `now` (ms). See DEFINITION.

    A contact counts where it began; one that was denied, corrected or only planned does not count.
    """
    since = now - window
    if now < standing.stamp:
        counts = [_counts(standing, held, now) for _, held in took_place(standing, now, since + 1)]
    else:
        counts = list(_shelved(standing, since, now))
    known, only = (sum(column) for column in zip((0, 0), *counts, strict=True))
    return SecondHand(since=since, until=now, known=known, only=only)


def _counts(standing: Standing, held: Contact, now: int) -> tuple[int, int]:
    """Whether it is known, and whether through others only."""
    told = knowledge_at(standing, held, now)
    if told is None or standing.role(held.counterpart) != "counterpart":
        return 0, 0
    return 1, int(through_others(held, told))


def _shelved(standing: Standing, since: int, now: int) -> Iterator[tuple[int, int]]:
    """The same from what is shelved, once all entries lie behind."""
    for party in standing.parties("counterpart"):
        yield (
            counted(standing, f"known {party.id}", since, now),
            counted(standing, f"second-hand {party.id}", since, now),
        )
    for ref in waiting(standing, "said ahead"):
        held = standing.contacts[ref]
        if since < held.when <= now and took_place_by(standing, held, now):
            yield _counts(standing, held, now)
