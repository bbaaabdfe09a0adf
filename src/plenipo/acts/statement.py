"""statement: what a party said in public."""

from __future__ import annotations

from plenipo.acts.words import Act, Instant, PartyId, Ref, Text, TopicId


class Record(Act, tag="statement.record"):
    """Record what a party said in public, with its chain of sources."""

    party: PartyId
    at: Instant
    text: Text
    sources: tuple[Ref, ...]
    topics: tuple[TopicId, ...] = ()


class Dispute(Act, tag="statement.dispute"):
    """Dispute that a statement was made, or made so."""

    statement: Ref
    text: Text
