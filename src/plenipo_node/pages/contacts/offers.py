"""Offers to talk, theirs and ours: the open ones, then what became of the others.

An offer is answered, or left unanswered on purpose and said so; a silence that nobody decided is a finding.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from msgspec import Struct

from plenipo.acts.codec import decode
from plenipo.dialogue.shelves import before, waiting
from plenipo.guard.may import may_say
from plenipo_node.pages.acts.records import entry_at, reader_for
from plenipo_node.wording.acts import title
from plenipo_node.wording.vocabulary import word

if TYPE_CHECKING:
    from django.http import HttpResponse

    from plenipo.dialogue.records import Offer
    from plenipo_node.web.asking import Asked

ROWS = 50
LATEST = 2**53
MOMENTS = 3  # of one offer at most: made, to be answered by, answered
ON = ("offer.answer", "offer.leave-unanswered")
BEGIN = ("offer.receive", "offer.make")
MARKS = {"accepted": "is-good", "declined": "is-against", "left-unanswered": "is-over"}


class Row(Struct, frozen=True):
    """`text` and `condition` are None where there is none, or it is sealed to others."""

    held: Offer
    what: str
    state: str
    mark: str
    text: str | None
    condition: str | None
    answer: str  # where to answer it, if this person may
    leave: str


def show(request: Asked) -> HttpResponse:
    standing = request.standing
    found = [(ref, standing.offers[ref]) for ref in waiting(standing, "offers")]
    open_ones = [(ref, held) for ref, held in found if not _lapsed(held, request.now)]
    known = {ref for ref, _held in open_ones}
    last = islice(before(standing, "offers", LATEST), MOMENTS * (ROWS + len(known)))
    over = [ref for ref in dict.fromkeys(last) if ref not in known][:ROWS]
    may = {kind: _about(request, kind) for kind in ON}
    context = {
        "open": [_row(request, ref, held, may) for ref, held in open_ones],
        "over": [_row(request, ref, standing.offers[ref], may) for ref in over],
        "begin": [(title(kind), f"/do/{kind}") for kind in BEGIN if _begins(request, kind)],
    }
    return render(request, "offers.html", context)


def _lapsed(held: Offer, now: int) -> bool:
    return held.answer_by is not None and held.answer_by <= now


def _row(request: Asked, ref: str, held: Offer, may: dict[str, set[str | None]]) -> Row:
    words = {"medium": word(held.medium), "party": held.counterpart}
    what = _("Ours to %(party)s: %(medium)s") if held.ours else _("From %(party)s: %(medium)s")
    return Row(
        held=held,
        what=what % words,
        state=_state(held, request.now),
        mark=MARKS.get(held.answer or "", "is-over" if _lapsed(held, request.now) else "is-wait"),
        text=_opened(request, held, "text"),
        condition=_opened(request, held, "condition"),
        answer=_way("offer.answer", ref, may),
        leave=_way("offer.leave-unanswered", ref, may),
    )


def _way(kind: str, ref: str, may: dict[str, set[str | None]]) -> str:
    return f"/do/{kind}?about={ref}" if ref in may[kind] else ""


def _state(held: Offer, now: int) -> str:
    if held.superseded is not None:
        return _("corrected by a later record")
    if held.answer is not None:
        return word(held.answer)
    return _("lapsed, and nobody answered") if _lapsed(held, now) else _("open")


def _opened(request: Asked, held: Offer, member: str) -> str | None:
    entry = entry_at(request.node, held.index)
    text = None if entry is None else getattr(decode(entry.act), member, None)
    return None if text is None else reader_for(request)(text)


def _about(request: Asked, kind: str) -> set[str | None]:
    """The offers about which this person may say it."""
    past = request.node.intake.past
    options = may_say(request.standing, request.person or "", request.now, past, kind)
    return {option.about for option in options if option.state == "may"}


def _begins(request: Asked, kind: str) -> bool:
    past = request.node.intake.past
    return any(
        option.state in {"may", "needs"} and option.example is not None
        for option in may_say(request.standing, request.person or "", request.now, past, kind)
    )


urlpatterns = [path("offers", show, name="offers")]
