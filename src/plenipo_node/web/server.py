"""The process that answers: the application, and the outbox behind it.

Pages and templates are loaded before the first person asks. What is in memory by then stays, above all the
dialogue: the collector of garbage need not go through it again and again.
"""

from __future__ import annotations

import gc
from importlib import import_module

from plenipo_node.web.wsgi import application  # first: it sets Django up

from django.template.loader import get_template  # isort: skip

from plenipo_node.drafts import outbox  # isort: skip
from plenipo_node.web.node import the_node  # isort: skip
from plenipo_node.web.settings import HERE, ROOT_URLCONF  # isort: skip

__all__ = ["application"]


def load() -> None:
    import_module(ROOT_URLCONF)
    templates = HERE / "templates"
    for file in templates.rglob("*.html"):
        get_template(str(file.relative_to(templates)))
    node = the_node()
    gc.collect()
    gc.freeze()
    outbox.start(node)


load()
