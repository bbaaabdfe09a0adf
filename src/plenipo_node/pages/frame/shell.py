"""What stands around every page: the dialogue, who is signed in, and the way to the other pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language, get_language_bidi, pgettext_lazy
from msgspec import Struct

from plenipo_node.pages.frame.settings import light_of

if TYPE_CHECKING:
    from plenipo_node.web.asking import Asked


class Link(Struct, frozen=True):
    """`area`: the first part of the addresses of this page and those below it."""

    name: Any
    href: str
    area: str


# In the order of work: what waits, what is agreed, what was said, what is held.
MENU = (
    Link(pgettext_lazy("menu", "Home"), "/", ""),
    Link(pgettext_lazy("menu", "Timeline"), "/timeline", "timeline"),
    Link(pgettext_lazy("menu", "Consultations"), "/consultations", "consultations"),
    Link(pgettext_lazy("menu", "Mandates"), "/mandates", "mandates"),
    Link(pgettext_lazy("menu", "Contacts"), "/contacts", "contacts"),
    Link(pgettext_lazy("menu", "Consents"), "/consents", "consents"),
    Link(pgettext_lazy("menu", "Readouts"), "/readouts", "readouts"),
    Link(pgettext_lazy("menu", "Public record"), "/statements", "statements"),
    Link(pgettext_lazy("menu", "Register"), "/register", "register"),
)
BELOW = (
    Link(pgettext_lazy("menu", "What may I do?"), "/may", "may"),
    Link(pgettext_lazy("menu", "Search"), "/search", "search"),
    Link(pgettext_lazy("menu", "Acts in my name"), "/mine", "mine"),
    Link(pgettext_lazy("menu", "Drafts and notes"), "/notes", "notes"),
    Link(pgettext_lazy("menu", "Import"), "/import", "import"),
    Link(pgettext_lazy("menu", "People and keys"), "/people", "people"),
)

# Pages whose addresses begin otherwise than those of the place that they belong to.
WITHIN = {
    "sources": "statements",
    "commitments": "statements",
    "assessments": "statements",
    "channels": "contacts",
    "offers": "contacts",
    "proposals": "contacts",
    "charter": "people",
    "passkeys": "people",
}


DRAFTS_LAST = 3 * 24 * 3600 * 1000  # ms: as long as static/desk/drafts.js keeps one


def draft_keys(person: str, now: int) -> str:
    """What this person's drafts are sealed with in their browser for three days, and what was before it."""
    period = now // DRAFTS_LAST
    return " ".join(
        salted_hmac("plenipo-drafts", f"{person} {each}", algorithm="sha256").hexdigest()
        for each in (period, period - 1)
    )


def shell(request: Asked) -> dict[str, Any]:
    """Also on failures before anybody is known: then there is less of it."""
    standing = getattr(request, "standing", None)
    first = request.path.strip("/").partition("/")[0]
    area = WITHIN.get(first, first)
    person = getattr(request, "person", None)
    return {
        "dialogue": standing.title if standing is not None and person else "",
        "person": person,
        "party": getattr(request, "party", None),
        "draft_keys": draft_keys(person, request.now) if person else "",
        "menu": [(link, link.area == area) for link in MENU] if person else [],
        "menu_below": [(link, link.area == area) for link in BELOW] if person else [],
        "light": light_of(request),
        "language": get_language(),
        "direction": "rtl" if get_language_bidi() else "ltr",
        "languages": settings.LANGUAGES,
        "here": request.get_full_path(),
        "demo": bool(getattr(getattr(request, "node", None), "demo", None)),
    }
