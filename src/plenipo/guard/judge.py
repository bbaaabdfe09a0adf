"""May this be said: every rule that applies runs, and the verdict tells every reason.

Intentions are refused with their reasons; facts are recorded, and flagged where they are irregular. An
exception, an unknown word or a missing fact refuses. A disk that fails beneath the past is no verdict at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from plenipo.acts import KINDS, Said, consultation, contact, dialogue, kind_of, offer, proposal
from plenipo.dialogue.entered import Flag
from plenipo.errors import NodeError, UnknownRules
from plenipo.guard.case import Case, intent_of
from plenipo.guard.irregular import flags_of
from plenipo.guard.rules import (
    authority,
    consulting,
    decisions,
    foundation,
    persons,
    record,
    reserved,
    terms,
    who,
)
from plenipo.guard.verdict import Reason, Verdict
from plenipo.guard.versions import VERSIONS

Rule: TypeAlias = Callable[[Case], Iterator[Reason]]


def rules_of_intent(case: Case) -> Iterator[Reason]:
    """Rules 10 to 16, 20, 30 and 31 on what the act intends."""
    intent = intent_of(case.act, case.now)
    if intent is None:
        return
    yield from authority.rules_of_intent(case.standing, intent, case.now)
    yield from authority.rule_11_speaker(case, intent)
    yield from reserved.rule_20(case.standing, intent, case.now)


EVERY: tuple[Rule, ...] = (who.rule_1, who.rule_2, who.rule_3, who.rule_4, who.rule_5, who.rule_6)
FAMILY: dict[str, tuple[Rule, ...]] = {
    "dialogue": (
        foundation.rule_60,
        foundation.rule_61,
        foundation.admission_matches,
        foundation.rule_62,
        decisions.rule_42,
    ),
    "person": (persons.rule_63,),
    "key": (persons.rule_63,),
    "register": (foundation.rule_64, foundation.rule_65),
    "consultation": (consulting.rule_40, consulting.rule_41),
    "mandate": (
        decisions.rule_42,
        decisions.rule_43,
        decisions.rule_44,
        decisions.rule_46,
        authority.rule_17,
    ),
    "consent": (reserved.rule_22,),
    "contact": (record.rule_50, authority.rule_18, decisions.rule_42),
    "source": (record.rule_50, record.rule_52),
    "readout": (record.rule_50, record.rule_51),
    "assessment": (record.rule_50, record.rule_53),
    "act": (record.rule_54,),
}
KIND: dict[type[Said], tuple[Rule, ...]] = {
    consultation.Open: (terms.rule_45,),
    proposal.Report: (authority.rule_18,),
    contact.Plan: (rules_of_intent, terms.rule_19, reserved.rule_21, authority.rule_32, terms.rule_33),
    offer.Make: (rules_of_intent, terms.rule_19),
    proposal.Table: (rules_of_intent, terms.rule_19),
}


INTENTS = frozenset({contact.Plan, offer.Make, proposal.Table})


def _rules_for(kind: str, cls: type[Said]) -> tuple[Rule, ...]:
    family = FAMILY.get(kind.partition(".")[0], (record.rule_50,))
    return (*EVERY, *family, *KIND.get(cls, ()))


RULES: dict[type[Said], tuple[Rule, ...]] = {cls: _rules_for(kind, cls) for kind, cls in KINDS.items()}


def judge(case: Case) -> Verdict:
    """The verdict on one act at its stamp. Raises UnknownRules: "upgrade", never "refused"; NodeError."""
    standing = case.standing
    if standing.charter is not None and standing.charter.rules not in VERSIONS:
        raise UnknownRules(rules=standing.charter.rules)
    if standing.charter is None and not isinstance(case.act, dialogue.Found):
        return _verdict(case, (Reason(1, "not-founded"),), ())
    reasons = tuple(reason for rule in RULES[type(case.act)] for reason in _run(rule, case))
    if reasons:
        return _verdict(case, reasons, ())
    try:
        return _verdict(case, (), tuple(flags_of(case)))
    except NodeError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever fails, the act does not pass unflagged
        return _verdict(case, (_failed(0, case, error),), ())


def _run(rule: Rule, case: Case) -> tuple[Reason, ...]:
    """An error inside a rule refuses: it never lets an act pass. Raises NodeError."""
    try:
        return tuple(rule(case))
    except NodeError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever fails, the act does not pass
        number = int("".join(c for c in rule.__name__ if c.isdigit()) or "0")
        return (_failed(number, case, error),)


def _failed(number: int, case: Case, error: Exception) -> Reason:
    facts: dict[str, str | int] = {"error": type(error).__name__, "kind": kind_of(type(case.act))}
    return Reason(number, "rule-failed", facts)


def _verdict(case: Case, reasons: tuple[Reason, ...], flags: tuple[Flag, ...]) -> Verdict:
    return Verdict(
        reasons=reasons,
        flags=flags,
        position=case.standing.size,
        charter=case.standing.charter_act,
        chain=chain_of(case) if not reasons else (),
    )


def chain_of(case: Case) -> tuple[str, ...]:
    """What the authority of an intent rests on: charter, mandate, its consents."""
    intent = intent_of(case.act, case.now) if type(case.act) in INTENTS else None
    if intent is None:
        return ()
    consents = case.standing.on_text.get(intent.commitment, ())
    live = (ref for ref in consents if case.standing.consents[ref].withdrawn is None)
    return (case.standing.charter_act, intent.mandate, *live)
