"""Weights are dated, sourced, exact, and in force on the day of the vote."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plenipo.consultation import in_force, parse_weights
from plenipo.errors import BadWeights, ConsultationError, NoWeights, OverlappingWeights

SHIPPED = (files("plenipo.consultation") / "data/council-weights-2025.csv").read_bytes()
HEAD = b"# source: a gazette\n# from: 2025-01-01\n# until: 2025-12-31\n# unit: percent\nmember,share\n"


def test_the_shipped_table_holds_basis_points_as_published() -> None:
    """Agence Europe 13544: the published percentages sum to 100.01."""
    table = parse_weights(SHIPPED)
    assert (len(table.weights), sum(table.weights.values()), table.unit) == (27, 10_001, "basis points")
    assert (table.weights["DE"], table.weights["EE"], table.weights["MT"]) == (1849, 30, 12)
    assert (table.first, table.last) == (date(2025, 1, 1), date(2025, 12, 31))
    assert "Agence Europe 13544" in table.source


@pytest.mark.parametrize("day", [date(2025, 1, 1), date(2025, 12, 31)])
def test_the_first_and_the_last_day_are_in_force(day: date) -> None:
    assert in_force([parse_weights(SHIPPED)], day).weights["FR"] == 1517


@pytest.mark.parametrize("day", [date(2024, 12, 31), date(2026, 1, 1)])
def test_a_day_without_a_table_is_an_error(day: date) -> None:
    with pytest.raises(NoWeights) as refused:
        in_force([parse_weights(SHIPPED)], day)
    assert refused.value.day == day.isoformat()


def test_a_day_with_two_tables_is_an_error() -> None:
    table = parse_weights(SHIPPED)
    other = msgspec.structs.replace(table, first=date(2025, 12, 31), last=date(2026, 12, 31), source="next")
    with pytest.raises(OverlappingWeights) as refused:
        in_force([table, other], date(2025, 12, 31))
    assert refused.value.sources == (table.source, "next")
    assert in_force([table, other], date(2026, 1, 1)).source == "next"


def test_persons_are_whole_numbers() -> None:
    table = parse_weights(HEAD.replace(b"percent", b"persons") + b"AT,9132500\n")
    assert (table.weights, table.unit) == ({"AT": 9_132_500}, "persons")


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (HEAD + b"AT,2.021\n", 6),
        (HEAD + b"AT,2,02\n", 6),
        (HEAD + b"AT,-2\n", 6),
        (HEAD + b"AT,\xd9\xa2\n", 6),
        (HEAD + b"AT,2\nAT,3\n", 7),
        (HEAD + b"AT\n", 6),
        (HEAD + b" AT,2\n", 6),
        (HEAD + b"AT,0\n", 0),
        (HEAD, 0),
        (b"", 0),
        (b"\xff", 0),
        (b"x" * 200_000, 0),
        (HEAD.replace(b"# unit: percent\n", b"") + b"AT,2\n", 0),
        (HEAD.replace(b"percent", b"souls") + b"AT,2\n", 0),
        (HEAD.replace(b"2025-12-31", b"2024-12-31") + b"AT,2\n", 0),
        (HEAD.replace(b"2025-12-31", b"2025-02-30") + b"AT,2\n", 0),
        (HEAD.replace(b"2025-12-31", b"20251231") + b"AT,2\n", 0),
        (HEAD.replace(b"# until", b"# unit") + b"AT,2\n", 4),
        (b"# colour: blue\n" + HEAD + b"AT,2\n", 1),
    ],
)
def test_a_damaged_table_is_refused_with_its_line(data: bytes, line: int) -> None:
    with pytest.raises(BadWeights) as refused:
        parse_weights(data)
    assert refused.value.line == line


@given(st.binary(max_size=80), st.integers(0, len(SHIPPED)))
def test_no_bytes_crash_the_reader_of_tables(data: bytes, at: int) -> None:
    try:
        parse_weights(SHIPPED[:at] + data + SHIPPED[at:])
    except ConsultationError:
        return
