"""Put a text to the partners: first what is decided, then the form for it.

A change of the charter has a form of its own; all others are made from the members of what is decided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plenipo.acts.consultation import Open
from plenipo_node.pages.acts.doing import may_do
from plenipo_node.pages.acts.records import reference
from plenipo_node.pages.acts.typed import typed
from plenipo_node.pages.decisions.amending import AmendForm
from plenipo_node.pages.decisions.putting import MEANS, OpenForm
from plenipo_node.wording.deciding import rule_words
from plenipo_node.wording.vocabulary import word

if TYPE_CHECKING:
    from plenipo_node.web.asking import Asked


@require_http_methods(["GET", "POST"])
def open_one(request: Asked) -> HttpResponse:
    """The choice of what is decided, then the form for it."""
    decided = typed(request).get("subject", "") or _about(request)
    if decided not in request.standing.rule_book.decisions:
        return render(request, "consultation_open_what.html", {"kinds": _kinds(request)})
    return _answered(AmendForm(request) if decided == "amendment" else OpenForm(request, decided))


@require_http_methods(["GET", "POST"])
def propose(request: Asked) -> HttpResponse:
    """A change of the charter, whatever else is decided."""
    return _answered(AmendForm(request))


def _answered(form: OpenForm) -> HttpResponse:
    request = form.request
    if request.method == "GET" or "begin" in request.POST:
        return form.shown()
    return form.judged() if request.by_htmx else form.prepared()


def _about(request: Asked) -> str:
    """What is decided of the record that the address names, such as the end of a mandate."""
    ref = reference(request.node, request.GET.get("about", ""))
    among = may_do(request, "consultation.open")[1] if ref else []
    examples = (each.example for each in among if each.about == ref)
    return next((str(e.subject.__struct_config__.tag) for e in examples if isinstance(e, Open)), "")


def _kinds(request: Asked) -> list[dict[str, Any]]:
    return [
        {"name": name, "words": word(name), "means": _(MEANS[name]), "rule": rule_words(rule)}
        for name, rule in request.standing.rule_book.decisions.items()
    ]


urlpatterns = [
    path("consultations/open", open_one, name="consultation-open"),
    path("do/consultation.open", open_one),
    path("charter/propose", propose, name="charter-propose"),
]
