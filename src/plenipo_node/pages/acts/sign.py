"""What one is about to sign, in plain words with its digest; the signature; the moments to take it back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plenipo.acts.codec import decode, ref_of
from plenipo.acts.consent import Ask
from plenipo.acts.words import party_of
from plenipo.errors import PlenipoError
from plenipo.signatures import to_be_signed
from plenipo_node.accounts import assertions, demo, words
from plenipo_node.accounts.errors import AccountError, NoPasskey
from plenipo_node.clock import system_clock
from plenipo_node.drafts import outbox
from plenipo_node.drafts.models import Prepared
from plenipo_node.pages.acts.abouts import abouts
from plenipo_node.pages.acts.records import document_of, titled
from plenipo_node.pages.acts.typed import change
from plenipo_node.pages.acts.ways import with_ways
from plenipo_node.preparing.texts import readers_of
from plenipo_node.web.answers import download
from plenipo_node.wording import acts as act_words
from plenipo_node.wording.errors import told

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from plenipo.acts.words import Text
    from plenipo_node.web.asking import Asked

OUTSIDE = frozenset({"dialogue", "person", "key", "register"})  # families that need a key outside the browser


def show(request: Asked, token: str) -> HttpResponse:
    """By htmx only the part that changes while one waits."""
    held = mine(request, token)
    template = "parts/signing.html" if request.by_htmx else "sign.html"
    return render(request, template, context_of(request, held))


def context_of(request: Asked, held: Prepared) -> dict[str, Any]:
    """What its state shows. A page that waits for the moment of sending asks for it every second."""
    context = {
        "held": held,
        "heading": act_words.title(held.kind),
        "own": held.person == request.person,
        "left": max(0, -(-((held.send_at or 0) - system_clock()) // 1000)),
        "undo": request.node.config.undo,
    }
    if held.state == Prepared.SENT:
        context["abouts"] = list(abouts(request, decode(bytes(held.act))))
    elif held.unsigned:
        context |= _to_sign(request, held)
    return context


def _to_sign(request: Asked, held: Prepared) -> dict[str, Any]:
    """All that its author looks at before signing."""
    said = decode(bytes(held.act))
    verdict = request.node.would(bytes(held.act), held.person)
    zone = request.node.config.zone
    form = change(held)
    return {
        "lines": act_words.plain(said, request.standing, *_texts(request, held)),
        "abouts": list(abouts(request, said)),
        "unread": _unread(request, held, said),
        "ref": ref_of(bytes(held.act)),
        "verdict": with_ways(verdict, request.standing, held.person, zone, said, form, signing=True),
        "lapsed": any(reason.code == "lapsed" for reason in verdict.reasons),
        "change": form,
        "outside": outside(request, held.kind),
    }


def _texts(
    request: Asked, held: Prepared
) -> tuple[Callable[[Text], str | None], Mapping[str, tuple[str, ...]]]:
    """What opens its texts, which nobody has registered yet, and who will read them."""
    blobs = held.file.sealed

    def read(text: Text) -> str | None:
        found = document_of(request.node, request.party or "", text, blobs.get(text.blob))
        return titled(found) if found else None

    return read, dict.fromkeys(blobs, tuple(held.readers))


def _unread(request: Asked, held: Prepared, said: Any) -> list[str]:
    """Who cannot read it though it is for them: nothing can be sealed to them, or they were left out of what
    they are asked.
    """
    keys = request.standing.sealing_keys
    meant = readers_of(request.standing, held.kind, held.person, msgspec.to_builtins(said))
    asked = said.party if isinstance(said, Ask) else ""
    return [p for p in meant if held.blobs and p not in held.readers and (p == asked or not keys.get(p))]


def outside(request: Asked, kind: str) -> bool:
    """Whether the charter wants a key outside the browser for it."""
    family = kind.partition(".")[0]
    return family in OUTSIDE or family in request.standing.rule_book.no_passkeys


@require_POST
def options(request: Asked, token: str) -> HttpResponse:
    """What the browser is asked: the challenge is the whole blob that an act's signature signs."""
    held = waiting(request, token)
    try:
        return JsonResponse(assertions.request_options(held.person, to_be_signed(bytes(held.act))))
    except NoPasskey:
        return JsonResponse(
            {"trouble": _("You have no passkey here. Sign with a key file instead.")}, status=409
        )


