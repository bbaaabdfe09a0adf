"""What parties said in public: who, where, when, on what it rests. A disputed statement stays, with why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_http_methods
from msgspec import Struct

from plenipo.acts import statement as acts
from plenipo_node.pages.acts.doing import doings
from plenipo_node.pages.acts.records import act_at
from plenipo_node.pages.acts.short import ShortForm
from plenipo_node.pages.acts.texts import ShownText, shown
from plenipo_node.pages.contacts.words import names_of
from plenipo_node.pages.public.sources import chain, independent
from plenipo_node.pages.public.spoken import ROWS, listed, numbered, said_of

if TYPE_CHECKING:
    from plenipo.dialogue.records import Statement
    from plenipo_node.forms.reading import Given
    from plenipo_node.web.asking import Asked

OFFERED = 12  # of the newest sources; an older one is named by its record


class Row(Struct, frozen=True):
    held: Statement
    text: ShownText
    topics: str
    named: int
    origins: int


def index(request: Asked) -> HttpResponse:
    page = listed(request, request.standing.statements)
    context = {"rows": [row(request, held) for _, held in page.rows], "listed": page, "tab": "statements"}
    return render(request, "statements.html", context)


def row(request: Asked, held: Statement) -> Row:
    act = recorded(request, held)
    names = names_of(request.standing)
    return Row(
        held,
        shown(request, act.text),
        ", ".join(names.get(topic, topic) for topic in held.topics),
        len(act.sources),
        independent(request.standing, act.sources),
    )


def recorded(request: Asked, held: Statement) -> acts.Record:
    return act_at(request.node, held.index, acts.Record)


def show(request: Asked, number: int) -> HttpResponse:
    ref, held = numbered(request, request.standing.statements, number)
    act = recorded(request, held)
    said = said_of(request.node, held.said[-ROWS:])
    context = {
        "number": number,
        "row": row(request, held),
        "chain": chain(request, act.sources),
        "disputes": [
            (each, shown(request, each.act.text)) for each in said if isinstance(each.act, acts.Dispute)
        ],
        "ways": doings(request, ref, {"statement.dispute": "", "act.correct": f"/do/act.correct?act={ref}"}),
    }
    return render(request, "statement.html", context)


@require_http_methods(["GET", "POST"])
def record(request: Asked) -> HttpResponse:
    """With its sources to choose among."""
    return RecordForm(request, "statement.record", template="statement_record.html", fixed={}).answered()


class RecordForm(ShortForm):
    """A statement may rest on no source: then that is what it says."""

    def read(self) -> Given:
        given = super().read()
        given.values.setdefault("sources", [])
        return given

    def context(self) -> dict[str, Any]:
        return super().context() | sources_to_choose(self.request, self.data.getlist("sources"))


def sources_to_choose(request: Asked, chosen: list[str]) -> dict[str, Any]:
    """The newest with their words; what else was named stands as it was typed."""
    page = listed(request, request.standing.sources)
    offered = chain(request, [ref for ref, _ in page.rows[:OFFERED]])
    known = {str(each.index) for each in offered} | {each.ref for each in offered}
    return {
        "offered": offered,
        "chosen": chosen,
        "others": ", ".join(each for each in chosen if each not in known),
    }


urlpatterns = [
    path("statements", index, name="statements"),
    path("statements/<int:number>", show, name="statement"),
    path("do/statement.record", record, name="statement-record"),
]
