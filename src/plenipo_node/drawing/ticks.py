"""The calendar along the time axis, in the window's zone: as fine as there is room for.

A tick is labelled by what changes there: the year at its beginning, else the month, else the day or the hour.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Literal

from msgspec import Struct

from plenipo_node.drawing.words import Window

Unit = Literal["hour", "day", "month", "year"]

HOUR = 3_600_000  # ms
DAY = 24 * HOUR
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LAST = int((datetime(9999, 12, 30, tzinfo=UTC) - EPOCH) / timedelta(milliseconds=1))  # no calendar beyond

STEPS: tuple[tuple[Unit, int, int], ...] = (
    ("hour", 1, HOUR),
    ("hour", 6, 6 * HOUR),
    ("day", 1, DAY),
    ("day", 7, 7 * DAY),
    ("month", 1, 30 * DAY),
    ("month", 3, 91 * DAY),
    *(("year", n, n * 365 * DAY) for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)),
)


class Tick(Struct, frozen=True):
    """`unit` is the largest that begins there."""

    at: int
    unit: Unit
    when: datetime


def ticks(window: Window, most: int) -> list[Tick]:
    """At most `most` ticks and a few, oldest first."""
    room = window.span / max(most, 1)
    unit, count, _ = next((step for step in STEPS if step[2] >= room), STEPS[-1])
    found = (_tick(when, unit) for when in _moments(window, unit, count))
    return [tick for tick in found if window.since <= tick.at <= window.until]


def moment(at: int, zone: tzinfo = UTC) -> datetime:
    """An instant in ms on the zone's calendar, at the calendar's end if it lies beyond."""
    return (EPOCH + timedelta(milliseconds=max(0, min(at, LAST)))).astimezone(zone)


def _tick(when: datetime, unit: Unit) -> Tick:
    if unit != "year" and when.hour == 0 and when.day == 1:
        unit = "year" if when.month == 1 else "month"
    elif unit == "hour" and when.hour == 0:
        unit = "day"
    return Tick((when - EPOCH) // timedelta(milliseconds=1), unit, when)


def _moments(window: Window, unit: Unit, count: int) -> Iterator[datetime]:
    begins, ends = moment(window.since, window.zone), moment(window.until, window.zone)
    made = _by_clock if unit in {"hour", "day"} else _by_month
    size = 12 * count if unit == "year" else count
    return made(begins, ends, unit, size)


def _by_clock(begins: datetime, ends: datetime, unit: str, count: int) -> Iterator[datetime]:
    """Hours from midnight, weeks from Monday; what the clock on the wall shows."""
    step = timedelta(hours=count) if unit == "hour" else timedelta(days=count)
    monday = datetime(1970, 1, 5, tzinfo=begins.tzinfo)
    when = monday + (begins - monday) // step * step
    while when <= ends:
        yield when
        when += step


def _by_month(begins: datetime, ends: datetime, _unit: str, count: int) -> Iterator[datetime]:
    first = (begins.year * 12 + begins.month - 1) // count * count
    for months in range(max(first, 12), ends.year * 12 + ends.month, count):
        yield datetime(months // 12, months % 12 + 1, 1, tzinfo=begins.tzinfo)
