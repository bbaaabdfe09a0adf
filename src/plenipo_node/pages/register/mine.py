"""Acts in my name: all that was said in a person's name or signed with one of their keys, the newest first.

A desk that was broken into could leave acts out here. So the page says where else to look.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import path
from msgspec import Struct

from plenipo.acts import kind_of
from plenipo.acts.codec import decode
from plenipo.errors import StoreError
from plenipo.signatures import signer_of
from plenipo_node.pages.acts.listing import caught_up, lists_of
from plenipo_node.pages.acts.records import entry_at
from plenipo_node.pages.decisions.consulting import numbered
from plenipo_node.pages.frame.keys import ShownKey, shown_key
from plenipo_node.wording import acts
from plenipo_node.wording.errors import told
from plenipo_node.wording.gists import gist

if TYPE_CHECKING:
    from django.http import HttpResponse

    from plenipo.dialogue.records import Key
    from plenipo_node.web.asking import Asked

ROWS = 50


class Row(Struct, frozen=True, kw_only=True):
    """`by` where somebody else is named as its author."""

    index: int
    at: int
    words: str
    about: str
    by: str
    keys: tuple[ShownKey, ...]
    void: bool


def show(request: Asked) -> HttpResponse:
    person, before = str(request.person), numbered(request.GET.get("before", ""))
    own = {mark: key for mark, key in request.standing.keys.items() if key.owner == person}
    context: dict[str, Any] = {
        "keys": [shown_key(mark, key) for mark, key in own.items()],
        "before": before,
        "founding": request.standing.dialogue,
    }
    try:
        context |= _listed(request, person, own, before)
    except StoreError as error:
        context["trouble"] = told(error)
    return render(request, "mine.html", context)


def _listed(request: Asked, person: str, own: dict[str, Key], before: int | None) -> dict[str, Any]:
    reach = caught_up(request.node)
    found = lists_of(request.node).named(person, own, before, ROWS + 1)
    rows = [row for index in found[:ROWS] if (row := _row(request, person, index))]
    return {"reach": reach, "rows": rows, "older": found[ROWS - 1] if len(found) > ROWS else None}


def _row(request: Asked, person: str, index: int) -> Row | None:
    entry = entry_at(request.node, index)
    if entry is None:
        return None
    said = decode(entry.act)
    marks = map(signer_of, entry.signatures)
    return Row(
        index=index,
        at=entry.stamp_ms,
        words=acts.done(kind_of(type(said))),
        about=gist(said, request.standing),
        by="" if said.by == person else said.by,
        keys=tuple(shown_key(mark, request.standing.keys.get(mark)) for mark in marks),
        void=index in request.standing.void,
    )


urlpatterns = [path("mine", show, name="mine")]
