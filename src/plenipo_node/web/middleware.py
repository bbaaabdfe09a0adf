"""What every request goes through: one look at the standing, and headers that let nothing else in."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect, UnreadablePostError
from django.shortcuts import render

from plenipo.errors import PlenipoError
from plenipo_node.web.node import the_node

if TYPE_CHECKING:
    from collections.abc import Callable

    from plenipo_node.web.asking import Asked

    Answer = Callable[[Asked], HttpResponse]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "publickey-credentials-get=(self), publickey-credentials-create=(self), camera=(), "
    "microphone=(), geolocation=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class HeadersMiddleware:
    """Nothing is loaded from elsewhere, nothing is framed, no page is kept by a cache."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: Asked) -> HttpResponse:
        response = self._answer(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        if settings.SECURE_HSTS_SECONDS:
            response.headers["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}"
        return response


class OneAddressMiddleware:
    """A passkey belongs to one host name: whoever comes by the number is sent to the name."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: Asked) -> HttpResponse:
        config = the_node().config
        if request.get_host().partition(":")[0] == "127.0.0.1" and config.host == "localhost":
            return HttpResponseRedirect(config.address + request.get_full_path())
        return self._answer(request)


class StandingMiddleware:
    """The page looks at one standing at one instant, under the desk's lock.

    What was sent is read before: whoever sends it slowly, or never ends, keeps nobody else waiting.
    """

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: Asked) -> HttpResponse:
        node = request.node = the_node()
        request.by_htmx = request.headers.get("HX-Request") == "true"
        with suppress(UnreadablePostError):  # then nothing was sent
            request.POST  # noqa: B018 reads it
        with node.lock:
            try:
                request.standing = node.standing()
            except PlenipoError as error:
                return render(request, "ill.html", {"error": error}, status=503)
            request.now = node.now()
            return self._answer(request)
