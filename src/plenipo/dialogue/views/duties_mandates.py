"""What envoys owe the partners under a mandate: the reports of its calendar.

1. A report is a readout filed, or an outcome stated, on a contact under the mandate.
2. The regular one (`report_every`) falls due so long after the last report, while the mandate runs.
3. The progress report (`progress_by`) and the final one (`final_by`) fall due on their day. A report counts
   as one of them if it was made at most one regular span before that day, or later; without regular reports,
   the progress report counts from the mandate's beginning on, the final one after the progress report's day.
4. The final report is owed by whoever accepted, also of a mandate that was ended early.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from plenipo.acts.words import party_of
from plenipo.dialogue.derived import mandate_state
from plenipo.dialogue.records import Mandate
from plenipo.dialogue.standing import Standing
from plenipo.dialogue.views.duty import Duty, Facts


def on_reports(standing: Standing, now: int) -> Iterator[Duty]:
    owing = {ref: held for ref, held in standing.mandates.items() if _has_calendar(held)}
    reported = _reported(standing, owing) if owing else {}
    for ref, held in owing.items():
        yield from _regular(ref, held, reported[ref], now)
        yield from _dated(ref, held, reported[ref], now)


def _has_calendar(held: Mandate) -> bool:
    terms = held.terms
    return not terms.report_every is terms.progress_by is terms.final_by is None


def _reported(standing: Standing, owing: dict[str, Mandate]) -> dict[str, list[int]]:
    """When reports were made under each mandate; ms."""
    found: dict[str, list[int]] = {ref: [] for ref in owing}
    for contact in standing.contacts.values():
        if contact.mandate in found and contact.superseded is None:
            filed = (standing.readouts[ref] for ref in contact.readouts)
            found[contact.mandate] += [readout.at for readout in filed if readout.superseded is None]
            if contact.outcome_at is not None:
                found[contact.mandate].append(contact.outcome_at)
    return found


def _began(held: Mandate) -> int:
    return max(held.terms.starts, held.at)


def _runs(held: Mandate, now: int) -> bool:
    return mandate_state(held, now) in {"in force", "suspended"}


def _regular(ref: str, held: Mandate, reported: list[int], now: int) -> Iterator[Duty]:
    every = held.terms.report_every
    if every is None or not _runs(held, now):
        return
    last = max(_began(held), *reported) if reported else _began(held)
    due = min(last + every * 1000, held.terms.ends)
    yield _duty("report-under-mandate", (ref, held), due, now, {"last": last, "every": every})


def _dated(ref: str, held: Mandate, reported: list[int], now: int) -> Iterator[Duty]:
    terms = held.terms
    if terms.progress_by is not None and (_runs(held, now) or mandate_state(held, now) == "ended"):
        since = _counts_from(held, terms.progress_by, _began(held))
        if not any(at >= since for at in reported):
            yield _duty("progress-report", (ref, held), terms.progress_by, now, {})
    if terms.final_by is not None and now >= _began(held):
        since = _counts_from(held, terms.final_by, (terms.progress_by or _began(held) - 1) + 1)
        if not any(at >= since for at in reported):
            yield _duty("final-report", (ref, held), terms.final_by, now, {})


def _counts_from(held: Mandate, day: int, otherwise: int) -> int:
    every = held.terms.report_every
    return otherwise if every is None else max(otherwise, day - every * 1000)


def _duty(
    kind: Literal["report-under-mandate", "progress-report", "final-report"],
    owing: tuple[str, Mandate],
    due: int,
    now: int,
    facts: Facts,
) -> Duty:
    ref, held = owing
    return Duty(
        kind=kind,
        parties=tuple(dict.fromkeys(party_of(envoy) for envoy in held.accepted)),
        due=due,
        overdue=now > due,
        otherwise="report-overdue",
        act="readout.file",
        ref=ref,
        index=held.index,
        facts=facts,
    )
