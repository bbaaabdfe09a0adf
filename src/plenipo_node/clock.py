"""The clock of a node, and what its stamps make of it.

Stamps never go backwards. A clock that has fallen behind the last stamp is told to the operator; one that is
too far behind stamps nothing more, since every span would be measured wrong.
"""

from __future__ import annotations

import time

from msgspec import Struct

from plenipo.errors import ClockBehind

TOLERANCE_MS = 60_000


class ClockSlip(Struct, frozen=True):
    """The clock showed less than the last stamp, which was given again; milliseconds since 1970."""

    clock: int
    stamp: int


def system_clock() -> int:
    """Milliseconds since 1970 UTC."""
    return time.time_ns() // 1_000_000


def stamp_at(clock: int, last: int) -> tuple[int, ClockSlip | None]:
    """The stamp to give after `last`. ClockBehind."""
    if clock >= last:
        return clock, None
    if clock < last - TOLERANCE_MS:
        raise ClockBehind(clock, last, TOLERANCE_MS)
    return last, ClockSlip(clock, last)
