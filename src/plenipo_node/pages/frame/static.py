"""The desk's own style sheets, scripts and marks: read once, named by their hash, kept by browsers."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.urls import path, reverse
from msgspec import Struct

from plenipo_node.web.asking import open_to_all

if TYPE_CHECKING:
    from plenipo_node.web.asking import Asked

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


@cache
def asset(name: str) -> Asset | None:
    """None for what is none of ours: the name is one of a fixed set, never a way into the disk."""
    held = {file.name: file for file in FOLDER.iterdir() if file.suffix in TYPES}
    if name not in held:
        return None
    body = held[name].read_bytes()
    mark = hashlib.sha256(body).hexdigest()[:16]
    return Asset(body, gzip.compress(body, mtime=0), mark, TYPES[held[name].suffix])


def address(name: str) -> str:
    """With the hash of its content, so that a new version is another address."""
    found = asset(name)
    return reverse("static", args=[name]) + (f"?v={found.mark}" if found else "")


@open_to_all
def show(request: Asked, name: str) -> HttpResponse:
    found = asset(name)
    if found is None:
        raise Http404
    zips = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(found.zipped if zips else found.body, content_type=found.content_type)
    if zips:
        response["Content-Encoding"] = "gzip"
    response["Vary"] = "Accept-Encoding"
    fresh = request.GET.get("v") == found.mark
    response["Cache-Control"] = "public, max-age=31536000, immutable" if fresh else "no-cache"
    return response


urlpatterns = [path("static/<str:name>", show, name="static")]
