"""Plain English for drawings, and items to draw."""

from __future__ import annotations

from plenipo.acts.words import LEVELS
from plenipo.dialogue.views.timeline import Facts, Item, ItemKind
from plenipo_node.drawing import Links, Words
from plenipo_node.drawing.ticks import DAY, moment

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
STRIPS = {
    "gap": "No contact",
    "offer": "Offers",
    "mandate": "Mandates",
    "consultation": "Decisions",
    "consent": "Consent",
    "others": "Others",
    "tracks": "Other tracks",
}
LETTERS = {"call": "C", "visit": "V", "meeting": "M", "letter": "L", "message": "T", "video": "D"}


def _said(item: Item) -> str:
    facts = item.facts
    told = (facts.get(name) for name in ("medium", "authority", "knowledge", "state", "outcome", "answer"))
    return f"{moment(item.at):%d %b %Y} {item.kind} {', '.join(str(one) for one in told if one)}"


WORDS = Words(
    title="Timeline",
    summary="What happened, by level",
    now="now",
    rows={level: level.capitalize() for level in LEVELS} | STRIPS,
    months=MONTHS,
    letters=LETTERS,
    item=_said,
    bar=lambda item: ", ".join(item.parties),
    many=lambda count, first, last, amiss: (
        f"{count}, {moment(first):%d %b %Y} to {moment(last):%d %b %Y}, {amiss} irregular"
    ),
    days=lambda days: f"{days} d",
)
LINKS = Links(
    record=lambda index: f"/records/{index}",
    stretch=lambda first, last: f"?since={first}&until={last}",
)

AUTHORITIES = ("mandated", "ratified", "bilateral", "none-claimed", "unauthorised", "disavowed")
KNOWLEDGE = (
    "planned",
    "reported",
    "neither confirmed nor denied",
    "denied",
    "confirmed by one side",
    "confirmed by both",
)
MEDIA = tuple(LETTERS)
BEGIN = 1_700_000_000_000  # ms


def contact(at: int, number: int = 0, **facts: str) -> Item:
    """A contact whose authority, knowledge and medium go with its number."""
    told: Facts = {
        "medium": MEDIA[number % 6],
        "authority": AUTHORITIES[number % 6],
        "knowledge": KNOWLEDGE[number // 6 % 6],
    }
    level = LEVELS[number % 4]
    parties = ("FR", "DE", "PL", "IT", "UK", "HU")[number % 6], "RU"
    return Item(
        kind="contact",
        at=at,
        index=number,
        ref=f"{number:064x}",
        parties=parties,
        levels=(level,),
        facts=told | facts,
    )


def many(count: int, step: int = DAY // 8) -> list[Item]:
    """Items of all kinds, one every `step` ms: as a long dialogue has them."""
    return [_one(BEGIN + n * step, n) for n in range(count)]


def _one(at: int, n: int) -> Item:
    turn, level = n % 10, LEVELS[n // 10 % 4]
    if turn < 4:
        return contact(at, n // 10 + turn)
    lasting: dict[int, tuple[ItemKind, int, Facts]] = {
        4: ("gap", 2 * DAY, {"days": 2, "before": ""}),
        5: ("gap", DAY // 10, {"days": 0, "before": ""}),
        6: ("mandate", 5 * DAY, {"state": "in force"}),
        7: ("consultation", 3 * DAY, {"outcome": "adopted"}),
    }
    kind, span, facts = lasting.get(
        turn, ("consent-given" if turn == 8 else "offer", 0, {"ours": n // 10 % 2})
    )
    until = at + span if span else None
    ref = f"{n:064x}"
    return Item(
        kind=kind, at=at, until=until, index=n, ref=ref, parties=("FR", "RU"), levels=(level,), facts=facts
    )
