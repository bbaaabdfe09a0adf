"""The contacts, the last first: planned, held, announced or all; by level, party and words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy

from plenipo.acts.words import LEVELS
from plenipo.dialogue.views.contacts import Wanted, contacts
from plenipo.guard.may import may_say
from plenipo_node.pages.contacts.words import haystack, row
from plenipo_node.wording.acts import title as act_title

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from plenipo.dialogue.records import Contact
    from plenipo.dialogue.views.contacts import Place, Which
    from plenipo_node.web.asking import Asked

ROWS = 50
MAX_WORDS = 200  # characters
TABS: dict[Which, Any] = {
    "planned": gettext_lazy("Planned"),
    "held": gettext_lazy("Took place"),
    "announced": gettext_lazy("Announced"),
    "all": gettext_lazy("All"),
}
# What leads to each short form; the others are reached by the form for any act.
BEGIN = {
    "contact.plan": "/contacts/plan",
    "contact.announce": "/do/contact.announce",
    "proposal.table": "/proposals/table",
}
_PLACE = re.compile(r"([0-9]{1,16})\.([0-9]{1,12})")


def show(request: Asked) -> HttpResponse:
    standing, now, said = request.standing, request.now, asked(request)
    page = contacts(standing, wanted(request), ROWS, place(request))
    kept = {name: value for name, value in said.items() if value}
    context = {
        "rows": [row(standing, held, now) for _ref, held in page.rows],
        "tabs": [(name, words, _address({**kept, "k": name})) for name, words in TABS.items()],
        "which": said["k"],
        "said": said,
        "levels": LEVELS,
        "parties": [party.id for party in standing.rule_book.parties],
        "older": _older(kept, page.further),
        "newest": _address(kept) if "behind" in request.GET else "",
        "looked": page.looked,
        "narrowed": bool(said["q"] or said["level"] or said["party"]),
        "begin": begin(request),
        "logs": may(request, "contact.report"),
        "export": reverse("contacts-export") + _address(kept),
    }
    return render(request, "contacts.html", context)


def asked(request: Asked) -> dict[str, str]:
    """What the address asks for; what makes no sense there is left out."""
    parties = {party.id for party in request.standing.rule_book.parties}
    level, party = request.GET.get("level", ""), request.GET.get("party", "")
    which = request.GET.get("k", "")
    return {
        "k": which if which in TABS else "held",
        "level": level if level in LEVELS else "",
        "party": party if party in parties else "",
        "q": request.GET.get("q", "").strip()[:MAX_WORDS],
    }


def wanted(request: Asked) -> Wanted:
    said = asked(request)
    return Wanted(
        which=said["k"],  # type: ignore[arg-type] # one of TABS
        level=said["level"] or None,
        party=said["party"] or None,
        fits=_fits(request, said["q"]) if said["q"] else None,
    )


def _fits(request: Asked, words: str) -> Callable[[Contact], bool]:
    looked_for = words.casefold().split()
    return lambda held: all(each in haystack(request.standing, held) for each in looked_for)


def place(request: Asked) -> Place | None:
    found = _PLACE.fullmatch(request.GET.get("behind", ""))
    return (int(found[1]), int(found[2])) if found else None


def _older(kept: dict[str, str], further: Place | None) -> str:
    return "" if further is None else _address({**kept, "behind": f"{further[0]}.{further[1]}"})


def _address(kept: dict[str, str]) -> str:
    return f"?{urlencode(kept)}"


def begin(request: Asked) -> list[tuple[str, str]]:
    """What this person may begin here, each with its form."""
    return [(act_title(kind), href) for kind, href in BEGIN.items() if may(request, kind)]


def may(request: Asked, kind: str) -> bool:
    """Whether this person may say some act of the kind, perhaps with something more."""
    past = request.node.intake.past
    options = may_say(request.standing, request.person or "", request.now, past, kind)
    return any(option.state in {"may", "needs"} for option in options)


urlpatterns = [path("contacts", show, name="contacts")]
