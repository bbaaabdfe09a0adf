"""Whether what was cleared is still cleared: each go-ahead derived again, from the standing and `now`.

1. A planned contact not yet reported or cancelled is judged for now and for its time, with the claims on it.
2. A proposal on the table, put or not, is judged for now until it is withdrawn or answered. A report that it
   was put, and its withdrawal or answer, count for the same text under the same mandate.
3. An overdue readout (rule 31) stops new plans; it does not take back what was cleared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from msgspec import Struct

from plenipo.acts.words import party_of
from plenipo.dialogue.records import Contact, Proposal
from plenipo.dialogue.shelves import waiting as on_shelf
from plenipo.dialogue.standing import Standing
from plenipo.dialogue.views.duties import duties
from plenipo.dialogue.views.duty import Duty
from plenipo.dialogue.views.findings import Shown, by_clock, findings
from plenipo.dialogue.views.go_aheads import GoAhead, Lacking
from plenipo.dialogue.views.status import DEFAULT, Status, Thresholds, status
from plenipo.guard.case import intent_behind
from plenipo.guard.rules.authority import rules_of_intent
from plenipo.guard.rules.reserved import rule_20, unmet_claims
from plenipo.guard.verdict import Reason

OVERDUE_READOUT = 31


class Present(Struct, frozen=True):
    """At one instant, each derived once: go-aheads, duties, and the findings that only the clock shows."""

    go_aheads: list[GoAhead]
    duties: list[Duty]
    clock: tuple[Shown, ...]


def go_aheads(standing: Standing, now: int) -> list[GoAhead]:
    """For each planned contact and each open proposal, what its go-ahead lacks at `now` (ms)."""
    plans = [
        _go_ahead(standing, ref, held, now)
        for ref, held in ((ref, standing.contacts[ref]) for ref in on_shelf(standing, "ahead"))
        if held.kind == "planned" and held.report is None and held.cancelled is None
    ]
    return [*plans, *(_go_ahead(standing, ref, held, now) for ref, held in _open_proposals(standing))]


def lacking(standing: Standing, held: Contact | Proposal, now: int) -> Iterator[Reason]:
    """The guard's reasons against an intent that was admitted before."""
    at = max(now, held.when) if isinstance(held, Contact) else now
    intent = intent_behind(held, at)
    if intent is None:
        return
    for reason in (*rules_of_intent(standing, intent, now), *rule_20(standing, intent, now)):
        if reason.rule != OVERDUE_READOUT:
            yield reason
    if isinstance(held, Contact):
        yield from unmet_claims(standing, held.claims, intent, now)


def _open_proposals(standing: Standing) -> Iterator[tuple[str, Proposal]]:
    """The first of all that were tabled or reported with one text under one mandate."""
    for ref in on_shelf(standing, "texts"):
        held = standing.proposals[ref]
        same = standing.tabled.get(f"{held.commitment} {held.mandate}", ())
        over = (standing.proposals[other] for other in same)
        if ref in same[:1] and not any(p.withdrawn is not None or p.answer is not None for p in over):
            yield ref, held


def _go_ahead(standing: Standing, ref: str, held: Contact | Proposal, now: int) -> GoAhead:
    what: Literal["contact", "proposal"] = "contact" if isinstance(held, Contact) else "proposal"
    envoy = held.envoy or held.by
    return GoAhead(
        ref=ref,
        index=held.index,
        what=what,
        party=party_of(envoy),
        envoy=envoy,
        at=held.when if isinstance(held, Contact) else held.put or now,
        lacks=tuple(_lacks(lacking(standing, held, now))),
    )


def _lacks(reasons: Iterable[Reason]) -> Iterator[Lacking]:
    for reason in reasons:
        party = reason.facts.get("party")
        yield Lacking(reason.rule, reason.code, None if party is None else str(party))


def present(standing: Standing, now: int, waiting: Mapping[str, int] | None = None) -> Present:
    """At `now` (ms); `waiting` as `by_clock` takes it."""
    cleared = go_aheads(standing, now)
    owed = duties(standing, now, cleared)
    return Present(cleared, owed, by_clock(standing, now, owed, cleared, waiting))


def duties_now(standing: Standing, now: int) -> list[Duty]:
    """The duties, those of lost go-aheads among them."""
    return duties(standing, now, go_aheads(standing, now))


def findings_now(
    standing: Standing, now: int, waiting: Mapping[str, int] | None = None, since: int = 0
) -> list[Shown]:
    """The findings, those of lost go-aheads among them."""
    return findings(standing, present(standing, now, waiting).clock, since)


def status_now(standing: Standing, now: int, thresholds: Thresholds = DEFAULT) -> Status:
    """Where we stand, lost go-aheads counted in."""
    found = present(standing, now)
    return status(standing, now, found.duties, found.clock, thresholds)
