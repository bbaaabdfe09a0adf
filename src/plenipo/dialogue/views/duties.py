"""What is to be done, by whom, until when, and what happens if nobody does it.

1. A duty rests on an entry, and goes when an act discharges it; nothing is stored by a timer.
2. One duty a party where each must act for itself; one for several where any of them may.
3. A duty without `due` stays open until it is done, and is never overdue.
4. A concerned party's answer to a request for consent is never a duty (see `requests`). Readouts that a
   concerned party received are its to acknowledge, with no due date.
"""

from __future__ import annotations

from collections.abc import Iterable

from plenipo.dialogue.standing import Standing
from plenipo.dialogue.views import duties_mandates, duties_partners, duties_record
from plenipo.dialogue.views.duty import Duty
from plenipo.dialogue.views.go_aheads import GoAhead


def duties(standing: Standing, now: int, go_aheads: Iterable[GoAhead] = ()) -> list[Duty]:
    """Every duty at `now` (ms): the urgent first, then the next due, those without a due date last."""
    found = [
        *duties_partners.on_consultations(standing, now),
        *duties_partners.on_mandates(standing, now),
        *duties_mandates.on_reports(standing, now),
        *duties_record.on_contacts(standing, now),
        *duties_record.on_readouts(standing, now),
        *duties_record.on_offers(standing, now),
        *duties_record.on_judgements(standing, now),
        *duties_record.on_go_aheads(now, go_aheads),
    ]
    return sorted(found, key=lambda duty: duty.order)


def duties_of(every: Iterable[Duty], party: str, person: str | None = None) -> list[Duty]:
    """The duties of one party; with a person, without those that only another person can discharge."""
    return [d for d in every if party in d.parties and (person is None or d.person in {None, person})]
