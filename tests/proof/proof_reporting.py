"""Random reports under mandates: on their day or beside it, after what was reported on contacts before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from proof_choice import ENVOYS, LEVELS, MEDIA, NOTHING, TOPICS, often, pick, some
from proof_deciding import accept, calendar, finish, put, resume, revoke, suspend
from proof_scene import Scene
from proof_twin_reports import days

from plenipo.acts import Said, contact, correction, mandate, readout
from plenipo.acts.consultation import MandateTerms
from plenipo.acts.words import party_of
from world import DAY, HOUR, PARTNERS, text


def a_report(s: Scene) -> Said | None:
    """For a day of the calendar, or nearly, by one who may give it."""
    known = [ref for ref in s.history.mandates() if _dated(s.history.terms(ref))]
    ref = pick(s, known[-2:]) if known and often(s, 0.7) else commissioned(s)
    if ref is None:
        return None
    for _ in range(pick(s, (0, 0, 1, 1, 2, 3))):
        pick(s, BEFORE)(s, ref)
    if often(s, 0.8):
        s.now = max(s.now, pick(s, moments(s, ref)) + pick(s, (-1, 0, 0, 1)))
    return report_of(s, ref)


def _dated(agreed: MandateTerms | None) -> bool:
    return agreed is not None and not agreed.report_every is agreed.progress_by is agreed.final_by is None


def commissioned(s: Scene) -> str | None:
    """A mandate that has a calendar, and that its first envoy accepted."""
    first = pick(s, sorted(s.history.interlocutors(s.now)) or ENVOYS[:3])
    envoys = tuple(dict.fromkeys((first, *some(s, ENVOYS[:3], 0))))
    starts = s.now + pick(s, (0, 0, 5 * DAY))
    ends = starts + pick(s, (8 * DAY, 30 * DAY))
    scope: dict[str, Any] = {"levels": LEVELS, "media": MEDIA, "topics": TOPICS, "reach": "propose"}
    told = calendar(s, starts, ends)
    agreed = MandateTerms(
        envoys=envoys, counterpart="RU", **scope, starts=starts, ends=ends, may_suspend=("PL", "FR"), **told
    )
    ref = put(s, agreed, f"mandate {s.next_id()}", all_for=True)
    s.wait(days=3)
    finish(s, ref)
    accept(s, ref, first)
    return ref if ref in s.history.mandates() else None


def moments(s: Scene, ref: str) -> list[int]:
    """When something begins or ends for reports under it."""
    agreed = s.history.terms(ref)
    ends = [agreed.starts, agreed.ends] if agreed else []
    return [at for day in days(s.history, ref, s.now) for at in day] + ends or [s.now]


def report_of(s: Scene, ref: str) -> Said:
    envoys = [e.act.by for e in s.history.of(mandate.Accept) if e.act.mandate == ref] or list(ENVOYS)
    who = pick(s, envoys)
    by = pick(s, (who, who, f"{party_of(who)}/delegate"))
    known = [day for day, _ in days(s.history, ref, s.now)]
    due = pick(s, known) if known else pick(s, moments(s, ref))
    return s.act(by, mandate.Report, mandate=ref, due=due, text=text("report"))


def _of_its_own(s: Scene, ref: str) -> None:
    s.attempt(report_of(s, ref))


def _on_a_contact(s: Scene, ref: str) -> None:
    """Somebody talked under it, as planned, and told of it; perhaps that is taken back."""
    envoys = [e.act.by for e in s.history.of(mandate.Accept) if e.act.mandate == ref]
    if not envoys:
        return
    call: dict[str, Any] = {"counterpart": "RU", "level": "technical", "medium": "call", "topics": ()}
    at = s.now + s.history.charter().claim_window * 1000
    about = {"mandate": ref, "envoy": envoys[0], "at": at, "lines": text(f"lines {s.next_id()}")}
    planned = s.attempt(s.act(envoys[0], contact.Plan, **call, **about))
    if planned is None:
        return
    s.now = at + HOUR
    home, by = party_of(envoys[0]), f"{party_of(envoys[0])}/delegate"
    plan = planned if often(s, 0.9) else None
    met: dict[str, Any] = {"party": home, "at": at, "plan": plan, "claims": "mandate"}
    held = s.attempt(s.act(by, contact.Report, **call, **met)) or NOTHING
    s.now += pick(s, (0, HOUR))
    filed = s.attempt(_account(s, by, held))
    for gone in pick(s, ((), (), (filed,), (held,), (filed, held), (held, filed))):
        s.now += HOUR
        instead = _instead(s, by, held, filed=gone == filed) if often(s, 0.5) else None
        s.attempt(s.act(by, correction.Correct, act=gone or NOTHING, instead=instead))


def _instead(s: Scene, by: str, held: str, *, filed: bool) -> str | None:
    """Another account of it, or of something else; another report, perhaps of another party's contact."""
    if filed and often(s, 0.5):
        return s.attempt(_account(s, by, held))
    home = pick(s, (party_of(by), party_of(by), "DE", "PL"))
    call: dict[str, Any] = {"counterpart": "RU", "level": "technical", "medium": "call", "at": s.now}
    claims = {"claims": pick(s, ("mandate", "nothing")), "known": pick(s, ("own-account", "reported"))}
    other = s.attempt(s.act(f"{home}/delegate", contact.Report, party=home, **call, **claims))
    if other is None or not filed:
        if other and often(s, 0.5):
            s.attempt(_account(s, by, other))
        return other
    return s.attempt(_account(s, by, other))


def _account(s: Scene, by: str, held: str) -> Said:
    """What came of it, or a readout of one side."""
    if often(s, 0.3):
        return s.act(by, contact.Outcome, contact=held, text=text("outcome"))
    concerned = s.history.parties("concerned")
    topics = {topic for party in concerned for topic in s.history.reserved(party)}
    matters = tuple(readout.Raised(topic=topic, raised="not-raised") for topic in sorted(topics))
    side = pick(s, ("ours", "ours", "theirs"))
    fields = {"contact": held, "side": side, "text": text("readout"), "matters": matters}
    return s.act(by, readout.File, **fields, recipients=PARTNERS)


def _stopped(s: Scene, _ref: str) -> None:
    pick(s, (suspend, resume, revoke))(s)


def _another_accepts(s: Scene, ref: str) -> None:
    agreed = s.history.terms(ref)
    accept(s, ref, pick(s, agreed.envoys) if agreed else None)


BEFORE: tuple[Callable[[Scene, str], None], ...] = (
    _of_its_own, _of_its_own, _on_a_contact, _on_a_contact, _on_a_contact, _stopped, _another_accepts,
)  # fmt: skip


def an_outcome(s: Scene) -> Said | None:
    """Of a contact that took place, or of one that did not yet."""
    kinds: tuple[type[Said], ...] = (contact.Report, contact.Report, contact.Plan, contact.Announce)
    held = list(s.history.of(pick(s, kinds)))
    if not held:
        return None
    return s.act(held[-1].act.by, contact.Outcome, contact=held[-1].ref, text=text("outcome"))


REPORTING: tuple[Callable[[Scene], Said | None], ...] = (a_report,) * 6 + (an_outcome,)
