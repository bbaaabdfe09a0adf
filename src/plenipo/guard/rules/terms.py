"""What a mandate's terms say beside its scope, and what the charter asks before a contact.

19  Nothing that is entrusted to its envoys is marked above the mandate's own ceiling.
33  Where the charter asks it, the partners adopted exactly these lines beforehand: an instruction, where
    rule 32 asks for advice (Case C-425/13 tells the two apart).
45  A mandate's terms hold together: its point of contact is a partner's accredited person, its ceiling lies
    within the charter's, its reports fall due in order; and a renewal names the mandate that it renews, and
    an assessment of what that one reached, made since it began.

Red lines are shown and never judged. They stand in the terms, and terms change by a new decision alone. A
tenure beyond four years is a finding, never a refusal.
"""

from __future__ import annotations

from collections.abc import Iterator

from plenipo.acts import consultation, contact, mandate
from plenipo.acts.consultation import ContactDraft, MandateTerms
from plenipo.acts.words import party_of
from plenipo.dialogue.derived import accredited, outcome_of
from plenipo.dialogue.entered import Flag
from plenipo.dialogue.records import Assessment, Mandate
from plenipo.dialogue.standing import Standing
from plenipo.errors import SealingError
from plenipo.guard.case import Case, intent_of
from plenipo.guard.rules.who import texts_of
from plenipo.guard.verdict import Cure, Facts, Reason
from plenipo.sealing.markings import Marking, parse_marking, within

LONGEST_TENURE = 1461 * 86_400_000  # ms: four years, one of them a leap year


def rule_19(case: Case) -> Iterator[Reason]:
    intent = intent_of(case.act, case.now)
    held = case.standing.mandates.get(intent.mandate) if intent is not None else None
    if held is None or held.terms.ceiling is None:
        return
    ceiling = parse_marking(held.terms.ceiling)
    for text in texts_of(case.act):
        if not _within(text.marking, ceiling):
            facts: Facts = {"marking": text.marking, "ceiling": held.terms.ceiling}
            yield Reason(19, "above-mandate-ceiling", facts, (Cure("leave-text-out"),))


def _within(marking: str, ceiling: Marking) -> bool:
    """What rule 6 does not know lies within nothing."""
    try:
        return within(parse_marking(marking), ceiling)
    except SealingError:
        return False


def rule_33(case: Case) -> Iterator[Reason]:
    act = case.act
    if not isinstance(act, contact.Plan) or act.level not in case.charter.instruct_before:
        return
    cure = Cure("instruct", "consultation.open", "partners")
    held = case.standing.consultations.get(act.consultation or "")
    if held is None or not isinstance(held.subject, ContactDraft):
        yield Reason(33, "not-instructed", {"level": act.level}, (cure,))
        return
    ref = act.consultation or ""
    instructed = (held.commitment, held.subject.counterpart, held.subject.level)
    if instructed != (act.lines.commitment, act.counterpart, act.level):
        yield Reason(33, "instructed-on-another-text", {"consultation": ref}, (cure,))
    outcome = outcome_of(case.standing, held, case.now).outcome
    if outcome != "adopted":
        better = Cure("wait") if outcome == "pending" else cure
        facts: Facts = {"consultation": ref, "outcome": outcome}
        yield Reason(33, "lines-not-adopted", facts, (better,))


def rule_45(case: Case) -> Iterator[Reason]:
    act = case.act
    if not isinstance(act, consultation.Open) or not isinstance(act.subject, MandateTerms):
        return
    yield from _contact_point(case, act.subject)
    yield from _ceiling(case, act.subject)
    yield from _reports(act.subject)
    yield from _renewal(case.standing, act.subject)


