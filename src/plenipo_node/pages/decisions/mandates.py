"""Mandates: who may talk to the counterpart on what, and what each rests on; and a page for each.

A mandate goes by the number of the consultation that adopted it. Its red lines are shown to who may read
them, and judged by nobody here.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from msgspec import Struct

from plenipo.acts.codec import ref_of
from plenipo.acts.consultation import EndMandate, MandateTerms
from plenipo.dialogue.derived import accepted, interlocutors, mandate_state, outcome_of
from plenipo.dialogue.reporting import calendar, has_calendar
from plenipo.dialogue.shelves import before, waiting
from plenipo.dialogue.views.status import mandate_lines
from plenipo_node.pages.acts.doing import doings
from plenipo_node.pages.acts.records import entry_at
from plenipo_node.pages.acts.texts import shown
from plenipo_node.pages.consents.page import named
from plenipo_node.pages.decisions.consultations import A_PAGE, page_number, pages
from plenipo_node.pages.decisions.consulting import opened
from plenipo_node.wording.vocabulary import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plenipo.dialogue.derived import MandateState
    from plenipo.dialogue.records import Consultation, Contact, Mandate
    from plenipo.dialogue.standing import Standing
    from plenipo_node.web.asking import Asked

LATEST = 12  # contacts under one mandate that are listed
LOOKED = 400  # contacts, and mandates, looked through for those of one mandate
MARKS = {
    "in force": "is-good",
    "not yet": "is-wait",
    "suspended": "is-held",
    "revoked": "is-against",
    "ended": "is-over",
}
KINDS = ("mandate.accept", "mandate.suspend", "mandate.resume", "mandate.report", "mandate.revoke")


class Row(Struct, frozen=True, kw_only=True):
    """One mandate in a list."""

    index: int
    number: str
    envoys: str
    towards: str
    topics: str
    reach: str
    ends: int
    state: str
    mark: str
    soon: bool = False


class Event(Struct, frozen=True, kw_only=True):
    """What happened to a mandate. `who` did it; `number` is a record to look at."""

    at: int
    what: str
    who: str = ""
    number: int | None = None
    until: int | None = None


def listed(request: Asked) -> HttpResponse:
    standing, now = request.standing, request.now
    number = page_number(request)
    live = mandate_lines(standing, now)
    context = {
        "live": [_line(standing, line) for line in live],
        "waiting": list(_waiting(standing, now)),
        "ended": list(_ended(standing, now, {line.ref for line in live}, number)),
        "pages": pages(number, len(standing.mandates) - len(live)),
        "interlocutors": sorted(interlocutors(standing, now)),
        "cap": standing.rule_book.cap,
        "may_open": standing.role(request.party or "") == "partner",
    }
    return render(request, "mandates.html", context)


def _line(standing: Standing, line: Any) -> Row:
    return Row(
        index=line.index,
        number=_number(line.index),
        envoys=", ".join(line.envoys),
        towards=_towards(line.counterpart, line.levels),
        topics=", ".join(named(standing, line.topics)),
        reach=line.reach,
        ends=line.ends,
        state=line.state,
        mark=MARKS[line.state],
        soon=line.ending_soon,
    )


def _number(index: int) -> str:
    return _("mandate %(number)d") % {"number": index}


def _towards(counterpart: str, levels: tuple[str, ...]) -> str:
    return ", ".join((counterpart, *map(word, levels)))


def _waiting(standing: Standing, now: int) -> Iterator[Consultation]:
    """Adopted, and accepted by nobody yet."""
    for ref, until in standing.running.items():
        held = standing.consultations[ref]
        fresh = until > now and isinstance(held.subject, MandateTerms) and ref not in standing.mandates
        if fresh and outcome_of(standing, held, now).outcome == "adopted":
            yield held


def _ended(standing: Standing, now: int, live: set[str], number: int) -> Iterator[Row]:
    over = (ref for ref in reversed(standing.mandates) if ref not in live)
    for ref in islice(over, (number - 1) * A_PAGE, number * A_PAGE):
        held, index = standing.mandates[ref], standing.consultations[ref].index
        state = mandate_state(held, now)
        yield Row(
            index=index,
            number=_number(index),
            envoys=", ".join(held.accepted),
            towards=_towards(held.terms.counterpart, held.terms.levels),
            topics=", ".join(named(standing, held.terms.topics)),
            reach=held.terms.reach,
            ends=held.revoked or held.terms.ends,
            state=state,
            mark=MARKS[state],
        )


def one(request: Asked, number: int) -> HttpResponse:
    standing, now = request.standing, request.now
    entry = entry_at(request.node, number)
    ref = "" if entry is None else ref_of(entry.act)
    decided = standing.consultations.get(ref)
    if decided is None or not isinstance(decided.subject, MandateTerms):
        raise Http404
    held, terms, act = standing.mandates.get(ref), decided.subject, opened(request, decided)
    state = mandate_state(held, now) if held is not None else None
    context = {
        "ref": ref,
        "number": number,
        "decided": decided,
        "held": held,
        "terms": terms,
        "topics": named(standing, terms.topics),
        "state": state,
        "mark": MARKS.get(state or "", "is-wait"),
        "outcome": outcome_of(standing, decided, now).outcome,
        "text": shown(request, act.text),
        "red_lines": [shown(request, text) for text in terms.red_lines],
        "envoys": [(envoy, held and accepted(standing, held, envoy, now)) for envoy in terms.envoys],
        "calendar": calendar(held, now) if held is not None and has_calendar(held) else (),
        "history": _history(standing, ref, decided, held, state, now),
        "contacts": list(_contacts(standing, ref, held, now)),
        "renews": standing.consultations.get(terms.renews or ""),
        "charter": standing.rule_book.version,
        "doings": [d for d in doings(request, ref, dict.fromkeys(KINDS, "")) if d.allowed],
        "may_end": standing.role(request.party or "") == "partner"
        and state not in {None, "ended", "revoked"},
    }
    return render(request, "mandate.html", context)


def _history(  # noqa: PLR0913, PLR0917 the mandate from each side that its history is told from
    standing: Standing,
    ref: str,
    decided: Consultation,
    held: Mandate | None,
    state: MandateState | None,
    now: int,
) -> list[Event]:
    found = [Event(at=decided.at, what="put", who=decided.by, number=decided.index)]
    if held is not None:
        found += [Event(at=at, what="accepted", who=envoy) for envoy, at in held.accepted.items()]
        found += [Event(at=p.since, what="suspended", who=p.party, until=p.until) for p in held.pauses]
        found += [Event(at=at, what="reported", until=due) for due, at in held.reports]
        if held.revoked is not None:
            found.append(Event(at=held.revoked, what="revoked"))
        elif state == "ended":
            found.append(Event(at=held.terms.ends, what="ended"))
    for other, each in islice(reversed(standing.consultations.items()), LOOKED):
        subject = each.subject
        if isinstance(subject, MandateTerms) and subject.renews == ref:
            what = "renewed" if other in standing.mandates else "renewal put"
            found.append(Event(at=each.at, what=what, who=each.by, number=each.index))
        if isinstance(subject, EndMandate) and subject.mandate == ref:
            found.append(Event(at=each.at, what="end put", who=each.by, number=each.index))
    return sorted((event for event in found if event.at <= now), key=lambda event: event.at)


def _contacts(standing: Standing, ref: str, held: Mandate | None, now: int) -> Iterator[Contact]:
    """Those ahead, then those that took place, the newest first."""
    ahead = (standing.contacts[each] for each in waiting(standing, "ahead"))
    yield from (c for c in ahead if c.mandate == ref and c.report is None and c.cancelled is None)
    if held is None:
        return
    end = min(now, held.terms.ends if held.revoked is None else held.revoked) + 1
    past = (standing.contacts[each] for each in islice(before(standing, "contacts", end), LOOKED))
    yield from islice((c for c in past if c.mandate == ref and c.kind == "reported"), LATEST)


urlpatterns = [
    path("mandates", listed, name="mandates"),
    path("mandates/<int:number>", one, name="mandate"),
]
