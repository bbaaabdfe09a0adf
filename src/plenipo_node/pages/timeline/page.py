"""The timeline: drawn, and the same as a table. What is shown stands in the address.

Where a page would hold too much it is shown in outline: counts, each of which leads to its stretch of time.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from msgspec import Struct
from msgspec.structs import replace

from plenipo.acts.words import LEVELS
from plenipo.dialogue.views.timeline import Only, timeline
from plenipo_node.drawing import Links, Window, draw
from plenipo_node.drawing import outline as draw_outline
from plenipo_node.pages.timeline import words as timeline_words
from plenipo_node.pages.timeline.legend import shown
from plenipo_node.pages.timeline.outline import crowded, everything, outline, talking
from plenipo_node.pages.timeline.windows import ZOOMS, Days, around, day_of, within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from plenipo.dialogue.views.timeline import Item
    from plenipo_node.web.asking import Asked

ROWS = 50  # of the table on one page
KINDS = {
    "contacts": (gettext_lazy("contacts"), ("contact",)),
    "offers": (gettext_lazy("offers and answers"), ("offer", "offer-answered", "offer-lapsed")),
    "mandates": (gettext_lazy("mandates"), ("mandate",)),
    "consultations": (gettext_lazy("consultations"), ("consultation",)),
    "consents": (gettext_lazy("words on consent"), tuple(timeline_words.CONSENTS)),
    "gaps": (gettext_lazy("times without a contact"), ("gap",)),
}
MARGIN = 40  # around all there is, this part of it is left free


UNKNOWN = {"invalid_choice": gettext_lazy("Nothing here is called that. Choose from the lists.")}


class Wanted(forms.Form):
    """What the address asks for."""

    party = forms.ChoiceField(required=False, error_messages=UNKNOWN)
    level = forms.ChoiceField(
        required=False, choices=[(level, level) for level in LEVELS], error_messages=UNKNOWN
    )
    kind = forms.ChoiceField(required=False, choices=[(kind, kind) for kind in KINDS], error_messages=UNKNOWN)
    since = forms.DateField(
        required=False,
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": gettext_lazy("Write the first day like 2026-03-31.")},
    )
    until = forms.DateField(
        required=False,
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": gettext_lazy("Write the last day like 2026-03-31.")},
    )

    def __init__(self, request: Asked) -> None:
        super().__init__(request.GET)
        self.parties = talking(request.standing)
        self.fields["party"].choices = [(name, name) for name in self.parties]  # type: ignore[attr-defined] # it is one

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        since, until = said.get("since"), said.get("until")
        if since and until and until < since:
            raise forms.ValidationError(_("The last day lies before the first. Change one of them."))
        return said


class Chosen(Struct, frozen=True):
    """The filter; `days` is None for all there is."""

    party: str = ""
    level: str = ""
    kind: str = ""
    days: Days | None = None

    def address(self, days: Days | None) -> str:
        """The same choice at another time."""
        kept = {name: getattr(self, name) for name in ("party", "level", "kind") if getattr(self, name)}
        dated = {"since": days.since.isoformat(), "until": days.until.isoformat()} if days else {}
        query = urlencode(kept | dated)
        return reverse("timeline") + (f"?{query}" if query else "")

    @property
    def only(self) -> Only:
        since, until = (self.days.begins, self.days.ends) if self.days else (None, None)
        return Only(party=self.party or None, level=self.level or None, since=since, until=until)


class Zoom(Struct, frozen=True):
    words: str
    href: str
    current: bool


def show(request: Asked) -> HttpResponse:
    wanted = Wanted(request)
    chosen = _chosen(request, wanted.cleaned_data) if wanted.is_valid() else Chosen()
    days = chosen.days
    context = {
        "faults": [words for group in wanted.errors.values() for words in group],
        "said": request.GET,
        "parties": wanted.parties,
        "levels": LEVELS,
        "kinds": [(name, words) for name, (words, _kinds) in KINDS.items()],
        "zooms": _zooms(chosen, request.now),
        "narrowed": chosen != Chosen(),
        "days": days,
        "stretch": timeline_words.stretch(days.begins, days.ends) if days else _("All there is"),
        **(_outlined if crowded(request.standing, days) else _itemised)(request, chosen),
    }
    return render(request, "timeline_results.html" if request.by_htmx else "timeline.html", context)


def _chosen(request: Asked, said: dict[str, Any]) -> Chosen:
    since, until = said["since"], said["until"]
    days = None
    if since is not None or until is not None:
        since = within(since or day_of(request.standing.founded))
        days = Days(since, within(until or max(day_of(request.now), since)))
    return Chosen(said["party"], said["level"], said["kind"], days)


def _links(chosen: Chosen) -> Links:
    address = cache(chosen.address)
    return Links(
        record=lambda index: f"/register/{index}",
        stretch=cache(lambda first, last: address(Days(day_of(first), day_of(last)))),
    )


def _itemised(request: Asked, chosen: Chosen) -> dict[str, Any]:
    items = timeline(request.standing, request.now, chosen.only)
    if chosen.kind:
        items = [item for item in items if item.kind in KINDS[chosen.kind][1]]
    page = Paginator(items[::-1], ROWS).get_page(request.GET.get("p"))
    summary = ngettext("%(count)d item", "%(count)d items", len(items)) % {"count": len(items)}
    window, words = _window(items, chosen.days, request.now), timeline_words.words(summary)
    return {
        "picture": draw(items, window, request.now, words, _links(chosen)),
        "legend": shown(get_language()),
        "rows": [timeline_words.row(item) for item in page],
        "page": page,
        "count": len(items),
        "summary": summary,
        "asked": urlencode(
            {name: words for name, words in request.GET.items() if name in Wanted.base_fields}
        ),
    }


def _window(items: Sequence[Item], days: Days | None, now: int) -> Window:
    zone = timezone.get_current_timezone()
    if days is not None:
        return Window(days.begins, days.ends, zone)
    since = items[0].at if items else now
    until = max(now, since, items[-1].at if items else now)
    margin = max((until - since) // MARGIN, 3_600_000)
    return Window(max(0, since - margin), until + margin, zone)


def _outlined(request: Asked, chosen: Chosen) -> dict[str, Any]:
    days = chosen.days or everything(request.standing, request.now)
    found = outline(request.standing, days, chosen.party, chosen.level, chosen.kind)
    summary = _("in outline: too much to show one by one")
    words = timeline_words.words(summary)
    words = replace(words, rows={**words.rows, "tracks": _("Contacts of")})
    window = Window(days.begins, days.ends, timezone.get_current_timezone())
    return {
        "picture": draw_outline(found.counts, window, request.now, words, _links(chosen)),
        "heads": [words.rows.get(row, row) for row in found.rows],
        "parts": [
            (timeline_words.stretch(part.begins, part.ends), chosen.address(part.days), map(str, part.counts))
            for part in reversed(found.parts)
        ],
        "count": len(found.parts),
        "summary": summary,
        "outline": True,
    }


def _zooms(chosen: Chosen, now: int) -> dict[str, Any]:
    """All, then the calendar's widths around the middle of what is shown, or around now."""
    days = chosen.days
    middle = days.middle if days is not None else day_of(now)
    names = {"year": _("Year"), "quarter": _("Quarter"), "month": _("Month")}
    widths = [
        Zoom(names[name], chosen.address(around(middle, name)), days is not None and days.zoom == name)
        for name in ZOOMS
    ]
    moves = days or around(middle, "year")
    return {
        "widths": [Zoom(_("All"), chosen.address(None), days is None), *widths],
        "before": chosen.address(moves.before),
        "after": chosen.address(moves.after),
    }


urlpatterns = [path("timeline", show, name="timeline")]
