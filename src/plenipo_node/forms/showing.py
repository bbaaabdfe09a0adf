"""The fields of a form as a template shows them: label, choices, what stands in it, what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _
from msgspec import Struct

from plenipo_node.forms.choices import Choice, choices
from plenipo_node.forms.reading import shown_twice
from plenipo_node.wording.hints import hint
from plenipo_node.wording.vocabulary import label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import QueryDict

    from plenipo.dialogue.standing import Standing
    from plenipo_node.forms.fields import Shape

SEGMENTS = 5  # a choice among so few is shown whole
ZONES = (
    "UTC",
    "Europe/London",
    "Europe/Brussels",
    "Europe/Kyiv",
    "Europe/Moscow",
    "Europe/Istanbul",
    "Asia/Dubai",
    "America/New_York",
)


class Field(Struct, kw_only=True):
    name: str
    widget: str
    label: str
    help: str
    required: bool
    fault: str
    value: str
    chosen: tuple[str, ...]
    choices: list[Choice]
    parts: list[Field]
    rows: list[list[Field]]
    zone: str = ""
    unit: str = ""
    tag: str = ""

    @property
    def id(self) -> str:
        return "f-" + self.name.replace(".", "-").replace("_", "-")

    @property
    def few(self) -> bool:
        return 0 < len(self.choices) <= SEGMENTS

    @property
    def zones(self) -> list[str]:
        return list(dict.fromkeys([self.zone or settings.TIME_ZONE, settings.TIME_ZONE, *ZONES]))


class Shower:
    """Makes fields from shapes and from what stands in the form."""

    def __init__(self, data: QueryDict, faults: Mapping[str, str], standing: Standing, now: int) -> None:
        self._data = data
        self._faults = faults
        self._standing = standing
        self._now = now

    def fields(self, shapes: tuple[Shape, ...]) -> list[Field]:
        return [self.field(shape) for shape in shapes]

    def field(self, shape: Shape, value: str | None = None) -> Field:
        chosen = tuple(self._data.getlist(shape.name)) if value is None else (value,)
        found = choices(shape, self._standing, self._now)
        if shape.widget == "variant":
            found = [Choice(part.tag, label(part.tag)) for part in shape.parts]
        return Field(
            name=shape.name,
            widget=shape.widget,
            label=label(shape.member, shape.holder),
            help=" ".join(self._beside(shape, "".join(chosen[:1]))),
            required=shape.required,
            fault=self._faults.get(shape.name, ""),
            value=("\n" if shape.widget == "long" else "").join(
                chosen if shape.widget == "long" else chosen[:1]
            ),
            chosen=chosen,
            choices=_with(found, chosen) if shape.widget in {"record", "records"} else found,
            parts=[] if shape.widget == "rows" else [self.field(part) for part in shape.parts],
            rows=self._rows(shape) if shape.widget == "rows" else [],
            zone=self._data.get(f"{shape.name}-zone", ""),
            unit=self._data.get(f"{shape.name}-unit", "days"),
            tag=shape.tag,
        )

    def _beside(self, shape: Shape, text: str) -> Iterator[str]:
        if words := hint(shape.member, shape.holder, shape.means):
            yield words
        if shape.widget == "instant" and shown_twice(text, self._data.get(f"{shape.name}-zone", "")):
            yield _("Shown twice that day: the first is meant.")

    def _rows(self, shape: Shape) -> list[list[Field]]:
        """As many as were typed, and one more."""
        columns = [self._data.getlist(part.name) for part in shape.parts]
        count = max(map(len, columns), default=0)
        return [
            [
                self.field(part, column[at] if at < len(column) else "")
                for part, column in zip(shape.parts, columns, strict=True)
            ]
            for at in range(count + 1)
        ]


def _with(found: list[Choice], chosen: tuple[str, ...]) -> list[Choice]:
    """A record that is named already stays a choice, however old."""
    known = {each.value for each in found}
    return [*(Choice(each, each[:12]) for each in chosen if each and each not in known), *found]
