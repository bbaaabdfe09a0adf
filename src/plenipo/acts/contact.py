"""contact: each time that somebody talks to the counterpart."""

from __future__ import annotations

from typing import Literal

from plenipo.acts.words import Act, Instant, Level, Medium, PartyId, PersonId, Ref, Text, TopicId


class Announce(Act, tag="contact.announce"):
    """Announce a purely bilateral contact: no mandate is claimed, and it is no breach."""

    counterpart: PartyId
    level: Level
    medium: Medium
    at: Instant
    topics: tuple[TopicId, ...] = ()
    text: Text | None = None


class Plan(Act, tag="contact.plan"):
    """Ask the guard for a go-ahead: this envoy, under this mandate, with these lines."""

    mandate: Ref
    envoy: PersonId
    counterpart: PartyId
    level: Level
    medium: Medium
    topics: tuple[TopicId, ...]
    at: Instant
    lines: Text
    channel: Ref | None = None
    offer: Ref | None = None
    through: PartyId | None = None
    consultation: Ref | None = None


class Cancel(Act, tag="contact.cancel"):
    """Cancel a planned or announced contact."""

    contact: Ref
    reason: Text | None = None


class Report(Act, tag="contact.report"):
    """Record that a contact took place, however irregular: a fact is never refused for what it says.

    `plan` names the go-ahead it was held under; `claims` what was claimed; `ours_says` and `theirs_says` who
    sought it, as each side says; `known` how it came to be known.
    """

    party: PartyId
    counterpart: PartyId
    level: Level
    medium: Medium
    at: Instant
    ended: Instant | None = None
    plan: Ref | None = None
    envoy: PersonId | None = None
    claims: Literal["mandate", "bilateral", "nothing"] = "nothing"
    known: Literal["own-account", "reported", "their-account"] = "own-account"
    topics: tuple[TopicId, ...] = ()
    channel: Ref | None = None
    through: PartyId | None = None
    ours_says: PartyId | None = None
    theirs_says: PartyId | None = None
    sources: tuple[Ref, ...] = ()
    text: Text | None = None


class Confirm(Act, tag="contact.confirm"):
    """Record that a side confirmed a contact."""

    contact: Ref
    side: PartyId
    at: Instant
    sources: tuple[Ref, ...] = ()


class Deny(Act, tag="contact.deny"):
    """Record that a side denied a contact."""

    contact: Ref
    side: PartyId
    at: Instant
    sources: tuple[Ref, ...] = ()


class DeclineToConfirm(Act, tag="contact.decline-to-confirm"):
    """Record that a side neither confirmed nor denied a contact."""

    contact: Ref
    side: PartyId
    at: Instant
    sources: tuple[Ref, ...] = ()


class Disavow(Act, tag="contact.disavow"):
    """Say for one's party that a contact did not speak for the coalition."""

    contact: Ref
    told: tuple[PartyId, ...] = ()
    text: Text | None = None


class Ratify(Act, tag="contact.ratify"):
    """Confirm a contact's authority afterwards, as a consultation decided, from a stated moment."""

    contact: Ref
    decision: Ref
    effective_from: Instant


class Brief(Act, tag="contact.brief"):
    """Record who was told of a contact, before or after it."""

    contact: Ref
    told: tuple[PartyId, ...]
    when: Literal["before", "after"]
    at: Instant
    text: Text | None = None


class Outcome(Act, tag="contact.outcome"):
    """What was obtained, given and left open."""

    contact: Ref
    text: Text
