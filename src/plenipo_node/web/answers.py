"""Answers that are no pages."""

from __future__ import annotations

from django.http import HttpResponse


def download(name: str, data: bytes | str, content_type: str = "application/octet-stream") -> HttpResponse:
    """A file to keep: no browser shows it as a page of this desk."""
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
