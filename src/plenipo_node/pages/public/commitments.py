"""What was undertaken: by whom, to whom, due when; how it stands, on what evidence, and how that changed.

To observe, to verify and to attribute are three things: each update says which evidence it rests on, and whom
it holds responsible only where it says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_http_methods
from msgspec import Struct

from plenipo.acts import commitment as acts
from plenipo_node.pages.acts.doing import doings
from plenipo_node.pages.acts.records import act_at
from plenipo_node.pages.acts.short import ShortForm, about, chosen_at
from plenipo_node.pages.acts.texts import ShownText, shown
from plenipo_node.pages.public.sources import Cited, chain, independent
from plenipo_node.pages.public.spoken import ROWS, Spoken, listed, numbered, said_of
from plenipo_node.pages.public.statements import sources_to_choose

if TYPE_CHECKING:
    from plenipo.dialogue.records import Commitment
    from plenipo_node.web.asking import Asked

MARKS = {"kept": "is-good", "broken": "is-against", "pending": "is-wait", "disputed": "is-wait"}


class Row(Struct, frozen=True):
    """`late`: still pending after its day."""

    held: Commitment
    text: ShownText
    mark: str
    late: bool


class Update(Struct, frozen=True):
    """One word on how it stands, with its evidence."""

    said: Spoken
    status: str
    mark: str
    attributed: str
    evidence: list[Cited]
    origins: int
    text: ShownText | None


def index(request: Asked) -> HttpResponse:
    page = listed(request, request.standing.commitments)
    context = {"rows": [row(request, held) for _, held in page.rows], "listed": page, "tab": "commitments"}
    return render(request, "commitments.html", context)


def row(request: Asked, held: Commitment) -> Row:
    late = held.status == "pending" and held.due is not None and held.due < request.now
    return Row(held, shown(request, recorded(request, held).text), MARKS.get(held.status, "is-over"), late)


def recorded(request: Asked, held: Commitment) -> acts.Record:
    return act_at(request.node, held.index, acts.Record)


def show(request: Asked, number: int) -> HttpResponse:
    ref, held = numbered(request, request.standing.commitments, number)
    history = [update(request, each) for each in said_of(request.node, held.said[-ROWS:])]
    context = {
        "number": number,
        "row": row(request, held),
        "chain": chain(request, recorded(request, held).sources),
        "history": history,
        "last": history[-1] if history else None,
        "ways": doings(request, ref, {"commitment.update": "", "act.correct": f"/do/act.correct?act={ref}"}),
    }
    return render(request, "commitment.html", context)


def update(request: Asked, said: Spoken) -> Update:
    act = said.act
    if not isinstance(act, acts.Update):
        raise TypeError
    return Update(
        said,
        act.status,
        MARKS.get(act.status, "is-over"),
        act.attributed or "",
        chain(request, act.evidence),
        independent(request.standing, act.evidence),
        shown(request, act.text) if act.text is not None else None,
    )


@chosen_at("/commitments")
@require_http_methods(["GET", "POST"])
def stands(request: Asked) -> HttpResponse:
    """How one stands now."""
    ref, held = about(request, "commitment.update", "commitment", request.standing.commitments)
    form = UpdateForm(
        request,
        "commitment.update",
        template="commitment_update.html",
        fixed={"commitment": [ref]},
        more={"row": row(request, held), "back": f"/commitments/{held.index}"},
    )
    return form.answered()


class UpdateForm(ShortForm):
    def context(self) -> dict[str, Any]:
        return super().context() | sources_to_choose(self.request, self.data.getlist("evidence"))


urlpatterns = [
    path("commitments", index, name="commitments"),
    path("commitments/<int:number>", show, name="commitment"),
    path("do/commitment.update", stands),
]
