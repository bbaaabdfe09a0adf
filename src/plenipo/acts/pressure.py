"""pressure: pressure on a concerned party is made visible."""

from __future__ import annotations

from plenipo.acts.words import Act, PartyId, Ref, Text, TopicId


class Report(Act, tag="pressure.report"):
    """Report pressure from inside or outside the dialogue."""

    text: Text
    topics: tuple[TopicId, ...]
    source: PartyId | None = None
    linked: tuple[Ref, ...] = ()
