"""Contacts of the past, from a table: each row becomes a `contact.report`.

1. Columns are found by their names, or named with --map; a value that all rows share is given with --set.
2. All rows are looked at first, and all that is wrong is told at once. Then all are registered, or none.
3. The id of an act is derived from its row, so a row that was imported before is left out: an import can be
   run again. Two rows that say the same are one contact.
4. Nothing in a cell is ever run: a cell that begins like a formula is a text as any other.
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
from plenipo_cli import files
from plenipo_cli.errors import BadColumns, BadFile, BadInstant, BadRows
from plenipo_cli.values import instant
from plenipo_node.preparing.members import choices_of, hints_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MAX_TABLE = 64 * 1024 * 1024
MAX_CELL = 20_000
MOST_SHOWN = 50

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


@dataclass(frozen=True)
class Row:
    """A contact as a row tells it: the members of a report, its text, and an id of its own."""

    line: int
    id: str
    members: dict[str, Any]
    text: str


@dataclass(frozen=True)
class Table:
    """What was read: `columns` are the members and where each was found."""

    columns: dict[str, str]
    rows: tuple[Row, ...]
    twins: int


@dataclass(frozen=True)
class Reading:
    """How a table is read: columns by member, values for all rows, the charter's topics."""

    mapped: Mapping[str, str]
    fixed: Mapping[str, str]
    topics: frozenset[str]
    dialogue: str
    since: int = 0  # rows of contacts before this are left out
    names: Mapping[str, str] = field(default_factory=dict)  # what a cell calls a party


def read_table(path: Path, how: Reading) -> Table:
    """BadFile, BadColumns, BadRows with every row that is wrong."""
    header, records = _records(path)
    columns = _columns(header, how.mapped, how.fixed)
    _check_columns(path, columns, header, how.fixed)
    rows: dict[str, Row] = {}
    wrong: list[str] = []
    total = 0
    for line, cells in records:
        values = dict(how.fixed) | {n: cells[at].strip() for n, at in columns.items() if at < len(cells)}
        for name in PARTIES:
            values[name] = how.names.get(values.get(name, "").casefold(), values.get(name, ""))
        if how.since and (_moment(values.get("at", "")) or 0) < how.since:
            continue
        total += 1
        faults = _shape(cells, header)
        members, more = _members(values, how.topics)
        if faults or more:
            wrong.append(f"line {line}: {'; '.join(faults + more)}")
            continue
        text = unicodedata.normalize("NFC", values.get("text", ""))
        mark = _id(how.dialogue, members, text)
        rows.setdefault(mark, Row(line, mark, members, text))
    if wrong:
        rest = [f"and {len(wrong) - MOST_SHOWN} more"] * (len(wrong) > MOST_SHOWN)
        raise BadRows(str(path), tuple(wrong[:MOST_SHOWN] + rest))
    shown = {name: header[at] for name, at in columns.items()}
    return Table(shown, tuple(rows.values()), total - len(rows))


def _shape(cells: list[str], header: list[str]) -> list[str]:
    if len(cells) == len(header):
        return []
    return [f"it has {len(cells)} cells, and the header {len(header)}"]


def _records(path: Path) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    text = files.read_text(path, MAX_TABLE).removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    if "\0" in text:
        raise BadFile(str(path), "it is no table: it holds a zero byte")
    try:
        dialect: Any = csv.Sniffer().sniff(text[:8192], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    reader = csv.reader(io.StringIO(text), delimiter=dialect.delimiter, strict=True)
    try:
        found = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise BadFile(str(path), f"line {reader.line_num}: {error}") from None
    if not found:
        raise BadFile(str(path), "it is empty")
    return [cell.strip() for cell in found[0][1]], iter(found[1:])


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


def _check_columns(path: Path, columns: dict[str, int], header: list[str], fixed: Mapping[str, str]) -> None:
    missing = tuple(name for name in NEEDED if name not in columns and name not in fixed)
    if missing:
        raise BadColumns(str(path), missing, tuple(header))


def _members(values: Mapping[str, str], topics: frozenset[str]) -> tuple[dict[str, Any], list[str]]:
    """The members of the report, and all that is wrong with them."""
    faults: list[str] = []
    members: dict[str, Any] = {}
    for name, read in READERS.items():
        if value := values.get(name, ""):
            members[name] = read(name, value)
            if members[name] is None:
                faults.append(f"{name} {value[:30]!r} is {WANTED.get(name, 'no party')}")
    members["topics"] = [each for each in re.split(r"[;,|\s]+", values.get("topics", "")) if each]
    faults += [
        f"topic {each[:30]!r} is not in the charter" for each in members["topics"] if each not in topics
    ]
    faults += [f"{name} is missing" for name in NEEDED if not values.get(name)]
    if len(values.get("text", "")) > MAX_CELL:
        faults.append(f"text is longer than {MAX_CELL} characters")
    if members.get("ended") and members.get("at") and members["ended"] < members["at"]:
        faults.append("it ends before it begins")
    return {name: value for name, value in members.items() if value not in (None, [])}, faults


def _party(_name: str, value: str) -> str | None:
    return value if _PARTY.fullmatch(value) else None


def _word(name: str, value: str) -> str | None:
    word = SAME.get(value.casefold(), value.casefold())
    return word if word in WORDS[name] else None


def _moment(text: str) -> int | None:
    """Milliseconds; a day without a time is its noon in UTC. Acts know no time before 1970."""
    with suppress(ValueError):
        day = date.fromisoformat(text)
        at = round(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp() * 1000)
        return at if at >= 0 else None
    with suppress(BadInstant):
        return None if text[:1] in {"+", "-", "n"} else instant(text, 0)
    return None


def _id(dialogue: str, members: Mapping[str, Any], text: str) -> str:
    said = "\n".join((dialogue, *(f"{name}={members[name]}" for name in sorted(members)), text))
    return hashlib.sha256(said.encode()).hexdigest()[:32]


READERS: dict[str, Callable[[str, str], Any]] = {
    **dict.fromkeys(PARTIES, _party),
    **dict.fromkeys(WORDS, _word),
    **dict.fromkeys(("at", "ended"), lambda _name, value: _moment(value)),
}
WANTED = {
    **{name: f"none of {', '.join(words)}" for name, words in WORDS.items()},
    **dict.fromkeys(("at", "ended"), "no date since 1970"),
}
