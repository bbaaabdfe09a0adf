"""offer: invitations to talk, and their answers."""

from __future__ import annotations

from typing import Literal

from plenipo.acts.words import Act, Instant, Level, Medium, PartyId, PersonId, Ref, Text, TopicId


class Make(Act, tag="offer.make"):
    """Offer to talk, under a mandate."""

    mandate: Ref
    envoy: PersonId
    counterpart: PartyId
    level: Level
    medium: Medium
    topics: tuple[TopicId, ...]
    text: Text
    through: PartyId | None = None
    condition: Text | None = None
    answer_by: Instant | None = None


class Receive(Act, tag="offer.receive"):
    """Record that the counterpart offered to talk: through whom, on what condition, to whom."""

    counterpart: PartyId
    level: Level
    medium: Medium
    at: Instant
    to: tuple[PartyId, ...] = ()
    through: PartyId | None = None
    condition: Text | None = None
    answer_by: Instant | None = None
    sources: tuple[Ref, ...] = ()
    text: Text | None = None


class Answer(Act, tag="offer.answer"):
    """Record the answer to an offer, ours or theirs."""

    offer: Ref
    answer: Literal["accepted", "declined"]
    at: Instant
    text: Text | None = None


class LeaveUnanswered(Act, tag="offer.leave-unanswered"):
    """Leave an offer unanswered on purpose."""

    offer: Ref
    reason: Text | None = None
