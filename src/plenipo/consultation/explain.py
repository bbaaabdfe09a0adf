"""The words for every reason. All sentences of a result stand here, in plain English and in whole numbers.

Shares are shown as fractions with the count that they ask for, so that each line can be checked by hand.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from plenipo.consultation.question import Fact, Reason, Result, Swing

    Template: TypeAlias = Callable[[str], str]
    At: TypeAlias = Callable[[int], str]

_SHARE = "at least {needed} needed ({share} of {whole})"
_BARS = {
    "members": "In favour: {have} of {whole} members; ",
    "cast": "In favour: {have} of {whole} votes cast; ",
    "weight": "Weight in favour: {have} of {whole}; ",
    "weight-cast": "Weight in favour: {have} of {whole} cast; ",
    "quorum": "Present or represented: {have} of {whole} members; ",
    "weight-quorum": "Weight present or represented: {have} of {whole}; ",
}
_BAR_SENTENCES = {
    f"{bar}-{end}": opening + _SHARE + rest
    for bar, opening in _BARS.items()
    for end, rest in (("reached", ": reached."), ("below-threshold", ": {lacking} missing."))
}
SENTENCES: dict[str, str] = _BAR_SENTENCES | {
    "pending": "The consultation is open. Answered: {answered}. Missing: {missing}.",
    "nobody-against": "None of the {members} members prevents adoption; {have} in favour.",
    "against-prevents": "One member against suffices to prevent adoption; against: {count} ({who}).",
    "absence-prevents": "An absent member who is not represented prevents adoption; absent: {count} ({who}).",
    "constructive-third": "Abstaining constructively: {count} ({who}), at least {members}, with weight "
    "{weight}, at least {population}: a third of the members with a third of the population, "
    "so the decision is not adopted.",
    "constructive-below-third": "Abstaining constructively: {count} ({who}) with weight {weight}. "
    "To prevent adoption it takes both {members} members and weight {population}.",
    "constructive-undeclared": "{member} gave no declaration: its abstention counts as a plain one.",
    "deemed-attained": "Not in favour: {count}. A blocking minority has at least {least} members: "
    "the majority is deemed attained.",
    "blocking-minority": "Not in favour: {count}; a blocking minority needs at least {least}: it stands.",
    "blocking-half": "Not in favour: {count} of {members}. Half of the members or more is no minority, "
    "so nothing is deemed attained.",
    "vital-reasons": "Vital and stated reasons of national policy: {who}. No vote is taken; "
    "the matter may be referred upwards for a unanimous decision.",
    "vital-reasons-unstated": "{member} stated no reasons: the declaration is invalid and counts as against.",
    "on-behalf": "{by} answered on behalf of {member}.",
    "own-answer-wins": "{member} answered itself: what {by} answered on its behalf does not count.",
    "few-against": "Against: {count} of at most {allowed} allowed ({who}).",
    "too-many-against": "Against: {count}, where at most {allowed} are allowed ({who}).",
    "vetoed": "Vetoed by {who}.",
    "silence-kept": "Nobody among the {members} members broke silence.",
    "silence-broken": "Silence was broken by {who}.",
    "silence-runs": "Silence runs until {deadline:at}. Not yet reached in time: {missing}.",
    "silence-prevented": "{member} objected at the meeting ({received:at}): silence was not opened.",
    "broken-by-objection": "{member} objected: received {received:at}, before {deadline:at}.",
    "broken-by-amendment": "{member} proposed an amendment: received {received:at}, before {deadline:at}.",
    "not-reached": "Nobody acknowledged the exact text by {latest:at} for: {who}. The text lapses.",
    "acknowledged-by-deputy": "{deputy} acknowledged the text for {member}, as its deputy "
    "({acknowledged:at}).",
    "not-settled": "Nobody broke silence so far; final once a quorum has cosigned up to {final:at}.",
    "extended": "Extended to {deadline:at}, announced {announced:at}.",
    "extension-late": "An extension announced {announced:at} came too late for {deadline:at}.",
    "statement-attached": "{member} attached a statement ({received:at}) that does not break silence.",
    "objection-late": "{member} objected, registered {registered:at}, not before {deadline:at}; that they "
    "received it in time say {vouched} partners of {needed} needed, so it does not count.",
    "objection-vouched": "{member} objected, registered {registered:at}, not before {deadline:at}; that they "
    "received it in time say {vouched} partners of {needed} needed, so it counts.",
    "vote-not-settled": "As counted so far it is adopted; final once a quorum has cosigned up to {final:at}.",
    "answer-late": "{member} answered, registered {registered:at}, not before {deadline:at}; that they "
    "received it in time say {vouched} partners of {needed} needed, so it does not count.",
    "answer-vouched": "{member} answered, registered {registered:at}, not before {deadline:at}; that they "
    "received it in time say {vouched} partners of {needed} needed, so it counts.",
    "written-procedure-agreed": "The members agreed to decide in writing ({have} of {members} in favour).",
    "written-procedure-refused": "The members did not agree to decide in writing "
    "({have} of {members} did): no vote is taken.",
    "swing-carry": "Fewest further members whose yes would carry it: {fewest}; for example {example}.",
    "swing-block": "Fewest members whose opposition would have blocked it: {fewest}; for example {example}.",
    "bound": "Bound: {count} of {members} members.",
    "not-bound-declared": "Not bound, by declaration: {who}.",
    "not-bound-no-vote": "Not bound, having no vote in this: {who}.",
    "supported": "Supported by {count} of {members}: {who}. No mandate; binds nobody.",
}
MORE_THAN = "more than {share}"
NOBODY = "nobody"


class _Shown:
    """A fact in a sentence: names joined, and with the format `at` an instant."""

    def __init__(self, fact: Fact, template: Template, at: At) -> None:
        self.fact = fact
        self.template = template
        self.at = at

    def __format__(self, spec: str) -> str:
        if spec == "at" and isinstance(self.fact, int):
            return self.at(self.fact)
        if isinstance(self.fact, tuple):
            return ", ".join(self.fact) or self.template(NOBODY)
        return str(self.fact)


def instant(milliseconds: int) -> str:
    """UTC milliseconds as `2026-02-10 12:00:00.000 UTC`; as a bare number where no calendar reaches."""
    try:
        at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return f"{milliseconds} ms"
    return f"{at:%Y-%m-%d %H:%M:%S}.{milliseconds % 1000:03d} UTC"


def sentence(reason: Reason, template: Template = str, at: At = instant) -> str:
    """One reason in words; a code without words is shown bare with its facts.

    `template` gives a sentence in the reader's language before it is filled, `at` writes an instant.
    """
    facts: dict[str, Fact] = dict(reason.facts)
    if "num" in facts:
        share = f"{facts['num']}/{facts['den']}"
        facts["share"] = template(MORE_THAN).format(share=share) if facts["strict"] else share
    if reason.code not in SENTENCES:
        return f"{reason.code} {facts}"
    return _filled(reason.code, facts, template, at)


def _filled(code: str, facts: dict[str, Fact], template: Template, at: At = instant) -> str:
    return template(SENTENCES[code]).format_map(
        {name: _Shown(fact, template, at) for name, fact in facts.items()}
    )


def swing_sentence(swing: Swing, template: Template = str) -> str:
    """What the fewest further members would do."""
    return _filled(f"swing-{swing.kind}", {"fewest": swing.fewest, "example": swing.example}, template)


def support_sentence(result: Result, template: Template = str) -> str | None:
    """The third outcome: a text that was not adopted, supported by some."""
    who = result.supported_by
    if not who:
        return None
    return _filled("supported", {"count": len(who), "members": result.members, "who": who}, template)


def bound_sentences(result: Result, template: Template = str) -> tuple[str, ...]:
    """Of what is adopted: who is bound, who is not and why."""
    if result.outcome != "adopted":
        return ()
    members = len(result.bound) + len(result.not_bound)
    apart = {
        "not-bound-declared": tuple(m for m in result.not_bound if m in result.constructive),
        "not-bound-no-vote": tuple(m for m in result.not_bound if m not in result.constructive),
    }
    told = [_filled("bound", {"count": len(result.bound), "members": members}, template)]
    return (*told, *(_filled(code, {"who": who}, template) for code, who in apart.items() if who))


def explain(result: Result, template: Template = str, at: At = instant) -> tuple[str, ...]:
    """All sentences of a result."""
    lines = [sentence(reason, template, at) for reason in result.reasons]
    lines += bound_sentences(result, template)
    if result.swing is not None:
        lines.append(swing_sentence(result.swing, template))
    support = support_sentence(result, template)
    return (*lines, support) if support else tuple(lines)
