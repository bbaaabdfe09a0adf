"""Random consultations: by vote, in writing and by silence, with answers for others and late ones."""

from __future__ import annotations

from typing import Any

from proof_choice import ENVOYS, LEVELS, NOTHING, TOPICS, often, pick, ref_of_a, some
from proof_deciding import calendar, terms
from proof_outcome import Put
from proof_scene import Scene

from plenipo.acts import Said, assessment, consultation, correction, mandate, source
from plenipo.acts.consultation import EndMandate, MandateTerms, Receipt, Subject
from plenipo.acts.words import PRECEDENCES
from world import DAY, HOUR, PARTNERS, text

WORDS = ("for",) * 12 + ("against", "abstain", "constructive", "vital-reasons")


def answer(s: Scene, party: str, ref: str, word: str, **more: Any) -> Said:
    declared = text("declaration") if word in {"constructive", "vital-reasons"} else None
    fields = {"consultation": ref, "commitment": commitment(s, ref), "answer": word, "declaration": declared}
    return s.act(f"{party}/delegate", consultation.Answer, **{**fields, **more})


def commitment(s: Scene, ref: str) -> str:
    opened = s.history.act(ref, consultation.Open)
    return opened.text.commitment if opened else NOTHING


def opening(s: Scene, procedure: str) -> Said:
    """A mandate is put to the partners."""
    quiet = 3 * DAY if procedure == "silence" else pick(s, (DAY, 2 * DAY))
    subject: Subject = full_terms(s)
    if often(s, 0.1):
        subject = EndMandate(mandate=ref_of_a(s, consultation.Open) if often(s, 0.3) else accepted(s))
    fields: dict[str, Any] = {
        "subject": subject,
        "text": text(f"mandate {s.next_id()}"),
        "procedure": procedure,
        "precedence": pick(s, PRECEDENCES),
    }
    if procedure == "written":
        fields["consent_by"] = s.now + pick(s, (6 * HOUR, 12 * HOUR))
    return s.act("FR/delegate", consultation.Open, **fields, deadline=s.now + quiet)


def accepted(s: Scene) -> str:
    return pick(s, s.history.mandates() or [NOTHING])


def full_terms(s: Scene) -> MandateTerms:
    """Terms with all that they may say beside the scope, now and then a renewal."""
    agreed = terms(s)
    more: dict[str, Any] = calendar(s, agreed.starts, agreed.ends)
    if often(s, 0.4):
        more["contact_point"] = pick(s, ("DE/delegate", "PL/envoy"))
    if often(s, 0.4):
        more["ceiling"] = pick(s, ("TLP:GREEN", s.history.charter().ceiling))
    if often(s, 0.3):
        more["red_lines"] = (text("a red line"),)
    held = s.history.mandates()
    if held and often(s, 0.4):
        more["renews"], more["judged"] = held[-1], assessed(s)
        if often(s, 0.2):
            s.attempt(s.act("FR/delegate", correction.Correct, act=more["judged"] or NOTHING))
    known = {name: getattr(agreed, name) for name in agreed.__struct_fields__}
    wide = {"levels": LEVELS, "envoys": (pick(s, ENVOYS),), "topics": some(s, TOPICS, 2)}
    return MandateTerms(**{**known, "starts": s.now, "ceiling": None, **wide, **more})


def assessed(s: Scene) -> str | None:
    told = {"text": text("assessment"), "scale": "icd-203", "word": "likely", "confidence": "low"}
    return s.attempt(s.act("FR/delegate", assessment.Make, **told))


def voted(s: Scene, ref: str, procedure: str = "vote") -> None:
    """Each partner answers, or another does for it, or nobody."""
    silent = pick(s, PARTNERS) if often(s, 0.6) else None
    words = ("for",) if procedure == "consent" or often(s, 0.5) else WORDS
    for party in PARTNERS:
        if party != silent:
            s.attempt(answer(s, party, ref, pick(s, words)))
    if silent and often(s, 0.8):
        by = pick(s, PARTNERS)
        s.attempt(answer(s, by, ref, pick(s, WORDS[:13]), on_behalf=silent))
        if often(s, 0.2):
            s.attempt(answer(s, by, ref, "for", on_behalf=pick(s, PARTNERS)))
        if often(s, 0.2):
            s.attempt(answer(s, silent, ref, pick(s, WORDS)))


def by_vote(s: Scene) -> str | None:
    ref = s.attempt(opening(s, "vote"))
    if ref:
        voted(s, ref)
        if often(s, 0.3):
            later = s.now + pick(s, (2 * DAY, 6 * DAY, 12 * DAY))
            s.attempt(s.act("FR/delegate", consultation.Extend, consultation=ref, deadline=later))
        to_its_deadline(s, ref)
        settling(s, ref)
    return ref


