"""A question from JSON, a result to JSON. Unknown fields, floats and duplicate keys are refused.

All faults are listed at once: those of the JSON's shape together, and, where the shape is sound, those of
the question.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec

from plenipo.consultation.explain import sentence, swing_sentence
from plenipo.consultation.faults import faults, printable, shown
from plenipo.consultation.question import OnBehalf, Question
from plenipo.consultation.tally import parameters_of, rule_named
from plenipo.errors import BadQuestion, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plenipo.consultation.question import Result

LONGEST_QUESTION = 1 << 20

_FIELDS: dict[str, object] = {
    "rule": str,
    "members": dict[str, int],
    "answers": dict[str, str],
    "on_proposal": bool,
    "participants": list[str] | None,
    "declarations": dict[str, str],
    "on_behalf": dict[str, OnBehalf],
    "closed": bool,
    "answers_final": bool,
    "parameters": dict[str, object] | None,
}
_REQUIRED = ("rule", "members")


def decode_question(data: bytes) -> Question:
    """A question in order, from at most 1 MiB of JSON. Errors: UnknownRule, BadQuestion with every fault
    found.
    """
    fields = _fields(data)
    rule = rule_named(fields["rule"])
    given = fields.pop("parameters", None)
    parameters = None if given is None else parameters_of(fields["rule"], given)
    question = Question(**fields, parameters=parameters)
    found = faults(question, rule)
    if found:
        raise BadQuestion(found)
    return question


def _fields(data: bytes) -> dict[str, Any]:
    wrong: list[Fault] = []
    value = _json(data, wrong)
    if not isinstance(value, dict):
        raise BadQuestion((*wrong, Fault("not-an-object", "question")))
    wrong += [Fault("unknown-field", shown(name)) for name in value if name not in _FIELDS]
    wrong += [Fault("missing-field", name) for name in _REQUIRED if name not in value]
    fields: dict[str, Any] = {}
    for name in [name for name in _FIELDS if name in value]:
        try:
            fields[name] = msgspec.convert(value[name], _FIELDS[name])
        except msgspec.ValidationError as fault:
            wrong.append(Fault("bad-type", printable(f"{name}: {fault}")))
    if wrong:
        raise BadQuestion(tuple(wrong))
    return fields


def _json(data: bytes, wrong: list[Fault]) -> object:
    def pairs(items: list[tuple[str, object]]) -> dict[str, object]:
        unique: dict[str, object] = {}
        for name, value in items:
            if name in unique:
                wrong.append(Fault("duplicate-key", shown(name)))
            unique[name] = value
        return unique

    def refuse(text: str) -> None:
        wrong.append(Fault("not-an-integer", text[:64]))

    if len(data) > LONGEST_QUESTION:
        raise BadQuestion((Fault("too-long", str(len(data))),))
    try:
        value: object = json.loads(
            data.decode(), object_pairs_hook=pairs, parse_float=refuse, parse_constant=refuse
        )
        if b"\\u" in data:
            json.dumps(value, ensure_ascii=False).encode()  # escapes can write what is no Unicode text
    except (ValueError, RecursionError):
        raise BadQuestion((*wrong, Fault("not-json", "question"))) from None
    return value


_COUNTS = ("members", "weight", "for_members", "for_weight")
_LISTS = ("bound", "not_bound", "in_favour", "against", "abstaining", "constructive", "supported_by")


def encode_result(result: Result) -> bytes:
    """The result as JSON with its reasons in sentences. While pending, numbers and lists are left out."""
    return msgspec.json.encode(dict(_told(result)))


def _told(result: Result) -> Iterator[tuple[str, object]]:
    yield from (("rule", result.rule), ("outcome", result.outcome))
    yield "reasons", [sentence(reason) for reason in result.reasons]
    yield from (("answered", result.answered), ("missing", result.missing))
    if result.outcome == "pending":
        return
    yield from ((name, getattr(result, name)) for name in _LISTS + _COUNTS)
    yield "swing", result.swing
    if result.swing is not None:
        yield "swing_sentence", swing_sentence(result.swing)