def _contact_point(case: Case, terms: MandateTerms) -> Iterator[Reason]:
    person = terms.contact_point
    if person is None:
        return
    party = party_of(person)
    if case.standing.role(party) != "partner":
        yield Reason(45, "contact-point-of-no-partner", {"person": person, "party": party})
    elif not accredited(case.standing, person, case.now):
        cure = Cure("accredit", "person.accredit", f"{party}:authority")
        yield Reason(45, "contact-point-not-accredited", {"person": person}, (cure,))


def _ceiling(case: Case, terms: MandateTerms) -> Iterator[Reason]:
    if terms.ceiling is None:
        return
    try:
        ceiling = parse_marking(terms.ceiling)
    except SealingError:
        yield Reason(45, "bad-ceiling", {"ceiling": terms.ceiling})
        return
    if not within(ceiling, parse_marking(case.charter.ceiling)):
        facts: Facts = {"ceiling": terms.ceiling, "charter": case.charter.ceiling}
        yield Reason(45, "ceiling-above-charter", facts, (Cure("lower-ceiling"),))


def _reports(terms: MandateTerms) -> Iterator[Reason]:
    """The progress report falls within the mandate, the final one after it."""
    progress, final = terms.progress_by, terms.final_by
    within_term = progress is None or terms.starts < progress <= terms.ends
    after = final is None or max(terms.starts, progress or 0) < final
    if terms.report_every == 0 or not within_term or not after:
        yield Reason(45, "reports-out-of-order", {"starts": terms.starts, "ends": terms.ends})


def _renewal(standing: Standing, terms: MandateTerms) -> Iterator[Reason]:
    if terms.renews is None:
        if terms.judged is not None:
            yield Reason(45, "nothing-renewed", {"assessment": terms.judged})
        return
    held = standing.mandates.get(terms.renews)
    if held is None:
        yield Reason(45, "no-such-mandate", {"mandate": terms.renews})
        return
    if held.terms.counterpart != terms.counterpart:
        facts: Facts = {"mandate": terms.renews, "counterpart": held.terms.counterpart}
        yield Reason(45, "renews-another", facts)
    yield from _judged(held, standing.assessments.get(terms.judged or ""), terms)


def _judged(held: Mandate, assessed: Assessment | None, terms: MandateTerms) -> Iterator[Reason]:
    cure = Cure("assess", "assessment.make", "partners")
    began = max(held.at, held.terms.starts)
    if assessed is None or assessed.superseded is not None:
        yield Reason(45, "renewal-not-judged", {"mandate": terms.renews or ""}, (cure,))
    elif assessed.at < began:
        facts: Facts = {"assessed": assessed.at, "began": began}
        yield Reason(45, "judged-before-it-began", facts, (cure,))


def tenure(case: Case, act: mandate.Accept) -> Iterator[Flag]:
    """All the time for which this envoy was mandated to talk to this counterpart, with this mandate."""
    decided = case.standing.consultations.get(act.mandate)
    if decided is None or not isinstance(decided.subject, MandateTerms):
        return
    terms = decided.subject
    spans = [(max(terms.starts, case.now), terms.ends), *_mandated(case.standing, act.by, terms.counterpart)]
    total = _together(spans)
    if total > LONGEST_TENURE:
        facts: Facts = {"envoy": act.by, "days": total // 86_400_000, "counterpart": terms.counterpart}
        yield Flag("tenure-over-four-years", party_of(act.by), facts)


def _mandated(standing: Standing, envoy: str, counterpart: str) -> Iterator[tuple[int, int]]:
    for held in standing.mandates.values():
        since = held.accepted.get(envoy)
        if since is not None and held.terms.counterpart == counterpart:
            until = held.terms.ends if held.revoked is None else min(held.terms.ends, held.revoked)
            yield max(since, held.terms.starts), until


def _together(spans: list[tuple[int, int]]) -> int:
    """The time that the spans cover, where they overlap once; ms."""
    total, reached = 0, 0
    for since, until in sorted(spans):
        total += max(0, until - max(since, reached))
        reached = max(reached, until)
    return total
