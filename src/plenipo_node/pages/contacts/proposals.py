"""Exact texts for the counterpart: those on the table, whether each may still be put, what became of them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from msgspec import Struct

from plenipo.acts.codec import decode
from plenipo.dialogue.shelves import waiting
from plenipo.guard.standing_goaheads import lacking
from plenipo_node.pages.acts.doing import doings
from plenipo_node.pages.acts.records import broken, entry_at, reader_for
from plenipo_node.pages.contacts.listed import may
from plenipo_node.pages.contacts.words import Mark, names_of
from plenipo_node.wording.vocabulary import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

    from plenipo.dialogue.records import Proposal
    from plenipo_node.pages.acts.doing import Doing
    from plenipo_node.web.asking import Asked

ROWS = 50
MARKS = {"accepted": "is-good", "rejected": "is-against", "countered": "is-wait"}
KINDS = ("proposal.report", "proposal.answer", "proposal.withdraw")


class Row(Struct, frozen=True):
    """`words` are None for who is not among its readers, or where the text is `broken`."""

    held: Proposal
    topics: str
    states: tuple[Mark, ...]
    marking: str
    words: str | None
    broken: bool
    ways: tuple[Doing, ...] = ()


def show(request: Asked) -> HttpResponse:
    standing = request.standing
    known = (ref for ref in waiting(standing, "table") if standing.proposals[ref].superseded is None)
    on_table = dict.fromkeys(known)
    over = (ref for ref in reversed(standing.proposals) if ref not in on_table)
    context = {
        "table": [_row(request, ref, acts=True) for ref in on_table],
        "over": [_row(request, ref) for ref in islice(over, ROWS)],
        "tables": may(request, "proposal.table"),
    }
    return render(request, "proposals.html", context)


def _row(request: Asked, ref: str, *, acts: bool = False) -> Row:
    held = request.standing.proposals[ref]
    names = names_of(request.standing)
    entry = entry_at(request.node, held.index)
    text = None if entry is None else getattr(decode(entry.act), "text", None)
    words = reader_for(request)(text) if text is not None else None
    found = doings(request, ref, dict.fromkeys(KINDS, "")) if acts else []
    return Row(
        held=held,
        topics=", ".join(names.get(topic, topic) for topic in held.topics),
        states=tuple(_states(request, held)),
        marking=text.marking if text is not None else "",
        words=words,
        broken=text is not None and words is None and broken(request.node, request.party or "", text),
        ways=tuple(each for each in found if each.allowed),
    )


def _states(request: Asked, held: Proposal) -> Iterator[Mark]:
    if held.superseded is not None:
        yield Mark(_("corrected by a later record"), "is-over")
    if held.answer is not None:
        yield Mark(word(held.answer), MARKS[held.answer])
    elif held.withdrawn is not None:
        yield Mark(word("withdrawn"), "is-over")
    else:
        yield Mark(_("put to them")) if held.put is not None else Mark(_("not put yet"), "is-wait")
        if held.mandate is not None:
            stands = next(lacking(request.standing, held, request.now), None) is None
            yield Mark(_("go-ahead stands"), "is-good") if stands else Mark(_("go-ahead fell"), "is-against")


urlpatterns = [path("proposals", show, name="proposals")]
