"""Contacts of the past, from a table: looked at, its columns mapped, prepared to be signed. Never half of it.

1. The table goes back and forth with the form and is kept nowhere. Nothing in it is run.
2. While a column is missing or a row is wrong, nothing is prepared. A row that is in the register, or that
   waits for a signature, is left out, so that a table can be imported again.
3. The rows are prepared together, and signed here one by one or all at once from a file. Thousands are left
   to the command that is shown: it reads the same table alike, and signs with a key file or an agent.
"""

from __future__ import annotations

import base64
import secrets
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from msgspec import Struct

from plenipo.acts.codec import decode
from plenipo.dialogue.shelves import during
from plenipo.errors import BadTable, PlenipoError, TooManyWaiting
from plenipo_node.drafts.models import Prepared
from plenipo_node.forms.fields import shapes_of
from plenipo_node.forms.filling import data_of
from plenipo_node.pages.acts.act import author, authors
from plenipo_node.pages.acts.records import entry_at
from plenipo_node.pages.acts.typed import OPEN, keep
from plenipo_node.pages.contacts.import_reading import command, reading, text_of, uploaded
from plenipo_node.preparing import Wording, compose
from plenipo_node.preparing.tables import COLUMNS, FAULTS, NEEDED, WORDS, read_table, report_of
from plenipo_node.wording.errors import told
from plenipo_node.wording.reasons import sentence
from plenipo_node.wording.vocabulary import label, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

    from plenipo_node.preparing import Ready
    from plenipo_node.preparing.tables import Reading, Row, Table
    from plenipo_node.web.asking import Asked

KIND = "contact.report"
TOGETHER = 500  # rows that are prepared here
SHOWN = 20
WRONG_SHOWN = 50


class Member(Struct, frozen=True):
    """A line of the mapping: in which column a member stands, or what it is in all rows."""

    name: str
    label: str
    needed: bool
    column: str
    fixed: str
    words: tuple[tuple[str, str], ...]


@require_http_methods(["GET", "POST"])
def show(request: Asked) -> HttpResponse:
    if request.method == "GET" or not authors(request, KIND):
        return _page(request, {})
    try:
        data = uploaded(request)
        table = read_table(text_of(data), reading(request))
    except BadTable as error:
        return _page(request, {"trouble": told(error)}, status=422)
    fresh = list(_fresh(request, table))
    looked = _looked(request, table, fresh) | {"table": base64.b64encode(data).decode()}
    if request.POST.get("do") != "prepare" or table.missing or table.wrong or not 0 < len(fresh) <= TOGETHER:
        return _page(request, looked)
    series = secrets.token_hex(16)
    try:
        refused = _prepare(request, fresh, series)
    except TooManyWaiting as error:
        return _page(request, looked | {"trouble": told(error)}, status=422)
    if refused:
        return _page(request, looked | {"refused": refused}, status=422)
    return HttpResponseRedirect(reverse("import-series", args=[series]))


def _page(request: Asked, context: dict[str, Any], status: int = 200) -> HttpResponse:
    shown = {"authors": authors(request, KIND), "by": author(request, KIND, request.POST.get("by"))}
    begun = {"most": TOGETHER, "begun": _begun(request)}
    return render(request, "import.html", {**shown, **context, **begun}, status=status)


def _begun(request: Asked) -> list[tuple[str, int]]:
    """What this person imported and has not signed to the end: each with how many are left."""
    own = Prepared.objects.filter(Q(person=request.person) | Q(by=request.person)).exclude(series="")
    left = own.filter(state__in=OPEN).values_list("series").annotate(Count("pk"))
    return list(left.order_by("series"))


# --- what is shown of it ---


def _fresh(request: Asked, table: Table) -> Iterator[Row]:
    """The rows that neither stand in the register nor wait for a signature."""
    waiting = {
        decode(bytes(held.act)).id
        for held in Prepared.objects.filter(kind=KIND, by=request.person).exclude(state=Prepared.SENT)
    }
    for row in table.rows:
        if row.id not in waiting and not _stands(request, row):
            yield row


def _stands(request: Asked, row: Row) -> bool:
    """Looked up among the contacts of the same two parties at the same time."""
    standing, at = request.standing, row.members["at"]
    for ref in during(standing, f"pair {row.members['party']} {row.members['counterpart']}", at, at):
        entry = entry_at(request.node, standing.contacts[ref].index)
        if entry is not None and decode(entry.act).id == row.id:
            return True
    return False


def _looked(request: Asked, table: Table, fresh: list[Row]) -> dict[str, Any]:
    how = reading(request)
    wrong = [
        (line, [_fault(fault.code, fault.member, fault.value, fault.wanted) for fault in faults])
        for line, faults in table.wrong[:WRONG_SHOWN]
    ]
    return {
        "members": [_member(name, table, how) for name in COLUMNS],
        "header": table.header,
        "missing": [label(name, KIND) for name in table.missing],
        "wrong": wrong,
        "wrong_count": len(table.wrong),
        "rows": [(row, word(row.members["level"]), word(row.members["medium"])) for row in fresh[:SHOWN]],
        "fresh": len(fresh),
        "before": len(table.rows) - len(fresh),
        "twins": table.twins,
        "names": request.POST.get("names", ""),
        "since": request.POST.get("since", ""),
        "command": command(request, table, how),
    }


def _member(name: str, table: Table, how: Reading) -> Member:
    words = tuple((each, word(each)) for each in WORDS.get(name, ()))
    column, fixed = table.columns.get(name, ""), how.fixed.get(name, "")
    return Member(name, label(name, KIND), name in NEEDED, column, fixed, words)


def _fault(code: str, member: str, value: str, wanted: str) -> str:
    return _(FAULTS[code]).format(member=label(member, KIND) if member else "", value=value, wanted=wanted)


# --- what becomes of it ---


def _prepare(request: Asked, rows: list[Row], series: str) -> list[tuple[int, str]]:
    """All rows, or none: then the lines that are refused, and why. TooManyWaiting."""
    by = author(request, KIND, request.POST.get("by"))
    made: list[Ready] = []
    refused: list[tuple[int, str]] = []
    for row in rows:
        try:
            ready = _composed(request, row, by)
            verdict = request.node.would(ready.act, by)
        except PlenipoError as error:
            refused.append((row.line, told(error)))
            continue
        if verdict.allowed:
            made.append(ready)
        else:
            refused.append((row.line, " ".join(map(sentence, verdict.reasons))))
    if not refused:
        with transaction.atomic():
            for row, ready in zip(rows, made, strict=True):
                _keep(request, by, row, ready, series)
    return refused


def _composed(request: Asked, row: Row, by: str) -> Ready:
    wording = Wording(lang=request.LANGUAGE_CODE)
    texts = {"text": row.text} if row.text else {}
    return compose(
        request.standing, request.node.seen(), request.now, KIND, by, report_of(row, by), texts, wording
    )


def _keep(request: Asked, by: str, row: Row, ready: Ready, series: str) -> None:
    """As if it had been typed into the form, so that it can be changed there."""
    data = data_of(decode(ready.act), shapes_of(KIND), request.node.config.zone)
    data["text"] = row.text
    keep(request, KIND, by, ready, data, reverse("contact-log"), series)


urlpatterns = [path("import", show, name="import")]
