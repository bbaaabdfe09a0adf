"""Rule 46 once more: who reports under a mandate, for which day, and from when on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from proof_asked import Asked
from proof_history import Heard, History

from plenipo.acts import Said, contact, correction, mandate, readout
from plenipo.acts.words import party_of


def _46(t: Asked) -> bool:
    if not isinstance(t.act, mandate.Report):
        return False
    ref = t.act.mandate
    if ref not in t.history.mandates() or not _reporter(t.history, ref, t.act.by):
        return True
    return not any(opens <= t.now for day, opens in days(t.history, ref, t.now) if day == t.act.due)


def _reporter(history: History, ref: str, name: str) -> bool:
    """An envoy that accepted it, or a delegate of such an envoy's party; accredited either way."""
    envoys = {e.act.by for e in history.of(mandate.Accept) if e.act.mandate == ref}
    person = history.accredited(name)
    if person is None:
        return False
    home = party_of(name) in {party_of(envoy) for envoy in envoys}
    return name in envoys or ("delegate" in person.functions and home)


def days(history: History, ref: str, now: int) -> Iterator[tuple[int, int]]:
    """The days of the calendar at that time, each with the moment from which on it may be reported for."""
    terms = history.terms(ref)
    assert terms is not None
    began = max(terms.starts, min(_stamps(history, mandate.Accept, ref)))
    if now < began:
        return
    every = None if terms.report_every is None else terms.report_every * 1000
    if every is not None and not history.over(ref, now):
        last = max([began, *told(history, ref), *_stamps(history, mandate.Report, ref)])
        yield min(last + every, terms.ends), began
    first = began if every is None or terms.progress_by is None else terms.progress_by - every
    if terms.progress_by is not None and not history.revoked(ref):
        yield terms.progress_by, max(began, first)
    if terms.final_by is not None:
        after = began if terms.progress_by is None else terms.progress_by + 1
        span = after if every is None else terms.final_by - every
        over = min([terms.ends, *_stamps(history, mandate.Revoke, ref)])
        yield terms.final_by, min(over, max(after, span))


def _stamps(history: History, kind: type[Said], ref: str) -> list[int]:
    return [e.stamp for e in history.of(kind) if e.act.mandate == ref]


def told(history: History, ref: str) -> list[int]:
    """When something was reported on contacts that were planned under it: by a readout or an outcome."""
    plans = {e.ref for e in history.of(contact.Plan) if e.act.mandate == ref}
    met = {e.ref for e in _standing(history, contact.Report) if e.act.plan in plans}
    ours = [e for e in _standing(history, readout.File) if e.act.side == "ours"]
    return [e.stamp for e in (*ours, *history.of(contact.Outcome)) if e.act.contact in met]


def _standing(history: History, kind: type[contact.Report | readout.File]) -> Iterator[Heard]:
    """What has not been corrected since."""
    gone = {e.act.act for e in history.of(correction.Correct)}
    return (e for e in history.of(kind) if e.ref not in gone)


CHECKS: dict[int, Callable[[Asked], bool]] = {46: _46}
