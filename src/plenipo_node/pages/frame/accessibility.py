"""The accessibility statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import path

from plenipo_node.web.asking import open_to_all

if TYPE_CHECKING:
    from django.http import HttpResponse

    from plenipo_node.web.asking import Asked


@open_to_all
def statement(request: Asked) -> HttpResponse:
    return render(request, "accessibility.html")


urlpatterns = [path("accessibility", statement, name="accessibility")]
