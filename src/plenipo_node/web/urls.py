"""Every page of the desk by its address: a module a page, and each lists its own."""

from __future__ import annotations

from importlib import import_module

from django.urls import URLPattern

from plenipo_node.pages import PAGES

urlpatterns: list[URLPattern] = [
    pattern
    for name in ("accounts.urls", *(f"pages.{page}" for page in PAGES))
    for pattern in import_module(f"plenipo_node.{name}").urlpatterns
]
handler404 = "plenipo_node.pages.frame.failures.missing"
handler403 = "plenipo_node.pages.frame.failures.not_yours"
handler400 = "plenipo_node.pages.frame.failures.unclear"
handler500 = "plenipo_node.pages.frame.failures.broken"
