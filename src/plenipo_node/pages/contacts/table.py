"""The contacts of a list as a table to take along: for who asks, with the texts that they can read.

No cell begins like a formula. A page's worth of history at most: whoever needs all exports the register.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import path

from plenipo.acts.codec import decode
from plenipo.dialogue.derived import authority
from plenipo.dialogue.views.contacts import contacts
from plenipo_node.pages.acts.records import entry_at, reader_for
from plenipo_node.pages.contacts.listed import wanted
from plenipo_node.preparing.tables import written
from plenipo_node.web.answers import download

if TYPE_CHECKING:
    from plenipo.dialogue.records import Contact
    from plenipo_node.web.asking import Asked

MOST = 200
HEADER = (
    "number", "at", "ended", "party", "counterpart", "envoy", "level", "medium", "topics", "through",
    "claims", "authority", "text",
)  # fmt: skip


def export(request: Asked) -> HttpResponse:
    page = contacts(request.standing, wanted(request), MOST)
    table = written(HEADER, (_cells(request, held) for _ref, held in page.rows))
    return download("contacts.csv", table.encode(), "text/csv; charset=utf-8")


def _cells(request: Asked, held: Contact) -> tuple[str, ...]:
    return (
        str(held.index),
        _instant(held.when),
        "" if held.ended is None else _instant(held.ended),
        held.party,
        held.counterpart,
        held.envoy or "",
        held.level,
        held.medium,
        " ".join(held.topics),
        held.through or "",
        held.claims_authority,
        authority(held),
        _text(request, held),
    )


def _instant(ms: int) -> str:
    """ISO 8601; a bare number where no calendar reaches."""
    try:
        return datetime.fromtimestamp(ms / 1000, tz=UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError):
        return str(ms)


def _text(request: Asked, held: Contact) -> str:
    entry = entry_at(request.node, held.index)
    said = None if entry is None else decode(entry.act)
    text = getattr(said, "text", None) or getattr(said, "lines", None)
    return "" if text is None else reader_for(request)(text) or ""


urlpatterns = [path("contacts/export.csv", export, name="contacts-export")]
