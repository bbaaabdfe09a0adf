"""Errors of acts: each carries facts as fields."""

from __future__ import annotations

from dataclasses import dataclass

from plenipo.errors.base import PlenipoError


@dataclass(eq=False)
class ActError(PlenipoError):
    """The bytes are not one well-formed act."""


@dataclass(eq=False)
class ActTooLong(ActError):
    """More bytes than an act may have."""

    size: int
    limit: int


@dataclass(eq=False)
class NotUtf8(ActError):
    """Bytes that are not UTF-8, from this offset."""

    offset: int


@dataclass(eq=False)
class NotJson(ActError):
    """Text that is not JSON, from this offset."""

    offset: int


@dataclass(eq=False)
class DuplicateKey(ActError):
    """A member that stands twice in one object."""

    key: str


@dataclass(eq=False)
class FloatRefused(ActError):
    """A number that is not an integer."""

    literal: str


@dataclass(eq=False)
class UnknownKind(ActError):
    """A kind of act that this version does not know."""

    kind: str


@dataclass(eq=False)
class UnknownField(ActError):
    """A member that this kind of act does not have."""

    path: str
    field: str


@dataclass(eq=False)
class MissingField(ActError):
    """A member that this kind of act must have."""

    path: str
    field: str


@dataclass(eq=False)
class WrongValue(ActError):
    """A member of another type or form than expected."""

    path: str
    expected: str


@dataclass(eq=False)
class TextTooLong(ActError):
    """A text above its limit, in characters."""

    path: str
    limit: str


@dataclass(eq=False)
class NotNormalised(ActError):
    """A text that is not in Unicode's normal form C."""

    path: str


@dataclass(eq=False)
class ForbiddenCharacter(ActError):
    """A control, bidirectional, private or unassigned character."""

    path: str
    codepoint: int


@dataclass(eq=False)
class NotCanonical(ActError):
    """A well-formed act in other bytes than its canonical ones."""
