"""A form filled with the members of an act: what `reading` reads, the other way round.

What cannot be shown in a form is left empty: sealed texts, and references to nothing.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import msgspec
from django.http import QueryDict

if TYPE_CHECKING:
    from plenipo.acts import Said
    from plenipo_node.forms.fields import Shape

NOTHING = "0" * 64
UNITS = (("days", 86_400), ("hours", 3600), ("minutes", 60))


def data_of(act: Said, shapes: tuple[Shape, ...], zone: str) -> QueryDict:
    """As the form would send it."""
    data = QueryDict(mutable=True)
    fill(data, msgspec.to_builtins(act), shapes, zone)
    return data


def fill(data: QueryDict, values: dict[str, Any], shapes: tuple[Shape, ...], zone: str) -> None:
    for shape in shapes:
        value = values.get(shape.member)
        if value is not None:
            _fill(data, shape, value, zone)


def _fill(data: QueryDict, shape: Shape, value: Any, zone: str) -> None:  # noqa: C901 a case a widget
    match shape.widget:
        case "sealed" | "texts":
            return
        case "group":
            fill(data, value, shape.parts, zone)
        case "variant":
            _variant(data, shape, value, zone)
        case "rows":
            for row in value:
                for part in shape.parts:
                    data.appendlist(part.name, str(row.get(part.member, "")))
        case "instant":
            put_instant(data, shape.name, value, zone)
        case "span":
            unit, size = next(((u, s) for u, s in UNITS if value % s == 0), ("seconds", 1))
            data[shape.name], data[f"{shape.name}-unit"] = str(value // size), unit
        case "json":
            data[shape.name] = json.dumps(value, ensure_ascii=False, indent=1)
        case "yes-no":
            data[shape.name] = "yes" if value else ""
        case _:
            several = value if isinstance(value, list | tuple) else [value]
            data.setlist(shape.name, [str(each) for each in several if each != NOTHING])


def _variant(data: QueryDict, shape: Shape, value: dict[str, Any], zone: str) -> None:
    part = next(each for each in shape.parts if each.tag == value[each.tag_field])
    data[shape.name] = part.tag
    if part.widget == "json":
        rest = {name: each for name, each in value.items() if name != part.tag_field}
        data[part.name] = json.dumps(rest, ensure_ascii=False, indent=1)
    else:
        fill(data, value, part.parts, zone)


def put_instant(data: QueryDict, name: str, ms: int, zone: str) -> None:
    """In a field of a local date and time, with the zone in which what is read back is this instant."""
    shown = zone_that_tells(ms, zone)
    data[name], data[f"{name}-zone"] = local(ms, shown), shown


def zone_that_tells(ms: int, zone: str) -> str:
    """UTC where the zone shows this time once more: what is typed there means the first."""
    try:
        at = datetime.fromtimestamp(ms / 1000, tz=UTC).astimezone(ZoneInfo(zone))
    except (ValueError, OverflowError, OSError):
        return zone
    return "UTC" if at.fold else zone


def local(ms: int, zone: str) -> str:
    """For an input of a local date and time, to the minute; empty where no calendar reaches."""
    try:
        at = datetime.fromtimestamp(ms / 1000, tz=UTC).astimezone(ZoneInfo(zone))
    except (ValueError, OverflowError, OSError):
        return ""
    return at.strftime("%Y-%m-%dT%H:%M")
