"""What would overlap becomes one: marks along a row, and bars in a few ranks.

1. Two marks of a row are never nearer than the reach. Those within the reach of a first are one mark.
2. A mark stands at its item's own instant; one for several stands amid them, as far as the next leaves room.
3. A row of more than `ROOM` marks or bars is merged more coarsely, so that no picture outgrows its page.
4. Nothing here goes through all items of a row: it leaps to the next that can be seen.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct

from plenipo.dialogue.views.timeline import Item
from plenipo_node.drawing.gather import AT
from plenipo_node.drawing.words import Window

ROOM = 24


class Scale(Struct, frozen=True):
    """Instants to places: the window lies on `length` from `start`."""

    window: Window
    start: float
    length: float

    @property
    def end(self) -> float:
        return self.start + self.length

    def place(self, at: int) -> float:
        """Where an instant is, or the edge of the window that it lies beyond."""
        inside = min(max(at, self.window.since), self.window.until) - self.window.since
        return self.start + self.length * inside / self.window.span

    def instant(self, place: float) -> int:
        """The first instant that is not before the place."""
        return self.window.since + self.lasting(place - self.start)

    def lasting(self, width: float) -> int:
        """How long it takes to be at least that wide; ms."""
        return -int(-width * self.window.span // self.length)

    def width(self, begins: int, ends: int) -> float:
        return self.length * (ends - begins) / self.window.span

    def meets(self, begins: int, ends: int) -> bool:
        return begins <= self.window.until and ends >= self.window.since


class Cluster(Struct, frozen=True):
    """`count` items from `first` to `last` (ms), some of them irregular; `item` if it is one alone."""

    along: float
    count: int
    first: int
    last: int
    item: Item | None
    irregular: int = 0


def clusters(
    items: Sequence[Item], scale: Scale, reach: float, irregular: Sequence[int] = ()
) -> list[Cluster]:
    """The marks of one row; `items` are in the order of `at`, and so are the instants of irregular ones."""
    found = list(_cut(items, scale, reach))
    if len(found) > ROOM:
        reach = scale.length / ROOM
        found = list(_cut(items, scale, reach))
    rooms = [scale.place(items[low].at) - reach for low, _ in found[1:]] + [scale.end]
    return [
        _cluster(items[low:high], scale, room, irregular)
        for (low, high), room in zip(found, rooms, strict=False)  # an empty row has room and no mark
    ]


def _cut(items: Sequence[Item], scale: Scale, reach: float) -> Iterator[tuple[int, int]]:
    step = scale.lasting(reach)
    low, stop = 0, len(items)
    while low < stop:
        high = bisect_left(items, items[low].at + step, low + 1, stop, key=AT)
        yield low, high
        low = high


def _cluster(run: Sequence[Item], scale: Scale, room: float, irregular: Sequence[int]) -> Cluster:
    first, last = run[0], run[-1]
    begins = scale.place(first.at)
    along = max(begins, min((begins + scale.place(last.at)) / 2, room))
    amiss = bisect_right(irregular, last.at) - bisect_left(irregular, first.at)
    return Cluster(along, len(run), first.at, last.at, first if len(run) == 1 else None, amiss)


class Bar(Struct, frozen=True):
    """An item with a duration."""

    item: Item
    along: float
    to: float
    rank: int


def ranked(items: Sequence[Item], scale: Scale, least: float, ranks: int) -> tuple[list[Bar], list[Item]]:
    """Bars of at least that length in so many ranks, none over another; and the items with no room left."""
    bars, beyond = _ranked(items, scale, least, ranks)
    return (bars, beyond) if len(bars) <= ROOM else _ranked(items, scale, scale.length / ROOM, 1)


def _ranked(items: Sequence[Item], scale: Scale, least: float, ranks: int) -> tuple[list[Bar], list[Item]]:
    free = [scale.start] * ranks
    bars: list[Bar] = []
    beyond: list[Item] = []
    number = 0
    while number < len(items):
        item = items[number]
        along = min(scale.place(item.at), scale.end - least)
        rank = next((n for n, place in enumerate(free) if place <= along), None)
        if rank is None:
            full = min(free) > scale.end - least
            later = len(items) if full else bisect_left(items, scale.instant(min(free)), number + 1, key=AT)
            beyond += items[number:later]
            number = later
            continue
        to = max(scale.place(item.at if item.until is None else item.until), along + least)
        bars.append(Bar(item, along, to, rank))
        free[rank] = to + 2
        number += 1
    return bars, beyond
