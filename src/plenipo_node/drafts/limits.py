"""How much one person, and one party, may keep on this node: far more than anybody needs, and no more."""

from __future__ import annotations

from plenipo.errors import TooManyNotes, TooManyWaiting
from plenipo_node.drafts.models import Note, Prepared

MAX_WAITING = 1000  # acts that one person prepared and that were not sent; an import brings 500 at most
MAX_NOTES = 2000  # of a party


def room_for_act(person: str) -> None:
    """TooManyWaiting."""
    if Prepared.objects.filter(by=person).exclude(state=Prepared.SENT).count() >= MAX_WAITING:
        raise TooManyWaiting(person, MAX_WAITING)


def room_for_note(party: str) -> None:
    """TooManyNotes."""
    if Note.objects.filter(party=party).count() >= MAX_NOTES:
        raise TooManyNotes(party, MAX_NOTES)
