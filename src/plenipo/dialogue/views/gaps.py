"""How long nobody talked: the gaps between contacts that took place. Derived, never typed in.

1. A contact took place if it was reported, stands uncorrected, is not denied, and began by `now`.
2. A gap runs from the end of what went on before to the beginning of the next contact; where contacts
   overlap there is none. The last gap is open: it runs up to `now`.
3. Days are days of the calendar in UTC, as one counts them between two dates; `span` is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from msgspec import Struct

from plenipo.dialogue.records import Contact
from plenipo.dialogue.standing import Standing
from plenipo.dialogue.views.knowing import knowledge_at

DAY = 86_400_000  # ms

K = TypeVar("K", bound=Hashable)


class Gap(Struct, frozen=True):
    """From the contact `after` to the contact `before`, or up to now if there is none; ms."""

    since: int
    until: int
    after: str
    before: str | None = None

    @property
    def days(self) -> int:
        return days_between(self.since, self.until)

    @property
    def span(self) -> int:
        """Milliseconds."""
        return self.until - self.since


class Gaps(Struct, frozen=True):
    """Every gap, oldest first; a pair is (party, counterpart), a channel is named by its reference."""

    overall: tuple[Gap, ...]
    by_channel: dict[str, tuple[Gap, ...]]
    by_level: dict[str, tuple[Gap, ...]]
    by_pair: dict[tuple[str, str], tuple[Gap, ...]]

    @property
    def longest(self) -> Gap | None:
        return longest(self.overall)


def days_between(since: int, until: int) -> int:
    """Days of the calendar (UTC) between two instants in ms."""
    return until // DAY - since // DAY


def longest(gaps: Iterable[Gap]) -> Gap | None:
    return max(gaps, key=lambda gap: gap.span, default=None)


def took_place(standing: Standing, now: int) -> list[tuple[str, Contact]]:
    """The contacts that took place by `now`, with their references, in the order of their beginning."""
    held = [
        (ref, contact)
        for ref, contact in standing.contacts.items()
        if contact.kind == "reported"
        and contact.superseded is None
        and contact.when <= now
        and knowledge_at(standing, contact, now) != "denied"
    ]
    return sorted(held, key=lambda pair: (pair[1].when, pair[1].index))


def gaps(standing: Standing, now: int) -> Gaps:
    """All gaps at `now` (ms): over all, by channel, by level and by pair of parties."""
    held = took_place(standing, now)
    in_channel = [(ref, c) for ref, c in held if c.channel is not None]
    return Gaps(
        overall=_between(held, now),
        by_channel=_grouped(in_channel, lambda c: c.channel or "", now),
        by_level=_grouped(held, lambda c: str(c.level), now),
        by_pair=_grouped(held, lambda c: (c.party, c.counterpart), now),
    )


def _grouped(
    held: list[tuple[str, Contact]], key: Callable[[Contact], K], now: int
) -> dict[K, tuple[Gap, ...]]:
    groups: dict[K, list[tuple[str, Contact]]] = {}
    for ref, contact in held:
        groups.setdefault(key(contact), []).append((ref, contact))
    return {name: _between(group, now) for name, group in groups.items()}


def _between(held: list[tuple[str, Contact]], now: int) -> tuple[Gap, ...]:
    found: list[Gap] = []
    after, end = "", 0
    for ref, contact in held:
        if after and contact.when > end:
            found.append(Gap(end, contact.when, after, ref))
        if not after or _end(contact, now) >= end:
            after, end = ref, _end(contact, now)
    if after and now > end:
        found.append(Gap(end, now, after))
    return tuple(found)


def _end(contact: Contact, now: int) -> int:
    return min(now, max(contact.when, contact.ended or contact.when))