@require_POST
def signature(request: Asked, token: str) -> HttpResponse:
    """The browser's answer."""
    held = waiting(request, token)
    answer = _answer(request)
    if answer is None:
        return _again(held, _("Your browser sent no signature. Try again."))
    try:
        armored = assertions.armored_from(held.person, answer)
        verdict = outbox.sign(request.node, held, armored)
    except AccountError as error:
        said = words.told(error)
        return _again(held, f"{said.sentence} {said.cure}")
    except PlenipoError as error:
        return _again(held, told(error))
    return _after(held, allowed=verdict.allowed)


def _answer(request: Asked) -> dict[str, Any] | None:
    try:
        answer = json.loads(request.POST.get("answer", ""))
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) else None


@require_POST
def by_demo(request: Asked, token: str) -> HttpResponse:
    """In a demo everybody's key files lie in its folder."""
    held = waiting(request, token)
    if request.node.demo is None:
        raise Http404
    verdict = outbox.sign(request.node, held, demo.signature(held.person, bytes(held.act)))
    return _after(held, allowed=verdict.allowed)


def _after(held: Prepared, *, allowed: bool) -> HttpResponse:
    if not allowed:
        return _again(held, _("The guard refuses it now: see why, and what would help."))
    return HttpResponseRedirect(_onward(held) or reverse("sign", args=[held.token]))


def _onward(held: Prepared) -> str:
    """Of several that were imported together, to the next one."""
    return reverse("import-series", args=[held.series]) if held.series else ""


def _again(held: Prepared, trouble: str) -> HttpResponse:
    held.trouble = trouble
    held.save(update_fields=["trouble"])
    return HttpResponseRedirect(reverse("sign", args=[held.token]))


@require_POST
def undo(request: Asked, token: str) -> HttpResponse:
    """Take it back, if it has not left: for who signed it, not for who only wrote it."""
    held = mine(request, token)
    if held.person != request.person:
        raise Http404
    outbox.take_back(held)
    return HttpResponseRedirect(reverse("sign", args=[token]))


@require_POST
def discard(request: Asked, token: str) -> HttpResponse:
    """What was only prepared is erased."""
    held = mine(request, token)
    if held.unsigned:
        held.delete()
    more = held.series and Prepared.objects.filter(series=held.series).exists()
    return HttpResponseRedirect((more and _onward(held)) or "/")


def file(request: Asked, token: str) -> HttpResponse:
    """For `plenipo act --file`."""
    held = mine(request, token)
    return download(f"{held.kind}-{held.token[:8]}.json", held.to_sign.encode(), "application/json")


def mine(request: Asked, token: str) -> Prepared:
    """What one prepared, or what waits for one's own signature; to anybody else there is no such thing."""
    held = Prepared.objects.filter(token=token).first()
    if held is None or request.person not in {held.person, held.by} or party_of(held.person) != request.party:
        raise Http404
    return held


def waiting(request: Asked, token: str) -> Prepared:
    """What waits for one's own signature."""
    held = mine(request, token)
    if held.person != request.person or not held.unsigned:
        raise Http404
    return held


urlpatterns = [
    path("sign/<str:token>", show, name="sign"),
    path("sign/<str:token>/options", options, name="sign-options"),
    path("sign/<str:token>/signature", signature, name="sign-signature"),
    path("sign/<str:token>/demo", by_demo, name="sign-demo"),
    path("sign/<str:token>/undo", undo, name="sign-undo"),
    path("sign/<str:token>/discard", discard, name="sign-discard"),
    path("sign/<str:token>/file", file, name="sign-file"),
]
