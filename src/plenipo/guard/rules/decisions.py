"""What rests on what the partners decided.

42  What rests on a decision rests on one that was adopted, on that subject.
43  A mandate is accepted by an envoy that it names, on its exact text, while it runs.
44  A mandate is suspended, resumed or ended by who may do so.
46  A report under a mandate is given by an envoy of it or a delegate of that envoy's party, for a day of its
    calendar, and not so early that it would say nothing of the time before that day.
"""

from __future__ import annotations

from collections.abc import Iterator

from plenipo.acts import contact, dialogue, mandate
from plenipo.acts.consultation import Admission, Amendment, EndMandate, MandateTerms, Position, Subject
from plenipo.acts.words import party_of
from plenipo.dialogue.derived import accepted, mandate_state, outcome_of
from plenipo.dialogue.records import Mandate
from plenipo.dialogue.reporting import calendar, reports_for
from plenipo.guard.case import Case
from plenipo.guard.rules.consulting import DECIDE
from plenipo.guard.verdict import Cure, Facts, Reason


def decided(case: Case, ref: str, subject: type[Subject]) -> Iterator[Reason]:
    """Rule 42: the act `ref` opened a consultation on such a subject, and it was adopted by now."""
    held = case.standing.consultations.get(ref)
    if held is None or not isinstance(held.subject, subject):
        yield Reason(42, "no-such-decision", {"decision": ref}, (DECIDE,))
        return
    outcome = outcome_of(case.standing, held, case.now).outcome
    if outcome != "adopted":
        yield Reason(42, "not-adopted", {"decision": ref, "outcome": outcome}, (DECIDE,))


def rule_42(case: Case) -> Iterator[Reason]:
    act = case.act
    if isinstance(act, dialogue.Amend):
        yield from decided(case, act.consultation, Amendment)
    elif isinstance(act, dialogue.Admit):
        yield from decided(case, act.consultation, Admission)
    elif isinstance(act, mandate.Accept):
        yield from decided(case, act.mandate, MandateTerms)
    elif isinstance(act, contact.Ratify):
        yield from decided(case, act.decision, Position)
        held = case.standing.consultations.get(act.decision)
        if held and isinstance(held.subject, Position) and held.subject.confirms != act.contact:
            yield Reason(42, "confirms-another", {"decision": act.decision}, (DECIDE,))


def rule_43(case: Case) -> Iterator[Reason]:
    act = case.act
    if not isinstance(act, mandate.Accept):
        return
    held = case.standing.consultations.get(act.mandate)
    if held is None or not isinstance(held.subject, MandateTerms):
        return
    if act.commitment != held.commitment:
        yield Reason(43, "another-text", {"commitment": held.commitment})
    if act.by not in held.subject.envoys:
        yield Reason(43, "envoy-not-named", {"envoy": act.by, "named": " ".join(held.subject.envoys)})
    if case.now >= held.subject.ends:
        yield Reason(43, "mandate-ended", {"ends": held.subject.ends}, (DECIDE,))
    known = case.standing.mandates.get(act.mandate)
    if known is not None and known.revoked is not None:
        yield Reason(43, "mandate-revoked", {"revoked": known.revoked}, (DECIDE,))
    if known is not None and accepted(case.standing, known, act.by, case.now):
        yield Reason(43, "accepted-before", {"at": known.accepted[act.by]})


def rule_44(case: Case) -> Iterator[Reason]:
    act = case.act
    if not isinstance(act, mandate.Suspend | mandate.Resume | mandate.Revoke):
        return
    held = case.standing.mandates.get(act.mandate)
    party = party_of(act.by)
    if held is None:
        yield Reason(44, "no-such-mandate", {"mandate": act.mandate})
        return
    if mandate_state(held, case.now) in {"revoked", "ended"}:
        yield Reason(44, "mandate-over", {"state": mandate_state(held, case.now)})
    if isinstance(act, mandate.Resume):
        if party not in held.suspended:
            yield Reason(44, "not-suspended-by", {"party": party, "by": " ".join(held.suspended)})
    elif isinstance(act, mandate.Suspend) or act.decision is None:
        yield from _alone(held, party)
    else:
        yield from decided(case, act.decision, EndMandate)
        ends = case.standing.consultations.get(act.decision)
        if ends and isinstance(ends.subject, EndMandate) and ends.subject.mandate != act.mandate:
            yield Reason(44, "ends-another", {"mandate": ends.subject.mandate})


def _alone(held: Mandate, party: str) -> Iterator[Reason]:
    if party not in held.terms.may_suspend:
        facts: Facts = {"party": party, "may": " ".join(held.terms.may_suspend) or "nobody alone"}
        yield Reason(44, "may-not-alone", facts, (DECIDE,))


def rule_46(case: Case) -> Iterator[Reason]:
    act = case.act
    if not isinstance(act, mandate.Report):
        return
    held = case.standing.mandates.get(act.mandate)
    if held is None:
        yield Reason(46, "no-such-mandate", {"mandate": act.mandate})
        return
    if not reports_for(case.standing, held, act.by, case.now):
        facts: Facts = {"by": act.by, "envoys": " ".join(held.accepted)}
        yield Reason(
            46, "not-mandated", facts, (Cure("envoy-reports", "mandate.report", min(held.accepted)),)
        )
    yield from _day(case, held, act)


def _day(case: Case, held: Mandate, act: mandate.Report) -> Iterator[Reason]:
    days = calendar(held, case.now)
    opens = [day.opens for day in days if day.due == act.due]
    if not days:
        yield Reason(46, "no-report-due", {"mandate": act.mandate})
    elif not opens:
        facts: Facts = {"due": act.due, "next": min((day.made, day.due) for day in days)[1]}
        yield Reason(46, "not-a-report-day", facts, (Cure("name-report-day"),))
    elif case.now < min(opens):
        yield Reason(46, "report-too-early", {"due": act.due, "opens": min(opens)}, (Cure("wait"),))
