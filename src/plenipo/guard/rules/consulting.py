"""How the partners are consulted: what is put to them, and what is said while it is open.

40  A consultation is opened on a decision that the charter provides for, by a procedure that it allows,
    with a deadline that leaves the partners their time and weights in force on that day. A written procedure
    says until when the partners consent to it.
41  What is said in a consultation concerns its exact text, is open to the partner, and comes in time. An
    objection or amendment to a silence, and an answer other than `for` to a vote that is to be settled, may
    still be registered after the deadline while nothing is adopted; it counts only if enough other partners
    say that they received it before. For another partner a text is acknowledged by those alone whom the
    charter named its deputies when it was put. A member acts for one other at most, and the other's own
    answer wins. Where answers are final there is no second one.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from plenipo.acts import consultation
from plenipo.acts.charter import Decision, DecisionRule
from plenipo.acts.consultation import EndMandate, MandateTerms
from plenipo.acts.words import party_of
from plenipo.consultation import RULES, Question, tally
from plenipo.dialogue import counting
from plenipo.dialogue.derived import outcome_of
from plenipo.dialogue.records import Consultation
from plenipo.errors import ConsultationError
from plenipo.guard.case import Case
from plenipo.guard.verdict import Cure, Facts, Reason

DECIDE = Cure("decide", "consultation.open", "partners")
DECLARED = frozenset({"constructive", "vital-reasons"})


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
    yield from _times(case, act, rule)
    yield from _weighed(case, act.deadline, 40)
    yield from _one_subject(case, act)
    if isinstance(act.subject, MandateTerms):
        yield from _terms(case, act.subject)
    if isinstance(act.subject, EndMandate) and act.subject.mandate not in case.standing.mandates:
        yield Reason(40, "no-such-mandate", {"mandate": act.subject.mandate})


def _times(case: Case, act: consultation.Open, rule: DecisionRule | None) -> Iterator[Reason]:
    delay = case.charter.delay * 1000
    least = delay
    if act.procedure == "silence":
        least = max(least, case.charter.silence_minimum * 1000, _period(rule) - 1)
    if act.deadline <= case.now + least:
        facts: Facts = {"deadline": act.deadline, "earliest": case.now + least}
        yield Reason(40, "deadline-too-soon", facts, (Cure("later-deadline"),))
    if act.consent_by is None:
        if act.procedure == "written":
            yield Reason(40, "consent-by-missing", {}, (Cure("name-consent-by"),))
    elif act.procedure != "written":
        yield Reason(40, "consent-by-elsewhere", {"procedure": act.procedure})
    elif not case.now + delay < act.consent_by < act.deadline - delay:
        facts = {"earliest": case.now + delay, "latest": act.deadline - delay}
        yield Reason(40, "consent-by-outside", facts, (Cure("name-consent-by"),))


def _period(rule: DecisionRule | None) -> int:
    """The least that a silence lasts in the house whose usage it follows; ms."""
    house = counting.house_of(rule) if rule is not None else None
    return house.least_period if house is not None else 0


def _weighed(case: Case, deadline: int, rule: int) -> Iterator[Reason]:
    """Where the charter has tables of weights, one is in force on the day of the vote."""
    tables = case.charter.weights
    if tables and counting.table_at(tables, deadline) is None:
        cures = (Cure("amend", "dialogue.amend", "partners"),)
        yield Reason(rule, "no-weights", {"deadline": deadline}, cures)


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
            if act.on_behalf is not None:
                yield from _deputy(case, receipt.consultation, act.on_behalf)
        return
    yield from _inside(case, act.consultation, getattr(act, "commitment", None))
    held = case.standing.consultations.get(act.consultation)
    if held is None:
        return
    if isinstance(act, consultation.Answer):
        yield from _answer(case, held, act)
    elif isinstance(act, consultation.Vouch):
        yield from _vouch(case, held, act)
    elif isinstance(act, consultation.Extend | consultation.Withdraw):
        yield from _opener(case, held, act)


def _inside(case: Case, ref: str, commitment: str | None) -> Iterator[Reason]:
    held = case.standing.consultations.get(ref)
    if held is None:
        yield Reason(41, "no-such-consultation", {"consultation": ref})
        return
    if commitment is not None and commitment != held.commitment:
        yield Reason(41, "another-text", {"consultation": ref, "commitment": held.commitment})
    if held.withdrawn is not None:
        yield Reason(41, "withdrawn", {"consultation": ref})
    elif case.now >= held.deadline and not _late(case, held):
        yield Reason(41, "closed", {"consultation": ref, "deadline": held.deadline}, (DECIDE,))
    elif held.procedure == "written" and _outcome(case, held) == "no-vote":
        yield Reason(41, "not-in-writing", {"consultation": ref}, (DECIDE,))
    if party_of(case.act.by) not in held.members:
        yield Reason(41, "not-a-member", {"party": party_of(case.act.by)})


def _deputy(case: Case, ref: str, party: str) -> Iterator[Reason]:
    held = case.standing.consultations.get(ref)
    named = held.deputies.get(party, ()) if held is not None else ()
    if held is not None and (case.act.by not in named or party not in held.members):
        facts: Facts = {"by": case.act.by, "party": party, "deputies": " ".join(named)}
        yield Reason(41, "not-a-deputy", facts, (Cure("acknowledge-oneself", "consultation.receive", party),))


def _outcome(case: Case, held: Consultation) -> str:
    return outcome_of(case.standing, held, case.now).outcome


def _late(case: Case, held: Consultation) -> bool:
    """What may be said of a text whose deadline is past: only what waits to be settled is pending then."""
    act, silent = case.act, held.procedure == "silence"
    breaks = False
    if isinstance(act, consultation.Answer):
        breaks = act.answer in counting.BREAKS if silent else act.answer != "for" and act.on_behalf is None
    admitted = breaks or isinstance(act, consultation.Vouch)
    return admitted and _outcome(case, held) == "pending"


def _opener(
    case: Case, held: Consultation, act: consultation.Extend | consultation.Withdraw
) -> Iterator[Reason]:
    if party_of(act.by) != party_of(held.by):
        yield Reason(41, "not-the-opener", {"opener": held.by})
    if held.rule.final and held.withdrawn is None and case.now < held.deadline:
        outcome = _outcome(case, held)
        if outcome != "pending":
            yield Reason(41, "decided-already", {"outcome": outcome})
    if isinstance(act, consultation.Extend):
        if act.deadline <= held.deadline:
            yield Reason(41, "not-later", {"deadline": held.deadline})
        if held.weights and counting.table_at(held.weights, act.deadline) is None:
            yield Reason(41, "no-weights", {"deadline": act.deadline}, (DECIDE,))


def _answer(case: Case, held: Consultation, act: consultation.Answer) -> Iterator[Reason]:
    words = _words(held, case.now)
    if act.answer not in words:
        facts: Facts = {"answer": act.answer, "procedure": held.procedure, "words": " ".join(sorted(words))}
        yield Reason(41, "word-not-here", facts)
    if act.answer in DECLARED and act.declaration is None:
        yield Reason(41, "declaration-missing", {"answer": act.answer}, (Cure("declare"),))
    if act.on_behalf is not None:
        yield from _for_another(case, held, act.on_behalf)
    if held.rule.final and held.procedure != "silence":
        yield from _final(case, held, act.on_behalf or party_of(act.by))


def _words(held: Consultation, at: int) -> frozenset[str]:
    """The answers that there are now; a rule's parameters may take some away."""
    if held.procedure == "silence":
        return counting.BREAKS
    if counting.asks_consent(held, at):
        return RULES[counting.CONSENT_RULE].words - {"none"}
    words = RULES[held.rule.rule].words - {"none"}
    return frozenset(w for w in words if _fits(held, w)) if held.rule.parameters else words


