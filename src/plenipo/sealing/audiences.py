"""Audiences: which parties a text is sealed to, and what its readers may do with it.

- The originator always reads its own text.
- TLP:CLEAR and TLP:GREEN go to every party of the dialogue, and so does LIMITE alone.
- TLP:AMBER, TLP:AMBER+STRICT, TLP:RED, and every EU level go only to the parties that the originator named.
- REL TO takes away every party that is not on the list.
- A derived text has the strictest marking of its parts, all their originators, and the intersection of their
  audiences.
- To widen, every originator must consent; a text without known originators cannot be widened.
"""

from __future__ import annotations

from enum import IntEnum
from functools import reduce
from typing import TYPE_CHECKING

import msgspec

from plenipo.sealing.markings import Marking, Tlp, as_strict, strictest

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet


class Onward(IntEnum):
    """To whom a reader may pass a text on (TLP 2.0), from nobody to everybody."""

    NAMED_PERSONS = 0
    OWN_ORGANISATION = 1
    AND_CLIENTS = 2
    COMMUNITY = 3
    PUBLIC = 4


class Handling(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one text is to be handled: its marking, whose it is, who may read it. Parties by their ids."""

    marking: Marking
    originators: frozenset[str]
    audience: frozenset[str]


_ONWARD: dict[Tlp | None, Onward] = {
    None: Onward.COMMUNITY,
    Tlp.CLEAR: Onward.PUBLIC,
    Tlp.GREEN: Onward.COMMUNITY,
    Tlp.AMBER: Onward.AND_CLIENTS,
    Tlp.AMBER_STRICT: Onward.OWN_ORGANISATION,
    Tlp.RED: Onward.NAMED_PERSONS,
}


_NAMED_ONLY = frozenset({Tlp.AMBER, Tlp.AMBER_STRICT, Tlp.RED})


def onward(marking: Marking) -> Onward:
    """How far a reader may pass the text on: the narrowest that any part of the marking says."""
    bounds = [_ONWARD[marking.tlp]]
    if marking.limite:
        bounds.append(Onward.COMMUNITY)
    if marking.level is not None or marking.rel_to is not None:
        bounds.append(Onward.OWN_ORGANISATION)
    return min(bounds)


def audience(
    marking: Marking, originator: str, parties: AbstractSet[str], named: AbstractSet[str]
) -> frozenset[str]:
    """The parties that a text so marked may be sealed to, out of `parties`, those that read the dialogue."""
    readers = set(parties)
    if marking.level is not None or marking.tlp in _NAMED_ONLY:
        readers &= named
    if marking.rel_to is not None:
        readers &= set(marking.rel_to)
    return frozenset(readers | {originator})


def derive(first: Handling, *others: Handling) -> Handling:
    """How a text made from such texts is to be handled."""
    return reduce(_merge, others, first)


def widens(before: Handling, after: Handling) -> bool:
    """Does `after` let the text go where `before` did not?"""
    return not (after.audience <= before.audience and as_strict(after.marking, before.marking))


def missing_consents(originators: AbstractSet[str], consents: AbstractSet[str]) -> frozenset[str]:
    """The originators whose consent to a wider audience is still wanting."""
    return frozenset(originators) - consents


def may_widen(originators: AbstractSet[str], consents: AbstractSet[str]) -> bool:
    """Have all originators consented? Never, when nobody is known to be one."""
    return bool(originators) and not missing_consents(originators, consents)


def _merge(a: Handling, b: Handling) -> Handling:
    return Handling(strictest(a.marking, b.marking), a.originators | b.originators, a.audience & b.audience)
