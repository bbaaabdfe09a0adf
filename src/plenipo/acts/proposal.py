"""proposal: what is put on the table."""

from __future__ import annotations

from typing import Literal

from plenipo.acts.words import Act, Instant, Level, Medium, PartyId, PersonId, Ref, Text, TopicId


class Table(Act, tag="proposal.table"):
    """Ask the guard for a go-ahead to put an exact text to the counterpart."""

    mandate: Ref
    envoy: PersonId
    counterpart: PartyId
    level: Level
    medium: Medium
    topics: tuple[TopicId, ...]
    text: Text
    contact: Ref | None = None
    commits: bool = False  # it would bind, ad referendum
    through: PartyId | None = None


class Report(Act, tag="proposal.report"):
    """Record that a text was put to the counterpart, with or without a go-ahead."""

    party: PartyId
    counterpart: PartyId
    level: Level
    topics: tuple[TopicId, ...]
    text: Text
    at: Instant
    proposal: Ref | None = None
    contact: Ref | None = None
    sources: tuple[Ref, ...] = ()


class Withdraw(Act, tag="proposal.withdraw"):
    """Take a proposal off the table."""

    proposal: Ref
    reason: Text | None = None


class Answer(Act, tag="proposal.answer"):
    """Record the counterpart's answer to a proposal."""

    proposal: Ref
    answer: Literal["accepted", "rejected", "countered"]
    at: Instant
    text: Text | None = None
