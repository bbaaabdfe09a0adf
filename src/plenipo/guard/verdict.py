"""A verdict is a value: every reason against an act, what would cure each, and what rests on what.

A reason has a number (its rule), a code and facts; `explain` puts it into words. Cures come in the
order in which they should be tried: taking a reserved matter out stands before asking for consent.
"""

from __future__ import annotations

from msgspec import Struct, field

from plenipo.dialogue.entered import Flag

Facts = dict[str, str | int]


class Cure(Struct, frozen=True, gc=False):
    """What would help: a code, the kind of act that is missing if it is one, and whose it is."""

    code: str
    act: str | None = None
    whose: str | None = None


class Reason(Struct, frozen=True, gc=False):
    rule: int
    code: str
    facts: Facts = field(default_factory=dict)
    cures: tuple[Cure, ...] = ()


class Verdict(Struct, frozen=True, gc=False):
    """Allowed exactly if there is no reason against. `flags` stay with an admitted fact as findings.

    `position` is the size of the register that was judged on, `charter` the act that set the charter
    in force, `chain` the acts that the authority rests on, from the founding to the last consent.
    """

    reasons: tuple[Reason, ...]
    flags: tuple[Flag, ...]
    position: int
    charter: str
    chain: tuple[str, ...] = ()

    @property
    def allowed(self) -> bool:
        return not self.reasons
