"""The texts that a text is made from, and what it inherits from them.

1. It begins with the strictest of their markings. A list of whom a text is released to includes its author's
   party, which has it.
2. It is marked no laxer than the others' texts allow: only whose text it is may widen it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from plenipo.errors import LaxerThanOrigin
from plenipo.sealing.markings import as_strict, parse_marking, strictest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plenipo.sealing.markings import Marking


class Origin(Struct, frozen=True):
    """A text of an earlier record: whose it is, and how it is marked."""

    party: str
    marking: str


def inherited(origins: Iterable[Origin]) -> Marking | None:
    """The strictest of theirs; None where there is no origin. MalformedMarking."""
    found = [_read(each) for each in origins]
    return strictest(*found) if found else None


def holds(origins: Iterable[Origin], author: str, marking: str) -> None:
    """Rule 2, for a text of this party so marked. LaxerThanOrigin, MalformedMarking."""
    least = inherited(each for each in origins if each.party != author)
    if least is not None and not as_strict(parse_marking(marking), least):
        raise LaxerThanOrigin(marking, str(least))


def _read(origin: Origin) -> Marking:
    marking = parse_marking(origin.marking)
    if marking.rel_to is None:
        return marking
    return replace(marking, rel_to=tuple(sorted({*marking.rel_to, origin.party})))
