"""What was typed, back as the plain values of an act's members, with what is wrong field by field.

1. An instant is a local date and time and its zone. One that the clocks skip does not exist and is refused;
   of one that they show twice the first is meant, and that is said beside the field.
2. An empty field is a member left out. Whether it may be left out is the codec's to say.
3. Sealed texts come apart: they are sealed when the act is composed.
"""

from __future__ import annotations

import json
import unicodedata
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _
from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import QueryDict

    from plenipo_node.forms.fields import Shape

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ZERO = timedelta(0)
UNITS = {"minutes": 60, "hours": 3600, "days": 86_400}
MAX_ROWS = 200


class Given(Struct):
    """`values` are plain JSON, `texts` words to seal by the path of their member, `faults` what is wrong by
    the name of a field.
    """

    values: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, Any] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)


class Reader:
    """`record` gives the reference that a number or the beginning of a hash names, or None."""

    def __init__(self, post: QueryDict, record: Callable[[str], str | None]) -> None:
        self._post = post
        self._record = record
        self.given = Given()

    def read(self, shapes: tuple[Shape, ...]) -> Given:
        for shape in shapes:
            value = self._value(shape)
            if value is not None:
                self.given.values[shape.member] = value
        return self.given

    def _value(self, shape: Shape) -> Any:  # noqa: PLR0911 a case a widget
        match shape.widget:
            case "choices" | "people" | "parties" | "topics":
                return self._several(shape)
            case "records":
                found = [self._reference(shape, each) for each in self._split(shape)]
                return found or None
            case "long":
                return self._split(shape) or None
            case "sealed" | "texts":
                return self._words(shape)
            case "group":
                return self._group(shape)
            case "variant":
                return self._variant(shape)
            case "rows":
                return self._rows(shape)
        return self._one(shape, self._text(shape.name))

    def _one(self, shape: Shape, text: str) -> Any:
        if shape.widget == "yes-no":
            return True if text else None
        if not text:
            return None
        readers: Mapping[str, Callable[[Shape, str], Any]] = {
            "instant": self._instant,
            "span": self._span,
            "record": self._reference,
            "number": self._number,
            "json": self._json,
        }
        reader = readers.get(shape.widget)
        return reader(shape, text) if reader else text

    def _text(self, name: str) -> str:
        return clean(self._post.get(name, ""))

    def _several(self, shape: Shape) -> list[str] | None:
        chosen = [clean(each) for each in self._post.getlist(shape.name)]
        return [each for each in dict.fromkeys(chosen) if each] or None

    def _split(self, shape: Shape) -> list[str]:
        lines = [
            part for each in self._post.getlist(shape.name) for part in each.replace(",", "\n").splitlines()
        ]
        return [text for each in lines if (text := clean(each))]

    def _words(self, shape: Shape) -> None:
        """Texts stand apart from the values."""
        words = [text for each in self._post.getlist(shape.name) if (text := clean(each))]
        if words:
            self.given.texts[shape.path] = words if shape.widget == "texts" else words[0]

    def _group(self, shape: Shape) -> dict[str, Any] | None:
        members = {part.member: value for part in shape.parts if (value := self._value(part)) is not None}
        return members if members or shape.required else None

    def _variant(self, shape: Shape) -> Any:
        chosen = self._text(shape.name)
        part = next((each for each in shape.parts if each.tag == chosen), None)
        if part is None:
            return None
        if part.widget == "json":
            members = self._one(part, self._text(part.name))
            return {part.tag_field: part.tag, **members} if isinstance(members, dict) else None
        return {part.tag_field: part.tag, **(self._group(part) or {})}

    def _rows(self, shape: Shape) -> list[dict[str, Any]] | None:
        """The columns run side by side; a row whose first member is empty is none."""
        columns = [(part, self._post.getlist(part.name)) for part in shape.parts]
        count = min(max((len(values) for _part, values in columns), default=0), MAX_ROWS)
        rows = []
        for at in range(count):
            row = {
                part.member: self._one(part, clean(values[at]) if at < len(values) else "")
                for part, values in columns
            }
            if row[shape.parts[0].member]:
                rows.append({name: value for name, value in row.items() if value is not None})
        return rows or None

    def _fault(self, shape: Shape, words: str) -> None:
        self.given.faults[shape.name] = words

    def _instant(self, shape: Shape, text: str) -> int | None:
        found = _local(text, self._text(f"{shape.name}-zone"))
        if found is None:
            self._fault(shape, _("Give a date and a time, for example 2026-11-23 09:30, and a zone."))
            return None
        if _turned_back(found) < ZERO:
            self._fault(shape, _("On that day the clocks skip this hour: choose another time."))
            return None
        since = (found - EPOCH) // timedelta(milliseconds=1)
        if since < 0:
            self._fault(shape, _("Dates before 1970 cannot be given."))
            return None
        return since

    def _span(self, shape: Shape, text: str) -> int | None:
        unit = UNITS.get(self._text(f"{shape.name}-unit"), 1)
        number = self._number(shape, text)
        return None if number is None else number * unit

    def _number(self, shape: Shape, text: str) -> int | None:
        if text.isascii() and text.isdigit() and len(text) <= 15:
            return int(text)
        self._fault(shape, _("Give a whole number."))
        return None

    def _reference(self, shape: Shape, text: str) -> str:
        found = self._record(text)
        if found is None:
            self._fault(shape, _("There is no record %(text)s.") % {"text": text[:80]})
        return found or text

    def _json(self, shape: Shape, text: str) -> Any:
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            self._fault(shape, _("This is not JSON."))
            return None


def shown_twice(text: str, zone: str) -> bool:
    """The clocks of the zone show this local time twice on that day."""
    found = _local(clean(text), clean(zone))
    return found is not None and _turned_back(found) > ZERO


def _local(text: str, zone: str) -> datetime | None:
    """The date and time in its zone, or None if either is none."""
    try:
        local = datetime.fromisoformat(text)
    except ValueError:
        return None
    if local.tzinfo is None and (zone or "UTC") in available_timezones():
        return local.replace(tzinfo=ZoneInfo(zone or "UTC"))
    return local if local.tzinfo else None


def _turned_back(found: datetime) -> timedelta:
    """By how much the clocks go back over this local time; below zero where they skip it."""
    first, second = (found.replace(fold=fold).utcoffset() or ZERO for fold in (0, 1))
    return first - second


def clean(text: str) -> str:
    """NFC, line ends as in Unix, no space around it."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
