"""Weights are dated: a vote uses the table in force on the day of the vote.

A table is UTF-8 text. Lines `# name: value` come first: `source`, `from` and `until` (days, both included),
`unit` (`percent` with at most two decimals, read as whole basis points, or `persons`). A heading line
follows, then a line `member,weight` each. No table, or more than one, for a day is an error.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from plenipo.consultation.faults import GREATEST_WEIGHT, MOST_MEMBERS, is_name
from plenipo.errors import BadWeights, NoWeights, OverlappingWeights

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_TABLE = 1 << 17
_HEADER = re.compile(r"# (source|from|until|unit): (\S(?:.*\S)?)")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PERCENT = re.compile(r"([0-9]{1,3})(?:\.([0-9]{1,2}))?")
_PERSONS = re.compile(r"[0-9]{1,15}")
_UNITS = {"percent": "basis points", "persons": "persons"}


class WeightTable(msgspec.Struct, frozen=True, kw_only=True):
    """Weights in whole `unit`s (`basis points` or `persons`), in force from `first` to `last`, both
    included.
    """

    source: str
    first: date
    last: date
    unit: str
    weights: dict[str, int]


def parse_weights(data: bytes) -> WeightTable:
    """A weight table from its file. Error: BadWeights with the line."""
    if len(data) > LONGEST_TABLE:
        raise BadWeights(0, "too long")
    try:
        lines = data.decode().splitlines()
    except UnicodeDecodeError:
        raise BadWeights(0, "not UTF-8") from None
    head = _headers(lines)
    first, last = _day(head, "from"), _day(head, "until")
    if last < first:
        raise BadWeights(0, "ends before it begins")
    if head["unit"] not in _UNITS:
        raise BadWeights(0, "unknown unit")
    weights = _weights(lines, len(head), head["unit"])
    return WeightTable(
        source=head["source"], first=first, last=last, unit=_UNITS[head["unit"]], weights=weights
    )


def in_force(tables: Iterable[WeightTable], day: date) -> WeightTable:
    """The one table in force on the day of the vote. Errors: NoWeights, OverlappingWeights."""
    found = [table for table in tables if table.first <= day <= table.last]
    if not found:
        raise NoWeights(day.isoformat())
    if len(found) > 1:
        raise OverlappingWeights(day.isoformat(), tuple(table.source for table in found))
    return found[0]


def _headers(lines: list[str]) -> dict[str, str]:
    head: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if not line.startswith("#"):
            break
        match = _HEADER.fullmatch(line)
        if match is None or match[1] in head:
            raise BadWeights(number, "not a header, or one given twice")
        head[match[1]] = match[2]
    missing = [name for name in ("source", "from", "until", "unit") if name not in head]
    if missing:
        raise BadWeights(0, f"no {missing[0]}")
    return head


def _day(head: dict[str, str], name: str) -> date:
    if not _DAY.fullmatch(head[name]):
        raise BadWeights(0, f"{name} is no day")
    try:
        return date.fromisoformat(head[name])
    except ValueError:
        raise BadWeights(0, f"{name} is no day") from None


def _weights(lines: list[str], headers: int, unit: str) -> dict[str, int]:
    weights: dict[str, int] = {}
    for number, line in enumerate(lines[headers + 1 :], headers + 2):
        member, comma, text = line.partition(",")
        if not comma or not is_name(member) or member != member.strip():
            raise BadWeights(number, "not member,weight")
        if member in weights:
            raise BadWeights(number, "member given twice")
        weights[member] = _weight(text, unit, number)
    if not 0 < len(weights) <= MOST_MEMBERS or not any(weights.values()):
        raise BadWeights(0, "no weights, or too many")
    return weights


def _weight(text: str, unit: str, number: int) -> int:
    """Whole basis points or persons: digits are shifted, nothing is rounded."""
    match = (_PERCENT if unit == "percent" else _PERSONS).fullmatch(text)
    if match is None:
        raise BadWeights(number, "not a weight")
    value = int(text) if unit == "persons" else int(match[1] + (match[2] or "").ljust(2, "0"))
    if value > GREATEST_WEIGHT:
        raise BadWeights(number, "too great")
    return value
