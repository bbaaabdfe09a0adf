"""Shares of a whole, compared exactly: `den * have >= num * whole`, never a rounded percentage."""

from __future__ import annotations

import msgspec

from plenipo.errors import BadQuestion, Fault


class Share(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The fraction num/den of a whole: at least that much, or (`more_than`) more than that."""

    num: int
    den: int
    more_than: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.num <= self.den <= 10**6 or self.den < 1:
            raise BadQuestion((Fault("share", f"{self.num}/{self.den}"),))

    def needed(self, whole: int) -> int:
        """The least integer that reaches the share; never less than 1, since nothing reaches nothing."""
        if self.more_than:
            return max(1, self.num * whole // self.den + 1)
        return max(1, -(-self.num * whole // self.den))


MAJORITY = Share(1, 2, more_than=True)


def percent(number: int) -> Share:
    """At least this many per cent."""
    return Share(number, 100)
