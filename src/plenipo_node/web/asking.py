"""A request as pages get it: who asks, what the node holds, and the instant at which all is derived."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.http import HttpRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from plenipo.dialogue.standing import Standing
    from plenipo_node.web.node import Node

View = TypeVar("View", bound="Callable[..., Any]")


class Asked(HttpRequest):
    """`person` is None on pages that are open to all. `now` is one instant for the whole page, ms."""

    node: Node
    standing: Standing
    now: int
    person: str | None
    party: str | None
    by_htmx: bool  # only a part of the page is wanted


def open_to_all(view: View) -> View:
    """This page needs no signing in."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view
