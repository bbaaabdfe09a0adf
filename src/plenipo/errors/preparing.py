"""Errors of preparing: each carries facts as fields."""

from __future__ import annotations

from dataclasses import dataclass

from plenipo.errors.node import NodeError


@dataclass(eq=False)
class PreparingError(NodeError):
    """What a person wrote does not make an act."""


@dataclass(eq=False)
class MemberMissing(PreparingError):
    """Members that an act of this kind needs."""

    kind: str
    members: tuple[str, ...]


@dataclass(eq=False)
class MemberUnknown(PreparingError):
    """An act of this kind has no such member, or nobody gives it by hand."""

    kind: str
    member: str


@dataclass(eq=False)
class MemberWrong(PreparingError):
    """The value of a member is not of its type; `problem` is the decoder's word for it."""

    member: str
    problem: str


@dataclass(eq=False)
class RecordUnknown(PreparingError):
    """The member names a record that is none of its sort here, so its text is not known."""

    member: str
    record: str


@dataclass(eq=False)
class NoSuchBlob(PreparingError):
    """The sealed text is not stored here."""

    sha256: str


@dataclass(eq=False)
class WrongReaders(PreparingError):
    """Parties named as readers that have no sealing key in the dialogue."""

    parties: tuple[str, ...]


@dataclass(eq=False)
class NotReleased(PreparingError):
    """The marking of a text does not let it go to these parties."""

    parties: tuple[str, ...]
    marking: str


@dataclass(eq=False)
class LaxerThanOrigin(PreparingError):
    """A text is made from others' texts, and marked laxer than they are. `least` is what they ask."""

    marking: str
    least: str


@dataclass(eq=False)
class TooManyWaiting(PreparingError):
    """As many acts as one person may keep waiting were prepared by this one, and not sent yet."""

    person: str
    limit: int


@dataclass(eq=False)
class TooManyNotes(PreparingError):
    """The party has as many drafts and notes as it may keep here."""

    party: str
    limit: int


@dataclass(eq=False)
class BadActFile(PreparingError):
    """The bytes are no act file; `fault` says where."""

    fault: str


@dataclass(eq=False)
class BadTable(PreparingError):
    """The text is no table, or too large a one; `fault` says where."""

    fault: str
