"""A file with a table of contacts, read whole; what is wrong with it is told with its path and its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plenipo.errors import BadTable
from plenipo_cli import files
from plenipo_cli.errors import BadColumns, BadFile, BadRows
from plenipo_node.preparing import tables

if TYPE_CHECKING:
    from pathlib import Path

    from plenipo_node.preparing.tables import Fault, Reading, Table

MAX_TABLE = 64 * 1024 * 1024
MOST_SHOWN = 50


def read_table(path: Path, how: Reading) -> Table:
    """BadFile, BadColumns, BadRows with every row that is wrong."""
    try:
        table = tables.read_table(files.read_text(path, MAX_TABLE), how)
    except BadTable as error:
        raise BadFile(str(path), error.fault) from None
    if table.missing:
        raise BadColumns(str(path), table.missing, table.header)
    if table.wrong:
        shown = [f"line {line}: {_words(faults)}" for line, faults in table.wrong[:MOST_SHOWN]]
        rest = [f"and {len(table.wrong) - MOST_SHOWN} more"] * (len(table.wrong) > MOST_SHOWN)
        raise BadRows(str(path), tuple(shown + rest))
    return table


def _words(faults: tuple[Fault, ...]) -> str:
    return "; ".join(
        tables.FAULTS[fault.code].format(member=fault.member, value=fault.value, wanted=fault.wanted)
        for fault in faults
    )
