"""The port of the lists: records put in as they were registered, and found again by words or by person.

1. They hold nothing that the register does not: they may be dropped at any time, and are made again.
2. The words of sealed texts are listed for one party each. Who looks for words sees the open facts and the
   texts of one party: no other party's words are found, counted, ranked or shown, nor do they change what is.
3. Whatever a person types is looked for as words; nothing of it is a command.
4. The position says how far they reach, and by which root: what follows is added in order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Listed(Struct, frozen=True, kw_only=True):
    """One record. `shown` are its open facts in words, `known` what else it is found by; `texts` are the
    words of its opened texts, by the party that reads them. `marks` are the keys that signed it; `stamp`: ms.
    """

    index: int
    stamp: int
    kind: str
    by: str
    marks: tuple[str, ...] = ()
    known: str = ""
    shown: str = ""
    texts: dict[str, str] = field(default_factory=dict)


class Position(Struct, frozen=True):
    """The first `size` entries are listed; `root` is the hash over them."""

    size: int = 0
    root: str = ""


class Wanted(Struct, frozen=True, kw_only=True):
    """What is looked for, for one party. All that is given must fit: every word, the family of acts, stamps
    from `since` to before `until` (ms). `before` is the entry before which to look, for a further page.
    """

    party: str
    words: str = ""
    family: str = ""
    since: int | None = None
    until: int | None = None
    before: int | None = None
    limit: int = 50


class Piece(Struct, frozen=True):
    """A part of what was found; `hit` where it is a word that was looked for."""

    words: str
    hit: bool


class Found(Struct, frozen=True, kw_only=True):
    index: int
    stamp: int
    kind: str
    by: str
    pieces: tuple[Piece, ...] = ()


class Lists(Protocol):
    """One object is used by one thread at a time."""

    def position(self) -> Position:
        """How far the lists reach."""

    def add(self, records: Sequence[Listed], to: Position) -> None:
        """The records that follow, up to this position; all of them or none. StoreError."""

    def find(self, wanted: Wanted) -> list[Found]:
        """The newest that fit, first; none if nothing is looked for. StoreError."""

    def named(self, person: str, marks: Iterable[str], before: int | None, limit: int) -> list[int]:
        """The newest entries in this person's name or signed with one of these keys. StoreError."""

    def of_kinds(self, kinds: Iterable[str]) -> list[int]:
        """All entries of these kinds, the newest first: for kinds of which there are few. StoreError."""

    def drop(self) -> None:
        """Forget everything. StoreError."""

    def close(self) -> None:
        """Give the file back."""
