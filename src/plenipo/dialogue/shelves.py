"""Shelves: what is looked for, kept sorted by the folds, so that a reader walks no history.

1. A shelf of `standing.shelves` holds what still waits, by entry: plans ahead, offers unanswered, readouts
   that a party has not acknowledged. One of `standing.moments` holds what took place, by its beginning.
2. A shelf may hold more than is asked for, never less: every reader looks at each record once more, so that
   with shelves that hold everything it would say the same.
3. What is put on or taken off hangs on entries alone, never on the clock.
4. What lasts is shelved by its span as well, in classes of a power of two: a window meets what began before
   it, and looks no further back than such a class is long.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from heapq import merge
from typing import TypeAlias, TypeVar

from plenipo.dialogue.standing import Standing

Waiting: TypeAlias = tuple[int, str]  # entry, reference
Moment: TypeAlias = tuple[int, int, str]  # instant, entry, reference
T = TypeVar("T", Waiting, Moment)


def waits(standing: Standing, name: str, item: Waiting, *, stands: bool) -> None:
    """The record stands on this shelf, or does not."""
    _put(standing.shelves.setdefault(name, []), item, stands=stands)


def newest(standing: Standing, name: str, item: Waiting) -> None:
    """This shelf holds one record, the newest."""
    waits(standing, name, item, stands=True)
    del standing.shelves[name][:-1]


def marks(standing: Standing, sort: str, item: Moment, *, span: int = 0, stands: bool = True) -> None:
    """Something of the record took place at an instant, and lasted for `span`; ms."""
    classes = standing.moments.setdefault(sort, {})
    _put(classes.setdefault(span.bit_length(), []), item, stands=stands)


def _put(shelf: list[T], item: T, *, stands: bool) -> None:
    if not shelf or shelf[-1] < item:
        if stands:
            shelf.append(item)
        return
    place = bisect_left(shelf, item)
    there = shelf[place] == item
    if stands and not there:
        shelf.insert(place, item)
    elif there and not stands:
        del shelf[place]


def waiting(standing: Standing, *names: str) -> Iterator[str]:
    """What stands on these shelves, in the order of the entries, each once."""
    return _once(merge(*(standing.shelves.get(name, ()) for name in names)))


def last_first(standing: Standing, *names: str) -> Iterator[str]:
    """The same from the newest entry on."""
    shelves = (reversed(standing.shelves.get(name, ())) for name in names)
    return _once(merge(*shelves, reverse=True))


def _once(items: Iterable[Waiting]) -> Iterator[str]:
    last = -1
    for index, ref in items:
        if index != last:
            yield ref
        last = index


def during(standing: Standing, sort: str, since: int | None = None, until: int | None = None) -> list[str]:
    """What may have gone on at some instant from `since` to `until` (ms), by its first moment there."""
    found: list[Moment] = []
    for bits, shelf in standing.moments.get(sort, {}).items():
        first = 0 if since is None else bisect_left(shelf, (since - 2**bits,))
        last = len(shelf) if until is None else bisect_right(shelf, (until + 1,))
        found += shelf[first:last]
    return list(dict.fromkeys(ref for *_, ref in sorted(found)))


def before(standing: Standing, sort: str, at: int) -> Iterator[str]:
    """What began before an instant, the last first."""
    shelves = standing.moments.get(sort, {}).values()
    earlier = (_places(s, range(bisect_left(s, (at,)) - 1, -1, -1)) for s in shelves)
    return (ref for *_, ref in merge(*earlier, reverse=True))


def after(standing: Standing, sort: str, at: int) -> Iterator[str]:
    """What began after an instant, the first first."""
    shelves = standing.moments.get(sort, {}).values()
    later = (_places(s, range(bisect_left(s, (at + 1,)), len(s))) for s in shelves)
    return (ref for *_, ref in merge(*later))


def _places(shelf: list[T], places: range) -> Iterator[T]:
    return (shelf[place] for place in places)


def counted(standing: Standing, sort: str, since: int, until: int) -> int:
    """How many moments lie after `since` and not after `until`; ms."""
    shelves = standing.moments.get(sort, {}).values()
    return sum(bisect_left(s, (until + 1,)) - bisect_left(s, (since + 1,)) for s in shelves)
