"""A second statement of every rule, written from the texts with fractions and plain enumeration.

It shares no code with the package: members are trusted, answers are final, speed is no concern.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import Any


def outcome(rule: str, weights: dict[str, int], answers: dict[str, str], **given: Any) -> str:
    """`answers` names everybody who has a vote; `given` are proposal, everybody and the rule's parameters."""
    if rule == "qmv" and "vital-reasons" in answers.values():
        return "no-vote"
    return "adopted" if _RULES[rule](weights, answers, given) else "not-adopted"


def _names(answers: dict[str, str], *words: str) -> list[str]:
    return [member for member, answer in answers.items() if answer in words]


def _heavy(weights: dict[str, int], names: list[str]) -> int:
    return sum(weights[name] for name in names)


def _reaches(have: int, whole: int, share: tuple[int, int, bool]) -> bool:
    """Nothing in favour reaches nothing, whatever the share."""
    if have == 0:
        return False
    part = Fraction(have, whole)
    asked = Fraction(share[0], share[1])
    return part > asked if share[2] else part >= asked


def _quorate(answers: dict[str, str], given: dict[str, Any]) -> bool:
    if given.get("no_quorum"):
        return True
    return 2 * len([a for a in answers.values() if a != "none"]) > len(answers)


def _unanimity(_weights: dict[str, int], answers: dict[str, str], given: dict[str, Any]) -> bool:
    if given.get("absence_prevents", True) and _names(answers, "none"):
        return False
    return not _names(answers, "against", "vital-reasons") and _quorate(answers, given)


def _cfsp(weights: dict[str, int], answers: dict[str, str], given: dict[str, Any]) -> bool:
    apart = _names(answers, "constructive")
    third_of_members = Fraction(len(apart), len(answers)) >= Fraction(1, 3)
    third_of_people = Fraction(_heavy(weights, apart), _heavy(weights, list(answers))) >= Fraction(1, 3)
    return _unanimity(weights, answers, given) and not (third_of_members and third_of_people)


def _simple(_weights: dict[str, int], answers: dict[str, str], given: dict[str, Any]) -> bool:
    return Fraction(len(_names(answers, "for"))) > Fraction(len(answers), 2) and _quorate(answers, given)


def _qmv(weights: dict[str, int], answers: dict[str, str], given: dict[str, Any]) -> bool:
    proposal, everybody = given["proposal"], given["everybody"]
    yes = _names(answers, "for")
    people = Fraction(_heavy(weights, yes), _heavy(weights, list(answers)))
    members = Fraction(len(yes), len(answers))
    majority = members >= (Fraction(55, 100) if proposal else Fraction(72, 100)) and people >= Fraction(
        65, 100
    )
    if proposal and everybody:
        majority = majority and len(yes) >= given.get("least_members", 15)
    least = _least_blocking(weights, answers, given)
    others = len(answers) - len(yes)
    minority = given.get("deemed_to_the_letter", False) or Fraction(others) < Fraction(len(answers), 2)
    return (majority or (others < least and minority)) and _quorate(answers, given)


def _least_blocking(weights: dict[str, int], answers: dict[str, str], given: dict[str, Any]) -> int:
    if given["everybody"]:
        name = "blocking_members" if given["proposal"] else "blocking_members_off_proposal"
        return int(given.get(name, 4 if given["proposal"] else 0))
    if not given["proposal"]:
        return 0
    total = _heavy(weights, list(answers))
    for size in range(1, len(answers) + 1):
        for group in combinations(answers, size):
            if Fraction(_heavy(weights, list(group)), total) > Fraction(35, 100):
                return size + 1
    raise AssertionError


def _silence(_weights: dict[str, int], answers: dict[str, str], _given: dict[str, Any]) -> bool:
    return not _names(answers, "object", "amend", "against")


def _consensus(_weights: dict[str, int], answers: dict[str, str], given: dict[str, Any]) -> bool:
    return not _names(answers, "against") and _quorate(answers, given)


def _consensus_minus(_weights: dict[str, int], answers: dict[str, str], given: dict[str, Any]) -> bool:
    return len(_names(answers, "against")) <= given.get("n", 1) and _quorate(answers, given)


def _two_thirds(_weights: dict[str, int], answers: dict[str, str], given: dict[str, Any]) -> bool:
    whole = len(_names(answers, "for", "against")) if given.get("of_cast") else len(answers)
    return _reaches(len(_names(answers, "for")), whole, (2, 3, False)) and _quorate(answers, given)


def _weighted(weights: dict[str, int], answers: dict[str, str], given: dict[str, Any]) -> bool:
    everybody = _heavy(weights, list(answers))
    whole = _heavy(weights, _names(answers, "for", "against")) if given.get("of_cast") else everybody
    quorum = given.get("weight_quorum")
    present = everybody - _heavy(weights, _names(answers, "none"))
    enough = quorum is None or _reaches(present, everybody, quorum)
    yes = _heavy(weights, _names(answers, "for"))
    return enough and _reaches(yes, whole, given.get("share", (1, 2, True))) and _quorate(answers, given)


def _double(weights: dict[str, int], answers: dict[str, str], given: dict[str, Any]) -> bool:
    yes = _names(answers, "for")
    members = _reaches(len(yes), len(answers), given.get("members", (55, 100, False)))
    total = _heavy(weights, list(answers))
    weight = _reaches(_heavy(weights, yes), total, given.get("weight", (65, 100, False)))
    return members and weight and _quorate(answers, given)


def _veto(_weights: dict[str, int], answers: dict[str, str], given: dict[str, Any]) -> bool:
    if any(answers.get(party) == "against" for party in given["parties"]):
        return False
    share = given.get("share", (1, 2, True))
    return _reaches(len(_names(answers, "for")), len(answers), share) and _quorate(answers, given)


_RULES = {
    "unanimity": _unanimity,
    "cfsp-unanimity": _cfsp,
    "simple-majority": _simple,
    "qmv": _qmv,
    "silence": _silence,
    "consensus": _consensus,
    "consensus-minus": _consensus_minus,
    "two-thirds": _two_thirds,
    "weighted-majority": _weighted,
    "double-majority": _double,
    "veto": _veto,
}
