"""A short form for one task: what it is about is set here, whatever the browser sends."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.http import Http404, HttpResponse, HttpResponseRedirect

from plenipo_node.pages.acts.act import ActForm
from plenipo_node.pages.acts.records import reference

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from plenipo_node.web.asking import Asked

View = TypeVar("View", bound="Callable[..., Any]")
Held = TypeVar("Held")


def chosen_at(place: str) -> Callable[[View], View]:
    """Of a form that is about a record: who names none chooses one there first."""

    def wrap(view: View) -> View:
        @wraps(view)
        def asked(request: Asked) -> HttpResponse:
            if request.method == "GET" and not request.GET:
                return HttpResponseRedirect(place)
            answer: HttpResponse = view(request)
            return answer

        return cast("View", asked)

    return wrap


def named(request: Asked, kind: str, member: str) -> str:
    """The record that the form is about: as it stands in it, or as the address says; "" if there is none."""
    text = ActForm(request, kind).data.get(member) or request.GET.get("about", "")
    return reference(request.node, text) or ""


def about(request: Asked, kind: str, member: str, records: Mapping[str, Held]) -> tuple[str, Held]:
    """That record with its reference. Http404 where the form is about none of these."""
    ref = named(request, kind, member)
    if ref not in records:
        raise Http404
    return ref, records[ref]


class ShortForm(ActForm):
    """`fixed` are fields not asked for, `only` those that are; `more` is what the template needs. `place` is
    the page with the form, where that is not at the form's own address.
    """

    def __init__(  # noqa: PLR0913 a page's own form, named part by part
        self,
        request: Asked,
        kind: str,
        *,
        template: str = "act.html",
        fixed: Mapping[str, Sequence[str]],
        first: Mapping[str, Sequence[str]] | None = None,
        only: tuple[str, ...] | None = None,
        more: Mapping[str, Any] | None = None,
        place: str = "",
    ) -> None:
        super().__init__(request, kind)
        self.template = template
        self.place = place
        self._only = only
        self._more = dict(more or {})
        self.data = self.data.copy()
        if request.method == "GET" and self.again is None:
            for name, values in (first or {}).items():
                self.data.setlist(name, list(values))
        for name, values in fixed.items():
            self.data.setlist(name, list(values))

    def context(self) -> dict[str, Any]:
        found = super().context()
        if self._only is not None:
            fields = {field.name: field for field in (*found["fields"], *found["more"])}
            found["fields"] = [fields[name] for name in self._only if name in fields]
            found["more"] = []
        return found | self._more

    def answered(self) -> HttpResponse:
        """The form, the guard's answer to what stands in it, or the way to the signature."""
        if self.request.method == "GET":
            return self.shown()
        return self.judged() if self.request.by_htmx else self.prepared()
