"""Dates and times as they are typed at the desk: gaps, repeats, leap days, and what no calendar has."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict
from wording_cast import set_up

from plenipo_node.forms.fields import Shape
from plenipo_node.forms.filling import fill
from plenipo_node.forms.reading import Reader, shown_twice
from plenipo_node.forms.showing import Shower
from world import World

set_up()

AT = Shape(name="at", path="at", member="moment", widget="instant", required=True, means="When it is.")
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


def form(text: str, zone: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data["at"], data["at-zone"] = text, zone
    return data


def read(text: str, zone: str = "UTC") -> int | str:
    """The instant in ms, or what is said to be wrong."""
    given = Reader(form(text, zone), lambda _text: None).read((AT,))
    assert bool(given.faults) != bool(given.values)
    return given.faults["at"] if given.faults else int(given.values["moment"])


def showing(local: datetime, zone: str) -> list[datetime]:
    """The instants, by quarters of an hour within 26 hours, at which the zone's clocks show this time."""
    near = (local.replace(tzinfo=UTC) + step * timedelta(minutes=15) for step in range(-4 * 26, 4 * 26 + 1))
    return sorted({at for at in near if at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == local})


# A change of the clocks, as the first instant (UTC) after it, and the zone.
CHANGES = [
    ("2026-03-29T01:00", "Europe/Brussels"),
    ("2026-10-25T01:00", "Europe/Brussels"),
    ("2026-03-29T01:00", "Europe/Kyiv"),
    ("2026-10-25T01:00", "Europe/Kyiv"),
    ("2026-11-01T06:00", "America/New_York"),
    ("2026-04-04T15:00", "Australia/Lord_Howe"),  # by half an hour
    ("2026-10-03T15:30", "Australia/Lord_Howe"),
    ("2026-09-06T04:00", "America/Santiago"),  # the day begins at one
    ("2011-12-30T10:00", "Pacific/Apia"),  # a whole day is skipped
    ("2016-11-06T00:00", "UTC"),  # and where nothing happens
]


@pytest.mark.parametrize(("change", "zone"), CHANGES)
def test_a_local_time_is_the_first_instant_that_shows_it_or_is_refused(change: str, zone: str) -> None:
    """Two hours to either side of a change, to the second about each border."""
    at = datetime.fromisoformat(change).replace(tzinfo=UTC)
    sides = {(at - SECOND).astimezone(ZoneInfo(zone)) + SECOND, at.astimezone(ZoneInfo(zone))}
    borders = {side.replace(tzinfo=None) for side in sides}
    around = {border + step * HOUR / 2 for border in borders for step in range(-4, 5)}
    for local in sorted(moment + off * SECOND for moment in around for off in (-1, 0, 1)):
        instants = showing(local, zone)
        told = read(local.isoformat(), zone)
        if instants:
            assert told == instants[0].timestamp() * 1000, local
        else:
            assert str(told).startswith("On that day the clocks skip this hour"), local
        assert shown_twice(local.isoformat(), zone) == (len(instants) == 2), local


@pytest.mark.parametrize(("change", "zone"), CHANGES)
def test_what_a_form_is_filled_with_is_read_back_as_the_same_instant(change: str, zone: str) -> None:
    at = datetime.fromisoformat(change).replace(tzinfo=UTC)
    for minutes in (-90, -60, -30, -1, 0, 1, 30, 59, 60, 90):
        since = int(at.timestamp()) + 60 * minutes
        data = QueryDict(mutable=True)
        fill(data, {"moment": since * 1000}, (AT,), zone)
        assert read(str(data["at"]), str(data["at-zone"])) == since * 1000, (minutes, data)


@pytest.mark.parametrize(
    ("text", "zone", "twice"),
    [
        ("2026-10-25T02:30", "Europe/Brussels", True),
        ("2026-10-25T03:00", "Europe/Brussels", False),
        ("2026-10-25T02:30", "UTC", False),
        ("2026-10-25T02:30+01:00", "Europe/Brussels", False),  # its offset says which
        ("2026-03-29T02:30", "Europe/Brussels", False),
        ("", "Europe/Brussels", False),
        ("nonsense", "Mars/Olympus", False),
    ],
)
def test_a_repeated_hour_is_said_beside_the_field(text: str, zone: str, twice: bool) -> None:  # noqa: FBT001 - a table's column
    world = World()
    field = Shower(form(text, zone), {}, world.standing, world.now).field(AT)
    assert field.help == "When it is." + " Shown twice that day: the first is meant." * twice


@pytest.mark.parametrize(
    ("text", "zone", "expected"),
    [
        ("2028-02-29T12:00", "UTC", 1_835_438_400_000),
        ("2000-02-29T00:00", "UTC", 951_782_400_000),
        ("2026-02-29T12:00", "UTC", "Give a date"),
        ("2100-02-29T12:00", "UTC", "Give a date"),
        ("2016-12-31T23:59:60", "UTC", "Give a date"),  # a leap second has no instant of its own
        ("2016-12-31T23:59:59", "UTC", 1_483_228_799_000),
        ("1970-01-01T00:00", "UTC", 0),
        ("1969-12-31T23:59:59", "UTC", "Dates before 1970"),
        ("1970-01-01T00:59:59", "Europe/Brussels", "Dates before 1970"),
        ("1970-01-01T01:00", "Europe/Brussels", 0),
        ("0001-01-01T00:00", "Pacific/Kiritimati", "Dates before 1970"),
        ("9999-12-31T23:59:59", "America/New_York", 253_402_318_799_000),
        ("10000-01-01T00:00", "UTC", "Give a date"),
        ("2026-11-23T09:30", "Mars/Olympus", "Give a date"),
        ("2026-11-23T09:30", "../../etc/passwd", "Give a date"),
        ("2026-11-23T09:30", "", 1_795_426_200_000),
    ],
)
def test_every_day_of_the_calendar_and_no_other_is_read(text: str, zone: str, expected: int | str) -> None:
    told = read(text, zone)
    assert told == expected if isinstance(expected, int) else str(told).startswith(expected)
