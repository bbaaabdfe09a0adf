"""What was judged likely, by whom, until when; how it turned out; and how past judgements turned out by word.

Likelihood and confidence are two things and never share a sentence: here they never share a cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_http_methods
from msgspec import Struct

from plenipo.acts import assessment as acts
from plenipo.dialogue.views.calibration import FEW, Tally, calibration
from plenipo_node.pages.acts.doing import doings
from plenipo_node.pages.acts.records import act_at
from plenipo_node.pages.acts.short import ShortForm, about, chosen_at
from plenipo_node.pages.acts.texts import ShownText, shown
from plenipo_node.pages.public.sources import chain, independent
from plenipo_node.pages.public.spoken import ROWS, listed, numbered, said_of
from plenipo_node.pages.public.statements import sources_to_choose
from plenipo_node.wording.judging import means, words_of

if TYPE_CHECKING:
    from plenipo.dialogue.records import Assessment
    from plenipo_node.web.asking import Asked

MARKS = {"so": "is-good", "not-so": "is-against", "undecidable": "is-over"}


class Row(Struct, frozen=True):
    held: Assessment
    text: ShownText
    means: str
    confidence: str
    mark: str
    due: bool  # it could be known by now, and nobody said how it turned out


class Counted(Struct, frozen=True):
    """One word beside its range; `share` in per cent."""

    tally: Tally
    means: str
    share: int | None


def index(request: Asked) -> HttpResponse:
    page = listed(request, request.standing.assessments)
    context = {"rows": [row(request, held) for _, held in page.rows], "listed": page, "tab": "assessments"}
    return render(request, "assessments.html", context)


def row(request: Asked, held: Assessment) -> Row:
    act = made(request, held)
    return Row(
        held,
        shown(request, act.text),
        means(held.scale, held.word),
        act.confidence,
        MARKS.get(held.turned_out or "", "is-wait"),
        held.turned_out is None and held.resolves is not None and held.resolves < request.now,
    )


def made(request: Asked, held: Assessment) -> acts.Make:
    return act_at(request.node, held.index, acts.Make)


def show(request: Asked, number: int) -> HttpResponse:
    ref, held = numbered(request, request.standing.assessments, number)
    act = made(request, held)
    resolved = [
        each for each in said_of(request.node, held.said[-ROWS:]) if isinstance(each.act, acts.Resolve)
    ]
    context = {
        "number": number,
        "row": row(request, held),
        "chain": chain(request, act.evidence),
        "origins": independent(request.standing, act.evidence),
        "resolved": [
            (each, each.act.turned_out, None if each.act.text is None else shown(request, each.act.text))
            for each in resolved
            if isinstance(each.act, acts.Resolve)
        ],
        "ways": doings(request, ref, {"assessment.resolve": "", "act.correct": f"/do/act.correct?act={ref}"}),
    }
    return render(request, "assessment.html", context)


def past(request: Asked) -> HttpResponse:
    """By word: how many came so, beside what the word means."""
    counted = [
        Counted(
            tally,
            means(tally.scale, tally.word),
            None if tally.share is None else round(tally.share * 100),
        )
        for tally in calibration(request.standing)
    ]
    return render(request, "assessments_past.html", {"counted": counted, "few": FEW, "tab": "past"})


@require_http_methods(["GET", "POST"])
def make(request: Asked) -> HttpResponse:
    """The word is chosen with its scale."""
    return MakeForm(request, "assessment.make", template="assessment_make.html", fixed={}).answered()


class MakeForm(ShortForm):
    def __init__(self, request: Asked, kind: str, **more: Any) -> None:
        super().__init__(request, kind, **more)
        scale, stroke, word = self.data.get("likelihood", "").partition("|")
        if stroke:
            self.data["scale"], self.data["word"] = scale, word

    def context(self) -> dict[str, Any]:
        chosen = f"{self.data.get('scale', '')}|{self.data.get('word', '')}"
        more = {"scales": words_of(), "likelihood": chosen}
        return super().context() | sources_to_choose(self.request, self.data.getlist("evidence")) | more


@chosen_at("/assessments")
@require_http_methods(["GET", "POST"])
def resolve(request: Asked) -> HttpResponse:
    ref, held = about(request, "assessment.resolve", "assessment", request.standing.assessments)
    form = ShortForm(
        request,
        "assessment.resolve",
        template="assessment_resolve.html",
        fixed={"assessment": [ref]},
        more={"row": row(request, held), "back": f"/assessments/{held.index}"},
    )
    return form.answered()


urlpatterns = [
    path("assessments", index, name="assessments"),
    path("assessments/past", past, name="assessments-past"),
    path("assessments/<int:number>", show, name="assessment"),
    path("do/assessment.make", make, name="assessment-make"),
    path("do/assessment.resolve", resolve),
]