def _fits(held: Consultation, word: str) -> bool:
    member = next(iter(held.members))
    blank = Question(rule=held.rule.rule, members=held.members, answers={member: word}, closed=False)
    try:
        tally(replace(blank, parameters=counting.parameters_for(held.rule, held.members)))
    except ConsultationError:
        return False
    return True


def _for_another(case: Case, held: Consultation, other: str) -> Iterator[Reason]:
    """TFEU 239: a member may act on behalf of not more than one other."""
    party = party_of(case.act.by)
    own = (Cure("answer-for-oneself", "consultation.answer", party),)
    if held.procedure == "silence":
        yield Reason(41, "no-proxy-in-silence", {"member": other}, own)
    if other == party or other not in held.members:
        yield Reason(41, "not-to-be-represented", {"member": other}, own)
    for member, given in counting.represented(held, case.now).items():
        by = party_of(given.by)
        if by == party and member != other:
            yield Reason(41, "acts-for-another", {"member": member}, own)
        elif member == other and by != party:
            cure = Cure("answer-for-oneself", "consultation.answer", other)
            yield Reason(41, "represented-by-another", {"member": member, "by": by}, (cure,))


def _final(case: Case, held: Consultation, member: str) -> Iterator[Reason]:
    known = counting.represented(held, case.now) | counting.answered(held, case.now)
    if member in known:
        yield Reason(41, "answered-for-good", {"member": member, "at": known[member].at})


def _vouch(case: Case, held: Consultation, act: consultation.Vouch) -> Iterator[Reason]:
    party = party_of(act.by)
    late = next((late for late in counting.late_objections(held) if late.given.ref == act.answer), None)
    if late is None:
        yield Reason(41, "no-late-objection", {"answer": act.answer})
    elif late.member == party:
        yield Reason(
            41, "vouches-for-itself", {"member": party}, (Cure("another-partner", "consultation.vouch"),)
        )
    if party in held.vouched.get(act.answer, {}):
        yield Reason(41, "vouched-before", {"answer": act.answer})
    if act.received > case.now:
        yield Reason(41, "received-later", {"received": act.received, "now": case.now})
