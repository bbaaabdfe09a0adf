"""What the partners decide, and what rests on it.

40  A consultation is opened on a decision that the charter provides for, by a procedure that it allows,
    with a deadline that leaves the partners their time.
41  What is said in a consultation concerns its exact text, is open to the partner, and comes in time.
42  What rests on a decision rests on one that was adopted, on that subject.
43  A mandate is accepted by an envoy that it names, on its exact text, while it runs.
44  A mandate is suspended, resumed or ended by who may do so.
"""

from __future__ import annotations

from collections.abc import Iterator

from plenipo.acts import consultation, contact, dialogue, mandate
from plenipo.acts.charter import Decision
from plenipo.acts.consultation import Admission, Amendment, EndMandate, MandateTerms, Position, Subject
from plenipo.acts.words import party_of
from plenipo.consultation import RULES
from plenipo.dialogue.derived import accepted, mandate_state, outcome_of
from plenipo.dialogue.records import Consultation, Mandate
from plenipo.guard.case import Case
from plenipo.guard.verdict import Cure, Facts, Reason

SILENCE = frozenset({"object", "amend"})
DECIDE = Cure("decide", "consultation.open", "partners")


def rule_40(case: Case) -> Iterator[Reason]:
    act = case.act
    if not isinstance(act, consultation.Open):
        return
    decision: Decision = act.subject.__struct_config__.tag  # type: ignore[assignment] # the tags are the decisions
    rule = case.charter.decisions.get(decision)
    if rule is None:
        yield Reason(40, "no-rule", {"decision": decision}, (Cure("amend", "dialogue.amend", "partners"),))
    elif act.procedure == "silence" and not rule.silence:
        yield Reason(40, "no-silence", {"decision": decision}, (Cure("by-vote"),))
    least = case.charter.delay * 1000
    if act.procedure == "silence":
        least = max(least, case.charter.silence_minimum * 1000)
    if act.deadline <= case.now + least:
        facts: Facts = {"deadline": act.deadline, "earliest": case.now + least}
        yield Reason(40, "deadline-too-soon", facts, (Cure("later-deadline"),))
    yield from _one_subject(case, act)
    if isinstance(act.subject, MandateTerms):
        yield from _terms(case, act.subject)
    if isinstance(act.subject, EndMandate) and act.subject.mandate not in case.standing.mandates:
        yield Reason(40, "no-such-mandate", {"mandate": act.subject.mandate})


def _one_subject(case: Case, act: consultation.Open) -> Iterator[Reason]:
    """A consent names the text alone, so one text stands for one subject."""
    ref = case.standing.put.get(act.text.commitment)
    if ref is not None and case.standing.consultations[ref].subject != act.subject:
        yield Reason(40, "text-used-before", {"consultation": ref}, (Cure("new-text"),))


def _terms(case: Case, terms: MandateTerms) -> Iterator[Reason]:
    """Scope is agreed before envoys act, so a mandate without scope or end is refused."""
    empty = [n for n in ("envoys", "levels", "media", "topics") if not getattr(terms, n)]
    if empty:
        yield Reason(40, "mandate-without", {"empty": " ".join(empty)})
    if case.standing.role(terms.counterpart) != "counterpart":
        yield Reason(40, "not-a-counterpart", {"party": terms.counterpart})
    unknown = set(terms.topics) - {t.id for t in case.charter.topics}
    if unknown:
        yield Reason(40, "unknown-topic", {"topics": " ".join(sorted(unknown))})
    if not max(terms.starts, case.now) < terms.ends:
        yield Reason(40, "mandate-ends-first", {"starts": terms.starts, "ends": terms.ends})


Inside = (
    consultation.Answer
    | consultation.Vouch
    | consultation.Attach
    | consultation.Extend
    | consultation.Withdraw
    | consultation.Receive
)


def rule_41(case: Case) -> Iterator[Reason]:
    act = case.act
    if not isinstance(act, Inside):
        return
    if isinstance(act, consultation.Receive):
        if not act.texts:
            yield Reason(41, "nothing-named")
        for receipt in act.texts:
            yield from _inside(case, receipt.consultation, receipt.commitment)
        return
    yield from _inside(case, act.consultation, getattr(act, "commitment", None))
    held = case.standing.consultations.get(act.consultation)
    if held is None:
        return
    if isinstance(act, consultation.Answer):
        yield from _answer(held, act)
    elif isinstance(act, consultation.Extend | consultation.Withdraw):
        if party_of(act.by) != party_of(held.by):
            yield Reason(41, "not-the-opener", {"opener": held.by})
        if isinstance(act, consultation.Extend) and act.deadline <= held.deadline:
            yield Reason(41, "not-later", {"deadline": held.deadline})


def _inside(case: Case, ref: str, commitment: str | None) -> Iterator[Reason]:
    held = case.standing.consultations.get(ref)
    if held is None:
        yield Reason(41, "no-such-consultation", {"consultation": ref})
        return
    if commitment is not None and commitment != held.commitment:
        yield Reason(41, "another-text", {"consultation": ref, "commitment": held.commitment})
    if held.withdrawn is not None:
        yield Reason(41, "withdrawn", {"consultation": ref})
    if case.now >= held.deadline:
        yield Reason(41, "closed", {"consultation": ref, "deadline": held.deadline}, (DECIDE,))
    if party_of(case.act.by) not in held.members:
        yield Reason(41, "not-a-member", {"party": party_of(case.act.by)})


def _answer(held: Consultation, act: consultation.Answer) -> Iterator[Reason]:
    words = SILENCE if held.procedure == "silence" else RULES[held.rule.rule].words - {"none"}
    if act.answer not in words:
        facts: Facts = {"answer": act.answer, "procedure": held.procedure, "words": " ".join(sorted(words))}
        yield Reason(41, "word-not-here", facts)
    if act.answer in {"constructive", "vital-reasons"} and act.declaration is None:
        yield Reason(41, "declaration-missing", {"answer": act.answer}, (Cure("declare"),))


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
