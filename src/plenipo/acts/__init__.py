"""What is said: one module a family of kinds, and the codec.

The kind on the wire is `family.verb`; the class is `family.Verb`. `KINDS` is the whole catalogue.
"""

from __future__ import annotations

from plenipo.acts import (
    assessment,
    channel,
    commitment,
    consent,
    consultation,
    contact,
    correction,
    dialogue,
    key,
    mandate,
    offer,
    person,
    pressure,
    proposal,
    readout,
    register,
    source,
    statement,
)
from plenipo.acts.words import Act, Said

FAMILIES = (
    dialogue,
    person,
    key,
    consultation,
    mandate,
    consent,
    pressure,
    channel,
    contact,
    offer,
    proposal,
    readout,
    source,
    statement,
    commitment,
    assessment,
    correction,
    register,
)


def _kinds() -> dict[str, type[Said]]:
    classes = (cls for family in FAMILIES for cls in vars(family).values())
    said = [cls for cls in classes if isinstance(cls, type) and issubclass(cls, Said)]
    return {kind_of(cls): cls for cls in said if cls not in (Said, Act)}


def kind_of(cls: type[Said]) -> str:
    """The word on the wire for a class of acts."""
    return str(cls.__struct_config__.tag)


KINDS: dict[str, type[Said]] = _kinds()

__all__ = ["FAMILIES", "KINDS", "Act", "Said", "kind_of"]
