"""Which stretch of time is looked at: as asked by the address, else all there is.

A window begins and ends with days of the desk's zone. Zooms are the calendar's: year, quarter, month.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from django.utils import timezone
from msgspec import Struct

ZOOMS = {"year": 12, "quarter": 3, "month": 1}
FIRST, LAST = date(1970, 1, 1), date(9998, 12, 31)


class Days(Struct, frozen=True):
    """From the beginning of `since` to the end of `until`."""

    since: date
    until: date

    @property
    def begins(self) -> int:
        """In ms."""
        return _instant(self.since)

    @property
    def ends(self) -> int:
        """The last ms of the window."""
        return _instant(self.until + timedelta(days=1)) - 1

    @property
    def zoom(self) -> str:
        """The zoom that this is, or nothing."""
        return next((name for name in ZOOMS if self == around(self.since, name)), "")

    @property
    def before(self) -> Days:
        return self._moved(-1)

    @property
    def after(self) -> Days:
        return self._moved(1)

    @property
    def middle(self) -> date:
        return self.since + (self.until - self.since) // 2

    def _moved(self, way: int) -> Days:
        if self.zoom:
            outside = (self.until if way > 0 else self.since) + timedelta(days=way)
            return around(within(outside), self.zoom)
        room = LAST - self.until if way > 0 else self.since - FIRST
        step = min(self.until - self.since + timedelta(days=1), room) * way
        return Days(self.since + step, self.until + step)


def around(day: date, zoom: str) -> Days:
    """The year, quarter or month that a day is in."""
    months = ZOOMS[zoom]
    first = (day.year * 12 + day.month - 1) // months * months
    return Days(_month(first), min(_month(first + months) - timedelta(days=1), LAST))


def day_of(ms: int) -> date:
    """The day in the desk's zone."""
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=min(max(ms, 0), 250_000_000_000_000))
    return within(at.astimezone(timezone.get_current_timezone()).date())


def within(day: date) -> date:
    """The day, or the nearest that can be shown."""
    return min(max(day, FIRST), LAST)


def _month(months: int) -> date:
    return date(months // 12, months % 12 + 1, 1)


def _instant(day: date) -> int:
    return _begins(day, timezone.get_current_timezone())


@lru_cache(4096)
def _begins(day: date, zone: tzinfo) -> int:
    begins = datetime.combine(day, time(), zone)
    return (begins - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
