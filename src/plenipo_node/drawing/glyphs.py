"""The shapes. A contact's shape is its authority, its filling what is known of it, its letter the medium.

| shape | authority | | filling | knowledge |
|---|---|---|---|---|
| disc | mandated | | none | planned |
| disc in a ring | ratified | | light | reported |
| square | bilateral | | light, dashed | neither confirmed nor denied |
| lozenge | none claimed | | light, struck | denied |
| triangle | claimed, and not so | | full, one dot | confirmed by one side |
| octagon with bars | disavowed | | full, two dots | confirmed by both |

Offers are arrows, ours pointing away and theirs towards us; words on consent are seals; a mark for several is
a tablet with their number.
"""

from __future__ import annotations

from plenipo.dialogue.views.timeline import Item

TICK = '<path class="tl-sign" d="M-4 0.2 -1.2 3 4.2-3.2"/>'
CROSS = '<path class="tl-sign" d="M-3-3 3 3M3-3-3 3"/>'
DOTS = '<path class="tl-sign" d="M-4 0h.1M0 0h.1M4 0h.1"/>'
DASH = '<path class="tl-sign" d="M-4 0h8"/>'
SEAL = '<path d="M0-10 8.7-5V5L0 10-8.7 5V-5Z"/>'

SHAPES = {
    "mandated": '<circle r="9.5"/>',
    "ratified": '<circle r="7.6"/><circle class="tl-ring" r="10.6"/>',
    "bilateral": '<path d="M-8.5-8.5h17v17h-17Z"/>',
    "none-claimed": '<path d="M0-11.5 11.5 0 0 11.5-11.5 0Z"/>',
    "unauthorised": '<path d="M0-12 12 9H-12Z"/>',
    "disavowed": '<path d="M-4-10H4L10-4V4L4 10H-4L-10 4V-4Z"/><path class="tl-bar" d="M-14 0h4M10 0h4"/>',
    "one": '<circle r="1.5"/>',
    "both": '<circle cx="-2.8" r="1.5"/><circle cx="2.8" r="1.5"/>',
    "struck": '<path d="M-11 11 11-11"/>',
    "ours": '<path d="M-9-6H2L9 0 2 6H-9Z"/>',
    "theirs": '<path d="M9-6H-2L-9 0-2 6H9Z"/>',
    "accepted": f'<circle r="7.5"/>{TICK}',
    "declined": f'<circle r="7.5"/>{CROSS}',
    "left-unanswered": f'<circle r="7.5"/>{DOTS}',
    "offer-lapsed": '<circle r="7"/><path class="tl-sign" d="M0-4V0H3"/>',
    "consent-asked": f'{SEAL}<path class="tl-sign" d="M-2.6-2.6C-2-6 3.4-5 2.6-2 2.2-.4 0 0 0 2M0 5v.1"/>',
    "consent-given": SEAL + TICK,
    "consent-disclaimed": SEAL + DASH,
    "consent-refused": SEAL + CROSS,
    "consent-withdrawn": f'{SEAL}<path class="tl-sign" d="M4 3C4-3-1-3-4-.6M-1.6-3.6-4.4-.6-.8 1"/>',
    "conditions-met": f'{SEAL}<path class="tl-sign" d="M-4 0h8M0-4v8"/>',
    "adopted": TICK,
    "not-adopted": CROSS,
    "pending": DOTS,
    "not-reached": DASH,
    "no-vote": DASH,
    "withdrawn": DASH,
    "many": '<rect x="-12.5" y="-9" width="25" height="18" rx="4"/>',
    "few": '<rect x="-11" y="-7" width="22" height="14" rx="3"/>',
    "dot": '<circle r="3.5"/>',
}

FILLING = {
    "planned": "none",
    "reported": "light",
    "neither confirmed nor denied": "unsure",
    "denied": "light",
    "confirmed by one side": "full",
    "confirmed by both": "full",
}
BARS = frozenset({"mandate", "consultation"})
BESIDE = {"confirmed by one side": "one", "confirmed by both": "both"}


def defined() -> str:
    """Every shape under its name, `tl-…`, around the origin."""
    shapes = "".join(f'<g id="tl-{name}">{shape}</g>' for name, shape in SHAPES.items())
    return f'<svg class="tl-shapes" width="0" height="0" aria-hidden="true"><defs>{shapes}</defs></svg>'


def shape_of(item: Item) -> str:
    """Of an item that is drawn as a mark."""
    if item.kind == "contact":
        name = str(item.facts.get("authority"))
    elif item.kind == "offer":
        name = "ours" if item.facts.get("ours") else "theirs"
    elif item.kind == "offer-answered":
        name = str(item.facts.get("answer"))
    else:
        name = "few" if item.kind in BARS else item.kind
    return name if name in SHAPES else "dot"


def filling_of(item: Item) -> str:
    """The class for what is known of a contact, or for what else is yet to hold."""
    if item.kind == "contact":
        return FILLING.get(str(item.facts.get("knowledge")), "light")
    return "none" if item.kind in {"consent-asked", "offer", "offer-lapsed"} else "full"


def outcome_of(item: Item) -> str:
    """How a mandate or a consultation stands, in the word that its class and its sign are named by."""
    return str(item.facts.get("state" if item.kind == "mandate" else "outcome", ""))


def struck(item: Item) -> bool:
    """Denied, cancelled or superseded: it stands, and does not count."""
    facts = item.facts
    return facts.get("knowledge") == "denied" or "cancelled" in facts or "superseded" in facts
