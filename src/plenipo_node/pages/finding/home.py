"""Home: what waits for this person, by deadline; a concerned party's requests; then where we stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from msgspec import Struct

from plenipo.acts.words import party_of
from plenipo.dialogue.views.findings import findings
from plenipo.dialogue.views.requests import requests_to
from plenipo.dialogue.views.status import status
from plenipo.guard.standing_goaheads import present
from plenipo_node.drafts.models import Prepared
from plenipo_node.pages.acts.act import authors
from plenipo_node.pages.acts.doing import mine
from plenipo_node.pages.consents.page import claimable
from plenipo_node.pages.contacts.missing import missing
from plenipo_node.wording import acts, reasons

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

    from plenipo.dialogue.views.duty import Duty
    from plenipo.dialogue.views.findings import Shown
    from plenipo_node.web.asking import Asked

NEWEST = 5  # findings on this page
LATELY = 90 * 24 * 3600 * 1000  # ms
YEAR = 365 * 24 * 3600 * 1000  # ms

# What one begins a day with, and the page for it.
BEGIN = {
    "contact.report": "/contacts/log",
    "contact.plan": "/contacts/plan",
    "consultation.open": "/consultations/open",
    "pressure.report": "/do/pressure.report",
}
# Duties with a page that is quicker than the form of their act.
FASTER = {
    "acknowledge-text": "/consultations/{index}",
    "acknowledge-urgent": "/consultations/{index}",
    "answer-vote": "/consultations/{index}",
    "object-or-adopt": "/consultations/{index}",
    "report-contact": "/contacts/log?plan={ref}",
    "acknowledge-readout": "/readouts/{index}",
    "consent-to-writing": "/consultations/{index}",
    "accept-mandate": "/mandates/{index}",
    "answer-question": "/do/readout.answer?about={index}",
}


class Waiting(Struct, frozen=True):
    """One row: what is to be done, until when (ms), and what happens if nothing is done."""

    what: str
    about: str
    record: int | None
    href: str
    due: int | None
    otherwise: str
    action: str


def home(request: Asked) -> HttpResponse:
    standing, now = request.standing, request.now
    held = present(standing, now)
    found = findings(standing, held.clock, since=now - LATELY)
    stands = status(standing, now, held.duties, held.clock)
    context: dict[str, Any] = {
        "waiting": list(waiting(request, held.duties)),
        "status": stands,
        "topics": {topic.id: topic.name for topic in standing.rule_book.topics},
        "findings": [_finding(each) for each in sorted(found, key=lambda each: -each.at)[:NEWEST]],
        "findings_count": len(found),
        "requests": _requests(request),
        "claimable": list(claimable(request)),
        "missing": None if stands.mandates else missing(request, QueryDict()),
        "actions": [(acts.title(kind), href) for kind, href in BEGIN.items() if authors(request, kind)],
        "minute": now - now % 60_000,
    }
    return render(request, "home.html", context)


def _finding(shown: Shown) -> dict[str, Any]:
    return {"words": reasons.finding(shown), "code": shown.code, "index": shown.index, "at": shown.at}


def waiting(request: Asked, owed: list[Duty]) -> Iterator[Waiting]:
    """One's signatures first, then duties in their order. Requests for consent are none."""
    left = Prepared.objects.filter(person=request.person, state__in=(Prepared.WAITING, Prepared.REFUSED))
    series: set[str] = set()
    for held in left.defer("act", "blobs", "words"):
        if held.series in series:
            continue
        series |= {held.series} - {""}
        alone = reverse("sign", args=[held.token])
        yield Waiting(
            what=_("Imported contacts") if held.series else acts.title(held.kind),
            about=held.by,
            record=None,
            href=reverse("import-series", args=[held.series]) if held.series else alone,
            due=None,
            otherwise="",
            action="sign",
        )
    for duty in owed:
        if mine(duty, request):
            yield _row(duty)


def _row(duty: Duty) -> Waiting:
    return Waiting(
        what=reasons.duty(duty),
        about="",
        record=duty.index,
        href=FASTER.get(duty.kind, f"{reverse('act', args=[duty.act])}?about={{ref}}").format(
            ref=duty.ref, index=duty.index
        ),
        due=duty.due,
        otherwise=reasons.what_if_nothing(duty),
        action=acts.title(duty.act),
    )


def _requests(request: Asked) -> Any:
    """What was asked of a concerned party; None for a partner."""
    standing = request.standing
    party = party_of(request.person or "")
    if standing.role(party) != "concerned":
        return None
    return requests_to(standing, party, request.now, since=request.now - YEAR)


urlpatterns = [path("", home, name="home")]
