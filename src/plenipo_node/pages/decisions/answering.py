"""Short forms for what is said in a consultation: acknowledge, answer, amend, attach, vouch and the rest.

1. Which answers there are now, the guard says of each; what each does stands beside it.
2. Nothing is acknowledged but by pressing the button for it.
3. Another wording is looked at as a difference before it goes anywhere: as an answer that breaks a silence,
   or as a new text. It is marked no laxer than the text that it is made from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from msgspec import Struct
from msgspec.structs import replace

from plenipo.acts import consultation as said
from plenipo.dialogue.entered import Entered
from plenipo.dialogue.views.consulting import decides
from plenipo.guard.candidates import ZEROS
from plenipo.guard.case import Case
from plenipo.guard.judge import judge
from plenipo.guard.kinds import SPEAKERS
from plenipo.guard.may import signer_of
from plenipo_node.forms.reading import clean
from plenipo_node.pages.acts.doing import may_do
from plenipo_node.pages.acts.short import ShortForm
from plenipo_node.pages.acts.typed import typed
from plenipo_node.pages.decisions.consulting import found, numbered, origin_of, subject_words, text_of
from plenipo_node.pages.decisions.differences import differences
from plenipo_node.pages.frame.sight import in_sight
from plenipo_node.preparing.docx import MAX_FILE, DocumentRefused, words_in
from plenipo_node.wording.deciding import answer_words, effect, how_decided

if TYPE_CHECKING:
    from plenipo.dialogue.records import Consultation
    from plenipo_node.preparing.origins import Origin
    from plenipo_node.web.asking import Asked

DECLARED = frozenset({"constructive", "vital-reasons"})
MAX_WORDS = 200_000  # characters of another wording
ORDER: tuple[said.Word, ...] = (
    "for", "against", "abstain", "constructive", "object", "amend", "vital-reasons",
)  # fmt: skip


class Choice(Struct, frozen=True):
    """An answer that there is now, with what it does."""

    word: str
    words: str
    effect: str


@require_http_methods(["GET", "POST"])
def do(request: Asked, number: int, what: str) -> HttpResponse:
    """The short form for one of these acts."""
    form = FORMS.get(what)
    if form is None:
        raise Http404
    ref, held = found(request, number)
    return form(request, ref, held)


def _receive(request: Asked, ref: str, held: Consultation) -> HttpResponse:
    place = reverse("consultation", args=[held.index])
    if request.method == "GET":
        return HttpResponseRedirect(place)
    fixed = _receipts([(ref, held)])
    return ShortForm(request, "consultation.receive", fixed=fixed, place=place).answered()


@require_POST
def acknowledge(request: Asked) -> HttpResponse:
    """Several texts in one act."""
    numbers = dict.fromkeys(map(numbered, request.POST.getlist("number")))
    chosen = [found(request, number) for number in numbers if number is not None]
    if not chosen:
        return HttpResponseRedirect(reverse("consultations") + "#unread")
    place = reverse("consultations")
    return ShortForm(request, "consultation.receive", fixed=_receipts(chosen), place=place).answered()


def _receipts(chosen: list[tuple[str, Consultation]]) -> dict[str, list[str]]:
    return {
        "texts.consultation": [ref for ref, _held in chosen],
        "texts.commitment": [held.commitment for _ref, held in chosen],
    }


def _answer(request: Asked, ref: str, held: Consultation) -> HttpResponse:
    offered = choices(request, ref, held)
    form = AnswerForm(
        request,
        "consultation.answer",
        template="consultation_answer.html",
        fixed=_about(ref, held),
        only=("declaration",),
        more={
            "held": held,
            "number": held.index,
            "what": subject_words(request.standing, held),
            "title": text_of(request, held).title,
            "choices": offered,
            "declared": any(choice.word in DECLARED for choice in offered),
            "rule": how_decided(held),
            "chosen": _chosen(request, "answer"),
            "on_behalf": _chosen(request, "on_behalf"),
            "others": [party for party in held.members if party != request.party],
            "back": reverse("consultation", args=[held.index]),
        },
    )
    form.held = held
    return form.answered()


class AnswerForm(ShortForm):
    """Another wording is made from the text that was put, and marked as that is."""

    held: Consultation

    def origins(self) -> tuple[Origin, ...]:
        amends = self.data.get("answer") == "amend" or self.request.method == "GET"
        return (origin_of(self.request, self.held),) if amends else ()


def _chosen(request: Asked, name: str) -> str:
    """What stands in a field, by the form or by the address."""
    return typed(request).get(name) or request.GET.get(name, "")


def choices(request: Asked, ref: str, held: Consultation) -> list[Choice]:
    """The answers that the guard takes now, from who would say one for this party."""
    by, options = may_do(request, "consultation.answer")
    example = next((option.example for option in options if option.about == ref), None)
    if not isinstance(example, said.Answer):
        return []
    signers, size = (signer_of(request.standing, by),), request.standing.size
    offered = []
    for word in ORDER:
        act = replace(example, answer=word)
        said_now = Entered(act=act, ref=ZEROS, signers=signers, index=size, stamp=request.now)
        verdict = judge(Case(request.standing, said_now, request.node.intake.past))
        if all((reason.rule, reason.code) == (41, "declaration-missing") for reason in verdict.reasons):
            what = effect(held, word, request.party or "", request.now)
            offered.append(Choice(word, answer_words(word), what))
    return offered


def _attach(request: Asked, ref: str, held: Consultation) -> HttpResponse:
    form = ShortForm(
        request,
        "consultation.attach",
        template="consultation_attach.html",
        fixed=_about(ref, held),
        first={"what": ["statement"]},
        only=("text",),
        more={
            "what": _chosen(request, "what") or "statement",
            "back": reverse("consultation", args=[held.index]),
        },
    )
    return form.answered()


def _vouch(request: Asked, ref: str, held: Consultation) -> HttpResponse:
    """For the first objection that the guard lets this party vouch for, or the one that is named."""
    options = [option for option in may_do(request, "consultation.vouch")[1] if option.about == ref]
    named = request.GET.get("answer") or typed(request).get("answer")
    answers = [o.example.answer for o in options if isinstance(o.example, said.Vouch)]
    if not answers:
        raise Http404
    fixed = {"consultation": [ref], "answer": [named if named in answers else answers[0]]}
    more = {"back": reverse("consultation", args=[held.index])}
    return ShortForm(request, "consultation.vouch", fixed=fixed, only=("received",), more=more).answered()


def _extend(request: Asked, ref: str, held: Consultation) -> HttpResponse:
    more = {"back": reverse("consultation", args=[held.index])}
    fixed = {"consultation": [ref]}
    return ShortForm(request, "consultation.extend", fixed=fixed, only=("deadline",), more=more).answered()


def _withdraw(request: Asked, ref: str, held: Consultation) -> HttpResponse:
    more = {"back": reverse("consultation", args=[held.index])}
    fixed = {"consultation": [ref]}
    return ShortForm(request, "consultation.withdraw", fixed=fixed, only=(), more=more).answered()


def _about(ref: str, held: Consultation) -> dict[str, list[str]]:
    return {"consultation": [ref], "commitment": [held.commitment]}


FORMS = {
    "receive": _receive,
    "answer": _answer,
    "attach": _attach,
    "vouch": _vouch,
    "extend": _extend,
    "withdraw": _withdraw,
}


def amend(request: Asked, number: int) -> HttpResponse:
    """Another wording: first to be written or brought as a file, then to be looked at beside the text."""
    if request.method not in {"GET", "POST"}:
        return HttpResponseNotAllowed(["GET", "POST"])
    ref, held = found(request, number)
    text = text_of(request, held)
    if text.words is None:
        raise Http404
    wording, trouble = _wording(request) if request.method == "POST" else (text.words, "")
    compared = None if trouble or request.method == "GET" else differences(text.words, wording)
    context: dict[str, Any] = {
        "held": held,
        "number": number,
        "text": text,
        "what": subject_words(request.standing, held),
        "wording": wording or text.words,
        "trouble": trouble,
        "compared": compared,
        "decides": decides(held),
        "may_answer": any(choice.word == "amend" for choice in choices(request, ref, held)),
        "may_open": request.standing.role(request.party or "") in SPEAKERS[said.Open].roles,
    }
    return render(request, "consultation_amend.html", context, status=422 if trouble else 200)


def _wording(request: Asked) -> tuple[str, str]:
    """What was typed, or what stands in the file; and what is wrong with it."""
    brought = request.FILES.get("file")
    words = clean(request.POST.get("wording", ""))
    if brought is not None:
        try:
            words = in_sight(clean(words_in(brought.read(MAX_FILE + 1))))
        except DocumentRefused as error:
            return words, _refusal(error)
    if not words:
        return "", _("There are no words in it.")
    if len(words) > MAX_WORDS:
        return words[:MAX_WORDS], _("It is too long: shorten it, or put it in parts.")
    return words, ""


def _refusal(error: DocumentRefused) -> str:
    """What is the case, and what to do."""
    return {
        "too-large": _("The file is larger than 2 MB. Save it without pictures."),
        "unpacks-too-large": _("The file unpacks to more than a text needs. Save its words as a new file."),
        "too-long": _("The file has too many paragraphs. Put the text in parts."),
        "macros": _("The file holds macros or embedded programs. Save it as a plain .docx file."),
        "links-outside": _("The file links to something outside it. Remove links and templates."),
        "entities": _("The file declares entities, which no word processor writes. Save it anew."),
        "unreadable": _("This is no .docx file that can be read. Save it anew as .docx."),
    }[error.fault]


urlpatterns = [
    path("consultations/acknowledge", acknowledge, name="consultations-acknowledge"),
    path("consultations/<int:number>/amend", amend, name="consultation-amend"),
    path("consultations/<int:number>/<slug:what>", do, name="consultation-do"),
]
