"""Rules 40, 41 and 45 once more: what is put to the partners, in which terms, and what they say to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from proof_asked import TLP, Asked, within
from proof_outcome import BREAKS, PLAIN, WORDS, Put

from plenipo.acts import Said, assessment, consultation, correction, mandate
from plenipo.acts.charter import Weights
from plenipo.acts.consultation import EndMandate, MandateTerms
from plenipo.acts.words import party_of

# 40: a consultation is opened


def _40(t: Asked) -> bool:
    return isinstance(t.act, consultation.Open) and any(_open(t))


def _open(t: Asked) -> Iterator[bool]:
    rule = t.charter.decisions.get(t.act.subject.__struct_config__.tag)
    yield rule is None
    yield rule is not None and t.act.procedure == "silence" and not rule.silence
    delay = t.charter.delay * 1000
    quiet = t.charter.silence_minimum * 1000 if t.act.procedure == "silence" else 0
    yield t.act.deadline <= t.now + max(delay, quiet)
    yield (t.act.procedure == "written") != (t.act.consent_by is not None)
    if t.act.procedure == "written" and t.act.consent_by is not None:
        yield t.act.consent_by <= t.now + delay or t.act.consent_by >= t.act.deadline - delay
    yield _unweighed(t.charter.weights, t.act.deadline)
    before = [
        e.act for e in t.history.of(consultation.Open) if e.act.text.commitment == t.act.text.commitment
    ]
    yield bool(before) and before[0].subject != t.act.subject
    if isinstance(t.act.subject, EndMandate):
        yield t.act.subject.mandate not in t.history.mandates()
    if isinstance(t.act.subject, MandateTerms):
        yield from _scope(t, t.act.subject)


def _unweighed(tables: tuple[Weights, ...], at: int) -> bool:
    """There are tables of weights, and none of them is in force at that time."""
    return bool(tables) and not any(w.since <= at and (w.until is None or at < w.until) for w in tables)


def _scope(t: Asked, terms: MandateTerms) -> Iterator[bool]:
    yield not (terms.envoys and terms.levels and terms.media and terms.topics)
    yield t.history.role(terms.counterpart) != "counterpart"
    yield not set(terms.topics) <= {topic.id for topic in t.charter.topics}
    yield terms.ends <= t.now or terms.ends <= terms.starts


# 45: the terms of a mandate hold together


def _45(t: Asked) -> bool:
    open_terms = isinstance(t.act, consultation.Open) and isinstance(t.act.subject, MandateTerms)
    return open_terms and any(_terms(t, t.act.subject))


def _terms(t: Asked, terms: MandateTerms) -> Iterator[bool]:
    point = terms.contact_point
    if point is not None:
        yield t.history.role(party_of(point)) != "partner" or t.history.accredited(point) is None
    if terms.ceiling is not None:
        yield terms.ceiling not in TLP or not within(terms.ceiling, t.charter.ceiling)
    yield terms.report_every == 0
    if terms.progress_by is not None:
        yield terms.progress_by <= terms.starts or terms.progress_by > terms.ends
    if terms.final_by is not None:
        yield terms.final_by <= terms.starts or terms.final_by <= (terms.progress_by or 0)
    if terms.renews is None:
        yield terms.judged is not None
    else:
        yield from _renewal(t, terms, terms.renews)


def _renewal(t: Asked, terms: MandateTerms, renewed: str) -> Iterator[bool]:
    was = t.history.terms(renewed) if renewed in t.history.mandates() else None
    yield was is None
    if was is None:
        return
    yield was.counterpart != terms.counterpart
    began = min(e.stamp for e in t.history.of(mandate.Accept) if e.act.mandate == renewed)
    judged = [e for e in t.history.of(assessment.Make) if e.ref == terms.judged]
    yield not judged or judged[0].stamp < max(began, was.starts)
    yield any(e.act.act == terms.judged for e in t.history.of(correction.Correct))


# 41: what is said while it is open


def _41(t: Asked) -> bool:
    if isinstance(t.act, consultation.Receive):
        named = [(r.consultation, r.commitment) for r in t.act.texts]
        if not named or any(_outside(t, *one) for one in named):
            return True
        return t.act.on_behalf is not None and not all(_deputy(t, ref, t.act.on_behalf) for ref, _ in named)
    check = _INSIDE.get(type(t.act))
    if check is None:
        return False
    if _outside(t, t.act.consultation, getattr(t.act, "commitment", None)):
        return True
    return any(check(t, Put(t.history, t.act.consultation)))


def _outside(t: Asked, ref: str, commitment: str | None) -> bool:
    if t.history.act(ref, consultation.Open) is None:
        return True
    put = Put(t.history, ref)
    if commitment not in {None, put.act.text.commitment} or party_of(t.act.by) not in put.members:
        return True
    if put.withdrawn or (t.now >= put.deadline and not _may_be_late(t, put)):
        return True
    return put.act.procedure == "written" and put.outcome(t.now) == "no-vote"


def _deputy(t: Asked, ref: str, member: str) -> bool:
    """The charter of the day on which it was opened names the speaker as one who acknowledges for it."""
    put = Put(t.history, ref)
    return member in put.members and t.act.by in put.old.deputies.get(member, ())


def _may_be_late(t: Asked, put: Put) -> bool:
    """What is not settled yet still hears of objections that were held back: of all but a yes."""
    waits = put.act.procedure == "silence" or put.rule.settled
    return waits and put.outcome(t.now) == "pending" and _held_back(t, put)


def _held_back(t: Asked, put: Put) -> bool:
    if not isinstance(t.act, consultation.Answer):
        return isinstance(t.act, consultation.Vouch)
    if put.act.procedure == "silence":
        return t.act.answer in BREAKS
    return t.act.answer != "for" and t.act.on_behalf is None


def _attach(_t: Asked, _put: Put) -> Iterator[bool]:
    yield False


def _answer(t: Asked, put: Put) -> Iterator[bool]:
    stage = put.stage(t.now)
    yield t.act.answer not in _words(put, stage)
    yield t.act.answer in {"constructive", "vital-reasons"} and t.act.declaration is None
    party, other = party_of(t.act.by), t.act.on_behalf
    if other is not None:
        yield put.act.procedure == "silence" or other == party or other not in put.members
        yield from _proxy(put, stage, party, other)
    if put.rule.final and put.act.procedure != "silence":
        member = other or party
        yield bool(put.own(member, stage) or put.by_others(member, stage))


def _words(put: Put, stage: tuple[int, int]) -> set[str]:
    if put.act.procedure == "silence":
        return BREAKS
    in_writing = put.act.consent_by is not None and stage[0] == 0
    return PLAIN if in_writing else WORDS[put.rule.rule]


def _proxy(put: Put, stage: tuple[int, int], party: str, other: str) -> Iterator[bool]:
    """For one other at most, and each other by one alone: whoever spoke for it last."""
    for member in put.members:
        said = put.by_others(member, stage)
        if said:
            by = party_of(said[-1].act.by)
            yield member != other and by == party
            yield member == other and by != party


def _vouch(t: Asked, put: Put) -> Iterator[bool]:
    late = [e for e in put.own_answers() if e.ref == t.act.answer and e.stamp >= put.deadline]
    party = party_of(t.act.by)
    yield not late or party_of(late[0].act.by) == party
    yield any(party_of(e.act.by) == party for e in put.vouching(t.act.answer))
    yield t.act.received > t.now


def _opener(t: Asked, put: Put) -> Iterator[bool]:
    yield party_of(t.act.by) != party_of(put.act.by)
    yield put.rule.final and put.outcome(t.now) != "pending"


def _extend(t: Asked, put: Put) -> Iterator[bool]:
    yield from _opener(t, put)
    yield t.act.deadline <= put.deadline
    yield _unweighed(put.tables, t.act.deadline)


_INSIDE: dict[type[Said], Callable[[Asked, Put], Iterator[bool]]] = {
    consultation.Answer: _answer,
    consultation.Vouch: _vouch,
    consultation.Attach: _attach,
    consultation.Extend: _extend,
    consultation.Withdraw: _opener,
}

CHECKS: dict[int, Callable[[Asked], bool]] = {40: _40, 41: _41, 45: _45}
