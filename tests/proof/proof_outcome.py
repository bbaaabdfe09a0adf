"""A second count of the consultations in these histories: by vote under three rules, and by silence."""

from __future__ import annotations

from proof_history import Heard, History

from plenipo.acts import consultation
from plenipo.acts.words import party_of


def adopted(history: History, ref: str, now: int) -> bool:
    """The consultation opened by the act `ref` is adopted at `now`."""
    index, opened = next((i, e) for i, e in enumerate(history.entries) if e.ref == ref and not e.void)
    if any(e.act.consultation == ref for e in history.of(consultation.Withdraw)):
        return False
    then = History(history.entries[: index + 1])
    if opened.act.procedure == "silence":
        return _kept(history, then, opened, now)
    return now >= _deadline(history, opened) and _voted(history, then, opened)


def _deadline(history: History, opened: Heard) -> int:
    extended = [e.act.deadline for e in history.of(consultation.Extend) if e.act.consultation == opened.ref]
    return int(extended[-1] if extended else opened.act.deadline)


def _answers(history: History, opened: Heard) -> list[Heard]:
    return [e for e in history.of(consultation.Answer) if e.act.consultation == opened.ref]


def _voted(history: History, then: History, opened: Heard) -> bool:
    weights = {p.id: p.weight for p in then.charter().parties if then.role(p.id) == "partner"}
    last = {party_of(e.act.by): e.act.answer for e in _answers(history, opened)}
    rule = then.charter().decisions[opened.act.subject.__struct_config__.tag].rule
    favour = [p for p in weights if last.get(p) == "for"]
    if rule == "simple-majority":
        return 2 * len(favour) > len(weights)
    refused = [p for p in weights if last.get(p) in {None, "against", "vital-reasons"}]
    if rule == "unanimity":
        return not refused
    assert rule == "cfsp-unanimity", rule
    apart = [p for p in weights if last.get(p) == "constructive"]
    third_of_members = 3 * len(apart) >= len(weights)
    third_of_people = 3 * sum(weights[p] for p in apart) >= sum(weights.values())
    return not refused and not (apart and third_of_members and third_of_people)


def _kept(history: History, then: History, opened: Heard, now: int) -> bool:
    """Nobody objected, everybody had the text in time, and a quorum cosigned after the deadline."""
    charter, deadline = then.charter(), _deadline(history, opened)
    if any(e.stamp < deadline for e in _answers(history, opened) if e.act.answer in {"object", "amend"}):
        return False
    latest = deadline - charter.silence_minimum * 1000
    if any(_reached(history, opened, p) > latest for p in then.parties("partner")):
        return False
    final, settled = deadline + charter.delay * 1000, history.settled()
    return settled is not None and settled >= final and now >= final


def _reached(history: History, opened: Heard, party: str) -> int:
    received = [
        e.stamp
        for e in history.of(consultation.Receive)
        if party_of(e.act.by) == party and any(t.consultation == opened.ref for t in e.act.texts)
    ]
    answered = [e.stamp for e in _answers(history, opened) if party_of(e.act.by) == party]
    return min([*received, *answered], default=2**60)
