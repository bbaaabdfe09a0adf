"""Search over all that this person may read: open facts, and texts sealed to their party. And the palette.

1. A number goes straight to its record.
2. What is found is the newest first, never by how well it fits: an order by fit would tell of texts that this
   person may not read.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from msgspec import Struct

from plenipo.errors import StoreError
from plenipo_node.lists import Wanted
from plenipo_node.pages.acts.listing import caught_up, lists_of, readable
from plenipo_node.pages.decisions.consulting import numbered
from plenipo_node.pages.finding.may import sayable
from plenipo_node.pages.register import page as register
from plenipo_node.wording import acts
from plenipo_node.wording.errors import told
from plenipo_node.wording.families import FAMILIES

if TYPE_CHECKING:
    from plenipo_node.lists import Found, Piece
    from plenipo_node.pages.acts.listing import Reach
    from plenipo_node.web.asking import Asked

ROWS = 50
PALETTE_ROWS = 8
LONGEST = 200  # characters of what is looked for


class Row(Struct, frozen=True, kw_only=True):
    index: int
    at: int
    by: str
    words: str
    href: str
    pieces: tuple[Piece, ...]


def show(request: Asked) -> HttpResponse:
    """The form and what was found; `?format=palette` gives the palette its lines."""
    said = asked(request)
    if request.GET.get("format") == "palette":
        return palette(request, said["q"])
    record = _record(request, said["q"])
    if record is not None:
        return HttpResponseRedirect(reverse("entry", args=[record]))
    before = numbered(request.GET.get("before", ""))
    context: dict[str, Any] = {
        "said": said,
        "families": FAMILIES.items(),
        "years": _years(request),
        "before": before,
        "looked": bool(said["q"] or said["kind"]),
    }
    try:
        reach, found = find(request, said, before, ROWS + 1)
    except StoreError as error:
        return render(request, "search.html", {**context, "trouble": told(error)}, status=503)
    context |= {"reach": reach, "rows": [_row(request, each) for each in found[:ROWS]]}
    kept = {name: value for name, value in said.items() if value}
    context["newest"] = f"?{urlencode(kept)}"
    if len(found) > ROWS:
        context["older"] = f"?{urlencode({**kept, 'before': found[ROWS - 1].index})}"
    return render(request, "search.html", context)


def asked(request: Asked) -> dict[str, str]:
    """What the address asks for; what makes no sense there is left out."""
    kind, year = request.GET.get("kind", ""), request.GET.get("year", "")
    return {
        "q": request.GET.get("q", "").strip()[:LONGEST],
        "kind": kind if kind in FAMILIES else "",
        "year": year if year in map(str, _years(request)) else "",
    }


def find(request: Asked, said: dict[str, str], before: int | None, limit: int) -> tuple[Reach, list[Found]]:
    """How far it was looked, and what was found. StoreError."""
    reach = caught_up(request.node)
    since, until = _span(said["year"])
    wanted = Wanted(
        party=readable(request.node, request.party),
        words=said["q"],
        family=said["kind"],
        since=since,
        until=until,
        before=before,
        limit=limit,
    )
    return reach, lists_of(request.node).find(wanted)


def palette(request: Asked, words: str) -> JsonResponse:
    """Without words, what this person may say now; with words, that number's record and what is found."""
    if not words:
        lines = [_line(title, href, _("act")) for title, href in sayable(request)]
        return JsonResponse({"lines": lines, "complete": True})
    record = _record(request, words)
    number = [] if record is None else [_line(_numbered(record), reverse("entry", args=[record]), "")]
    try:
        reach, found = find(request, {"q": words, "kind": "", "year": ""}, None, PALETTE_ROWS)
    except StoreError:
        return JsonResponse({"lines": number, "complete": True})
    lines = [_found(_row(request, each)) for each in found]
    return JsonResponse({"lines": number + lines, "complete": reach.complete})


def _found(row: Row) -> dict[str, str]:
    words = _("%(who)s %(did)s") % {"who": row.by, "did": row.words}
    return _line(words, row.href, _numbered(row.index))


def _line(words: str, href: str, hint: str) -> dict[str, str]:
    return {"words": words, "href": href, "hint": hint}


def _numbered(index: int) -> str:
    return _("record %(number)d") % {"number": index}


def _record(request: Asked, words: str) -> int | None:
    """The record that a bare number names."""
    index = numbered(words)
    return index if index is not None and index < request.standing.size else None


def _row(request: Asked, found: Found) -> Row:
    index = found.index
    pages = {} if index in request.standing.void else register.PAGES
    return Row(
        index=index,
        at=found.stamp,
        by=found.by,
        words=acts.done(found.kind),
        href=pages.get(found.kind, "/register/{index}").format(index=index),
        pieces=found.pieces,
    )


def _years(request: Asked) -> range:
    """From the founding to now, in the desk's zone."""
    first, last = (_year(ms) for ms in (request.standing.founded, request.now))
    return range(last, first - 1, -1)


def _year(ms: int) -> int:
    return datetime.fromtimestamp(ms / 1000, tz=timezone.get_current_timezone()).year


def _span(year: str) -> tuple[int | None, int | None]:
    """From its first instant to before that of the next; ms."""
    if not year:
        return None, None
    zone = timezone.get_current_timezone()
    begins = (datetime(each, 1, 1, tzinfo=zone) for each in (int(year), int(year) + 1))
    since, until = (int(each.timestamp() * 1000) for each in begins)
    return since, until


urlpatterns = [path("search", show, name="search")]
