"""Consultations: the open ones, the urgent first, then the closed with their outcome; and a page for each.

A page shows the exact text, the rule, who was reached and who said what. No outcome stands on it before there
is one, and opening it acknowledges nothing.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from msgspec import Struct

from plenipo.acts.consultation import EndMandate
from plenipo.dialogue import counting
from plenipo.dialogue.views import consulting as views
from plenipo.dialogue.views.duties import duties
from plenipo.dialogue.views.members import acknowledge_until, history, members
from plenipo_node.pages.acts.doing import doings, may_do, mine
from plenipo_node.pages.acts.texts import shown
from plenipo_node.pages.acts.typed import typed
from plenipo_node.pages.decisions.consulting import (
    attached,
    found,
    numbered,
    opened,
    outcome,
    result_of,
    subject_lines,
    subject_words,
)
from plenipo_node.pages.decisions.differences import differences
from plenipo_node.pages.decisions.enacting import amended
from plenipo_node.pages.decisions.whatif import what_if
from plenipo_node.pages.public.spoken import ROWS
from plenipo_node.preparing.docx import CONTENT_TYPE, word_file
from plenipo_node.web.answers import download
from plenipo_node.wording import reasons
from plenipo_node.wording.deciding import how_decided, rule_words
from plenipo_node.wording.vocabulary import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plenipo.consultation import Result
    from plenipo.dialogue.records import Consultation
    from plenipo.dialogue.views.consulting import Consulting
    from plenipo.dialogue.views.duty import Duty
    from plenipo_node.pages.acts.doing import Doing
    from plenipo_node.web.asking import Asked

A_PAGE = 25  # of what is over, which stands below what is open: on a phone each row is a card
MOST_PAGES = 1_000_000
VERSIONS = 12  # texts on the same kind of decision that are offered for comparison
ANSWERS = ("consultation.receive", "consultation.answer", "consultation.attach")
OPENERS = ("consultation.extend", "consultation.withdraw")


class Row(Struct, frozen=True, kw_only=True):
    """One open consultation in the list. `duty` is what it asks of this person's party."""

    one: Consulting
    by: str
    title: str
    action: str
    duty: Duty | None
    what: str
    otherwise: str


class Closed(Struct, frozen=True, kw_only=True):
    index: int
    number: str
    title: str
    rule: str
    deadline: int
    outcome: str
    mark: str
    supported: str


def listed(request: Asked) -> HttpResponse:
    standing, now = request.standing, request.now
    still = views.consulting(standing, now)
    number = page_number(request)
    total = len(standing.consultations) - len(still)
    owed = {duty.ref: duty for duty in reversed(duties(standing, now)) if mine(duty, request)}
    rows = [_row(request, one, owed.get(one.ref)) for one in still]
    context = {
        "rows": rows,
        "closed": list(_closed(request, {one.ref for one in still}, number)),
        "unread": _unread(request, rows),
        "chosen": typed(request).getlist("number"),
        "pages": pages(number, total),
        "may_open": any(o.state in {"may", "needs"} for o in may_do(request, "consultation.open")[1]),
    }
    return render(request, "consultations.html", context)


def _row(request: Asked, one: Consulting, duty: Duty | None) -> Row:
    held = request.standing.consultations[one.ref]
    text = shown(request, opened(request, held).text)
    return Row(
        one=one,
        by=held.by,
        title=text.title or subject_words(request.standing, held),
        action=duty.act if duty is not None else "",
        duty=duty,
        what=subject_words(request.standing, held),
        otherwise=reasons.what_if_nothing(duty) if duty is not None else "",
    )


def _closed(request: Asked, still: set[str], number: int) -> Iterator[Closed]:
    """The newest first. Their texts stay closed: a list opens nothing that nobody asked for."""
    standing = request.standing
    over = (ref for ref in reversed(standing.consultations) if ref not in still)
    for ref in islice(over, (number - 1) * A_PAGE, number * A_PAGE):
        held = standing.consultations[ref]
        result = result_of(request, held)
        words, mark = outcome(held, result)
        yield Closed(
            index=held.index,
            number=_("consultation %(number)s") % {"number": held.index},
            title=subject_words(standing, held),
            rule=word(held.procedure) if held.procedure == "silence" else word(held.rule.rule),
            deadline=held.deadline,
            outcome=words,
            mark=mark,
            supported=_supported(result),
        )


def _supported(result: Result) -> str:
    """Of a vote that was not adopted, by how many it was supported all the same."""
    if not result.supported_by:
        return ""
    counts = {"n": len(result.supported_by), "m": result.members}
    return _("supported by %(n)s of %(m)s; no mandate") % counts


