"""What envoys owe the partners under a mandate: the reports of its calendar that were not made.

A report of its own (`mandate.report`) discharges each of them, also where no contact took place; so does what
is reported on a contact, where the calendar counts it.
"""

from __future__ import annotations

from collections.abc import Iterator

from plenipo.acts.words import party_of
from plenipo.dialogue.records import Mandate
from plenipo.dialogue.reporting import Day, calendar, to_report
from plenipo.dialogue.standing import Standing
from plenipo.dialogue.views.duty import Duty, Facts


def on_reports(standing: Standing, now: int) -> Iterator[Duty]:
    for ref, held in to_report(standing):
        yield from (_duty(ref, held, day, now) for day in calendar(held, now) if not day.made)


def _duty(ref: str, held: Mandate, day: Day, now: int) -> Duty:
    facts: Facts = {}
    if day.last is not None and held.terms.report_every is not None:
        facts = {"last": day.last, "every": held.terms.report_every}
    return Duty(
        kind=day.kind,
        parties=tuple(dict.fromkeys(party_of(envoy) for envoy in held.accepted)),
        due=day.due,
        overdue=now > day.due,
        otherwise="report-overdue",
        act="mandate.report",
        ref=ref,
        index=held.index,
        facts=facts,
    )
