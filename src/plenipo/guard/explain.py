"""Verdicts and findings in words. The words stand in `sentences`; here facts become readable.

An instant is shown in UTC, the name of an act by its first twelve digits, a list with commas.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from plenipo.guard.sentences import CURES, FINDINGS, REASONS, RULE_NAMES, WITHOUT
from plenipo.guard.verdict import Cure, Facts, Reason

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SPANS = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))


def rule_name(number: int) -> str:
    """What a rule is about, in a few words."""
    return RULE_NAMES.get(number, f"rule {number}")


def sentence(reason: Reason) -> str:
    """What is wrong. A code without words is shown bare, with its facts."""
    template = REASONS.get(f"{reason.rule} {reason.code}", REASONS.get(reason.code))
    return _bare(reason.code, reason.facts) if template is None else _filled(template, reason.facts)


def cure_sentence(cure: Cure) -> str:
    """What would help, with the kind of act and whose it is."""
    words = CURES.get(cure.code, cure.code)
    tail = ", by ".join(part for part in (cure.act, _whose(cure.whose)) if part)
    return f"{words} ({tail})." if tail else f"{words}."


def flag_sentence(code: str, about: str, facts: Facts) -> str:
    """What is irregular in a fact; `about` is the party, person or record that it concerns."""
    known = {**facts, "about": about}
    template = FINDINGS.get(code)
    if template is not None:
        return _filled(template, known)
    rule, behind = facts.get("rule"), code.removeprefix("without-")
    if behind == code or not isinstance(rule, int):
        return _bare(code, known)
    return _filled(WITHOUT, known) + sentence(Reason(rule, behind, facts))


def instant(milliseconds: int) -> str:
    """`2026-02-10 12:00:00 UTC`, with milliseconds only where there are any."""
    try:
        at = _EPOCH + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return f"{milliseconds} ms"
    part = f".{milliseconds % 1000:03d}" if milliseconds % 1000 else ""
    return f"{at:%Y-%m-%d %H:%M:%S}{part} UTC"


def span(seconds: int) -> str:
    """The two largest parts of a span: `3 days 2 hours`."""
    parts = []
    for size, name in _SPANS:
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count} {name}{'s' if count > 1 else ''}")
    return " ".join(parts[:2]) or "no time"


class _Shown:
    """A fact in a sentence, shown by its format."""

    def __init__(self, fact: str | int) -> None:
        self.fact = fact

    def __format__(self, spec: str) -> str:
        if isinstance(self.fact, int):
            return {"at": instant, "span": span}.get(spec, str)(self.fact)
        if spec == "ref":
            return self.fact[:12] if len(self.fact) == 64 else self.fact or "none"
        if spec == "names":
            return ", ".join(self.fact.split()) or "none"
        if spec == "touched":
            return ", ".join(self.fact.split()) or "none of its topics is named"
        return self.fact


class _Facts(dict[str, _Shown]):
    """A fact that is missing never hides a sentence."""

    def __missing__(self, name: str) -> _Shown:
        return _Shown("?")


def _filled(template: str, facts: Facts) -> str:
    return template.format_map(_Facts({name: _Shown(fact) for name, fact in facts.items()}))


def _bare(code: str, facts: Facts) -> str:
    told = ", ".join(f"{name}: {fact}" for name, fact in facts.items())
    return f"{code} ({told})." if told else f"{code}."


def _whose(whose: str | None) -> str:
    if not whose:
        return ""
    if whose == "partners":
        return "the partners"
    party, _, function = whose.partition(":")
    return f"the {function} of {party}" if function else " and ".join(whose.split())
