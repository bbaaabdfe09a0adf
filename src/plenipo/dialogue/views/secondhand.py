"""How much of what the coalition knows of contacts with the counterpart comes through third parties only."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from msgspec import Struct

from plenipo.dialogue.records import Contact
from plenipo.dialogue.standing import Standing
from plenipo.dialogue.views.gaps import took_place
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
    known = [
        held
        for _, held in took_place(standing, now)
        if held.when > since
        and standing.role(held.counterpart) == "counterpart"
        and knowledge_at(standing, held, now) is not None
    ]
    only = sum(_through_others(standing, held, now) for held in known)
    return SecondHand(since=since, until=now, known=len(known), only=only)


def _through_others(standing: Standing, held: Contact, now: int) -> bool:
    """Neither side has spoken for itself, or a third party stood between them."""
    told = knowledge_at(standing, held, now)
    return held.through is not None or told in {"reported", "neither confirmed nor denied"}
