"""How long nobody talked: the gaps between contacts that took place. Derived, never typed in.

1. A contact took place if it was reported, stands uncorrected, is not denied, and began by `now`.
2. A gap runs from the end of what went on before to the beginning of the next contact; where contacts
   overlap there is none. The last gap is open: it runs up to `now`.
3. Days are days of the calendar in UTC, as one counts them between two dates; `span` is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice
from typing import TypeAlias

from msgspec import Struct

from plenipo.dialogue.records import Contact
from plenipo.dialogue.shelves import after, before, during
from plenipo.dialogue.standing import Standing
from plenipo.dialogue.views.knowing import knowledge_at

DAY = 86_400_000  # ms

Held: TypeAlias = Callable[[str], bool]  # whether the contact took place


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


def took_place(standing: Standing, now: int, since: int | None = None) -> list[tuple[str, Contact]]:
    """The contacts that took place by `now`, with their references, in the order of their beginning; with
    `since` (ms) those that began from then on.
    """
    held = _only_held(standing, during(standing, "contacts", since, now), _held(standing, now))
    return sorted((pair for pair in held if since is None or pair[1].when >= since), key=_beginning)


def last_contact(standing: Standing, now: int, sort: str = "contacts") -> tuple[str, Contact] | None:
    """The newest contact that took place by `now`, of those shelved under `sort`."""
    return next(_only_held(standing, before(standing, sort, now + 1), _held(standing, now)), None)


def _beginning(pair: tuple[str, Contact]) -> tuple[int, int]:
    return pair[1].when, pair[1].index


def _only_held(standing: Standing, refs: Iterable[str], held: Held) -> Iterator[tuple[str, Contact]]:
    return ((ref, standing.contacts[ref]) for ref in refs if held(ref))


def _held(standing: Standing, now: int) -> Held:
    """Looked up once for each contact, whatever groups it is in."""
    return cache(lambda ref: took_place_by(standing, standing.contacts[ref], now))


def took_place_by(standing: Standing, contact: Contact, now: int) -> bool:
    return (
        contact.kind == "reported"
        and contact.superseded is None
        and contact.when <= now
        and knowledge_at(standing, contact, now) != "denied"
    )


def gaps(standing: Standing, now: int, since: int | None = None, until: int | None = None) -> Gaps:
    """The gaps at `now` (ms): over all, by channel, by level and by pair of parties; with `since` or `until`
    those that reach into that window.
    """
    held = _held(standing, now)
    sorts = (sort for sort in standing.moments if sort.split()[0] in {"contacts", "channel", "level", "pair"})
    named = {tuple(sort.split()): _around(standing, sort, held, since, until) for sort in sorts}
    found = {name: _in_window(some, now, since, until) for name, some in named.items() if some}
    return Gaps(
        overall=found.get(("contacts",), ()),
        by_channel={name[1]: each for name, each in found.items() if name[0] == "channel"},
        by_level={name[1]: each for name, each in found.items() if name[0] == "level"},
        by_pair={(name[1], name[2]): each for name, each in found.items() if name[0] == "pair"},
    )


def overall_gaps(standing: Standing, now: int, since: int | None, until: int | None) -> tuple[Gap, ...]:
    return _in_window(_around(standing, "contacts", _held(standing, now), since, until), now, since, until)


def _around(
    standing: Standing, sort: str, held: Held, since: int | None, until: int | None
) -> list[tuple[str, Contact]]:
    """What went on in the window and when the last contact before it began, and the first one after it."""
    earlier = () if since is None else before(standing, sort, since)
    last = next(_only_held(standing, earlier, held), None)
    begins = since if last is None else last[1].when
    later = () if until is None else after(standing, sort, until)
    following = islice(_only_held(standing, later, held), 1)
    found = dict(_only_held(standing, during(standing, sort, begins, until), held))
    return sorted((found | dict(following)).items(), key=_beginning)


def _in_window(
    held: list[tuple[str, Contact]], now: int, since: int | None, until: int | None
) -> tuple[Gap, ...]:
    return tuple(
        gap
        for gap in _between(held, now)
        if (since is None or gap.until >= since) and (until is None or gap.since <= until)
    )


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
