"""Tables of contacts: read whole, with all that is wrong, and written so that no spreadsheet runs a cell."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plenipo.errors import BadTable, PlenipoError
from plenipo_node.preparing.tables import Reading, Table, harmless, read_table, written

HEADER = "party,counterpart,level,medium,at,text\n"


def read(text: str, **changes: object) -> Table:
    how = {"mapped": {}, "fixed": {}, "topics": frozenset({"prisoners"}), "dialogue": "d" * 64}
    return read_table(text, Reading(**{**how, **changes}))  # type: ignore[arg-type] # members by name


def test_a_cell_that_begins_like_a_formula_is_kept_as_the_text_that_it_is() -> None:
    for text in ("=HYPERLINK(1)", "+1", "-1", "@SUM(A1)"):
        table = read(f"{HEADER}FR,RU,senior,call,2024-01-02,{text}\n")
        assert [row.text for row in table.rows] == [text]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@a", "\t1", "\r1", " =1", "\uff1d1"])
def test_such_a_cell_is_quoted_where_a_table_is_written(cell: str) -> None:
    ((out,),) = [row for row in csv.reader(io.StringIO(written([], [[cell]]), newline="")) if row]
    assert out == f"'{cell}"


@pytest.mark.parametrize(
    "cell", ["a;=1", "a\t=1", "\t=1", "a\n=1", "a\r\n=1", "a|@b", 'a;"=1"', "a; +1", "a;;\n\t-1", "a;\uff1d1"]
)
def test_nor_does_a_part_of_it_where_a_spreadsheet_parts_cells_otherwise(cell: str) -> None:
    parts = re.split(r"[;|\t\r\n]", harmless(cell))
    assert not [part for part in parts if part.strip("\"' ")[:1] in set("=+-@\uff1d") and "'" not in part]
    assert [part for part in re.split(r"[;|\t\r\n]", cell) if re.match(r"[\s\"]*[=+@\uff1d-]", part)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_delimiter_is_counted_in_the_header_and_never_searched_for(
    delimiter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The search that Python offers takes seconds where a table is made for it."""
    monkeypatch.delattr(csv, "Sniffer")
    row = delimiter.join(["FR", "RU", "senior", "call", "2024-01-02", '"' + ', ""; | ' * 2000 + '"'])
    table = read(f"{HEADER.replace(',', delimiter)}{row}\n")
    assert [row.text[:6] for row in table.rows] == [', "; |']


@pytest.mark.parametrize("letter", ["\x03", "\x1b", "\x9b", "\u202e", "\u2066"])
def test_no_column_has_a_name_that_does_more_than_it_shows(letter: str) -> None:
    """It stands in the command that a person copies."""
    with pytest.raises(BadTable):
        read(f"party,da{letter}te\nFR,x\n")


@given(st.lists(st.lists(st.text(), min_size=1, max_size=4), max_size=4))
def test_no_cell_that_is_written_begins_like_a_formula(rows: list[list[str]]) -> None:
    text = written(["a"], rows)
    assert all(not cell or cell[0] not in "=+-@\t\r" for row in rows for cell in map(harmless, row))
    assert text.startswith("a\r\n")


def test_every_fault_of_every_row_is_told_at_once() -> None:
    table = read(f"{HEADER}FR,Mars,boss,pigeon,2024-02-31,\nFR,RU,senior,call,1866-01-01\n")
    told = {line: [(fault.code, fault.member) for fault in faults] for line, faults in table.wrong}
    assert told == {
        2: [("no-party", "counterpart"), ("no-word", "level"), ("no-word", "medium"), ("no-date", "at")],
        3: [("cells", ""), ("no-date", "at")],
    }
    assert not table.rows


@pytest.mark.parametrize("at", ["2024-01-02 10:00", "2024-01-02T10:00", "2024-01-02T10:00:30"])
def test_a_time_without_its_zone_is_told_from_what_is_no_date(at: str) -> None:
    table = read(f"{HEADER}FR,RU,senior,call,{at},\n")
    assert [fault.code for _, faults in table.wrong for fault in faults] == ["no-zone"]
    assert read(f"{HEADER}FR,RU,senior,call,{at}+01:00,\n").rows


def test_columns_that_are_missing_are_told_before_any_row() -> None:
    table = read("when,who\n2024-01-02,RU\n")
    assert table.missing == ("party", "counterpart", "level", "medium")
    assert table.columns == {"at": "when"}


def test_a_value_for_all_rows_and_other_names_of_parties_fill_the_gaps() -> None:
    table = read(
        "Land;date\nRuritania;2024-01-02\nRuritania;2024-01-02\n",
        mapped={"counterpart": "Land"},
        fixed={"party": "FR", "level": "leader", "medium": "visit"},
        names={"ruritania": "RU"},
    )
    assert [row.members["counterpart"] for row in table.rows] == ["RU"]
    assert table.twins == 1


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "a,b\0c\n", "," * 1000, 'a,"' + "x" * 200_000 + '"\n', '"open\n1,2', "a\n" + "b\n" * 20],
    ids=["empty", "blank", "zero", "wide", "long", "open", "many"],
)
def test_what_is_no_table_or_too_large_a_one_is_refused(text: str) -> None:
    with pytest.raises(BadTable):
        read(text, most=10)


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        table = read(text)
    except PlenipoError:
        return
    assert table.header
