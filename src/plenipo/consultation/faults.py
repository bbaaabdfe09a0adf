"""What can be wrong with a question: every fault is found, none stops the search for others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plenipo.consultation.ballot import voters_of
from plenipo.consultation.question import ANSWERS
from plenipo.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plenipo.consultation.question import Question
    from plenipo.consultation.rule import Rule

MOST_MEMBERS = 1000
LONGEST_NAME = 64
LONGEST_TEXT = 20_000
GREATEST_WEIGHT = 10**15


def faults(question: Question, rule: Rule[Any]) -> tuple[Fault, ...]:
    """All faults of a question under its rule."""
    return tuple(_all(question, rule))


def _all(question: Question, rule: Rule[Any]) -> Iterator[Fault]:
    yield from _members(question)
    yield from _participants(question)
    voters = set(voters_of(question))
    yield from _answers(question, rule, voters)
    yield from _on_behalf(question, rule, voters)
    yield from _declarations(question)
    if question.parameters is None:
        yield from rule.faults(question, rule.parameters())
    elif isinstance(question.parameters, rule.parameters):
        yield from rule.faults(question, question.parameters)
    else:
        yield Fault("parameters-of-another-rule", "parameters")


def is_name(text: str) -> bool:
    """1 to 64 printable characters."""
    return 0 < len(text) <= LONGEST_NAME and text.isprintable()


def shown(name: str) -> str:
    """The name as it may safely be shown in a fault."""
    return name if is_name(name) else ascii(name[:LONGEST_NAME])


def printable(text: str) -> str:
    """At most 200 ASCII characters of it."""
    return text[:200].encode("ascii", "backslashreplace").decode()[:200]


def is_text(text: str) -> bool:
    """At most 20,000 characters, all of them valid Unicode."""
    return len(text) <= LONGEST_TEXT and not any("\ud800" <= char <= "\udfff" for char in text)


def _members(question: Question) -> Iterator[Fault]:
    members = question.members
    if not members:
        yield Fault("no-members", "members")
    if len(members) > MOST_MEMBERS:
        yield Fault("too-many-members", "members")
    for member, weight in members.items():
        if not is_name(member):
            yield Fault("bad-name", shown(member))
        if type(weight) is not int or not 0 <= weight <= GREATEST_WEIGHT:
            yield Fault("bad-weight", shown(member))
    if members and not any(type(weight) is int and weight > 0 for weight in members.values()):
        yield Fault("no-weight", "members")


def _participants(question: Question) -> Iterator[Fault]:
    chosen = question.participants
    if chosen is None:
        return
    for member in chosen:
        if member not in question.members:
            yield Fault("not-a-member", shown(member))
    if len(set(chosen)) < len(chosen):
        yield Fault("named-twice", "participants")
    weights = [question.members.get(member, 0) for member in chosen]
    if not any(type(weight) is int and weight > 0 for weight in weights):
        yield Fault("no-weight", "participants")


def _answers(question: Question, rule: Rule[Any], voters: set[str]) -> Iterator[Fault]:
    for member, answer in question.answers.items():
        yield from _stranger(question, voters, member)
        yield from _word(rule, member, answer)


def _stranger(question: Question, voters: set[str], member: str) -> Iterator[Fault]:
    if member not in question.members:
        yield Fault("not-a-member", shown(member))
    elif member not in voters:
        yield Fault("not-a-participant", shown(member))


def _word(rule: Rule[Any], member: str, answer: str) -> Iterator[Fault]:
    if answer not in ANSWERS:
        yield Fault("unknown-word", shown(member))
    elif answer not in rule.words:
        yield Fault("word-not-in-rule", shown(member))


def _on_behalf(question: Question, rule: Rule[Any], voters: set[str]) -> Iterator[Fault]:
    acting: set[str] = set()
    for member, proxy in question.on_behalf.items():
        yield from _stranger(question, voters, member)
        yield from _stranger(question, voters, proxy.by)
        yield from _word(rule, member, proxy.answer)
        if proxy.by == member:
            yield Fault("acts-for-itself", shown(member))
        if proxy.by in acting:
            yield Fault("acts-for-several", shown(proxy.by))
        acting.add(proxy.by)


def _declarations(question: Question) -> Iterator[Fault]:
    for member, text in question.declarations.items():
        if member not in question.members:
            yield Fault("not-a-member", shown(member))
        if not is_text(text):
            yield Fault("bad-text", shown(member))
