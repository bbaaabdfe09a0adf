"""Items sorted into the rows that they are drawn in, once for all pictures.

A contact stands in the lane of its level. One that nobody mandated stands in its party's own track besides,
and one that went through an intermediary in the intermediary's. What lies outside the window is left out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from operator import attrgetter

from msgspec import Struct, field

from plenipo.acts.words import LEVELS
from plenipo.dialogue.views.timeline import Item, ItemKind
from plenipo_node.drawing.words import Window

IRREGULAR = frozenset({"unauthorised", "disavowed"})
IN_CAP = frozenset({"mandated", "ratified"})
AT: Callable[[Item], int] = attrgetter("at")
CONSENTS: tuple[ItemKind, ...] = (
    "consent-asked",
    "consent-given",
    "consent-disclaimed",
    "consent-refused",
    "consent-withdrawn",
    "conditions-met",
)
CLOSE = 250  # covers nearer to one another than this part of the window are one
SHORT = 120  # a silence shorter than this part of it is not drawn


def _by_name() -> defaultdict[str, list[Item]]:
    return defaultdict(list)


class Held(Struct, frozen=True):
    """Each row's items, oldest first; a lane's instants of irregular contacts; what mandates cover, in ms."""

    contacts: defaultdict[str, list[Item]] = field(default_factory=_by_name)
    offers: defaultdict[str, list[Item]] = field(default_factory=_by_name)
    tracks: defaultdict[str, list[Item]] = field(default_factory=_by_name)
    mandates: list[Item] = field(default_factory=list)
    consultations: list[Item] = field(default_factory=list)
    consents: list[Item] = field(default_factory=list)
    gaps: list[Item] = field(default_factory=list)
    irregular: dict[str, list[int]] = field(default_factory=lambda: {level: [] for level in LEVELS})
    covers: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: {level: [] for level in LEVELS})


def gathered(items: Sequence[Item], window: Window) -> Held:
    """`items` are in the order of `at`."""
    held = Held()
    lasting: dict[str, list[Item]] = {
        "gap": held.gaps,
        "mandate": held.mandates,
        "consultation": held.consultations,
    }
    begins, stop = bisect_left(items, window.since, key=AT), bisect_right(items, window.until, key=AT)
    for item in items[:begins]:
        if item.kind in lasting and (item.until or item.at) >= window.since:
            lasting[item.kind].append(item)
    contacts, offers = held.contacts, held.offers
    whole = lasting | dict.fromkeys(CONSENTS, held.consents)
    for item in items[begins:stop]:
        kind = item.kind
        if kind == "contact":
            contacts[item.levels[0]].append(item)
            facts = item.facts
            if facts["authority"] not in IN_CAP or "through" in facts:
                _beside(held, item)
        elif kind in whole:
            whole[kind].append(item)
        else:
            offers[item.levels[0]].append(item)
    shortest = window.span // SHORT
    held.gaps[:] = [gap for gap in held.gaps if (gap.until or gap.at) - gap.at >= shortest]
    _cover(held, window)
    return held


def _beside(held: Held, item: Item) -> None:
    """What talks to the counterpart outside the cap."""
    known = item.facts["authority"]
    if known not in IN_CAP:
        held.tracks[item.parties[0]].append(item)
        if known in IRREGULAR:
            held.irregular[item.levels[0]].append(item.at)
    if "through" in item.facts:
        held.tracks[str(item.facts["through"])].append(item)


def _cover(held: Held, window: Window) -> None:
    near = window.span // CLOSE
    for mandate in held.mandates:
        ends = mandate.until or mandate.at
        for level in mandate.levels:
            covers = held.covers[level]
            if covers and mandate.at <= covers[-1][1] + near:
                covers[-1] = (covers[-1][0], max(covers[-1][1], ends))
            else:
                covers.append((mandate.at, ends))
