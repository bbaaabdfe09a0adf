"""The process that answers: the application, and the outbox behind it."""

from __future__ import annotations

from plenipo_node.web.wsgi import application  # first: it sets Django up

from plenipo_node.drafts import outbox  # isort: skip
from plenipo_node.web.node import the_node  # isort: skip

outbox.start(the_node())

__all__ = ["application"]
