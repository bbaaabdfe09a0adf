"""How a contact came to be known, and what was known of it when.

1. Nothing is known before the first of: its entry, the publication of a source it names, a side's word.
2. An own account counts from its entry on; until then the contact was at most reported.
3. Afterwards what each side said last outweighs what was reported (see `derived.knowledge`).
"""

from __future__ import annotations

from msgspec import Struct

from plenipo.dialogue.derived import Knowledge, known_by
from plenipo.dialogue.records import Contact
from plenipo.dialogue.standing import Standing


class Knew(Struct, frozen=True):
    """What was known from `since` (ms) on; `side` is the party whose word changed it."""

    since: int
    knowledge: Knowledge
    side: str | None = None


def known_since(standing: Standing, held: Contact) -> int:
    """The instant (ms) from which anything was known of a contact."""
    published = (standing.sources[ref].published for ref in held.sources if ref in standing.sources)
    return min((held.at, *published, *(side.at for side in held.sides)))


def knowledge_at(standing: Standing, held: Contact, now: int) -> Knowledge | None:
    """What was known at `now` (ms), or None if nothing was."""
    if now < known_since(standing, held):
        return None
    sides = [side for side in held.sides if side.at <= now]
    told = held.known != "own-account" or held.kind != "reported" or now >= held.at
    return known_by(held, sides, held.known if told else "reported")


def knowledge_history(standing: Standing, held: Contact, now: int) -> tuple[Knew, ...]:
    """Each change of what was known, up to `now` (ms), oldest first."""
    sides = {side.at: side.party for side in held.sides}
    steps: list[Knew] = []
    for since in sorted({known_since(standing, held), held.at, *sides}):
        known = knowledge_at(standing, held, since)
        if since > now or known is None or (steps and steps[-1].knowledge == known):
            continue
        steps.append(Knew(since, known, sides.get(since)))
    return tuple(steps)
