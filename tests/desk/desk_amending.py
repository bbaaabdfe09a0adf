"""The form for a change of the charter: begun, sent, and read back."""

from __future__ import annotations

import html
import re
from typing import Any

from desk_consulting import page
from desk_typed import Typed, typed_in

from deskkit import client_of

FORM = "/consultations/open?subject=amendment"
SEND = "/consultations/open"
PARTNERS = ("FR", "DE", "PL", "IT", "UK")
WORDS = {"text": ["Why the charter changes."], "preset": ["2026-07-09T18:00"]}


def begun(person: str = "FR/delegate") -> tuple[Any, Typed]:
    client = client_of(person)
    return client, typed_in(page(client, FORM))


def told(client: Any, typed: Typed, **more: Any) -> str:
    """What the page says after its button was pressed, or as one types."""
    answer = client.post(SEND, typed | {"show": "changes"} | more)
    assert answer.status_code == 200, answer.status_code
    return html.unescape(answer.content.decode().partition('id="verdict"')[2].partition("</aside>")[0])


def row(text: str, what: str) -> list[str]:
    """The cells of a change."""
    found = text.partition(f">{what}</th>")[2].partition("</tr>")[0]
    return re.findall(r">([^<]*)</td>", found)
