"""Verdicts and findings in words. The words stand in `sentences`; here facts become readable.

An instant is shown in UTC, the name of an act by its first twelve digits, a list with commas. A page that
speaks another language hands in its own `Tongue`: each template is looked up before it is filled.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from plenipo.errors.words.shown import instant
from plenipo.guard.sentences import CURES, FINDINGS, REASONS, RULE_NAMES, WITHOUT
from plenipo.guard.verdict import Cure, Facts, Reason

_SPANS = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))


def span(seconds: int) -> str:
    """The two largest parts of a span: `3 days 2 hours`."""
    parts = []
    for size, name in _SPANS:
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count} {name}{'s' if count > 1 else ''}")
    return " ".join(parts[:2]) or "no time"


@dataclass(frozen=True)
class Tongue:
    """How sentences are said: `template` gives one in the reader's language, `word` a word of the wire,
    `kind` a kind of acts, `at` an instant and `span` a span of seconds.
    """

    template: Callable[[str], str] = str
    word: Callable[[str], str] = str
    kind: Callable[[str], str] = str
    at: Callable[[int], str] = instant
    span: Callable[[int], str] = span


ENGLISH: Final = Tongue()
NONE: Final = "none"
UNTOUCHED: Final = "none of its topics is named"
PARTNERS: Final = "the partners"
SOMEBODY: Final = "the {function} of {party}"
BY: Final = "{cure} ({act}, by {whose})."
ACT: Final = "{cure} ({act})."
AND: Final = " and "
BESIDE: Final = (NONE, UNTOUCHED, PARTNERS, SOMEBODY, BY, ACT, AND)  # what is said beside the tables


def rule_name(number: int, tongue: Tongue = ENGLISH) -> str:
    """What a rule is about, in a few words."""
    return tongue.template(RULE_NAMES[number]) if number in RULE_NAMES else f"rule {number}"


def sentence(reason: Reason, tongue: Tongue = ENGLISH) -> str:
    """What is wrong. A code without words is shown bare, with its facts."""
    template = REASONS.get(f"{reason.rule} {reason.code}", REASONS.get(reason.code))
    if template is None:
        return _bare(reason.code, reason.facts)
    return _filled(template, reason.facts, tongue)


def cure_sentence(cure: Cure, tongue: Tongue = ENGLISH) -> str:
    """What would help, with the kind of act and whose it is."""
    words = tongue.template(CURES[cure.code]) if cure.code in CURES else cure.code
    act = tongue.kind(cure.act) if cure.act else ""
    parts = {"cure": words, "act": act, "whose": _whose(cure.whose, tongue)}
    if not parts["whose"] or not act:
        parts["act"] = act or parts["whose"]
        return tongue.template(ACT).format(**parts) if parts["act"] else f"{words}."
    return tongue.template(BY).format(**parts)


def flag_sentence(code: str, about: str, facts: Facts, tongue: Tongue = ENGLISH) -> str:
    """What is irregular in a fact; `about` is the party, person or record that it concerns."""
    known = {**facts, "about": about}
    template = FINDINGS.get(code)
    if template is not None:
        return _filled(template, known, tongue)
    rule, behind = facts.get("rule"), code.removeprefix("without-")
    if behind == code or not isinstance(rule, int):
        return _bare(code, known)
    return _filled(WITHOUT, known, tongue) + sentence(Reason(rule, behind, facts), tongue)


class _Shown:
    """A fact in a sentence, shown by its format."""

    def __init__(self, fact: str | int, tongue: Tongue) -> None:
        self.fact = fact
        self.tongue = tongue

    def __format__(self, spec: str) -> str:
        fact, tongue = self.fact, self.tongue
        if isinstance(fact, int):
            return {"at": tongue.at, "span": tongue.span}.get(spec, str)(fact)
        if spec == "ref":
            return fact[:12] if len(fact) == 64 else fact or tongue.template(NONE)
        if spec in {"names", "touched"}:
            nothing = NONE if spec == "names" else UNTOUCHED
            return ", ".join(map(tongue.word, fact.split())) or tongue.template(nothing)
        return tongue.word(fact)


class _Facts(dict[str, _Shown]):
    """A fact that is missing never hides a sentence."""

    def __missing__(self, name: str) -> _Shown:
        return _Shown("?", ENGLISH)


def _filled(template: str, facts: Facts, tongue: Tongue) -> str:
    shown = _Facts({name: _Shown(fact, tongue) for name, fact in facts.items()})
    return tongue.template(template).format_map(shown)


def _bare(code: str, facts: Facts) -> str:
    told = ", ".join(f"{name}: {fact}" for name, fact in facts.items())
    return f"{code} ({told})." if told else f"{code}."


def _whose(whose: str | None, tongue: Tongue) -> str:
    if not whose:
        return ""
    if whose == "partners":
        return tongue.template(PARTNERS)
    party, _, function = whose.partition(":")
    if not function:
        return tongue.template(AND).join(whose.split())
    return tongue.template(SOMEBODY).format(function=tongue.word(function), party=party)
