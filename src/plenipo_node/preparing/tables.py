"""Contacts of the past, from a table: each row becomes a `contact.report`.

1. Columns are found by their names, or named; a value that all rows share is given once.
2. All rows are looked at first, and all that is wrong is told at once, row by row.
3. The id of an act is derived from its row, so that a row that was imported before can be left out: an import
   can be run again. Two rows that say the same are one contact.
4. Nothing in a cell is ever run: a cell that begins like a formula is a text as any other. Where a table is
   written, such a cell is quoted, so that no spreadsheet runs it either.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from plenipo.acts.contact import Report
from plenipo.acts.words import party_of
from plenipo.errors import BadTable
from plenipo_node.preparing.members import choices_of, hints_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MAX_CELL = 20_000
MAX_COLUMNS = 200
MAX_ROWS = 1_000_000

# What a contact needs or may have, and the names of columns in which it is looked for, best first.
COLUMNS: dict[str, tuple[str, ...]] = {
    "party": ("party", "side", "state", "sender"),
    "counterpart": ("counterpart", "other_side"),
    "level": ("level", "rank"),
    "medium": ("medium", "type", "mode", "kind", "contact_type"),
    "at": ("at", "start", "start_date", "date", "from_date", "when"),
    "ended": ("ended", "end", "end_date", "until"),
    "topics": ("topics", "topic"),
    "text": ("text", "remarks", "description", "notes", "summary"),
    "claims": ("claims",),
    "known": ("known",),
    "through": ("through", "intermediary"),
}
PARTIES = ("party", "counterpart", "through")
NEEDED = ("party", "counterpart", "level", "medium", "at")
_HINTS = hints_of(Report)
WORDS = {name: choices_of(_HINTS[name]) for name in ("level", "medium", "claims", "known")}
SAME = {
    **dict.fromkeys(("phone", "telephone", "phone call"), "call"),
    **dict.fromkeys(("trip", "travel"), "visit"),
    **dict.fromkeys(("summit", "head of state", "president"), "leader"),
    **dict.fromkeys(("foreign minister", "secretary", "minister"), "ministerial"),
}
_PARTY = re.compile(r"[A-Z][A-Z0-9-]{0,15}")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# Some spreadsheets part cells at semicolons or tabs instead, and take our quotes for letters then.
_PARTED = re.compile(r"([;|\t\r\n][\s\"']*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_DELIMITERS = ",;\t|"

# What can be wrong with a row, by code.
FAULTS: dict[str, str] = {
    "cells": "it has {value} cells, and the header {wanted}",
    "no-party": "{member} {value!r} is no party",
    "no-word": "{member} {value!r} is none of {wanted}",
    "no-date": "{member} {value!r} is no date since 1970",
    "no-zone": "{member} {value!r} does not say its zone: write 2026-03-12T18:00+01:00, or the day alone",
    "no-topic": "topic {value!r} is not in the charter",
    "missing": "{member} is missing",
    "too-long": "{member} is longer than {wanted} characters",
    "ends-before": "it ends before it begins",
}


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row: a code of `FAULTS` with its facts."""

    code: str
    member: str = ""
    value: str = ""
    wanted: str = ""


@dataclass(frozen=True)
class Row:
    """A contact as a row tells it: the members of a report, its text, and an id of its own."""

    line: int
    id: str
    members: dict[str, Any]
    text: str


@dataclass(frozen=True)
class Table:
    """What was read: `columns` are the members and where each was found. Where members are `missing`, or rows
    are `wrong`, nothing is to be imported.
    """

    header: tuple[str, ...]
    columns: dict[str, str]
    missing: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    wrong: tuple[tuple[int, tuple[Fault, ...]], ...] = ()
    twins: int = 0


@dataclass(frozen=True)
class Reading:
    """How a table is read: columns by member, values for all rows, the charter's topics."""

    mapped: Mapping[str, str]
    fixed: Mapping[str, str]
    topics: frozenset[str]
    dialogue: str
    since: int = 0  # rows of contacts before this are left out
    names: Mapping[str, str] = field(default_factory=dict)  # what a cell calls a party
    most: int = MAX_ROWS


def read_table(text: str, how: Reading) -> Table:
    """BadTable where it is none; all else is told in what is returned."""
    header, records = _records(text, how.most)
    columns = _columns(header, how.mapped, how.fixed)
    shown = {name: header[at] for name, at in columns.items()}
    missing = tuple(name for name in NEEDED if name not in columns and name not in how.fixed)
    if missing:
        return Table(tuple(header), shown, missing)
    rows: dict[str, Row] = {}
    wrong: list[tuple[int, tuple[Fault, ...]]] = []
    total = 0
    for line, cells in records:
        values = _values(cells, columns, how)
        if how.since and (moment(values.get("at", "")) or 0) < how.since:
            continue
        total += 1
        members, faults = _members(values, how.topics)
        faults = [*_shape(cells, header), *faults]
        if faults:
            wrong.append((line, tuple(faults)))
            continue
        said = unicodedata.normalize("NFC", values.get("text", ""))
        mark = _id(how.dialogue, members, said)
        rows.setdefault(mark, Row(line, mark, members, said))
    return Table(tuple(header), shown, (), tuple(rows.values()), tuple(wrong), total - len(wrong) - len(rows))


def report_of(row: Row, by: str) -> dict[str, Any]:
    """The members of the report that this person makes of it. Others' contacts are known by report."""
    known = "own-account" if row.members["party"] == party_of(by) else "reported"
    return {"known": known} | row.members | {"id": row.id}


