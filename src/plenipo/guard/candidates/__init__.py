"""Acts that a person might say now, made against what is live, with placeholders for what is not written."""

from __future__ import annotations

from plenipo.guard.candidates import consents, decisions, keeping, talks
from plenipo.guard.candidates.maker import ZEROS, Candidate, Maker, Makers

MAKERS: Makers = {**decisions.MAKERS, **consents.MAKERS, **talks.MAKERS, **keeping.MAKERS}

__all__ = ["MAKERS", "ZEROS", "Candidate", "Maker"]
