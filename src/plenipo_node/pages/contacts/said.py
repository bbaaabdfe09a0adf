"""What was said of a contact: its texts in their frames, and who was told of it, when."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from msgspec import Struct

from plenipo.acts import contact as acts
from plenipo.acts.codec import decode
from plenipo_node.pages.acts.records import broken, entry_at, reader_for, said_at
from plenipo_node.pages.public.spoken import ROWS, said_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plenipo.acts import Said
    from plenipo.acts.words import Text
    from plenipo.dialogue.records import Contact
    from plenipo_node.web.asking import Asked
    from plenipo_node.web.node import Node


class Sealed(Struct, frozen=True):
    """A sealed text in its frame; `words` are None for who is no reader of it, or where it is `broken`."""

    heading: str
    marking: str
    words: str | None
    record: int
    broken: bool


class Briefing(Struct, frozen=True):
    """`record` is the entry that says so, `by` who entered it."""

    told: tuple[str, ...]
    when: str
    at: int
    by: str
    record: int


def briefings(request: Asked, held: Contact) -> list[Briefing]:
    """The oldest first: of very many the last."""
    found = ((each.index, each.act) for each in said_of(request.node, held.told[-ROWS:]))
    return [
        Briefing(act.told, act.when, act.at, act.by, index)
        for index, act in found
        if isinstance(act, acts.Brief)
    ]


def texts(request: Asked, ref: str, held: Contact, said: Said) -> Iterator[Sealed]:
    """Its own, its plan's lines, and what later acts said of it."""
    yield from _own(request, said, held.index)
    plan = request.standing.contacts.get(held.plan or "")
    if plan is not None:
        planned = said_at(request.node, plan.index)
        if planned is not None:
            yield from _own(request, planned, plan.index)
    for stamp in sorted({at for at in (held.cancelled, *held.disavowed.values()) if at is not None}):
        for index, act in _stamped(request.node, stamp):
            if isinstance(act, acts.Cancel | acts.Disavow) and act.contact == ref:
                yield from _own(request, act, index)
    for each in said_of(request.node, sorted((*held.told[-ROWS:], *held.outcomes[-1:]))):
        yield from _own(request, each.act, each.index)


def _own(request: Asked, said: Said, index: int) -> Iterator[Sealed]:
    text: Text | None = getattr(said, "lines", None) or getattr(said, "text", None)
    text = text or getattr(said, "reason", None)
    if text is not None:
        words = reader_for(request)(text)
        spoilt = words is None and broken(request.node, request.party or "", text)
        yield Sealed(_heading(said), text.marking, words, index, spoilt)


def _heading(said: Said) -> str:
    match said:
        case acts.Plan():
            return _("Lines to take")
        case acts.Outcome():
            return _("What did we get?")
        case acts.Cancel():
            return _("Why it was cancelled")
        case acts.Disavow():
            return _("Why it was disavowed")
        case acts.Brief():
            before, after = _("Told before: %(parties)s"), _("Told afterwards: %(parties)s")
            return (before if said.when == "before" else after) % {"parties": ", ".join(said.told)}
    return _("What was said of it")


def _stamped(node: Node, stamp: int) -> Iterator[tuple[int, Said]]:
    """The acts with this stamp: stamps never go backwards, so that they are found in O(log n)."""
    size, stamp_of = node.intake.standing.size, node.intake.past.stamp
    for index in range(bisect_left(range(size), stamp, key=stamp_of), size):
        entry = entry_at(node, index)
        if entry is None or entry.stamp_ms != stamp:
            return
        yield index, decode(entry.act)