def in_writing(s: Scene) -> str | None:
    ref = s.attempt(opening(s, "written"))
    opened = s.history.act(ref, consultation.Open)
    if ref and opened:
        voted(s, ref, "consent" if often(s, 0.8) else "vote")
        s.now = (opened.consent_by or 0) + pick(s, (-1, 0, 1))
        voted(s, ref)
        to_its_deadline(s, ref)
        settling(s, ref)
    return ref


def by_silence(s: Scene) -> str | None:
    """Everybody has the text in time, or nearly; objections come in time, late, or not at all."""
    ref = s.attempt(opening(s, "silence"))
    if not ref:
        return None
    for party in PARTNERS:
        if often(s, 0.1):
            s.attempt(deputised(s, ref, party))
        elif often(s, 0.97):
            receipt = Receipt(consultation=ref, commitment=commitment(s, ref))
            s.attempt(
                s.act(f"{party}/{pick(s, ('delegate', 'reader'))}", consultation.Receive, texts=(receipt,))
            )
    if often(s, 0.1):
        s.attempt(s.act("FR/delegate", consultation.Extend, consultation=ref, deadline=s.now + 4 * DAY))
    to_its_deadline(s, ref)
    settling(s, ref)
    return ref


def settling(s: Scene, ref: str) -> None:
    """Where it waits to be settled, late words come in, and mirrors cosign, at its border or near it."""
    if s.history.act(ref, consultation.Open) is None or not waits(s, ref):
        return
    if often(s, 0.5):
        late_objection(s, ref)
    put = Put(s.history, ref)
    final = put.deadline + put.old.delay * 1000
    s.now = max(s.now, final + pick(s, (-60_000, -1, 0, 1, HOUR, HOUR)))
    at = min(s.now // 1000 + 60, -(-final // 1000) + pick(s, (-1, 0, 0, 1)))
    s.attempt(s.settlement(at, by=PARTNERS if often(s, 0.9) else PARTNERS[:2]))


def waits(s: Scene, ref: str) -> bool:
    put = Put(s.history, ref)
    return put.rule.settled or put.act.procedure == "silence"


def deputised(s: Scene, ref: str, party: str) -> Said:
    """A person of another partner acknowledges the text for this one."""
    named = s.history.charter().deputies.get(party, ("DE/reader",))
    receipt = Receipt(consultation=ref, commitment=commitment(s, ref))
    return s.act(pick(s, named), consultation.Receive, texts=(receipt,), on_behalf=party)


def late_objection(s: Scene, ref: str) -> str | None:
    """An objection or another answer, and the partners who say that they had it before."""
    said = s.attempt(answer(s, pick(s, PARTNERS), ref, pick(s, late_words(s, ref))))
    for _ in range(pick(s, (0, 1, 2, 3)) if said else 0):
        s.attempt(vouching(s, ref, said or NOTHING, pick(s, PARTNERS)))
    return said


def late_words(s: Scene, ref: str) -> tuple[str, ...]:
    opened = s.history.act(ref, consultation.Open)
    if opened is not None and opened.procedure == "silence":
        return ("object", "amend")
    return ("against", "against", "against", "abstain", "constructive", "vital-reasons")


def vouching(s: Scene, ref: str, said: str, party: str) -> Said:
    deadline = getattr(s.history.act(ref, consultation.Open), "deadline", s.now)
    at = min(s.now, deadline + pick(s, (-HOUR, -HOUR, -1, 0)))
    about = {"consultation": ref, "answer": said, "received": at}
    return s.act(f"{party}/delegate", consultation.Vouch, **about)


def to_its_deadline(s: Scene, ref: str) -> None:
    moved = [e.act.deadline for e in s.history.of(consultation.Extend) if e.act.consultation == ref]
    opened = s.history.act(ref, consultation.Open)
    deadline = moved[-1] if moved else opened.deadline if opened else s.now
    s.now = max(s.now, deadline + pick(s, (-1, 0, 0, 0, 1)))


def consult(s: Scene) -> str | None:
    """A mandate is decided in some way; its envoy accepts it if that came to something."""
    ref = pick(s, (by_vote, in_writing, by_silence))(s)
    if ref:
        act = acceptance(s, ref)
        if act:
            s.attempt(act)
    return ref


def acceptance(s: Scene, ref: str) -> Said | None:
    agreed = s.history.terms(ref)
    if agreed is None:
        return None
    return s.act(agreed.envoys[0], mandate.Accept, mandate=ref, commitment=commitment(s, ref))


# Acts that are in order, or nearly: what near misses are made of


def an_opening(s: Scene) -> Said:
    return opening(s, pick(s, ("vote", "written", "silence")))


def an_answer(s: Scene) -> Said | None:
    ref = s.attempt(opening(s, pick(s, ("vote", "written"))))
    if not ref:
        return None
    party, other = s.chance.sample(PARTNERS, 2)
    if often(s, 0.5):
        s.attempt(answer(s, pick(s, PARTNERS), ref, "for", on_behalf=pick(s, PARTNERS)))
    if often(s, 0.3):
        s.attempt(answer(s, party, ref, "for"))
    word = pick(s, WORDS)
    return answer(s, party, ref, word, on_behalf=other if often(s, 0.5) else None)


def a_receipt(s: Scene) -> Said | None:
    ref = s.attempt(opening(s, "silence"))
    if ref and often(s, 0.4):
        return deputised(s, ref, pick(s, ("PL", "UK")))
    receipt = Receipt(consultation=ref or NOTHING, commitment=commitment(s, ref or NOTHING))
    return s.act(f"{pick(s, PARTNERS)}/reader", consultation.Receive, texts=(receipt,)) if ref else None


def a_word_on_silence(s: Scene) -> Said | None:
    """An objection that is late, or what a partner says of it."""
    ref = s.attempt(opening(s, "silence"))
    if not ref:
        return None
    for party in PARTNERS:
        receipt = Receipt(consultation=ref, commitment=commitment(s, ref))
        s.attempt(s.act(f"{party}/delegate", consultation.Receive, texts=(receipt,)))
    to_its_deadline(s, ref)
    if often(s, 0.4):
        late_objection(s, ref)
    party, other = s.chance.sample(PARTNERS, 2)
    objection = answer(s, party, ref, "object")
    if often(s, 0.3):
        return objection
    said = s.attempt(objection)
    return vouching(s, ref, said, other) if said else None


def a_late_answer(s: Scene) -> Said | None:
    """To a vote that is closed and waits to be settled: an answer, or what a partner says of one."""
    ref = s.attempt(opening(s, pick(s, ("vote", "vote", "written"))))
    if not ref or not (waits(s, ref) or often(s, 0.1)):
        return None
    opened = s.history.act(ref, consultation.Open)
    if opened and opened.consent_by:
        voted(s, ref, "consent")
        s.now = opened.consent_by
    for party in PARTNERS if often(s, 0.7) else PARTNERS[:-1]:
        s.attempt(answer(s, party, ref, "for" if often(s, 0.95) else "abstain"))
    to_its_deadline(s, ref)
    if often(s, 0.3):
        late_objection(s, ref)
    party, other = s.chance.sample(PARTNERS, 2)
    late = answer(s, party, ref, pick(s, (*late_words(s, ref), "for")))
    if often(s, 0.1):
        return answer(s, party, ref, "against", on_behalf=other)
    if often(s, 0.5):
        return late
    said = s.attempt(late)
    return vouching(s, ref, said, other) if said else late


def an_opener_again(s: Scene) -> Said | None:
    """The opener moves its deadline, takes it back, or somebody attaches a statement."""
    ref = s.attempt(opening(s, pick(s, ("vote", "vote", "written", "silence"))))
    if not ref:
        return None
    if often(s, 0.5):
        voted(s, ref)
    kinds: tuple[type[Said], ...] = (consultation.Extend, consultation.Withdraw, consultation.Attach)
    kind = pick(s, kinds)
    fields: dict[str, Any] = {"consultation": ref}
    if kind is consultation.Extend:
        fields["deadline"] = s.now + pick(s, (3 * DAY, 5 * DAY, 12 * DAY, 61 * DAY))
    elif kind is consultation.Attach:
        fields |= {"commitment": commitment(s, ref), "what": "statement", "text": text("statement")}
    return s.act("FR/delegate", kind, **fields)


def an_acceptance(s: Scene) -> Said | None:
    ref = pick(s, (by_vote, in_writing, by_silence))(s)
    return acceptance(s, ref) if ref else None


def a_source(s: Scene) -> str | None:
    told = {"text": text("source"), "grade": "B2", "published": 0}
    return s.attempt(s.act("FR/delegate", source.Add, **told))


CONSULTING = (
    an_opening, an_opening, an_answer, an_answer, a_receipt, a_word_on_silence, a_word_on_silence,
    a_late_answer, a_late_answer, a_late_answer,
    an_opener_again, an_opener_again, an_acceptance, an_acceptance, an_acceptance,
)  # fmt: skip
