"""What a candidate is made with: the person, the standing, and placeholders for what is not yet written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from msgspec import NODEFAULT, Struct
from msgspec.structs import FieldInfo, fields

from plenipo.acts import KINDS, Said
from plenipo.acts.charter import Charter
from plenipo.acts.words import Seen, Text, party_of
from plenipo.dialogue.standing import Standing

ZEROS = "0" * 64  # the hash of nothing that anybody wrote
NONCE = "0" * 32
MOST = 20  # candidates of one kind, so that a long history costs no more than a short one

_HEAD = frozenset({"id", "by", "dialogue", "seen"})


class Candidate(Struct, frozen=True):
    """An act that the person might say, about the thing `about`. `left_out` are topics of the mandate that
    need a concerned party's consent to the exact text, and are not in the candidate.
    """

    act: Said
    about: str | None = None
    left_out: tuple[str, ...] = ()


class Maker(Struct, frozen=True):
    """For one person at one instant (ms); `seen` is the register as it stands. `about` names the record
    that is asked about, where it is not the newest.
    """

    standing: Standing
    person: str
    now: int
    seen: Seen
    about: str | None = None

    @property
    def party(self) -> str:
        return party_of(self.person)

    @property
    def charter(self) -> Charter:
        return self.standing.rule_book

    @property
    def text(self) -> Text:
        """A text that is not yet written, marked as high as the charter takes."""
        return Text(blob=ZEROS, commitment=ZEROS, marking=self.charter.ceiling)

    @property
    def counterpart(self) -> str:
        return next((p.id for p in self.standing.parties("counterpart")), "")

    def act(self, kind: type[Said], **members: Any) -> Said:
        head = {"id": NONCE, "by": self.person, "dialogue": self.standing.dialogue, "seen": self.seen}
        return kind(**{**head, **members})

    def one(self, kind: type[Said], about: str | None = None, **members: Any) -> Candidate:
        return Candidate(self.act(kind, **members), about)

    def blank(self, kind: type[Said]) -> Said:
        """An act of this kind that says nothing, for the rules on who may say it."""
        return self.act(kind, **_NOTHING[kind])


Make: TypeAlias = Callable[[Maker], Iterator[Candidate]]
Makers: TypeAlias = dict[type[Said], Make]


def _required(field: FieldInfo) -> bool:
    return field.default is NODEFAULT and field.default_factory is NODEFAULT and field.name not in _HEAD


_NOTHING: dict[type[Said], dict[str, None]] = {
    kind: {f.name: None for f in fields(kind) if _required(f)} for kind in KINDS.values()
}
