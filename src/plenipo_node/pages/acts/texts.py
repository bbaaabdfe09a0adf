"""Exact texts as a page shows them: what stands around the words, and the words for who may read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from plenipo_node.pages.acts.records import broken, document_of

if TYPE_CHECKING:
    from plenipo.acts.words import Text
    from plenipo_node.web.asking import Asked


class ShownText(Struct, frozen=True, kw_only=True):
    """`words` are None where the text is not sealed to who asks, or is `broken`: the frame stays."""

    marking: str
    commitment: str
    title: str = ""
    words: str | None = None
    lang: str = ""
    broken: bool = False

    @property
    def heading(self) -> str:
        """The title, where the words do not begin with it: it is part of what the commitment is to."""
        return "" if (self.words or "").lstrip().startswith(self.title) else self.title


def shown(request: Asked, text: Text) -> ShownText:
    """For the person who asks, within this request alone."""
    document = document_of(request.node, request.party or "", text)
    if document is None:
        spoilt = broken(request.node, request.party or "", text)
        return ShownText(marking=text.marking, commitment=text.commitment, broken=spoilt)
    return ShownText(
        marking=text.marking,
        commitment=text.commitment,
        title=document.title,
        words=document.text,
        lang=document.lang or "",
    )
