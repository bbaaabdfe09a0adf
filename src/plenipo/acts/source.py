"""source: where a report comes from, graded."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from plenipo.acts.words import Act, Instant, Ref, Text

Grade = Annotated[str, Meta(pattern=r"^[A-F][1-6]\Z", description="Admiralty: source A-F, information 1-6")]


class Add(Act, tag="source.add"):
    """Add a source with its grade; `origin` names the source that it repeats."""

    text: Text
    grade: Grade
    published: Instant
    origin: Ref | None = None
