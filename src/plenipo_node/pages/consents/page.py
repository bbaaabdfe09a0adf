"""Words on consent: what is asked of a concerned party, and what partners may not do without it.

1. A request is never a debt: nothing here counts it, hurries it, or looks less good for a refusal.
2. A concerned party sees what was asked and how it was asked. A partner sees what it asked itself, and to
   whom which matters are reserved; nobody is shown whom to lean on.
3. The three answers are equal. Each covers the exact text that is shown, and no other.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from msgspec import Struct

from plenipo.acts import consent, contact
from plenipo.acts.codec import ref_of
from plenipo.acts.words import party_of
from plenipo.dialogue.derived import consents_on
from plenipo.dialogue.shelves import waiting
from plenipo.dialogue.views.requests import how_asked, requests_to
from plenipo_node.pages.acts.doing import doings, may_do
from plenipo_node.pages.acts.records import entry_at, said_at
from plenipo_node.pages.acts.texts import shown
from plenipo_node.pages.acts.typed import typed
from plenipo_node.pages.decisions.consultations import A_PAGE, page_number, pages
from plenipo_node.pages.public.spoken import Listed
from plenipo_node.pages.public.spoken import listed as page_of
from plenipo_node.wording import reasons

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from plenipo.dialogue.records import Ask, Consent, Contact
    from plenipo.dialogue.standing import Standing
    from plenipo_node.pages.acts.doing import Doing
    from plenipo_node.pages.acts.texts import ShownText
    from plenipo_node.web.asking import Asked

YEAR = 365 * 86_400_000  # ms: what is counted
ANSWERS = ("give", "refuse", "disclaim")
# What was said to a request, as its party reads it; as who asked reads it, with its mark.
OURS = {
    "given": gettext_noop("Consented"),
    "refused": gettext_noop("Refused"),
    "disclaimed": gettext_noop("Touches nothing of ours"),
}
THEIRS = {
    "given": (gettext_noop("Consented"), "is-good"),
    "refused": (gettext_noop("Refused"), ""),
    "disclaimed": (gettext_noop("Touches nothing of theirs"), ""),
    None: (gettext_noop("Not answered"), "is-over"),
}
CLAIMS = ("consent.claim", "consent.disclaim", "consent.give")


class Claimable(Struct, frozen=True, kw_only=True):
    """A planned contact that this party may say something about. `spoken`: its word on the lines stands."""

    ref: str
    held: Contact
    until: int
    claimed: bool
    spoken: bool


class Live(Struct, frozen=True, kw_only=True):
    """A consent that stands, with what its giver may still say about it."""

    ref: str
    held: Consent
    may_withdraw: bool
    may_meet: bool


def listed(request: Asked) -> HttpResponse:
    """The page of a concerned party, or that of a partner."""
    if request.standing.role(request.party or "") == "concerned":
        return render(request, "consents_ours.html", _ours(request))
    return render(request, "consents_theirs.html", _theirs(request))


def _ours(request: Asked) -> dict[str, Any]:
    standing, now, party = request.standing, request.now, request.party or ""
    number, matters = page_number(request), _matters(standing)
    page = slice((number - 1) * A_PAGE, number * A_PAGE)
    found = requests_to(standing, party, now, now - YEAR, page)
    return {
        "requests": found,
        "answered": [(each, matters(each.topics), _(OURS[each.state])) for each in found.answered],
        "pages": pages(number, sum(found.asked.answers.values())),
        "notice": standing.rule_book.notice,
        "matters": named(standing, sorted(standing.reserved_to(party))),
        "claimable": list(claimable(request)),
        "given": list(_given(request)),
        "pressure": [(each, reasons.finding(each)) for each in found.pressure],
    }


def claimable(request: Asked) -> Iterator[Claimable]:
    """What the guard lets this party claim, disclaim or consent to as a planned contact."""
    standing, party = request.standing, request.party or ""
    window = standing.rule_book.claim_window * 1000
    options = [option for kind in CLAIMS for option in may_do(request, kind)[1]]
    for ref in dict.fromkeys(o.about for o in options if o.state == "may" and o.about in standing.contacts):
        if ref is not None:
            held = standing.contacts[ref]
            yield Claimable(
                ref=ref,
                held=held,
                until=held.at + window,
                claimed=any(claim.party == party for claim in held.claims),
                spoken=bool(consents_on(standing, held.lines or "", party, request.now)),
            )


def _given(request: Asked) -> Iterator[Live]:
    may = {
        kind: {o.about for o in may_do(request, kind)[1] if o.state == "may"}
        for kind in ("consent.withdraw", "consent.conditions-met")
    }
    for ref in waiting(request.standing, f"given {request.party}"):
        if ref in may["consent.withdraw"]:
            yield Live(
                ref=ref,
                held=request.standing.consents[ref],
                may_withdraw=True,
                may_meet=ref in may["consent.conditions-met"],
            )


def _theirs(request: Asked) -> dict[str, Any]:
    standing, matters = request.standing, _matters(request.standing)
    page: Listed[Ask] = page_of(request, standing.asks, lambda ask: party_of(ask.by) == request.party, A_PAGE)
    return {
        "asks": [(ask, matters(ask.topics), *_answer(ask)) for _ref, ask in page.rows],
        "listed": page,
        "reserved": [
            (party, named(standing, sorted(standing.reserved_to(party.id))))
            for party in standing.parties("concerned")
        ],
        "may_ask": any(o.state in {"may", "needs"} for o in may_do(request, "consent.ask")[1]),
    }


def _answer(ask: Ask) -> tuple[str, str]:
    """In words, and its mark."""
    said, mark = THEIRS[ask.answered]
    return _(said), mark


def one(request: Asked, number: int) -> HttpResponse:
    """A request, whole: to the party that was asked with its answers, to others what stands open."""
    ref, ask = requested(request, number)
    act = said_at(request.node, number)
    if not isinstance(act, consent.Ask):
        raise Http404
    ours = ask.party == request.party
    since = min(ask.at, request.now - YEAR)
    how = how_asked(request.standing, ref, request.now, since) if ours else None
    context = {
        "ref": ref,
        "ask": ask,
        "number": number,
        "ours": ours,
        "text": shown(request, act.text),
        "reason": shown(request, act.reason),
        "matters": named(request.standing, ask.topics),
        "notice": ask.answer_by - ask.at,
        "how": how,
        "pressure": [(each, reasons.finding(each)) for each in how.pressure] if how else [],
        "linked": [(each, request.standing.record(each)) for each in ask.linked],
        "doings": _answers(request, ref, number) if ours else {},
    }
    return render(request, "consent_request.html", context)


def _answers(request: Asked, ref: str, number: int) -> dict[str, Doing]:
    hrefs = {f"consent.{what}": reverse("consent-do", args=[number, what]) for what in ANSWERS}
    return {doing.kind.partition(".")[2]: doing for doing in doings(request, ref, hrefs)}


def plan(request: Asked, number: int) -> HttpResponse:
    """A planned contact with its lines, to be claimed or disclaimed by a concerned party."""
    ref, held, lines = planned(request, number)
    found = next((each for each in claimable(request) if each.ref == ref), None)
    own = sorted(request.standing.reserved_to(request.party or ""))
    hrefs = {kind: reverse("claim-do", args=[number, kind.partition(".")[2]]) for kind in CLAIMS}
    context = {
        "ref": ref,
        "held": held,
        "number": number,
        "text": lines,
        "found": found,
        "matters": named(request.standing, held.topics),
        "own": own,
        "chosen": typed(request).getlist("topics") or own,
        "doings": {doing.kind.partition(".")[2]: doing for doing in doings(request, ref, hrefs)},
    }
    return render(request, "consent_contact.html", context)


def requested(request: Asked, number: int) -> tuple[str, Ask]:
    """The request that is this record; 404 if it is none."""
    entry = entry_at(request.node, number)
    ref = "" if entry is None else ref_of(entry.act)
    if ref not in request.standing.asks:
        raise Http404
    return ref, request.standing.asks[ref]


def planned(request: Asked, number: int) -> tuple[str, Contact, ShownText]:
    """The plan that is this record, for a concerned party; 404 to others."""
    entry = entry_at(request.node, number)
    ref = "" if entry is None else ref_of(entry.act)
    held, act = request.standing.contacts.get(ref), said_at(request.node, number)
    concerned = request.standing.role(request.party or "") == "concerned"
    if held is None or not isinstance(act, contact.Plan) or not concerned:
        raise Http404
    return ref, held, shown(request, act.lines)


def _matters(standing: Standing) -> Callable[[tuple[str, ...]], str]:
    """Topics in a line; the same ones stand in many."""
    return cache(lambda topics: ", ".join(named(standing, topics)) or _("no matter named"))


def named(standing: Standing, topics: Any) -> list[str]:
    """Topics by the charter's names."""
    names = {topic.id: topic.name for topic in standing.rule_book.topics}
    return [names.get(each, each) for each in topics]


urlpatterns = [
    path("consents", listed, name="consents"),
    path("consents/<int:number>", one, name="consent"),
    path("consents/contact/<int:number>", plan, name="claim"),
]
