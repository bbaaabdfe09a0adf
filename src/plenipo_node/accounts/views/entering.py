"""Signing in and out, by a passkey alone; and, in a demo, as somebody made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST

from plenipo_node.accounts import demo, sessions
from plenipo_node.accounts.addresses import address_of
from plenipo_node.accounts.ceremonies import ask_to_sign_in, asserted, claimed
from plenipo_node.accounts.errors import AccountError, PasskeyNotInForce
from plenipo_node.accounts.limits import QUESTIONS, SIGN_INS, SIGN_INS_OF_ONE, note, trying
from plenipo_node.accounts.passkeys import state_of
from plenipo_node.accounts.words import Told, told
from plenipo_node.web.asking import open_to_all

if TYPE_CHECKING:
    from plenipo_node.accounts.models import Passkey
    from plenipo_node.web.asking import Asked


@open_to_all
@require_http_methods(["GET", "POST"])
def sign_in(request: Asked) -> HttpResponse:
    """The page; posted, the passkey's answer to the question asked before."""
    target = sessions.own_path(request.POST.get("next") or request.GET.get("next"))
    if request.method == "GET":
        return HttpResponseRedirect(target) if request.person else _page(request, target)
    try:
        passkey = _entering(request, request.POST.get("answer", ""))
    except AccountError as error:
        return _page(request, target, told(error))
    sessions.sign_in(request, passkey.person, passkey)
    return HttpResponseRedirect(target)


def _entering(request: Asked, answer: str) -> Passkey:
    """The passkey that signs in. AccountError."""
    with trying(SIGN_INS, address_of(request), request.now):
        passkey = claimed(request, answer)
        with trying(SIGN_INS_OF_ONE, passkey.person, request.now):
            asserted(request, passkey, answer)
        state = state_of(passkey, request.standing)
        if state != "in-force":
            raise PasskeyNotInForce(passkey.person, state)
    return passkey


def _page(request: Asked, target: str, trouble: Told | None = None) -> HttpResponse:
    shown = {"next": target, "trouble": trouble, "people": demo.by_party(demo.people(request))}
    return render(request, "accounts/sign-in.html", shown, status=trouble.status if trouble else 200)


@open_to_all
@require_POST
def sign_in_options(request: Asked) -> HttpResponse:
    try:
        note(QUESTIONS, address_of(request), request.now)
    except AccountError as error:
        return refusal(error)
    return JsonResponse(ask_to_sign_in(request))


def refusal(error: AccountError) -> JsonResponse:
    """For the page's script, which shows the words."""
    said = told(error)
    return JsonResponse({"sentence": said.sentence, "cure": said.cure}, status=said.status)


@require_POST
def sign_out(request: Asked) -> HttpResponse:
    sessions.sign_out(request)
    return HttpResponseRedirect(reverse("sign-in"))


@open_to_all
@require_http_methods(["GET", "POST"])
def switch(request: Asked) -> HttpResponse:
    """Whom one may be in the demo; posted, be them. Outside a demo there is no such page."""
    people = demo.people(request)
    if not people:
        raise Http404
    if request.method == "GET":
        return render(request, "accounts/switch.html", {"people": demo.by_party(people)})
    person = request.POST.get("person", "")
    if person not in people:
        raise Http404
    sessions.sign_in(request, person, None)
    return HttpResponseRedirect(sessions.own_path(request.POST.get("next")))


urlpatterns = [
    path("sign-in", sign_in, name="sign-in"),
    path("sign-in/options", sign_in_options, name="sign-in-options"),
    path("sign-out", sign_out, name="sign-out"),
    path("accounts/switch", switch, name="switch"),
]
