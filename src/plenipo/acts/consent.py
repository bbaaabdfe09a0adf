"""consent: what is reserved to a concerned party needs its own yes."""

from __future__ import annotations

from plenipo.acts.words import Act, Hash, Instant, Level, PartyId, Ref, Text, TopicId


class Ask(Act, tag="consent.ask"):
    """Ask a concerned party for its consent to one exact text. Never a debt of the one asked."""

    party: PartyId
    topics: tuple[TopicId, ...]
    counterpart: PartyId
    level: Level
    text: Text
    reason: Text
    answer_by: Instant
    linked: tuple[Ref, ...] = ()


class Give(Act, tag="consent.give"):
    """Consent to one text, one counterpart, one level, one term; perhaps on conditions or under protest."""

    commitment: Hash
    topics: tuple[TopicId, ...]
    counterpart: PartyId
    level: Level
    until: Instant
    ask: Ref | None = None
    conditions: Text | None = None
    under_protest: bool = False


class Disclaim(Act, tag="consent.disclaim"):
    """Say that one exact text touches nothing of one's own matters."""

    commitment: Hash
    counterpart: PartyId
    level: Level


class Claim(Act, tag="consent.claim"):
    """Claim, within the window, that a planned contact touches one's own matters."""

    contact: Ref
    topics: tuple[TopicId, ...]


class Refuse(Act, tag="consent.refuse"):
    """Refuse. No reason is owed."""

    ask: Ref
    reason: Text | None = None


class Withdraw(Act, tag="consent.withdraw"):
    """Withdraw a consent; what rests on it has no go-ahead from now on."""

    consent: Ref


class ConditionsMet(Act, tag="consent.conditions-met"):
    """Say, as the giver, that the conditions of a consent are met."""

    consent: Ref


class Invite(Act, tag="consent.invite"):
    """Invite the partners to ask again on these matters."""

    topics: tuple[TopicId, ...]
