"""How a table comes to the desk and is read there: as its form says, or guessed at the first look."""

from __future__ import annotations

import base64
import binascii
import shlex
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from plenipo.errors import BadTable
from plenipo_node.preparing.tables import COLUMNS, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plenipo_node.preparing.tables import Table
    from plenipo_node.web.asking import Asked

MAX_BYTES = 1_250_000  # of a table; the whole form stays below what the desk takes
MAX_ROWS = 20_000


def uploaded(request: Asked) -> bytes:
    """A file chosen now, or the table that came with the form."""
    file = request.FILES.get("file")
    if file is not None:
        if (file.size or 0) > MAX_BYTES:
            raise BadTable(f"it has more than {MAX_BYTES} bytes")
        return bytes(file.read(MAX_BYTES))
    try:
        data = base64.b64decode(request.POST.get("table", ""), validate=True)
    except (binascii.Error, ValueError):
        data = b""
    if not data:
        raise BadTable(_("no file was chosen"))
    return data


def text_of(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadTable(f"it is not UTF-8 from byte {error.start} on") from None


def reading(request: Asked) -> Reading:
    rules, said = request.standing.rule_book, request.POST
    mapped = {name: said[f"col-{name}"] for name in COLUMNS if said.get(f"col-{name}")}
    fixed = {name: said[f"all-{name}"].strip() for name in COLUMNS if said.get(f"all-{name}", "").strip()}
    if "col-party" not in said:  # the first look: the mapping is guessed
        counterparts = request.standing.parties("counterpart")
        fixed = {"counterpart": counterparts[0].id} if len(counterparts) == 1 else {}
    known = {party.name.casefold(): party.id for party in rules.parties}
    return Reading(
        mapped=mapped,
        fixed={name: value for name, value in fixed.items() if name not in mapped},
        topics=frozenset(topic.id for topic in rules.topics),
        dialogue=request.standing.dialogue,
        since=_since(said.get("since", "")),
        names=known | dict(_names(said.get("names", ""))),
        most=MAX_ROWS,
    )


def _names(text: str) -> Iterator[tuple[str, str]]:
    """A line each: what a cell calls a party = its short name."""
    for line in text.splitlines():
        name, found, party = line.partition("=")
        if found and name.strip():
            yield name.strip().casefold(), party.strip()


def _since(text: str) -> int:
    with suppress(ValueError, OverflowError):
        at = datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).timestamp()
        return max(0, round(at * 1000))
    return 0


def command(request: Asked, table: Table, how: Reading) -> str:
    """What reads this table in this way, and signs all its rows."""
    parts = ["plenipo", "import", "contacts", "FILE.csv", "--dir", "DIR", "--key", "KEY"]
    for name, column in table.columns.items():
        parts += ["--map", f"{name}={column}"]
    for name, value in how.fixed.items():
        parts += ["--set", f"{name}={value}"]
    for name, party in _names(request.POST.get("names", "")):
        parts += ["--party", f"{name}={party}"]
    if how.since:
        parts += ["--since", f"{request.POST['since']}T00:00Z"]
    return shlex.join(parts)
