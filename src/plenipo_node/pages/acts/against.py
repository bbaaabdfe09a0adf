"""What stands against an act, and what is known of it where its cure is looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from msgspec import Struct

from plenipo.acts import KINDS
from plenipo.acts.words import party_of
from plenipo.guard.case import intent_of
from plenipo.guard.kinds import SPEAKERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plenipo.acts import Said
    from plenipo.dialogue.standing import Standing
    from plenipo.guard.case import Intent
    from plenipo.guard.verdict import Cure, Reason


class Against(Struct, frozen=True):
    """One cure of one reason against an act, for a person. `said` is the act, if there is one."""

    standing: Standing
    person: str
    zone: str
    reason: Reason
    cure: Cure
    said: Said | None

    @property
    def party(self) -> str:
        return party_of(self.person)

    def fact(self, name: str) -> str:
        return str(self.reason.facts.get(name, ""))

    def own(self, name: str) -> str:
        """What the act says, before what the reason does."""
        return str(getattr(self.said, name, None) or self.fact(name))

    def names(self, *members: str) -> str:
        """The first of these that the reason or the act says."""
        found = (self.fact(name) or getattr(self.said, name, None) or "" for name in members)
        return str(next((each for each in found if each), ""))

    @property
    def ours(self) -> bool:
        """It is for this person's party to do: as one of those named, or because it says such acts."""
        whose = self.cure.whose
        if whose not in {None, "partners"}:
            return self.party in map(party_of, str(whose).partition(":")[0].split())
        kind = KINDS.get(self.cure.act or "")
        return kind is None or self.standing.role(self.party) in SPEAKERS[kind].roles

    @property
    def intent(self) -> Intent | None:
        return None if self.said is None else intent_of(self.said, 0)


def address(place: str, said: Iterable[tuple[str, Any]]) -> str:
    """With what is known, and nothing for what is not."""
    known = [(name, str(value)) for name, value in said if value not in {None, ""}]
    return f"{place}?{urlencode(known)}" if known else place


def each_of(name: str, values: Iterable[str]) -> list[tuple[str, str]]:
    return [(name, value) for value in dict.fromkeys(values)]
