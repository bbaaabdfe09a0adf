"""One's own passkeys: which there are, another one, its name, and what to do when one is lost.

The page of a passkey says how far it is. It is shown to its person, to the authority of their party, and to
the session in which it was made, which is not signed in yet.
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from plenipo.acts.words import party_of
from plenipo_node.accounts import acts, demo, sessions
from plenipo_node.accounts.ceremonies import ask_to_create
from plenipo_node.accounts.enrolment import SHOWN, enrol, named
from plenipo_node.accounts.errors import AccountError
from plenipo_node.accounts.models import Passkey
from plenipo_node.accounts.passkeys import State, authority_of, copies_refused, state_of
from plenipo_node.accounts.words import Told, told
from plenipo_node.web.answers import download
from plenipo_node.web.asking import open_to_all

if TYPE_CHECKING:
    from plenipo.dialogue.standing import Standing
    from plenipo_node.preparing.act_files import ActFile
    from plenipo_node.web.asking import Asked
    from plenipo_node.web.node import Node

PURPOSE = "add"


@require_http_methods(["GET", "POST"])
def mine(request: Asked) -> HttpResponse:
    """The list; posted, another passkey for the person who is signed in."""
    if request.method == "GET":
        return _list(request)
    person = str(request.person)
    try:
        made = enrol(request, person, PURPOSE, request.POST.get("answer", ""), request.POST.get("label", ""))
    except AccountError as error:
        return _list(request, told(error))
    return HttpResponseRedirect(reverse("passkey", args=[made.pk]))


def _list(request: Asked, trouble: Told | None = None) -> HttpResponse:
    person = str(request.person)
    held = Passkey.objects.filter(person=person).order_by("made")
    shown = {
        "passkeys": [(each, state_of(each, request.standing)) for each in held],
        "waiting": _for_authority(request),
        "strict": copies_refused(request.standing, person),
        "trouble": trouble,
        "host": request.node.config.host,
    }
    return render(request, "accounts/passkeys.html", shown, status=trouble.status if trouble else 200)


def _for_authority(request: Asked) -> list[tuple[Passkey, State]]:
    """What an authority of the party has to sign outside the browser."""
    if not _is_authority(request):
        return []
    states = ((each, state_of(each, request.standing)) for each in Passkey.objects.order_by("made"))
    return [
        (each, state)
        for each, state in states
        if party_of(each.person) == request.party
        and state in {"waiting", "lost"}
        and _todo(request.standing, each)
    ]


def _todo(standing: Standing, passkey: Passkey) -> bool:
    """A lost passkey that never was in the register needs no revoking."""
    return passkey.lost is None or passkey.fingerprint in standing.keys


def _is_authority(request: Asked) -> bool:
    held = request.standing.persons.get(request.person or "")
    return held is not None and "authority" in held.functions


@require_POST
def options(request: Asked) -> HttpResponse:
    return JsonResponse(ask_to_create(request, str(request.person), PURPOSE))


@open_to_all
@require_GET
def show(request: Asked, number: int) -> HttpResponse:
    return render(request, "accounts/passkey.html", _about(request, _seen(request, number)))


@open_to_all
@require_GET
def state(request: Asked, number: int) -> HttpResponse:
    """The part of its page that changes, which asks for it every few seconds.

    While nothing has changed it is left alone: whoever reads it, or selects the command, is not disturbed.
    """
    about = _about(request, _seen(request, number))
    if request.GET.get("was") == about["state"]:
        return HttpResponse(status=204)
    return render(request, "accounts/passkey-state.html", about)


@open_to_all
@require_GET
def act(request: Asked, number: int) -> HttpResponse:
    """The act that the authority signs, as a file."""
    passkey = _seen(request, number)
    file = prepared(request.node, request.standing, passkey, request.person)
    if file is None:
        raise Http404
    return download(_file_name(passkey), file.encode(), "application/json")


@open_to_all
@require_POST
def finish(request: Asked, number: int) -> HttpResponse:
    """In a demo the authority's key lies here, so that one may go on at once."""
    passkey = _seen(request, number)
    file = prepared(request.node, request.standing, passkey)
    if request.node.demo is None or file is None:
        raise Http404
    armored = demo.signature(str(authority_of(request.standing, passkey.person)), file.data)
    request.node.intake.submit([file.signed_by(armored).submission])
    return HttpResponseRedirect(reverse("passkey", args=[number]))


@require_POST
def rename(request: Asked, number: int) -> HttpResponse:
    passkey = _own(request, number)
    passkey.label = named(request.POST.get("label", ""))
    passkey.save(update_fields=["label"])
    return HttpResponseRedirect(reverse("devices"))


@require_POST
def lost(request: Asked, number: int) -> HttpResponse:
    """This desk refuses it from now on; the register does once the authority has revoked it."""
    passkey = _own(request, number)
    if passkey.lost is None:
        passkey.lost = request.now
        passkey.save(update_fields=["lost"])
    if sessions.by_passkey(request) == passkey:
        sessions.sign_out(request)
        request.session[SHOWN] = passkey.pk
    return HttpResponseRedirect(reverse("passkey", args=[number]))


def _own(request: Asked, number: int) -> Passkey:
    found = Passkey.objects.filter(pk=number, person=request.person).first()
    if found is None:
        raise Http404
    return found


def _seen(request: Asked, number: int) -> Passkey:
    found = Passkey.objects.filter(pk=number).first()
    if found is None:
        raise Http404
    authority = _is_authority(request) and party_of(found.person) == request.party
    if found.person != request.person and not authority and request.session.get(SHOWN) != found.pk:
        raise Http404
    return found


def prepared(node: Node, standing: Standing, passkey: Passkey, viewer: str | None = None) -> ActFile | None:
    """None when there is nothing to sign, or nobody to do it."""
    by = authority_of(standing, passkey.person, viewer)
    held = state_of(passkey, standing)
    if by is None or not _todo(standing, passkey):
        return None
    if held == "waiting":
        return acts.key_add(node, passkey, by)
    return acts.key_revoke(node, passkey, by) if held in {"lost", "other"} else None


def _file_name(passkey: Passkey) -> str:
    return f"{passkey.person.replace('/', '-')}-passkey-{passkey.pk}.json"


def _about(request: Asked, passkey: Passkey) -> dict[str, Any]:
    by = authority_of(request.standing, passkey.person, request.person)
    file, folder = _file_name(passkey), request.node.folder.path
    return {
        "passkey": passkey,
        "owner_party": party_of(passkey.person),
        "state": state_of(passkey, request.standing),
        "todo": _todo(request.standing, passkey),
        "authority": by,
        "file": file,
        "command": shlex.join(["plenipo", "act", "--file", file, "--key", "KEY", "--dir", str(folder)]),
    }


urlpatterns = [
    path("passkeys", mine, name="devices"),
    path("passkeys/options", options, name="passkey-options"),
    path("passkeys/<int:number>", show, name="passkey"),
    path("passkeys/<int:number>/state", state, name="passkey-state"),
    path("passkeys/<int:number>/act", act, name="passkey-act"),
    path("passkeys/<int:number>/finish", finish, name="passkey-finish"),
    path("passkeys/<int:number>/name", rename, name="passkey-name"),
    path("passkeys/<int:number>/lost", lost, name="passkey-lost"),
]
