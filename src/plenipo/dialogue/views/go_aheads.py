"""Whether the go-ahead of what is planned or tabled still stands: a value, filled in by the guard.

The dialogue judges nothing; its readers take these values, so that nobody derives authority twice.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Lacking(Struct, frozen=True):
    """Why a go-ahead does not stand: a reason of the guard, with its rule."""

    rule: int
    code: str
    party: str | None = None  # the concerned party whose consent is lacking, if it is that


class GoAhead(Struct, frozen=True):
    """A planned contact or a proposal not yet answered, and what its go-ahead lacks; `at` is when (ms)."""

    ref: str
    index: int
    what: Literal["contact", "proposal"]
    party: str
    envoy: str
    at: int
    lacks: tuple[Lacking, ...] = ()

    @property
    def stands(self) -> bool:
        return not self.lacks
