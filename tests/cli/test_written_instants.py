"""Instants as they are written on the command line: with their offset, so that no hour is meant twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from plenipo_cli.errors import BadInstant
from plenipo_cli.values import instant

NOW = 1_795_000_000_000
SECOND = timedelta(seconds=1)
# The first instant (UTC) after a change of the clocks, and where.
CHANGES = [
    ("2026-03-29T01:00:00", "Europe/Brussels"),
    ("2026-10-25T01:00:00", "Europe/Brussels"),
    ("2026-11-01T06:00:00", "America/New_York"),
    ("2026-04-04T15:00:00", "Australia/Lord_Howe"),
    ("2011-12-30T10:00:00", "Pacific/Apia"),
    ("2028-02-29T00:00:00", "UTC"),
    ("2028-03-01T00:00:00", "UTC"),
    ("2026-12-31T23:59:59", "UTC"),
]


@pytest.mark.parametrize(("change", "zone"), CHANGES)
def test_every_second_about_a_change_of_the_clocks_is_an_instant_of_its_own(change: str, zone: str) -> None:
    at = datetime.fromisoformat(change).replace(tzinfo=UTC)
    around = [at + hours * timedelta(hours=1) + off * SECOND for hours in (-1, 0, 1) for off in (-1, 0, 1)]
    for moment in around:
        written = moment.astimezone(ZoneInfo(zone)).isoformat()
        assert instant(written, NOW) == (moment - datetime(1970, 1, 1, tzinfo=UTC)) // SECOND * 1000, written


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-25T02:30",  # without its zone
        "2026-10-25T02:30 Europe/Brussels",
        "2026-02-29T12:00Z",
        "2100-02-29T12:00Z",
        "2016-12-31T23:59:60Z",  # a leap second has no instant of its own
        "1969-12-31T23:59:59Z",
        "1970-01-01T00:59:59+01:00",
        "0001-01-01T00:00+14:00",
        "10000-01-01T00:00Z",
        "tomorrow",
        "",
        "+",
        "+2x",
    ],
)
def test_what_is_no_instant_is_refused(text: str) -> None:
    with pytest.raises(BadInstant):
        instant(text, NOW)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1970-01-01T00:00Z", 0),
        ("1970-01-01T01:00:00+01:00", 0),
        ("1970-01-01T00:00:01Z", 1000),
        ("9999-12-31T23:59:59-14:00", 253_402_351_199_000),
        ("now", NOW),
        ("+1s", NOW + 1000),
        ("-1s", NOW - 1000),
        ("+1w1d", NOW + 8 * 86_400_000),
    ],
)
def test_what_is_an_instant_is_read_to_the_millisecond(text: str, expected: int) -> None:
    assert instant(text, NOW) == expected
