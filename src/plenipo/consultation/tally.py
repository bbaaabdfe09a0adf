"""The count: which rule, is the question in order, may the outcome be told, what is it.

No outcome is announced before the consultation closes: until then only who has answered and who is missing
is told. A charter may make answers final; then an outcome that no missing answer could change is told
early.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from plenipo.consultation import (
    cfsp_unanimity,
    consensus,
    consensus_minus,
    double_majority,
    qmv,
    silence,
    simple_majority,
    two_thirds,
    unanimity,
    veto,
    weighted_majority,
)
from plenipo.consultation.ballot import Ballot, ballot
from plenipo.consultation.faults import faults, printable
from plenipo.consultation.question import Parameters, Reason, Result
from plenipo.consultation.swing import swing
from plenipo.errors import BadQuestion, Fault, UnknownRule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plenipo.consultation.question import Question
    from plenipo.consultation.rule import Rule

RULES: dict[str, Rule[Any]] = {
    "unanimity": unanimity.RULE,
    "cfsp-unanimity": cfsp_unanimity.RULE,
    "simple-majority": simple_majority.RULE,
    "qmv": qmv.RULE,
    "silence": silence.RULE,
    "consensus": consensus.RULE,
    "consensus-minus": consensus_minus.RULE,
    "two-thirds": two_thirds.RULE,
    "weighted-majority": weighted_majority.RULE,
    "double-majority": double_majority.RULE,
    "veto": veto.RULE,
}

# Reasons that say whom they are about: the answers whose members are named.
_NAMED: dict[str, tuple[str, ...]] = {
    "against-prevents": ("against", "vital-reasons"),
    "absence-prevents": ("none",),
    "constructive-third": ("constructive",),
    "constructive-below-third": ("constructive",),
    "vital-reasons": ("vital-reasons",),
    "silence-broken": silence.BREAKS,
    "too-many-against": ("against",),
    "few-against": ("against",),
    "vetoed": ("veto",),
    "quorum-below-threshold": ("none",),
    "weight-quorum-below-threshold": ("none",),
}


def rule_named(name: str) -> Rule[Any]:
    """The rule of this name. Error: UnknownRule."""
    try:
        return RULES[name]
    except KeyError:
        raise UnknownRule(name, tuple(RULES)) from None


def parameters_of(rule: str, value: object) -> Parameters:
    """The rule's parameters from plain decoded JSON. Errors: UnknownRule, BadQuestion."""
    try:
        parameters: Parameters = msgspec.convert(value, rule_named(rule).parameters)
    except (ValueError, TypeError) as fault:
        raise BadQuestion((Fault("bad-parameters", printable(str(fault))),)) from None
    return parameters


def tally(question: Question) -> Result:
    """The result of a question. Errors: UnknownRule, BadQuestion with every fault found."""
    rule = rule_named(question.rule)
    found = faults(question, rule)
    if found:
        raise BadQuestion(found)
    parameters = rule.parameters() if question.parameters is None else question.parameters
    votes = ballot(question, lambda member, answer: rule.relabel(member, answer, parameters))
    if not question.closed and not (question.answers_final and _certain(rule, votes, parameters)):
        return _pending(question.rule, votes)
    return _result(question.rule, rule, votes, parameters)


def what_if(
    question: Question, answers: Mapping[str, str], declarations: Mapping[str, str] | None = None
) -> Result:
    """The result if these members answered otherwise. What is pending stays pending."""
    changed = msgspec.structs.replace(
        question,
        answers={**question.answers, **answers},
        declarations={**question.declarations, **(declarations or {})},
    )
    return tally(changed)


def _certain(rule: Rule[Any], votes: Ballot, parameters: Parameters) -> bool:
    """Whether no answer of those missing could change the outcome. Rules are monotone: the extremes
    decide.
    """
    missing = votes.who("none")
    outcomes = set()
    for word in rule.words:
        sums = votes.sums
        for member in missing:
            label = rule.relabel(member, word, parameters)
            sums = sums.moved("none", label, 1, votes.weights[member])
        outcomes.add(rule.decide(sums, votes, parameters).outcome)
    return len(outcomes) == 1


def _pending(name: str, votes: Ballot) -> Result:
    missing = votes.who("none")
    answered = tuple(member for member in votes.answers if votes.answers[member] != "none")
    reason = Reason("pending", {"answered": answered, "missing": missing})
    return Result(rule=name, outcome="pending", reasons=(reason,), answered=answered, missing=missing)


def _result(name: str, rule: Rule[Any], votes: Ballot, parameters: Parameters) -> Result:
    sums = votes.sums
    verdict = rule.decide(sums, votes, parameters)
    adopted = verdict.outcome == "adopted"
    bound = tuple(m for m, answer in votes.answers.items() if answer not in rule.exempt) if adopted else ()
    favour = votes.who("for")
    return Result(
        rule=name,
        outcome=verdict.outcome,
        reasons=tuple(_named(reason, votes) for reason in verdict.reasons) + votes.notes,
        bound=bound,
        not_bound=_others(votes, bound) if adopted else (),
        answered=tuple(m for m, answer in votes.answers.items() if answer != "none"),
        missing=votes.who("none"),
        members=sums.members,
        weight=sums.weight,
        for_members=sums.n("for"),
        for_weight=sums.w("for"),
        in_favour=favour,
        against=votes.who("against", "veto", "object", "amend", "vital-reasons"),
        abstaining=votes.who("abstain"),
        constructive=votes.who("constructive"),
        supported_by=favour if verdict.outcome == "not-adopted" and rule.carries else (),
        swing=swing(rule, votes, parameters, verdict.outcome),
    )


def _others(votes: Ballot, bound: tuple[str, ...]) -> tuple[str, ...]:
    chosen = set(bound)
    return tuple(member for member in votes.weights if member not in chosen)


def _named(reason: Reason, votes: Ballot) -> Reason:
    words = _NAMED.get(reason.code)
    return reason if words is None else Reason(reason.code, reason.facts | {"who": votes.who(*words)})
