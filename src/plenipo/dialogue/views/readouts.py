"""Readouts as one party has them before it: those it owes, and those that it has not acknowledged."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from plenipo.acts.words import party_of
from plenipo.dialogue.records import Contact, Readout
from plenipo.dialogue.shelves import waiting
from plenipo.dialogue.standing import Standing


class Owed(Struct, frozen=True, kw_only=True):
    """A readout of a contact that took place, due at an instant (ms)."""

    ref: str
    contact: Contact
    due: int


def owed(standing: Standing, party: str) -> tuple[Owed, ...]:
    """The soonest first."""
    found = standing.owed.get(party, {}).items()
    shown = (Owed(ref=ref, contact=standing.contacts[ref], due=due) for ref, due in found)
    return tuple(sorted(shown, key=lambda one: (one.due, one.contact.index)))


def unread(standing: Standing, party: str, most: int) -> tuple[tuple[str, Readout], ...]:
    """What was addressed to the party and is not acknowledged for it, the oldest first."""
    return tuple(islice(_unread(standing, party), most))


def _unread(standing: Standing, party: str) -> Iterator[tuple[str, Readout]]:
    for ref in waiting(standing, f"unread {party}"):
        held = standing.readouts[ref]
        open_to = party in held.recipients and party not in held.acknowledged
        if open_to and party_of(held.by) != party and held.superseded is None:
            yield ref, held
