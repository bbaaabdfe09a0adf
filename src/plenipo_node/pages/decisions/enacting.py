"""What follows from a decision on the charter: it is put into force, or a party let in, with no word retyped.

1. What is enacted stands in the consultation; the form holds nothing but who signs. It is signed with a key
   outside the browser, so the page prepares the file.
2. Where a charter touches what protects a concerned party, its consent is asked on the exact text that was
   put, and on no other.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec
from django.http import Http404, HttpResponse
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from plenipo.acts.consultation import Admission, Amendment
from plenipo.guard.amending import needed
from plenipo_node.forms.filling import put_instant
from plenipo_node.pages.acts.short import ShortForm, chosen_at, named
from plenipo_node.pages.decisions.consulting import found, opened, text_of
from plenipo_node.wording import charters as words
from plenipo_node.wording import reasons
from plenipo_node.wording.instants import span
from plenipo_node.wording.vocabulary import word

if TYPE_CHECKING:
    from plenipo.acts.consultation import Subject
    from plenipo.acts.words import Text
    from plenipo.dialogue.records import Consultation
    from plenipo_node.forms.reading import Given
    from plenipo_node.web.asking import Asked

LATELY = 500  # requests for consent looked through for those on one text
DAY = 86_400


class EnactForm(ShortForm):
    """`subject` is what was decided; its members are those of the act."""

    subject: Subject

    def read(self) -> Given:
        given = super().read()
        members = msgspec.to_builtins(self.subject)
        members.pop("decides")
        given.values |= members
        given.faults = {}
        return given


@chosen_at("/consultations")
@require_http_methods(["GET", "POST"])
def amend(request: Asked) -> HttpResponse:
    """Put the charter that was adopted into force."""
    ref, held = _decided(request, "dialogue.amend", Amendment)
    return _enacted(request, "dialogue.amend", ref, held, {"amends": amended(request, ref, held)})


@chosen_at("/consultations")
@require_http_methods(["GET", "POST"])
def admit(request: Asked) -> HttpResponse:
    """Let the party in that was decided on."""
    ref, held = _decided(request, "dialogue.admit", Admission)
    assert isinstance(held.subject, Admission)  # noqa: S101 looked up before
    more = {"admits": held.subject, "functions": ", ".join(map(word, held.subject.founder.functions))}
    return _enacted(request, "dialogue.admit", ref, held, more)


def _decided(request: Asked, kind: str, subject: type[Subject]) -> tuple[str, Consultation]:
    ref = named(request, kind, "consultation")
    held = request.standing.consultations.get(ref)
    if held is None or not isinstance(held.subject, subject):
        raise Http404
    return ref, held


def _enacted(request: Asked, kind: str, ref: str, held: Consultation, more: dict[str, Any]) -> HttpResponse:
    form = EnactForm(
        request,
        kind,
        template="charter_enact.html",
        fixed={"consultation": [ref]},
        only=(),
        more=more
        | {"decided": ref, "number": held.index, "back": reverse("consultation", args=[held.index])},
    )
    form.subject = held.subject
    return form.answered()


def amended(request: Asked, ref: str, held: Consultation) -> dict[str, Any] | None:
    """What an amendment that waits changes, and whose own word it still lacks; None for what is no such."""
    subject, standing = held.subject, request.standing
    if not isinstance(subject, Amendment):
        return None
    told: dict[str, Any] = {"version": subject.charter.version, "number": held.index}
    if subject.charter.version != standing.rule_book.version + 1:
        return told | {"over": True}
    past = request.node.intake.past
    need = needed(standing, subject.charter, request.now, past, subject.authority, ref)
    latest = islice(reversed(standing.asks.values()), LATELY)
    asked = {each.party: each.index for each in latest if each.commitment == held.commitment}
    return told | {
        "changes": words.changes(standing.rule_book, subject.charter),
        "authority": subject.authority,
        "rights": [(party, words.rights(of), asked.get(party)) for party, of in need.rights.items()],
        "own_yes": [(party, ", ".join(of)) for party, of in need.own_yes.items()],
        "against": [reasons.sentence(each) for each in need.against]
        + [words.fault_words(each.code, each.facts) for each in need.faults],
        "may_ask": standing.role(request.party or "") == "partner",
    }


class AskForm(ShortForm):
    """The text is that of the consultation, with the same commitment, sealed to the party that is asked."""

    text: Text

    def read(self) -> Given:
        given = super().read()
        given.texts["text"] = self.text
        return given


@require_http_methods(["GET", "POST"])
def ask(request: Asked, number: int, party: str) -> HttpResponse:
    """Ask a concerned party for its consent to an amendment that touches what protects it."""
    ref, held = found(request, number)
    told = amended(request, ref, held)
    if told is None or party not in {each for each, *_rest in told.get("rights", ())}:
        raise Http404
    standing = request.standing
    fixed = {
        "party": [party],
        "topics": sorted(standing.reserved_to(party)),
        "counterpart": [each.id for each in standing.parties("counterpart")][:1],
        "level": ["technical"],
    }
    form = AskForm(
        request,
        "consent.ask",
        template="charter_ask.html",
        fixed=fixed,
        only=("reason", "answer_by"),
        more={
            "amends": told,
            "party": party,
            "text": text_of(request, held),
            "least": span(standing.rule_book.notice),
            "back": reverse("consultation", args=[number]),
        },
    )
    form.text = opened(request, held).text
    if request.method == "GET" and form.again is None:
        until = request.now + (standing.rule_book.notice + DAY) * 1000
        put_instant(form.data, "answer_by", until, request.node.config.zone)
    return form.answered()


urlpatterns = [
    path("do/dialogue.amend", amend, name="charter-enact"),
    path("do/dialogue.admit", admit, name="party-admit"),
    path("consultations/<int:number>/ask/<str:party>", ask, name="charter-ask"),
]
