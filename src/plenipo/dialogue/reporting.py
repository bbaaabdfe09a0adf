"""The reporting calendar of a mandate: which reports fall due when, and whether they were made.

1. A report is a readout filed, or an outcome stated, on a contact under the mandate; or one of its own
   (`mandate.report`), which names the day that it is for and can be given where nobody talked.
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
from plenipo.dialogue.records import Mandate
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


def on_contacts(standing: Standing, owing: dict[str, Mandate]) -> dict[str, list[int]]:
    """When something was reported on a contact under each of these mandates; ms."""
    found: dict[str, list[int]] = {ref: [] for ref in owing}
    for contact in standing.contacts.values():
        if contact.mandate in found and contact.superseded is None:
            filed = (standing.readouts[ref] for ref in contact.readouts)
            found[contact.mandate] += [readout.at for readout in filed if readout.superseded is None]
            if contact.outcome_at is not None:
                found[contact.mandate].append(contact.outcome_at)
    return found


def calendar(held: Mandate, told: list[int], now: int) -> tuple[Day, ...]:
    """The days at `now` (ms); `told` is when something was reported on its contacts."""
    return (*_regular(held, told, now), *_dated(held, told, now))


def _began(held: Mandate) -> int:
    return max(held.terms.starts, held.at)


def _runs(held: Mandate, now: int) -> bool:
    return mandate_state(held, now) in {"in force", "suspended"}


def _regular(held: Mandate, told: list[int], now: int) -> Iterator[Day]:
    every, began = held.terms.report_every, _began(held)
    if every is not None and _runs(held, now):
        last = max((began, *told, *(at for _, at in held.reports)))
        yield Day("report-under-mandate", min(last + every * 1000, held.terms.ends), began, last=last)


def _dated(held: Mandate, told: list[int], now: int) -> Iterator[Day]:
    terms, began = held.terms, _began(held)
    if terms.progress_by is not None and (_runs(held, now) or mandate_state(held, now) == "ended"):
        since = _counts_from(held, terms.progress_by, began)
        made = _made(held, terms.progress_by, told, since)
        yield Day("progress-report", terms.progress_by, since, made)
    if terms.final_by is not None and now >= began:
        since = _counts_from(held, terms.final_by, (terms.progress_by or began - 1) + 1)
        over = terms.ends if held.revoked is None else min(terms.ends, held.revoked)
        yield Day("final-report", terms.final_by, min(since, over), _made(held, terms.final_by, told, since))


def _counts_from(held: Mandate, day: int, otherwise: int) -> int:
    every = held.terms.report_every
    return otherwise if every is None else max(otherwise, day - every * 1000)


def _made(held: Mandate, day: int, told: list[int], since: int) -> bool:
    return any(due == day for due, _ in held.reports) or any(at >= since for at in told)
