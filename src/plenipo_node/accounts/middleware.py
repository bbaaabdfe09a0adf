"""Every page is for people who are signed in, unless its view is marked `open_to_all`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from plenipo.acts.words import party_of
from plenipo_node.accounts.sessions import signed_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from plenipo_node.web.asking import Asked


class PersonMiddleware:
    """Sets `request.person` and `request.party`; sends strangers to the page for signing in."""

    def __init__(self, answer: Callable[[Asked], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: Asked) -> HttpResponse:
        request.person = signed_in(request)
        request.party = party_of(request.person) if request.person else None
        return self._answer(request)

    def process_view(
        self, request: Asked, view: Callable[..., Any], _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if request.person is not None or getattr(view, "open_to_all", False):
            return None
        back = request.get_full_path() if request.method == "GET" and not request.by_htmx else "/"
        door = f"{reverse('sign-in')}?{urlencode({'next': back})}"
        if request.by_htmx:  # a redirect would put that page into a part of this one
            return HttpResponse(status=401, headers={"HX-Redirect": door})
        return HttpResponseRedirect(door)
