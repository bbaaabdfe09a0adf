"""The fold of every kind of act: one module a group of families, one function a kind.

A fold is called only for an act that the guard admitted, so it checks nothing.
"""

from __future__ import annotations

from plenipo.dialogue.entered import Entered, Flag
from plenipo.dialogue.folds import consents, contacts, decisions, foundation, record
from plenipo.dialogue.folds.shelving import shelve
from plenipo.dialogue.folds.table import Table
from plenipo.dialogue.records import Finding
from plenipo.dialogue.standing import Standing
from plenipo.errors import StampBackwards

FOLDS: Table = {
    **foundation.FOLDS,
    **decisions.FOLDS,
    **consents.FOLDS,
    **contacts.FOLDS,
    **record.FOLDS,
}


def advance(standing: Standing, entered: Entered) -> None:
    """Count the entry, whatever it says. Stamps never go backwards."""
    if entered.stamp < standing.stamp:
        raise StampBackwards(index=entered.index, stamp=entered.stamp, before=standing.stamp)
    standing.size = entered.index + 1
    standing.stamp = entered.stamp


def fold(standing: Standing, entered: Entered, flags: tuple[Flag, ...] = ()) -> None:
    """Fold an admitted act and the findings that its judgement brought."""
    advance(standing, entered)
    FOLDS[type(entered.act)](standing, entered)
    shelve(standing, entered)
    _remember(standing, entered)
    if flags:
        _mark(standing, entered.ref, tuple(flag.code for flag in flags))
    for flag in flags:
        _find(standing, entered, flag)


def _mark(standing: Standing, ref: str, codes: tuple[str, ...]) -> None:
    """A contact or proposal carries its flags with it."""
    held = standing.contacts.get(ref) or standing.proposals.get(ref)
    if held is not None:
        held.flags = codes


def leave_void(standing: Standing, entered: Entered, rules: tuple[str, ...]) -> None:
    """An entry that the guard refuses and that was registered all the same: no effect, and a finding."""
    advance(standing, entered)
    standing.void[entered.index] = rules
    _find(standing, entered, Flag("void-entry", entered.act.by))


def _find(standing: Standing, entered: Entered, flag: Flag) -> None:
    standing.findings.append(
        Finding(code=flag.code, index=entered.index, at=entered.stamp, about=flag.about, facts=flag.facts)
    )
    standing.found[flag.code] = standing.found.get(flag.code, 0) + 1


def _remember(standing: Standing, entered: Entered) -> None:
    """Acts are remembered as long as they could be registered twice."""
    recent = standing.recent
    recent[entered.ref] = entered.stamp
    oldest = entered.stamp - standing.rule_book.lapse * 1000
    while recent:
        ref = next(iter(recent))
        if recent[ref] >= oldest:
            break
        standing.forgotten = recent.pop(ref)
