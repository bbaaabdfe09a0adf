"""Errors of consultation: each carries facts as fields."""

from __future__ import annotations

from dataclasses import dataclass

from plenipo.errors.base import PlenipoError


@dataclass(eq=False)
class ConsultationError(PlenipoError):
    """The question cannot be tallied."""


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a question: a code, and the field or member where it stands."""

    code: str
    at: str


@dataclass(eq=False)
class UnknownRule(ConsultationError):
    """No rule bears this name."""

    rule: str
    known: tuple[str, ...]


@dataclass(eq=False)
class BadQuestion(ConsultationError):
    """The question has faults; all that were found are listed."""

    faults: tuple[Fault, ...]


@dataclass(eq=False)
class BadWeights(ConsultationError):
    """A line of a weight table cannot be read; line 0 is the table as a whole."""

    line: int
    problem: str


@dataclass(eq=False)
class NoWeights(ConsultationError):
    """No weight table is in force on this day (ISO 8601)."""

    day: str


@dataclass(eq=False)
class OverlappingWeights(ConsultationError):
    """Several weight tables claim this day (ISO 8601)."""

    day: str
    sources: tuple[str, ...]
