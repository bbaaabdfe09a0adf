"""Short forms for words on consent. What a word is about stands in the register, not in the form."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plenipo.acts import consent
from plenipo_node.forms.filling import local
from plenipo_node.pages.acts.doing import may_do
from plenipo_node.pages.acts.records import said_at
from plenipo_node.pages.acts.short import ShortForm
from plenipo_node.pages.acts.texts import shown
from plenipo_node.pages.acts.typed import typed
from plenipo_node.pages.consents.page import named, planned, requested
from plenipo_node.wording.instants import day, span

if TYPE_CHECKING:
    from plenipo_node.pages.acts.texts import ShownText
    from plenipo_node.web.asking import Asked

MONTHS = (1, 3, 6)


@require_http_methods(["GET", "POST"])
def answer(request: Asked, number: int, what: str) -> HttpResponse:
    """Give, refuse or disclaim, as the party that was asked."""
    ref, ask = requested(request, number)
    act = said_at(request.node, number)
    if ask.party != request.party or not isinstance(act, consent.Ask):
        raise Http404
    back = reverse("consent", args=[number])
    exact: dict[str, list[str]]
    exact = {"commitment": [ask.commitment], "counterpart": [ask.counterpart], "level": [ask.level]}
    if what == "give":
        return _give(
            request, exact | {"topics": list(ask.topics), "ask": [ref]}, shown(request, act.text), back
        )
    if what == "refuse":
        return _pressed(request, "consent.refuse", {"ask": [ref]}, back)
    if what == "disclaim":
        return _pressed(request, "consent.disclaim", exact, back)
    raise Http404


@require_http_methods(["GET", "POST"])
def on_plan(request: Asked, number: int, what: str) -> HttpResponse:
    """Claim, disclaim, or consent to the lines of a planned contact."""
    ref, held, lines = planned(request, number)
    back = reverse("claim", args=[number])
    exact: dict[str, list[str]]
    exact = {"commitment": [held.lines or ""], "counterpart": [held.counterpart], "level": [held.level]}
    if what == "claim":
        topics = sorted(request.standing.reserved_to(request.party or ""))
        chosen = [each for each in request.POST.getlist("topics") if each in topics]
        return _pressed(request, "consent.claim", {"contact": [ref], "topics": chosen or topics}, back)
    if what == "disclaim":
        return _pressed(request, "consent.disclaim", exact, back)
    if what == "give":
        claimed = dict.fromkeys(t for c in held.claims if c.party == request.party for t in c.topics)
        return _give(request, exact | {"topics": list(claimed), "ask": []}, lines, back)
    raise Http404


def _give(request: Asked, fixed: dict[str, list[str]], text: ShownText, back: str) -> HttpResponse:
    data = typed(request)
    more: dict[str, Any] = {
        "text": text,
        "back": back,
        "terms": _terms(request),
        "matters": named(request.standing, fixed["topics"]),
        "counterpart": fixed["counterpart"][0],
        "level": fixed["level"][0],
        "preset": data.get("preset", ""),
        "protest": bool(data.get("under_protest")),
    }
    chosen, offered = more["preset"], {value for value, _words in more["terms"]}
    if request.method == "POST" and chosen in offered and data.get("until", "") in {"", *offered}:
        fixed = fixed | {"until": [chosen], "until-zone": [request.node.config.zone]}
    only = ("until", "conditions")
    form = ShortForm(request, "consent.give", template="consent_give.html", fixed=fixed, only=only, more=more)
    return form.answered()


def _terms(request: Asked) -> list[tuple[str, str]]:
    """Ends that are offered: so many months from today, at the end of the day."""
    zone = request.node.config.zone
    today = datetime.fromtimestamp(request.now / 1000, tz=UTC).astimezone(ZoneInfo(zone))
    ends = ((today + timedelta(days=30 * each)).replace(hour=23, minute=59, second=0) for each in MONTHS)
    instants = (round(end.timestamp()) * 1000 for end in ends)
    return [(local(ms, zone), _("Until %(day)s") % {"day": day(ms)}) for ms in instants]


def _pressed(request: Asked, kind: str, fixed: dict[str, list[str]], back: str) -> HttpResponse:
    """One press, then the signature; a look alone leads back to what it is about."""
    if request.method == "GET":
        return HttpResponseRedirect(back)
    return ShortForm(request, kind, fixed=fixed, more={"back": back}, place=back).answered()


@require_POST
def on_given(request: Asked, ref: str, what: str) -> HttpResponse:
    """Withdraw a consent, or say that its conditions are met."""
    kind = f"consent.{what}"
    if kind not in {"consent.withdraw", "consent.conditions-met"}:
        raise Http404
    if not any(option.about == ref for option in may_do(request, kind)[1]):
        raise Http404
    return _pressed(request, kind, {"consent": [ref]}, reverse("consents"))


class AskForm(ShortForm):
    """Only concerned parties can be asked, and only about what is reserved to them."""

    def context(self) -> dict[str, Any]:
        context, standing = super().context(), self.request.standing
        asked = {party.id: standing.reserved_to(party.id) for party in standing.parties("concerned")}
        reserved = {topic for topics in asked.values() for topic in topics}
        for field in context["fields"]:
            if field.name in {"party", "topics"}:
                known = asked if field.name == "party" else reserved
                field.choices = [each for each in field.choices if each.value in known]
        return context


@require_http_methods(["GET", "POST"])
def ask(request: Asked) -> HttpResponse:
    """Ask for consent; before that, whether the matter could be left out."""
    standing = request.standing
    more = {"back": reverse("consents"), "least": span(standing.rule_book.notice)}
    alone = {
        name: [parties[0].id]
        for name, role in (("party", "concerned"), ("counterpart", "counterpart"))
        if len(parties := standing.parties(role)) == 1 and not request.GET.get(name)
    }
    return AskForm(
        request, "consent.ask", template="consent_ask.html", fixed={}, first=alone, more=more
    ).answered()


urlpatterns = [
    path("consents/ask", ask, name="consent-ask"),
    path("consents/<int:number>/<slug:what>", answer, name="consent-do"),
    path("consents/contact/<int:number>/<slug:what>", on_plan, name="claim-do"),
    path("consents/given/<str:ref>/<slug:what>", on_given, name="given-do"),
]
