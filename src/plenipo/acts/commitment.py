"""commitment: what was undertaken, and how it stands."""

from __future__ import annotations

from typing import Literal

from plenipo.acts.words import Act, Instant, PartyId, Ref, Text


class Record(Act, tag="commitment.record"):
    """Record an undertaking: by whom, to whom, due when."""

    party: PartyId
    to: tuple[PartyId, ...]
    text: Text
    due: Instant | None = None
    sources: tuple[Ref, ...] = ()


class Update(Act, tag="commitment.update"):
    """Say, with evidence, how a commitment stands."""

    commitment: Ref
    status: Literal["pending", "kept", "broken", "disputed", "unverifiable"]
    evidence: tuple[Ref, ...] = ()
    attributed: PartyId | None = None
    text: Text | None = None
