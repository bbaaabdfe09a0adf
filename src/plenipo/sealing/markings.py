"""Markings: how far a text may go.

- TLP 2.0 (FIRST): CLEAR < GREEN < AMBER < AMBER+STRICT < RED. WHITE is obsolete: CLEAR took its place.
- EU classification levels (2013/488/EU): RESTREINT UE < CONFIDENTIEL UE < SECRET UE < TRES SECRET UE.
- LIMITE is a distribution marking, not a level: the text stays inside.
- REL TO lists the parties to whom it may be released; an empty list releases it to nobody but its originator.
- A marking has at least one of the four. One without TLP, or without a level, ranks below any that has it.
- Of two markings the strictest is the stricter in each of the four: the lists are intersected.
- A ceiling admits no scheme that it does not name.

Written form, the only one accepted: the parts in the order level, TLP, LIMITE, REL TO, joined by " // ", e.g.
"RESTREINT UE/EU RESTRICTED // TLP:AMBER // LIMITE // REL TO DE,FR"; an empty list is "REL TO -".
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import reduce
from typing import Final

import msgspec

from plenipo.errors import MalformedMarking, ObsoleteMarking


class Tlp(StrEnum):
    """TLP 2.0 labels, from the widest to the strictest."""

    CLEAR = "CLEAR"
    GREEN = "GREEN"
    AMBER = "AMBER"
    AMBER_STRICT = "AMBER+STRICT"
    RED = "RED"


class Level(StrEnum):
    """EU classification levels, lowest first, as 2013/488/EU writes them (without accents)."""

    RESTRICTED = "RESTREINT UE/EU RESTRICTED"
    CONFIDENTIAL = "CONFIDENTIEL UE/EU CONFIDENTIAL"
    SECRET = "SECRET UE/EU SECRET"  # noqa: S105 - a level, not a password
    TOP_SECRET = "TRES SECRET UE/EU TOP SECRET"  # noqa: S105 - likewise


MAX_RELEASABLE: Final = 64
MAX_WRITTEN: Final = 8192
_PARTY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_TLP_RANK: Final[dict[Tlp | None, int]] = {None: -1} | {tlp: rank for rank, tlp in enumerate(Tlp)}
_LEVEL_RANK: Final[dict[Level | None, int]] = {None: -1} | {level: rank for rank, level in enumerate(Level)}
_JOINT: Final = " // "
_REL_TO: Final = "REL TO "


class Marking(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One marking; `rel_to` is sorted, each party once. As JSON, only the fields that say something.

    Raises MalformedMarking, which msgspec turns into its own ValidationError while it decodes.
    """

    tlp: Tlp | None = None
    level: Level | None = None
    limite: bool = False
    rel_to: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        if self.tlp is None and self.level is None and self.rel_to is None and not self.limite:
            raise MalformedMarking(text="", fault="empty")
        if self.rel_to is not None:
            _check_rel_to(self.rel_to)

    def __str__(self) -> str:
        parts = (
            self.level,
            self.tlp and f"TLP:{self.tlp}",
            "LIMITE" if self.limite else None,
            None if self.rel_to is None else _REL_TO + (",".join(self.rel_to) or "-"),
        )
        return _JOINT.join(part for part in parts if part)


def parse_marking(text: str) -> Marking:
    """Read the written form. Raises MalformedMarking, or ObsoleteMarking with what to write instead."""
    if len(text) > MAX_WRITTEN:
        raise MalformedMarking(text=text[:64], fault="too long")
    tlp: Tlp | None = None
    level: Level | None = None
    limite = False
    rel_to: tuple[str, ...] | None = None
    for part in text.split(_JOINT):
        if part in _LEVELS:
            level = _LEVELS[part]
        elif part.startswith("TLP:"):
            tlp = _parse_tlp(part)
        elif part == "LIMITE":
            limite = True
        elif part.startswith(_REL_TO):
            rel_to = _parse_rel_to(part.removeprefix(_REL_TO))
        else:
            raise MalformedMarking(text=part[:64], fault="unknown")
    marking = Marking(tlp, level, limite, rel_to)
    if str(marking) != text:
        raise MalformedMarking(text=text[:64], fault="not canonical")
    return marking


def strictest(first: Marking, *others: Marking) -> Marking:
    """The marking of a text that is derived from texts so marked."""
    return reduce(_join, others, first)


def within(marking: Marking, ceiling: Marking) -> bool:
    """May a text so marked be held under this ceiling? Only TLP and level say how high a text is."""
    return (
        _TLP_RANK[marking.tlp] <= _TLP_RANK[ceiling.tlp]
        and _LEVEL_RANK[marking.level] <= _LEVEL_RANK[ceiling.level]
    )


def as_strict(marking: Marking, than: Marking) -> bool:
    """Is `marking` at least as strict as `than` in each of the four?"""
    return _join(marking, than) == marking


_LEVELS: Final[dict[str, Level]] = {str(level): level for level in Level}


def _join(a: Marking, b: Marking) -> Marking:
    return Marking(
        max(a.tlp, b.tlp, key=_TLP_RANK.__getitem__),
        max(a.level, b.level, key=_LEVEL_RANK.__getitem__),
        a.limite or b.limite,
        _meet(a.rel_to, b.rel_to),
    )


def _meet(a: tuple[str, ...] | None, b: tuple[str, ...] | None) -> tuple[str, ...] | None:
    if a is None or b is None:
        return b if a is None else a
    return tuple(sorted(set(a) & set(b)))


def _parse_tlp(part: str) -> Tlp:
    label = part.removeprefix("TLP:")
    if label == "WHITE":
        raise ObsoleteMarking(text=part, fault="obsolete", instead="TLP:CLEAR")
    try:
        return Tlp(label)
    except ValueError:
        raise MalformedMarking(text=part[:64], fault="unknown") from None


def _parse_rel_to(names: str) -> tuple[str, ...]:
    return () if names == "-" else tuple(names.split(","))


def _check_rel_to(names: tuple[str, ...]) -> None:
    if len(names) > MAX_RELEASABLE:
        raise MalformedMarking(text=f"{_REL_TO}{len(names)}", fault="too many parties")
    if list(names) != sorted(set(names)):
        raise MalformedMarking(text=",".join(names)[:64], fault="not sorted, or twice")
    for name in names:
        if not _PARTY.fullmatch(name):
            raise MalformedMarking(text=name[:64], fault="not a party")
