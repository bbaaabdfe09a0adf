"""The reporting calendar of a mandate: which reports fall due when, and whether they were made.

1. A report is a readout of ours filed, or an outcome stated, on a contact under the mandate; or one of its
   own (`mandate.report`), which names the day that it is for and can be given where nobody talked.
2. The regular one (`report_every`) falls due so long after the last report, while the mandate runs.
3. The progress report (`progress_by`) and the final one (`final_by`) fall due on their day. What was reported
   on a contact counts as one of them if that was at most one regular span before that day, or later; without
   regular reports, the progress report counts from the mandate's beginning on, the final one after the
   progress report's day.
4. A report of its own counts for the day that it names. It names none before what was reported on a contact
   would count for it; the final one it names also as soon as the mandate is over.
5. The final report is owed by whoever accepted, also of a mandate that was ended early.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from plenipo.acts.words import party_of
from plenipo.dialogue.derived import accredited, mandate_state
from plenipo.dialogue.records import Contact, Mandate
from plenipo.dialogue.shelves import waiting
from plenipo.dialogue.standing import Standing


class Day(Struct, frozen=True):
    """A report falls due; from `opens` on, one may be given for it. Before a regular one came the `last`."""

    kind: Literal["report-under-mandate", "progress-report", "final-report"]
    due: int
    opens: int
    made: bool = False
    last: int | None = None


def has_calendar(held: Mandate) -> bool:
    terms = held.terms
    return not terms.report_every is terms.progress_by is terms.final_by is None


def reports_for(standing: Standing, held: Mandate, person: str, now: int) -> bool:
    """Who may report under a mandate: its envoys that accepted, and the delegates of their parties."""
    known = standing.persons.get(person)
    if known is None or not accredited(standing, person, now):
        return False
    ours = party_of(person) in {party_of(envoy) for envoy in held.accepted}
    return person in held.accepted or (ours and "delegate" in known.functions)


def on_contact(standing: Standing, contact: Contact) -> list[int]:
    """When something was reported on a contact; ms."""
    if contact.superseded is not None:
        return []
    filed = (standing.readouts[ref] for ref in contact.readouts)
    stated = [] if contact.outcome_at is None else [contact.outcome_at]
    ours = (readout for readout in filed if readout.side == "ours" and readout.superseded is None)
    return stated + [readout.at for readout in ours]


def outstanding(held: Mandate) -> bool:
    """A report for a day named in the terms has not been made."""
    return any(not day.made for day in (*_progress(held), *_final(held)))


def to_report(standing: Standing) -> list[tuple[str, Mandate]]:
    """The mandates that may owe a report: those that run, and those with a day still outstanding."""
    refs = dict.fromkeys((*waiting(standing, "reporting"), *standing.live))
    found = [(ref, standing.mandates[ref]) for ref in refs]
    return sorted((pair for pair in found if has_calendar(pair[1])), key=lambda pair: pair[1].index)


def calendar(held: Mandate, now: int) -> tuple[Day, ...]:
    """The days at `now` (ms)."""
    progress = _progress(held) if mandate_state(held, now) in {"in force", "suspended", "ended"} else ()
    return (*_regular(held, now), *progress, *(_final(held) if now >= _began(held) else ()))


def _began(held: Mandate) -> int:
    return max(held.terms.starts, held.at)


def _runs(held: Mandate, now: int) -> bool:
    return mandate_state(held, now) in {"in force", "suspended"}


def _regular(held: Mandate, now: int) -> Iterator[Day]:
    every, began = held.terms.report_every, _began(held)
    if every is not None and _runs(held, now):
        last = max((began, held.told or began, *(at for _, at in held.reports)))
        yield Day("report-under-mandate", min(last + every * 1000, held.terms.ends), began, last=last)


def _progress(held: Mandate) -> Iterator[Day]:
    day = held.terms.progress_by
    if day is not None:
        since = _counts_from(held, day, _began(held))
        yield Day("progress-report", day, since, _made(held, day, since))


def _final(held: Mandate) -> Iterator[Day]:
    terms, day = held.terms, held.terms.final_by
    if day is not None:
        since = _counts_from(held, day, (terms.progress_by or _began(held) - 1) + 1)
        over = terms.ends if held.revoked is None else min(terms.ends, held.revoked)
        yield Day("final-report", day, min(since, over), _made(held, day, since))


def _counts_from(held: Mandate, day: int, otherwise: int) -> int:
    every = held.terms.report_every
    return otherwise if every is None else max(otherwise, day - every * 1000)


def _made(held: Mandate, day: int, since: int) -> bool:
    named = any(due == day for due, _ in held.reports)
    return named or (held.told is not None and held.told >= since)
