"""A line a fault: when, how grave, where in our code, and of what class. Never what anybody wrote.

The message of an exception may quote what it failed on, and an address may hold a token: so neither is said;
the route is.
"""

from __future__ import annotations

import logging
import time
import traceback
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from plenipo_node.web.asking import Asked

METHODS = ("GET", "HEAD", "POST")
log = logging.getLogger(__name__)


class OneLine(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        parts = [self.formatTime(record), record.levelname, record.name]
        asked = getattr(record, "request", None)
        parts.append(record.getMessage() if asked is None else f"at {_route(asked)}")
        if record.exc_info and record.exc_info[0] is not None:
            parts.append(f"{record.exc_info[0].__name__} {_place(record)}")
        return " ".join(" ".join(parts).split())


class LogMiddleware:
    """A line a request: by which route, with what status, in how many milliseconds."""

    def __init__(self, answer: Callable[[Asked], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: Asked) -> HttpResponse:
        began = time.perf_counter()
        response = self._answer(request)
        method = request.method if request.method in METHODS else "other"
        took = (time.perf_counter() - began) * 1000
        log.info("%s %s %d in %d ms", method, _route(request), response.status_code, took)
        return response


def _route(request: object) -> str:
    """As it is written in urlpatterns, without what fills it."""
    return f"/{getattr(getattr(request, 'resolver_match', None), 'route', None) or ''}"


def _place(record: logging.LogRecord) -> str:
    """Where it was raised, and the last of our own lines on the way there."""
    steps = traceback.extract_tb(record.exc_info[2]) if record.exc_info else []
    ours = [step for step in steps if "plenipo" in step.filename]
    places = dict.fromkeys(f"{step.filename}:{step.lineno}" for step in (*steps[-1:], *ours[-1:]))
    return " from ".join(places)
