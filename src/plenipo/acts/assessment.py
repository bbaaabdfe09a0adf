"""assessment: what is likely, and how it turned out."""

from __future__ import annotations

from typing import Literal

from plenipo.acts.words import Act, Instant, Name, Ref, Text


class Make(Act, tag="assessment.make"):
    """Judge what is likely: the word with its scale; confidence stands apart."""

    text: Text
    scale: Literal["icd-203", "phia"]
    word: Name
    confidence: Literal["low", "moderate", "high"]
    evidence: tuple[Ref, ...] = ()
    resolves: Instant | None = None


class Resolve(Act, tag="assessment.resolve"):
    """Say how it turned out."""

    assessment: Ref
    turned_out: Literal["so", "not-so", "undecidable"]
    text: Text | None = None
