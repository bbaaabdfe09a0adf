"""What a drawing is told: the window in time, the words to use, where marks lead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, tzinfo

from msgspec import Struct

from plenipo.dialogue.views.timeline import Item


class Window(Struct, frozen=True):
    """The stretch of time that is drawn, in ms; `until` is later than `since`. Days are those of the zone."""

    since: int
    until: int
    zone: tzinfo = UTC

    @property
    def span(self) -> int:
        return self.until - self.since


class Words(Struct, frozen=True, kw_only=True):
    """`rows` names each of `layout.HEADS` and `tracks`, `letters` each medium; `days` is short: `217 d`."""

    title: str
    summary: str
    now: str
    rows: Mapping[str, str]
    months: tuple[str, ...]
    letters: Mapping[str, str]
    item: Callable[[Item], str]
    bar: Callable[[Item], str]
    many: Callable[[int, int, int, int], str]  # count, first and last instant, how many of them irregular
    days: Callable[[int], str]


class Links(Struct, frozen=True):
    """Where a mark leads: a record by its index, or the stretch of time of those that became one."""

    record: Callable[[int], str]
    stretch: Callable[[int, int], str]
