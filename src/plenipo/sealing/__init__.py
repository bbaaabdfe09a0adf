"""Who may read it: age files, commitments, markings and audiences."""

from plenipo.sealing.audiences import (
    Handling,
    Onward,
    audience,
    derive,
    may_widen,
    missing_consents,
    onward,
    widens,
)
from plenipo.sealing.markings import Level, Marking, Tlp, as_strict, parse_marking, strictest, within

__all__ = [
    "Handling",
    "Level",
    "Marking",
    "Onward",
    "Tlp",
    "as_strict",
    "audience",
    "derive",
    "may_widen",
    "missing_consents",
    "onward",
    "parse_marking",
    "strictest",
    "widens",
    "within",
]
