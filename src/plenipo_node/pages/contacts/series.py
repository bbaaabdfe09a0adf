"""Contacts that were imported together: how many are signed, the next to sign, and all the rest as a file.

1. An act is one signature: a passkey is asked once for each. With a key file or an agent, one command signs
   all that is left, and registers all of it or nothing.
2. One may leave and come back: what is signed stays signed.
3. What was registered from the file waits here no more.
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

import msgspec
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from plenipo.acts.codec import decode, ref_of
from plenipo.acts.words import party_of
from plenipo_node.drafts.models import Prepared
from plenipo_node.forms.fields import HEAD
from plenipo_node.pages.acts.sign import context_of
from plenipo_node.preparing import Wording, act_file, compose
from plenipo_node.preparing.act_files import encode_several
from plenipo_node.web.answers import download
from plenipo_node.wording.vocabulary import word

if TYPE_CHECKING:
    from plenipo_node.web.asking import Asked

SHOWN = 5
OWN = (HEAD - {"id"}) | {"kind", "text"}  # what is not taken over as it stands


def show(request: Asked, series: str) -> HttpResponse:
    """How far it is, and the next act."""
    every = of_series(request, series)
    _found_elsewhere(request, every)
    rest = [held for held in every if held.unsigned]
    context: dict[str, Any] = {
        "series": series,
        "count": len(every),
        "signed": len(every) - len(rest),
        "rest": rest,
        "rows": list(map(_row, rest[1 : SHOWN + 1])),
        "going": [(held, _row(held)) for held in every if held.state == Prepared.SIGNED][-SHOWN:],
        "registered": sum(held.state == Prepared.SENT for held in every),
        "command": shlex.join(["plenipo", "act", "--file", _name(series), "--key", "KEY", "--dir", "DIR"]),
    }
    if rest:
        context |= context_of(request, rest[0])
    return render(request, "import_series.html", context)


def of_series(request: Asked, series: str) -> list[Prepared]:
    """In the order of the table; to anybody else there is no such thing."""
    own = Q(person=request.person) | Q(by=request.person)
    every = list(Prepared.objects.filter(own, series=series).order_by("pk")) if series else []
    if not every or any(party_of(held.person) != request.party for held in every):
        raise Http404
    return every


def _found_elsewhere(request: Asked, every: list[Prepared]) -> None:
    """What the command registered."""
    for held in every:
        found = request.standing.record(ref_of(bytes(held.act))) if held.unsigned else None
        if found is not None:
            held.state, held.record, held.words, held.blobs = Prepared.SENT, found.index, {}, {}
            held.save()


def _row(held: Prepared) -> dict[str, Any]:
    said = decode(bytes(held.act))
    members = ("party", "counterpart", "at")
    words = {name: word(getattr(said, name)) for name in ("level", "medium")}
    return {name: getattr(said, name) for name in members} | words


def _name(series: str) -> str:
    return f"contacts-{series[:8]}.json"


def file(request: Asked, series: str) -> HttpResponse:
    """All that is left, for `plenipo act --file`."""
    left = [held.to_sign for held in of_series(request, series) if held.unsigned]
    return download(_name(series), encode_several(left), "application/json")


@require_POST
def discard(request: Asked, series: str) -> HttpResponse:
    """What is left is erased; what is signed is not."""
    for held in of_series(request, series):
        if held.unsigned:
            held.delete()
    return HttpResponseRedirect(reverse("import"))


@require_POST
def anew(request: Asked, series: str) -> HttpResponse:
    """What has lapsed unsigned is prepared again, word for word, on the register as it stands now."""
    with transaction.atomic():
        for held in of_series(request, series):
            if held.unsigned:
                _prepare(request, held)
    return HttpResponseRedirect(reverse("import-series", args=[series]))


def _prepare(request: Asked, held: Prepared) -> None:
    said = decode(bytes(held.act))
    members: dict[str, Any] = msgspec.to_builtins(said)
    values = {name: value for name, value in members.items() if name not in OWN}
    words = "".join(held.words.get("text", ()))
    texts = {"text": words} if words else {}
    standing, seen, by = request.standing, request.node.seen(), held.person
    wording = Wording(to=tuple(held.readers), lang=request.LANGUAGE_CODE)
    ready = compose(standing, seen, request.now, held.kind, by, values, texts, wording)
    held.act, held.blobs = ready.act, act_file(ready.act, ready.blobs).blobs
    held.save()


urlpatterns = [
    path("import/<str:series>", show, name="import-series"),
    path("import/<str:series>/file", file, name="import-file"),
    path("import/<str:series>/anew", anew, name="import-anew"),
    path("import/<str:series>/discard", discard, name="import-discard"),
]
