"""Random consultations and mandates: most are adopted, accepted and in force; some are not."""

from __future__ import annotations

from typing import Any

from proof_choice import ENVOYS, LEVELS, MEDIA, NOTHING, REACHES, TOPICS, VOTES, WORDS, often, pick, some
from proof_outcome import Put
from proof_scene import Scene

from plenipo.acts import consultation, mandate
from plenipo.acts.consultation import ContactDraft, EndMandate, MandateTerms
from plenipo.acts.words import PRECEDENCES, Level, Text
from world import DAY, HOUR, PARTNERS, text


def mandated(s: Scene) -> tuple[str, MandateTerms | None]:
    """A mandate that was put to the partners, and its terms."""
    opened = [
        (e.ref, e.act.subject)
        for e in s.history.of(consultation.Open)
        if isinstance(e.act.subject, MandateTerms)
    ]
    return pick(s, opened[-4:]) if opened else (NOTHING, None)


def calendar(s: Scene, starts: int, ends: int) -> dict[str, Any]:
    """When reports fall due under a mandate: regularly, once on the way, at its end; mostly in order."""
    every = pick(s, (None, HOUR, DAY, 3 * DAY, 9 * DAY))
    more: dict[str, Any] = {"report_every": every and every // 1000}
    if often(s, 0.5):
        more["progress_by"] = pick(s, (starts + 1, (starts + ends) // 2, ends))
    if often(s, 0.5):
        more["final_by"] = ends + pick(s, (0, 1, DAY))
        if more["final_by"] <= more.get("progress_by", 0):
            more["final_by"] = more["progress_by"] + 1
    return more


def terms(s: Scene) -> MandateTerms:
    starts = s.now + pick(s, (0, 0, DAY, 5 * DAY))
    ends = starts + pick(s, (DAY, 20 * DAY, 90 * DAY))
    return MandateTerms(
        envoys=some(s, ENVOYS[:3]),
        counterpart="RU",
        levels=some(s, LEVELS),
        media=some(s, MEDIA),
        topics=some(s, TOPICS, 2),
        reach=pick(s, REACHES),
        starts=starts,
        ends=ends,
        may_suspend=some(s, ("PL", "FR"), 0),
        ceiling=pick(s, ("TLP:AMBER", "TLP:GREEN")) if often(s, 0.1) else None,
        **(calendar(s, starts, ends) if often(s, 0.3) else {}),
    )


def put(
    s: Scene,
    subject: consultation.Subject,
    words: str | Text,
    *,
    silence: bool = False,
    all_for: bool = False,
) -> str | None:
    """A consultation, with the answers that came in; mostly everybody agrees."""
    agreed = text(words) if isinstance(words, str) else words
    deadline = s.now + (3 * DAY if silence else pick(s, (DAY, 3 * DAY)))
    procedure = "silence" if silence else "vote"
    act = s.act(
        "FR/delegate",
        consultation.Open,
        subject=subject,
        text=agreed,
        procedure=procedure,
        deadline=deadline,
        precedence=pick(s, PRECEDENCES),
    )
    ref = s.attempt(act)
    for party in PARTNERS if ref else ():
        if not all_for and often(s, 0.02):
            continue
        about = {"consultation": ref, "commitment": agreed.commitment}
        if not silence and not all_for and often(s, 0.03):
            about = {"consultation": ref, "commitment": agreed.commitment}
            s.attempt(
                s.act(f"{party}/delegate", consultation.Answer, **about, answer=pick(s, ("against", "for")))
            )
        if silence and often(s, 0.97):
            receipt = consultation.Receipt(consultation=ref or "", commitment=agreed.commitment)
            s.attempt(s.act(f"{party}/delegate", consultation.Receive, texts=(receipt,)))
        else:
            word = "object" if silence else "for" if all_for else pick(s, VOTES)
            declared = text("declaration") if word == "constructive" else None
            s.attempt(
                s.act(f"{party}/delegate", consultation.Answer, **about, answer=word, declaration=declared)
            )
    return ref


def finish(s: Scene, ref: str | None) -> None:
    """What waits to be settled is: everybody cosigns once deadline and delay are past."""
    put = Put(s.history, ref) if ref else None
    if put is not None and (put.rule.settled or put.act.procedure == "silence"):
        s.now = max(s.now, put.deadline + put.old.delay * 1000 + 999)
        s.attempt(s.settlement())


def new_mandate(s: Scene) -> None:
    silence = often(s, 0.15)
    agreed = terms(s)
    ref = put(s, agreed, f"mandate {s.next_id()}", silence=silence)
    if ref is None or often(s, 0.1):
        return
    s.wait(days=3, hours=1)
    if often(s, 0.8):
        finish(s, ref)
    for envoy in agreed.envoys:
        if often(s, 0.85):
            accept(s, ref, envoy)


def accept(s: Scene, ref: str | None = None, envoy: str | None = None) -> None:
    known = ref or mandated(s)[0]
    opened = s.history.act(known, consultation.Open)
    agreed = opened.text.commitment if opened and often(s, 0.95) else text("never put").commitment
    s.attempt(s.act(envoy or pick(s, ENVOYS), mandate.Accept, mandate=known, commitment=agreed))


def suspend(s: Scene) -> None:
    s.attempt(s.act(f"{pick(s, ('PL', 'FR', 'DE'))}/delegate", mandate.Suspend, mandate=mandated(s)[0]))


def resume(s: Scene) -> None:
    s.attempt(s.act(f"{pick(s, ('PL', 'FR'))}/delegate", mandate.Resume, mandate=mandated(s)[0]))


def revoke(s: Scene) -> None:
    ref, decision = mandated(s)[0], None
    if often(s, 0.4):
        ended = EndMandate(mandate=ref if often(s, 0.9) else mandated(s)[0])
        decision = put(s, ended, f"end {s.next_id()}")
        s.wait(days=pick(s, (1, 3)))
        finish(s, decision if often(s, 0.8) else None)
    s.attempt(s.act(f"{pick(s, ('PL', 'FR'))}/delegate", mandate.Revoke, mandate=ref, decision=decision))


def draft_contact(s: Scene, level: Level | None = None, lines: Text | None = None) -> str | None:
    """The partners are consulted on the lines of a contact, where the charter asks it."""
    book = s.history.charter()
    if level is not None and level not in {*book.consult_before, *book.instruct_before}:
        return None
    known = pick(s, LEVELS) if level is None else level
    subject = ContactDraft(counterpart="RU", level=known)
    ref = put(s, subject, lines or text(pick(s, WORDS)), all_for=level is not None)
    if level in book.instruct_before:
        s.wait(days=3)
        finish(s, ref)
    return ref
