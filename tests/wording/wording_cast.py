"""Django set up once a process, for words alone."""

from __future__ import annotations

import os

from django.apps import apps


def set_up() -> None:
    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plenipo_node.web.settings")
        import django  # noqa: PLC0415 after its settings are named

        django.setup()
