"""The desk's own style sheets, scripts and marks: read once, named by their hash, kept by browsers.

They are the same for everybody and say nothing of the dialogue: they wait neither for a session nor for the
desk's lock.
"""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable

PREFIX = "/static/"
FOLDER = Path(__file__).parents[2] / "static" / "desk"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


class Asset(Struct, frozen=True):
    body: bytes
    zipped: bytes
    mark: str
    content_type: str


class StaticMiddleware:
    """Answers for what is ours; what is not goes on, and is not found."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = request.path.removeprefix(PREFIX)
        found = assets().get(name) if name != request.path and request.method in {"GET", "HEAD"} else None
        return self._answer(request) if found is None else _served(request, found)


@cache
def assets() -> dict[str, Asset]:
    """By name: a fixed set, never a way into the disk."""
    return {file.name: _asset(file) for file in FOLDER.iterdir() if file.suffix in TYPES}


def _asset(file: Path) -> Asset:
    body = file.read_bytes()
    mark = hashlib.sha256(body).hexdigest()[:16]
    return Asset(body, gzip.compress(body, mtime=0), mark, TYPES[file.suffix])


def address(name: str) -> str:
    """With the hash of its content, so that a new version is another address."""
    return f"{PREFIX}{name}?v={assets()[name].mark}"


def _served(request: HttpRequest, found: Asset) -> HttpResponse:
    zips = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(found.zipped if zips else found.body, content_type=found.content_type)
    if zips:
        response["Content-Encoding"] = "gzip"
    response["Vary"] = "Accept-Encoding"
    fresh = request.GET.get("v") == found.mark
    response["Cache-Control"] = "public, max-age=31536000, immutable" if fresh else "no-cache"
    return response
