"""What is irregular: the findings that the register holds, and those that only the clock shows.

1. What an entry brought up stays for good. What the clock shows goes when an act mends it.
2. Each finding is shown beside its definition, one line, so that nobody has to guess what it says.
3. An unanswered request for consent is no finding, whatever the clock says.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping

from msgspec import Struct, field

from plenipo.acts.words import party_of
from plenipo.consultation import Result
from plenipo.dialogue.derived import accredited, interlocutors, mandate_state, outcome_of
from plenipo.dialogue.records import Consultation, Finding
from plenipo.dialogue.shelves import waiting as on_shelf
from plenipo.dialogue.standing import Standing
from plenipo.dialogue.views.duty import Duty
from plenipo.dialogue.views.finding_words import definition_of
from plenipo.dialogue.views.go_aheads import GoAhead

Facts = dict[str, str | int]

# Overdue duties that are shown to all as findings; the others concern only who owes them.
_OVERDUE = {
    "file-readout": "readout-overdue",
    "report-contact": "contact-unreported",
    "report-under-mandate": "mandate-report-overdue",
    "progress-report": "mandate-report-overdue",
    "final-report": "mandate-report-overdue",
    "brief-partners": "partners-not-briefed",
    "verify-commitment": "commitment-overdue",
    "resolve-assessment": "assessment-overdue",
    "settle-silence": "silence-unsettled",
    "settle-vote": "vote-unsettled",
    "acknowledge-urgent": "urgent-unacknowledged",
}


class Shown(Struct, frozen=True, kw_only=True):
    """A finding with its definition. `by_clock` ones stand in no entry: `index` is what they rest on."""

    code: str
    definition: str
    index: int
    at: int
    about: str
    facts: Facts = field(default_factory=dict)
    ref: str | None = None
    by_clock: bool = False


def findings(standing: Standing, clock: Iterable[Shown], since: int = 0) -> list[Shown]:
    """Those of entries from `since` (ms) on, and all that the clock shows; the newest last."""
    return sorted((*stored(standing, since), *clock), key=lambda shown: (shown.at, shown.index))


def stored(standing: Standing, since: int = 0, codes: Container[str] | None = None) -> list[Shown]:
    """Those that entries brought up, from `since` (ms) on; with `codes` only such."""
    first = bisect_left(standing.findings, since, key=lambda held: held.at)
    return [_stored(held) for held in standing.findings[first:] if codes is None or held.code in codes]


def by_clock(
    standing: Standing,
    now: int,
    owed: Iterable[Duty],
    go_aheads: Iterable[GoAhead] = (),
    waiting: Mapping[str, int] | None = None,
) -> tuple[Shown, ...]:
    """What only the clock shows at `now` (ms), given the duties: it stands in no entry. `waiting` are acts
    that this mirror received and does not find in the register, with when it received them: a registrar may
    hold none longer than the delay.
    """
    return (
        *_mandates_over(standing, now),
        *_fallen(go_aheads, now),
        *_silences(standing, now),
        *_above_cap(standing, now),
        *_points_of_contact(standing, now),
        *_overdue(owed),
        *_lapsed_offers(standing, now),
        *_held_back(standing, now, waiting or {}),
    )


def findings_of(standing: Standing, index: int) -> list[Shown]:
    """Those that one entry brought up."""
    first = bisect_left(standing.findings, index, key=lambda held: held.index)
    last = bisect_right(standing.findings, index, key=lambda held: held.index)
    return [_stored(held) for held in standing.findings[first:last]]


def _stored(held: Finding) -> Shown:
    return Shown(
        code=held.code,
        definition=definition_of(held.code),
        index=held.index,
        at=held.at,
        about=held.about,
        facts=held.facts,
    )


def _clock(
    code: str, *, index: int, at: int, about: str, ref: str | None = None, **facts: str | int
) -> Shown:
    return Shown(
        code=code,
        definition=definition_of(code),
        index=index,
        at=at,
        about=about,
        facts=facts,
        ref=ref,
        by_clock=True,
    )


def _mandates_over(standing: Standing, now: int) -> Iterator[Shown]:
    """A contact still ahead whose mandate will have ended, has ended or is suspended."""
    for ref in on_shelf(standing, "ahead"):
        held = standing.contacts[ref]
        if held.kind != "planned" or held.report is not None or held.cancelled is not None or held.when < now:
            continue
        mandate = standing.mandates.get(held.mandate or "")
        if mandate is None:
            continue
        state = mandate_state(mandate, max(now, held.when))
        if state == "in force":
            continue
        over = {"revoked": mandate.revoked, "ended": min(mandate.terms.ends, now)}.get(state)
        at = over if over is not None else max(mandate.suspended.values(), default=now)
        yield _clock(
            "planned-beyond-mandate",
            index=held.index,
            at=at,
            about=held.party,
            ref=ref,
            state=state,
            mandate=held.mandate or "",
            when=held.when,
        )


def _fallen(go_aheads: Iterable[GoAhead], now: int) -> Iterator[Shown]:
    for one in go_aheads:
        if not one.stands and (one.what == "proposal" or one.at >= now):
            lacks = " ".join(dict.fromkeys(lacking.code for lacking in one.lacks))
            yield _clock(
                f"{one.what}-go-ahead-fell",
                index=one.index,
                at=now,
                about=one.party,
                ref=one.ref,
                lacks=lacks,
            )


def _silences(standing: Standing, now: int) -> Iterator[Shown]:
    for ref in on_shelf(standing, "silences"):
        held = standing.consultations[ref]
        if held.procedure == "silence" and held.withdrawn is None and held.deadline <= now:
            result = outcome_of(standing, held, now)
            if result.outcome == "not-reached":
                yield _not_reached(ref, held, result)


def _not_reached(ref: str, held: Consultation, result: Result) -> Shown:
    return _clock(
        "silence-not-reached",
        index=held.index,
        at=held.deadline,
        about=held.by,
        ref=ref,
        missing=" ".join(result.missing),
    )


def _above_cap(standing: Standing, now: int) -> Iterator[Shown]:
    envoys, cap = interlocutors(standing, now), standing.rule_book.cap
    if len(envoys) > cap:
        yield _clock(
            "above-cap",
            index=standing.size - 1,
            at=standing.stamp,
            about=standing.dialogue,
            cap=cap,
            envoys=" ".join(sorted(envoys)),
        )


def _points_of_contact(standing: Standing, now: int) -> Iterator[Shown]:
    """A mandate that runs, and whose single point of contact is no longer accredited."""
    for ref, ends in standing.live.items():
        held = standing.mandates[ref]
        person = held.terms.contact_point
        if ends > now and person is not None and not accredited(standing, person, now):
            gone = standing.persons[person].ended
            yield _clock(
                "contact-point-gone",
                index=held.index,
                at=now if gone is None else gone,
                about=party_of(person),
                ref=ref,
                person=person,
            )


def _overdue(owed: Iterable[Duty]) -> Iterator[Shown]:
    for duty in owed:
        if duty.overdue and duty.kind in _OVERDUE and duty.due is not None:
            yield _clock(
                _OVERDUE[duty.kind],
                index=duty.index,
                at=duty.due,
                about=duty.parties[0],
                ref=duty.ref,
                due=duty.due,
            )


def _lapsed_offers(standing: Standing, now: int) -> Iterator[Shown]:
    for ref in on_shelf(standing, "offers"):
        held = standing.offers[ref]
        if held.ours or held.answer is not None or held.superseded is not None or held.answer_by is None:
            continue
        if held.answer_by <= now:
            yield _clock("offer-lapsed", index=held.index, at=held.answer_by, about=held.counterpart, ref=ref)


def _held_back(standing: Standing, now: int, waiting: Mapping[str, int]) -> Iterator[Shown]:
    charter = standing.rule_book
    for ref, received in waiting.items():
        latest = received + charter.delay * 1000
        if now > latest and ref not in standing.recent:
            yield _clock(
                "registrar-late",
                index=standing.size,
                at=latest,
                about=charter.registrar,
                ref=ref,
                received=received,
            )
