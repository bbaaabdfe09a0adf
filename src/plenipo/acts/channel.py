"""channel: the standing lines to the counterpart."""

from __future__ import annotations

from plenipo.acts.words import Act, Level, PartyId, Ref, Text


class Open(Act, tag="channel.open"):
    """Open a standing line to the counterpart at a level."""

    counterpart: PartyId
    level: Level
    text: Text | None = None


class Pause(Act, tag="channel.pause"):
    """Pause a channel; a contact through it reopens it."""

    channel: Ref


class Close(Act, tag="channel.close"):
    """Close a channel for good."""

    channel: Ref
