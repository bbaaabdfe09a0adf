"""What went wrong, in plain words and with what to do. Never a trace, never what somebody wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.http import HttpResponse

    from plenipo_node.web.asking import Asked


def _failure(request: Asked, status: int, title: str, cure: str) -> HttpResponse:
    return render(request, "failure.html", {"title": title, "cure": cure}, status=status)


def missing(request: Asked, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 Django's signature
    return _failure(
        request,
        404,
        _("There is no such page"),
        _("Go to the start page, or look for the record by its number."),
    )


def not_yours(request: Asked, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 Django's signature
    return _failure(request, 403, _("This is not yours to see"), _("Sign in as the person whose page it is."))


def unclear(request: Asked, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 Django's signature
    return _failure(
        request, 400, _("This request cannot be read"), _("Go back, reload the page and try again.")
    )


def forged(request: Asked, reason: str = "") -> HttpResponse:  # noqa: ARG001 Django's signature
    return _failure(
        request,
        403,
        _("This form is too old, or did not come from this desk"),
        _("Go back, reload the page and send the form again: what you typed is kept as a draft."),
    )


def broken(request: Asked, *_arguments: Any) -> HttpResponse:
    return _failure(
        request,
        500,
        _("This desk made a mistake"),
        _("Nothing was registered. Tell the operator the time; the log says more."),
    )