def written(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table to be opened elsewhere: no cell in it begins like a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([harmless(cell) for cell in header])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def harmless(cell: str) -> str:
    """With an apostrophe before what a spreadsheet would run."""
    cell = _PARTED.sub(r"\1'", cell)
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


def _values(cells: list[str], columns: Mapping[str, int], how: Reading) -> dict[str, str]:
    values = dict(how.fixed) | {name: cells[at].strip() for name, at in columns.items() if at < len(cells)}
    for name in PARTIES:
        values[name] = how.names.get(values.get(name, "").casefold(), values.get(name, ""))
    return values


def _shape(cells: list[str], header: list[str]) -> list[Fault]:
    same = len(cells) == len(header)
    return [] if same else [Fault("cells", value=str(len(cells)), wanted=str(len(header)))]


def _records(text: str, most: int) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    text = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    if "\0" in text:
        raise BadTable("it is no table: it holds a zero byte")
    first = text.lstrip().partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter=max(_DELIMITERS, key=first.count), strict=True)
    found: list[tuple[int, list[str]]] = []
    try:
        for cells in reader:
            _bearable(cells, len(found), most, reader.line_num)
            if any(cell.strip() for cell in cells):
                found.append((reader.line_num, cells))
    except csv.Error as error:
        raise BadTable(f"line {reader.line_num}: {error}") from None
    if not found:
        raise BadTable("it is empty")
    if any(map(_UNFIT.search, found[0][1])):  # a name of a column stands in a command to be copied
        raise BadTable("the name of a column holds what cannot be seen")
    return [cell.strip() for cell in found[0][1]], iter(found[1:])


def _bearable(cells: list[str], rows: int, most: int, line: int) -> None:
    if len(cells) > MAX_COLUMNS:
        raise BadTable(f"line {line}: it has more than {MAX_COLUMNS} cells")
    if rows > most:
        raise BadTable(f"it has more than {most} rows")


def _columns(header: list[str], mapped: Mapping[str, str], fixed: Mapping[str, str]) -> dict[str, int]:
    """Where each member stands: as mapped, else by the column's name."""
    names = {name.casefold().replace(" ", "_"): at for at, name in reversed(list(enumerate(header)))}
    columns: dict[str, int] = {}
    for member, known in COLUMNS.items():
        wanted = mapped.get(member)
        if wanted is not None:
            at = names.get(wanted.casefold().replace(" ", "_"))
            if at is not None:
                columns[member] = at
        elif member not in fixed:
            found = next((names[name] for name in known if name in names), None)
            if found is not None:
                columns[member] = found
    return columns


def _members(values: Mapping[str, str], topics: frozenset[str]) -> tuple[dict[str, Any], list[Fault]]:
    """The members of the report, and all that is wrong with them."""
    faults: list[Fault] = []
    members: dict[str, Any] = {}
    for name, read in READERS.items():
        if value := values.get(name, ""):
            members[name] = read(name, value)
            if members[name] is None:
                faults.append(_wrong(name, value))
    members["topics"] = [each for each in re.split(r"[;,|\s]+", values.get("topics", "")) if each]
    faults += [Fault("no-topic", "topics", each[:30]) for each in members["topics"] if each not in topics]
    faults += [Fault("missing", name) for name in NEEDED if not values.get(name)]
    if len(values.get("text", "")) > MAX_CELL:
        faults.append(Fault("too-long", "text", wanted=str(MAX_CELL)))
    if members.get("ended") and members.get("at") and members["ended"] < members["at"]:
        faults.append(Fault("ends-before", "ended"))
    return {name: value for name, value in members.items() if value not in (None, [])}, faults


def _wrong(name: str, value: str) -> Fault:
    if name in WORDS:
        return Fault("no-word", name, value[:30], ", ".join(WORDS[name]))
    if name in PARTIES:
        return Fault("no-party", name, value[:30])
    return Fault("no-zone" if _zoneless(value) else "no-date", name, value[:30])


def _zoneless(text: str) -> bool:
    with suppress(ValueError):
        return datetime.fromisoformat(text).tzinfo is None and len(text) > len("2026-03-12")
    return False


def _party(_name: str, value: str) -> str | None:
    return value if _PARTY.fullmatch(value) else None


def _word(name: str, value: str) -> str | None:
    word = SAME.get(value.casefold(), value.casefold())
    return word if word in WORDS[name] else None


def moment(text: str) -> int | None:
    """Milliseconds; a day without a time is its noon in UTC. Acts know no time before 1970."""
    at = None
    with suppress(ValueError):
        day = date.fromisoformat(text)
        at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    if at is None:
        with suppress(ValueError):
            at = datetime.fromisoformat(text)
    if at is None or at.tzinfo is None:
        return None
    since = at.timestamp()
    return round(since * 1000) if since >= 0 else None


def _id(dialogue: str, members: Mapping[str, Any], text: str) -> str:
    said = "\n".join((dialogue, *(f"{name}={members[name]}" for name in sorted(members)), text))
    return hashlib.sha256(said.encode()).hexdigest()[:32]


READERS: dict[str, Callable[[str, str], Any]] = {
    **dict.fromkeys(PARTIES, _party),
    **dict.fromkeys(WORDS, _word),
    **dict.fromkeys(("at", "ended"), lambda _name, value: moment(value)),
}
