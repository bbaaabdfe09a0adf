"""The timeline: drawn, and the same items as a table. What is shown stands in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext
from msgspec import Struct

from plenipo.acts.words import LEVELS
from plenipo.dialogue.views.timeline import Only, timeline
from plenipo_node.drawing import Links, Window, draw
from plenipo_node.pages import timeline_words
from plenipo_node.pages.timeline_legend import legend
from plenipo_node.pages.timeline_windows import ZOOMS, Days, around, bearable, day_of, within
from plenipo_node.wording.vocabulary import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from plenipo.dialogue.views.timeline import Item
    from plenipo_node.web.asking import Asked

ROWS = 50  # of the table on one page
KINDS = {
    "contacts": (lazy("contacts"), ("contact",)),
    "offers": (lazy("offers and answers"), ("offer", "offer-answered", "offer-lapsed")),
    "mandates": (lazy("mandates"), ("mandate",)),
    "consultations": (lazy("consultations"), ("consultation",)),
    "consents": (lazy("words on consent"), tuple(timeline_words.CONSENTS)),
    "gaps": (lazy("times without a contact"), ("gap",)),
}
MARGIN = 40  # around all there is, this part of it is left free


class Wanted(forms.Form):
    """What the address asks for."""

    party = forms.ChoiceField(required=False)
    level = forms.ChoiceField(required=False, choices=[(level, level) for level in LEVELS])
    kind = forms.ChoiceField(required=False, choices=[(kind, kind) for kind in KINDS])
    since = forms.DateField(required=False, input_formats=["%Y-%m-%d"])
    until = forms.DateField(required=False, input_formats=["%Y-%m-%d"])
    all = forms.BooleanField(required=False)

    def __init__(self, request: Asked) -> None:
        super().__init__(request.GET)
        parties = [each.id for each in request.standing.rule_book.parties]
        self.fields["party"].choices = [(name, name) for name in parties]  # type: ignore[attr-defined] # it is one

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        since, until = said.get("since"), said.get("until")
        if since and until and until < since:
            raise forms.ValidationError(_("The last day lies before the first. Change one of them."))
        return said


class Zoom(Struct, frozen=True):
    words: str
    href: str
    current: bool


def show(request: Asked) -> HttpResponse:
    wanted = Wanted(request)
    said = wanted.cleaned_data if wanted.is_valid() else {}
    days = _days(request, said)
    only = Only(
        party=said.get("party") or None,
        level=said.get("level") or None,
        since=None if days is None else days.begins,
        until=None if days is None else days.ends,
    )
    items = timeline(request.standing, request.now, only)
    if said.get("kind"):
        items = [item for item in items if item.kind in KINDS[said["kind"]][1]]
    kept = {name: said[name] for name in ("party", "level", "kind") if said.get(name)}
    window = _window(items, days, request.now)
    context = {
        "faults": [words for group in wanted.errors.values() for words in group],
        "said": request.GET,
        "parties": [name for name, _words in wanted.fields["party"].choices],  # type: ignore[attr-defined] # as above
        "levels": LEVELS,
        "kinds": [(name, words) for name, (words, _kinds) in KINDS.items()],
        "zooms": _zooms(days, kept, request.now),
        "narrowed": bool(kept or days),
        "days": days,
        "stretch": timeline_words.stretch(days.begins, days.ends) if days else _("All there is"),
        **_shown(request, items, window, kept),
    }
    return render(request, "timeline_results.html" if request.by_htmx else "timeline.html", context)


def _days(request: Asked, said: dict[str, Any]) -> Days | None:
    """None for all there is."""
    since, until = said.get("since"), said.get("until")
    if said.get("all"):
        return None
    if since is None and until is None:
        return bearable(request.standing, request.now)
    since = within(since or day_of(request.standing.founded))
    return Days(since, within(until or max(day_of(request.now), since)))


def _window(items: Sequence[Item], days: Days | None, now: int) -> Window:
    zone = timezone.get_current_timezone()
    if days is not None:
        return Window(days.begins, days.ends, zone)
    since = items[0].at if items else now
    until = max(now, since, items[-1].at if items else now)
    margin = max((until - since) // MARGIN, 3_600_000)
    return Window(max(0, since - margin), until + margin, zone)


def _shown(request: Asked, items: list[Item], window: Window, kept: dict[str, str]) -> dict[str, Any]:
    page = Paginator(items[::-1], ROWS).get_page(request.GET.get("p"))
    count = len(items)
    summary = ngettext("%(count)d item", "%(count)d items", count) % {"count": count}
    links = Links(
        record=lambda index: f"/register/{index}",
        stretch=lambda first, last: _address(kept, Days(day_of(first), day_of(last))),
    )
    picture = draw(items, window, request.now, timeline_words.words(_("Timeline"), summary), links)
    return {
        "picture": picture,
        "letters": [(letter, word(name)) for name, letter in timeline_words.letters().items()],
        "legend": legend(),
        "rows": [timeline_words.row(item) for item in page],
        "page": page,
        "count": count,
        "summary": summary,
        "window": window,
        "asked": urlencode(
            {name: words for name, words in request.GET.items() if name in Wanted.base_fields}
        ),
    }


def _zooms(days: Days | None, kept: dict[str, str], now: int) -> dict[str, Any]:
    """All, then the calendar's widths around the middle of what is shown, or around now."""
    middle = days.middle if days is not None else day_of(now)
    names = {"year": _("Year"), "quarter": _("Quarter"), "month": _("Month")}
    widths = [
        Zoom(names[name], _address(kept, around(middle, name)), days is not None and days.zoom == name)
        for name in ZOOMS
    ]
    moves = days or around(day_of(now), "year")
    return {
        "widths": [Zoom(_("All"), _address(kept, None), days is None), *widths],
        "before": _address(kept, moves.before),
        "after": _address(kept, moves.after),
    }


def _address(kept: dict[str, str], days: Days | None) -> str:
    dated = (
        {"all": "1"} if days is None else {"since": days.since.isoformat(), "until": days.until.isoformat()}
    )
    return f"{reverse('timeline')}?{urlencode(kept | dated)}"


urlpatterns = [path("timeline", show, name="timeline")]
