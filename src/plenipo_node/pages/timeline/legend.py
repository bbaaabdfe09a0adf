"""The legend of the drawn timeline: the drawing's own shapes and classes, and what each says.

It is the same on each page: written once a language.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from msgspec import Struct

from plenipo_node.drawing.glyphs import BESIDE, FILLING, SHAPES
from plenipo_node.pages.timeline.words import CONSENTS, letters
from plenipo_node.wording.vocabulary import word

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

AUTHORITIES = ("mandated", "ratified", "bilateral", "none-claimed", "unauthorised", "disavowed")
OFFERS = ("accepted", "declined", "left-unanswered")
MANDATES = ("in force", "not yet", "suspended", "revoked", "ended")
OUTCOMES = ("adopted", "not-adopted", "pending", "not-reached")


class Sign(Struct, frozen=True):
    """`over` lies on the shape, `below` under it."""

    shape: str
    classes: str
    words: str
    over: str = ""
    below: str = ""


@cache
def shown(_language: str | None) -> SafeString:
    """For the language that is active."""
    media = [(letter, word(name)) for name, letter in letters().items()]
    return render_to_string("parts/timeline_legend.html", {"legend": legend(), "letters": media})


def legend() -> list[tuple[str, list[Sign]]]:
    return [
        (_("Shape: authority"), [Sign(name, f"tl-{name} tl-full", word(name)) for name in AUTHORITIES]),
        (_("Filling: what is known"), [_known(name, filling) for name, filling in FILLING.items()]),
        (_("Offers and answers"), _offers()),
        (_("Consent"), [_consent(name, said) for name, said in CONSENTS.items()]),
        (_("Mandates"), [_bar("mandate", state) for state in MANDATES]),
        (_("Decisions"), [_bar("consultation", outcome) for outcome in OUTCOMES]),
    ]


def _known(name: str, filling: str) -> Sign:
    over = "struck" if name == "denied" else ""
    return Sign("mandated", f"tl-mandated tl-{filling}", word(name), over, BESIDE.get(name, ""))


def _offers() -> list[Sign]:
    made = [
        ("ours", _("our offer to talk")),
        ("theirs", _("their offer to talk")),
        ("offer-lapsed", _("lapsed")),
    ]
    answers = [Sign(name, f"tl-{name} tl-full", word(name)) for name in OFFERS]
    return [Sign(name, f"tl-{name} tl-none", said) for name, said in made] + answers


def _consent(name: str, said: str) -> Sign:
    return Sign(name, f"tl-{name} {'tl-none' if name == 'consent-asked' else 'tl-full'}", _(said))


def _bar(kind: str, state: str) -> Sign:
    over = state if state in SHAPES else ""
    return Sign("few", f"tl-{kind} tl-is-{state.replace(' ', '-')}", word(state), over)
