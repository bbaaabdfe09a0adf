"""A timeline as a picture: values in, SVG text out, with no framework, no clock and no style.

1. Only what the window holds is drawn, and no row holds more than `layout.ROOM` marks: marks that would cover
   one another become one, with their count and a link to their own stretch of time.
2. What a mark says, it says by its shape; colour comes from a stylesheet, by class.
3. One plan gives both pictures: `wide` runs from left to right, `narrow` from top to bottom.
4. Every word comes from the caller, and is escaped here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from plenipo.dialogue.views.timeline import Item
from plenipo_node.drawing.gather import gathered
from plenipo_node.drawing.glyphs import defined
from plenipo_node.drawing.layout import NARROW, WIDE, Cell, Counts, outlined, plan
from plenipo_node.drawing.svg import drawn
from plenipo_node.drawing.words import Links, Window, Words

__all__ = ["Cell", "Counts", "Drawing", "Links", "Window", "Words", "draw", "outline"]


class Drawing(Struct, frozen=True):
    """`shapes` comes before the others in the page, once: they refer to it."""

    shapes: str
    wide: str
    narrow: str


def draw(items: Sequence[Item], window: Window, now: int, words: Words, links: Links) -> Drawing:
    """The items, oldest first, as far as they meet the window; `now` in ms."""
    held = gathered(items, window)
    words = replace(words, item=_once(words.item))
    wide, narrow = (plan(held, window, now, form) for form in (WIDE, NARROW))
    return Drawing(defined(), drawn(wide, "wide", words, links), drawn(narrow, "narrow", words, links))


def outline(counts: Counts, window: Window, now: int, words: Words, links: Links) -> Drawing:
    """Where there is too much to look at one by one: how many of what, by row and stretch of time."""
    wide, narrow = (outlined(counts, window, now, form) for form in (WIDE, NARROW))
    return Drawing(defined(), drawn(wide, "wide", words, links), drawn(narrow, "narrow", words, links))


def _once(told: Callable[[Item], str]) -> Callable[[Item], str]:
    """Both pictures show the same items, and words are dear. The items live as long as the drawing."""
    known: dict[int, str] = {}

    def tell(item: Item) -> str:
        number = id(item)
        if number not in known:
            known[number] = told(item)
        return known[number]

    return tell
