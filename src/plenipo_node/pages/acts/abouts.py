"""What the records are that an act names, so that nobody signs a bare number or hash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from plenipo.acts import kind_of
from plenipo_node.pages.acts.records import said_at
from plenipo_node.pages.acts.texts import shown
from plenipo_node.wording import acts
from plenipo_node.wording.gists import gist, records_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plenipo.acts import Said
    from plenipo_node.web.asking import Asked

MOST = 12


class About(Struct, frozen=True, kw_only=True):
    """`title` is that of its exact text, for who may read it."""

    index: int
    by: str
    done: str
    gist: str
    title: str


def abouts(request: Asked, act: Said) -> Iterator[About]:
    """Of each record that it names."""
    for index in records_of(act, request.standing)[:MOST]:
        said = said_at(request.node, index)
        if said is not None:
            text = getattr(said, "text", None) or getattr(said, "lines", None)
            yield About(
                index=index,
                by=said.by,
                done=acts.done(kind_of(type(said))),
                gist=gist(said, request.standing),
                title=shown(request, text).title if text else "",
            )
