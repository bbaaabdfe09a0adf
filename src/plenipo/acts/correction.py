"""act: mistakes are mended in the open."""

from __future__ import annotations

from plenipo.acts.words import Act, Ref, Text


class Correct(Act, tag="act.correct"):
    """Supersede an earlier act of one's own by another, or by nothing; both stay in the register."""

    act: Ref
    instead: Ref | None = None
    reason: Text | None = None
