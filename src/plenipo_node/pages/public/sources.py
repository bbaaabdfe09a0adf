"""Sources: where a report comes from, how it is graded, and what it only repeats.

Sources that repeat one another have one origin and count as one, however many they are.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_http_methods
from msgspec import Struct

from plenipo.acts import source as acts
from plenipo_node.pages.acts.doing import doings
from plenipo_node.pages.acts.short import ShortForm
from plenipo_node.pages.acts.texts import ShownText, shown
from plenipo_node.pages.public.spoken import ROWS, listed, numbered, spoken
from plenipo_node.wording.judging import INFORMATION, SOURCES, Grade, grade

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plenipo.dialogue.records import Source
    from plenipo.dialogue.standing import Standing
    from plenipo_node.web.asking import Asked

DEEP = 20  # repetitions of repetitions that are followed


class Cited(Struct, frozen=True):
    """A source with its words. `repeats`: the record of the one that it repeats."""

    ref: str
    index: int
    by: str
    published: int
    grade: Grade
    text: ShownText | None
    repeats: int | None
    origin: str
    superseded: bool


def index(request: Asked) -> HttpResponse:
    page = listed(request, request.standing.sources)
    rows = [cited(request, ref) for ref, _ in page.rows]
    return render(request, "sources.html", {"rows": rows, "listed": page, "tab": "sources"})


def show(request: Asked, number: int) -> HttpResponse:
    ref, _held = numbered(request, request.standing.sources, number)
    one = cited(request, ref)
    ways = doings(request, ref, {"act.correct": f"/do/act.correct?act={ref}"})
    context = {"one": one, "chain": chain(request, [ref]), "ways": ways, "number": number}
    return render(request, "source.html", context)


def cited(request: Asked, ref: str) -> Cited:
    standing = request.standing
    held = standing.sources[ref]
    act = spoken(request.node, held.index).act
    first = standing.sources.get(held.origin or "")
    return Cited(
        ref=ref,
        index=held.index,
        by=held.by,
        published=held.published,
        grade=grade(held.grade),
        text=shown(request, act.text) if isinstance(act, acts.Add) else None,
        repeats=None if first is None else first.index,
        origin=origin_of(standing, ref),
        superseded=held.superseded is not None,
    )


def chain(request: Asked, refs: Iterable[str]) -> list[Cited]:
    """The sources and what they repeat, each once, in the order named."""
    found: dict[str, None] = {}
    for ref in refs:
        at: str | None = ref
        for _ in range(DEEP):
            if at is None or at in found or at not in request.standing.sources:
                break
            found[at] = None
            at = request.standing.sources[at].origin
    return [cited(request, ref) for ref in islice(found, ROWS)]


def origin_of(standing: Standing, ref: str) -> str:
    """The first source that this one goes back to."""
    for _ in range(DEEP):
        held: Source | None = standing.sources.get(ref)
        if held is None or held.origin is None:
            break
        ref = held.origin
    return ref


def independent(standing: Standing, refs: Sequence[str]) -> int:
    """How many origins there are."""
    return len({origin_of(standing, ref) for ref in refs})


@require_http_methods(["GET", "POST"])
def add(request: Asked) -> HttpResponse:
    """The grade is chosen in its two parts."""
    return SourceForm(request, "source.add", template="source_add.html", fixed={}).answered()


class SourceForm(ShortForm):
    def __init__(self, request: Asked, kind: str, **more: object) -> None:
        super().__init__(request, kind, **more)  # type: ignore[arg-type] # handed on as they came
        chosen = self.data.get("grade-source", "") + self.data.get("grade-information", "")
        if len(chosen) == 2:
            self.data["grade"] = chosen

    def context(self) -> dict[str, object]:
        chosen = self.data.get("grade", "")
        return super().context() | {
            "sources": SOURCES.items(),
            "information": INFORMATION.items(),
            "letter": chosen[:1],
            "digit": chosen[1:],
        }


urlpatterns = [
    path("sources", index, name="sources"),
    path("sources/<int:number>", show, name="source"),
    path("do/source.add", add, name="source-add"),
]
