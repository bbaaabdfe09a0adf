"""From a one-time link to a new passkey. Whether it counts is then up to the party's authority."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST

from plenipo_node.accounts.addresses import address_of
from plenipo_node.accounts.ceremonies import ask_to_create
from plenipo_node.accounts.enrolment import SHOWN, enrol
from plenipo_node.accounts.errors import AccountError, CodeRefused
from plenipo_node.accounts.invitations import open_invitation, still_open, use_up
from plenipo_node.accounts.limits import CODES, trying
from plenipo_node.accounts.models import Invitation
from plenipo_node.accounts.passkeys import copies_refused
from plenipo_node.accounts.views.entering import refusal
from plenipo_node.accounts.words import Told, told
from plenipo_node.web.asking import open_to_all

if TYPE_CHECKING:
    from plenipo_node.web.asking import Asked

INVITED = "invited"
PURPOSE = "enrol"


@open_to_all
@require_http_methods(["GET", "POST"])
def code(request: Asked) -> HttpResponse:
    """The script takes the code from the link's fragment, where no server sees it; or it is typed."""
    if request.method == "GET":
        return render(request, "accounts/code.html", {})
    try:
        with trying(CODES, address_of(request), request.now):
            invitation = open_invitation(request.POST.get("code", ""), request.standing, request.now)
    except AccountError as error:
        said = told(error)
        return render(request, "accounts/code.html", {"trouble": said}, status=said.status)
    request.session.cycle_key()
    request.session[INVITED] = invitation.pk
    return HttpResponseRedirect(reverse("enrol-passkey"))


@open_to_all
@require_http_methods(["GET", "POST"])
def passkey(request: Asked) -> HttpResponse:
    """The page on which the passkey is made; posted, the browser's answer."""
    try:
        invitation = _invited(request)
    except AccountError as error:
        said = told(error)
        return render(request, "accounts/code.html", {"trouble": said}, status=said.status)
    if request.method == "GET":
        return _page(request, invitation)
    try:
        made = enrol(
            request,
            invitation.person,
            PURPOSE,
            request.POST.get("answer", ""),
            request.POST.get("label", ""),
            before=lambda: use_up(invitation, request.now),
        )
    except AccountError as error:
        return _page(request, invitation, told(error))
    del request.session[INVITED]
    request.session.cycle_key()
    request.session[SHOWN] = made.pk
    return HttpResponseRedirect(reverse("passkey", args=[made.pk]))


def _page(request: Asked, invitation: Invitation, trouble: Told | None = None) -> HttpResponse:
    shown = {
        "who": invitation.person,
        "strict": copies_refused(request.standing, invitation.person),
        "trouble": trouble,
        "host": request.node.config.host,
    }
    return render(request, "accounts/enrol.html", shown, status=trouble.status if trouble else 200)


@open_to_all
@require_POST
def options(request: Asked) -> HttpResponse:
    try:
        invitation = _invited(request)
    except AccountError as error:
        return refusal(error)
    return JsonResponse(ask_to_create(request, invitation.person, PURPOSE))


def _invited(request: Asked) -> Invitation:
    """The invitation whose code this session brought, if it is still open. CodeRefused, NobodyAccredited."""
    number = request.session.get(INVITED)
    held = Invitation.objects.filter(pk=number).first() if number is not None else None
    if held is None:
        raise CodeRefused("unknown")
    return still_open(held, request.standing, request.now)


urlpatterns = [
    path("enrol", code, name="enrol"),
    path("enrol/passkey", passkey, name="enrol-passkey"),
    path("enrol/options", options, name="enrol-options"),
]
