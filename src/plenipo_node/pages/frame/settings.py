"""How a person wants the desk: its language and its light. A cookie each; neither tells who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils import translation
from django.views.decorators.http import require_POST

from plenipo_node.accounts.sessions import own_path
from plenipo_node.web.asking import open_to_all

if TYPE_CHECKING:
    from collections.abc import Callable

    from plenipo_node.web.asking import Asked

YEAR = 365 * 24 * 3600
LIGHTS = ("auto", "light", "dark")


class LanguageMiddleware:
    """The language chosen, else the browser's among ours, else the desk's."""

    def __init__(self, answer: Callable[[Asked], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: Asked) -> HttpResponse:
        language = translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self._answer(request)
        response.headers.setdefault("Content-Language", language)
        return response


def light_of(request: Asked) -> str:
    chosen = request.COOKIES.get(settings.LIGHT_COOKIE_NAME, "auto")
    return chosen if chosen in LIGHTS else "auto"


@open_to_all
@require_POST
def choose(request: Asked) -> HttpResponse:
    """Set the language, the light, or both, and go back to where one was."""
    response = HttpResponseRedirect(own_path(request.POST.get("back")))
    for name, cookie, known in (
        ("language", settings.LANGUAGE_COOKIE_NAME, dict(settings.LANGUAGES)),
        ("light", settings.LIGHT_COOKIE_NAME, LIGHTS),
    ):
        chosen = request.POST.get(name)
        if chosen in known:
            response.set_cookie(
                cookie,
                str(chosen),
                max_age=YEAR,
                samesite="Strict",
                httponly=True,
                secure=settings.SESSION_COOKIE_SECURE,
            )
    return response


urlpatterns = [path("settings", choose, name="settings")]