def _unread(request: Asked, rows: list[Row]) -> list[Row]:
    """What this party may acknowledge now, for several at once."""
    options = may_do(request, "consultation.receive")[1]
    own = {o.about for o in options if o.state == "may" and getattr(o.example, "on_behalf", None) is None}
    return [row for row in rows if row.one.ref in own]


def one(request: Asked, number: int) -> HttpResponse:
    ref, held = found(request, number)
    act = opened(request, held)
    text = shown(request, act.text)
    result = result_of(request, held)
    context = {
        "ref": ref,
        "held": held,
        "number": number,
        "text": text,
        "what": subject_words(request.standing, held),
        "subject": subject_lines(request.standing, act),
        "amends": amended(request, ref, held),
        "rule": how_decided(held),
        "voted": rule_words(held.rule) if held.procedure == "silence" else None,
        "members": members(held, request.now),
        "reached": sum(party in held.received for party in held.members),
        "acknowledge_until": acknowledge_until(held),
        "result": result,
        "open": result.outcome == "pending" and held.withdrawn is None,
        "asks_consent": counting.asks_consent(held, request.now),
        "counted": reasons.count(result) if held.withdrawn is None else (),
        "outcome": outcome(held, result),
        "papers": attached(request, held),
        "papers_more": len(held.said) > ROWS,
        "history": history(held),
        "doings": _doings(request, ref, held),
        "versions": list(_versions(request, ref, held)),
        "compared": _compared(request, text.words),
        "whatif": what_if(request, held, result),
    }
    return render(request, "consultation.html", context)


def _doings(request: Asked, ref: str, held: Consultation) -> dict[str, list[Doing]]:
    """What members do, then what only the opener does, then what follows from its adoption."""

    def at(kind: str) -> str:
        return reverse("consultation-do", args=[held.index, kind.partition(".")[2]])

    follow = doings(request, ref, dict.fromkeys(("mandate.accept", "dialogue.amend", "dialogue.admit"), ""))
    if isinstance(held.subject, EndMandate):
        ends = doings(request, held.subject.mandate, {"mandate.revoke": ""})
        follow += [each for each in ends if getattr(each.example, "decision", None) == ref]
    return {
        "answers": doings(request, ref, {kind: at(kind) for kind in ANSWERS}),
        "vouch": doings(request, ref, {"consultation.vouch": at("consultation.vouch")}),
        "opener": [d for d in doings(request, ref, {kind: at(kind) for kind in OPENERS}) if d.allowed],
        "follow": [each for each in follow if each.allowed],
    }


def _versions(request: Asked, ref: str, held: Consultation) -> Iterator[dict[str, Any]]:
    """The nearest other texts on such a decision; each is opened only if it is chosen."""
    same = views.decides(held)
    others = (
        (other, each)
        for other, each in islice(reversed(request.standing.consultations.items()), 20 * VERSIONS)
        if other != ref and views.decides(each) == same
    )
    for _other, each in islice(others, VERSIONS):
        yield {"index": each.index, "at": each.at, "what": subject_words(request.standing, each)}


def _compared(request: Asked, words: str | None) -> dict[str, Any] | None:
    """The text beside the one that the address names, if this person can read both."""
    named = numbered(request.GET.get("with", ""))
    if named is None or words is None:
        return None
    _ref, other = found(request, named)
    older = shown(request, opened(request, other).text)
    if older.words is None:
        return {"index": other.index, "sealed": older}
    return {"index": other.index, "runs": differences(older.words, words)}


def word_copy(request: Asked, number: int) -> HttpResponse:
    """The text as a Word file, for who can read it."""
    _ref, held = found(request, number)
    text = shown(request, opened(request, held).text)
    if text.words is None:
        raise Http404
    data = word_file(text.title, text.words, text.marking, text.commitment)
    return download(f"consultation-{number}.docx", data, CONTENT_TYPE)


def page_number(request: Asked) -> int:
    """From 1; anything else is the first."""
    return max(1, min(numbered(request.GET.get("p", "")) or 1, MOST_PAGES))


def pages(number: int, total: int) -> dict[str, int | None]:
    """Where a list stands, for the line below it."""
    last = min(number * A_PAGE, total)
    return {
        "first": min((number - 1) * A_PAGE + 1, total),
        "last": last,
        "total": total,
        "newer": number - 1 if number > 1 else None,
        "older": number + 1 if last < total else None,
    }


urlpatterns = [
    path("consultations", listed, name="consultations"),
    path("consultations/<int:number>", one, name="consultation"),
    path("consultations/<int:number>/text.docx", word_copy, name="consultation-word"),
]
