"""The entries of the register, one a line."""

from __future__ import annotations

from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from plenipo.acts import kind_of
from plenipo.acts.codec import decode, ref_of
from plenipo.acts.words import party_of
from plenipo.errors.words.shown import instant
from plenipo_cli.dialogues import opened
from plenipo_cli.options import common, dir_argument
from plenipo_cli.screen import say, table
from plenipo_cli.values import kind_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plenipo_cli.dialogues import Dialogue


@click.command("log", short_help="The entries of the register.")
@dir_argument
@click.option("--since", type=click.IntRange(min=0), default=0, metavar="N", help="From record N on.")
@click.option("--kind", metavar="KIND", help="Of this kind, or family: contact.report, contact.")
@click.option("--by", metavar="WHO", help="By this person or party.")
@click.option("--last", type=click.IntRange(min=1), metavar="N", help="Only the last N of them.")
@common
def command(folder: Path, last: int | None, *, as_json: bool, **only: Any) -> None:
    """List the entries in the folder DIR: number, time, kind, author, reference.

    An entry marked with ! is in the register and was refused by the guard: it has no effect.
    """
    if only["kind"] is not None:
        kind_named(only["kind"])
    with opened(folder) as dialogue:
        if only["by"] is not None:
            dialogue.named(only["by"])
        rows: Iterable[dict[str, object]] = _rows(dialogue, **only)
        found = list(rows if last is None else deque(rows, maxlen=min(last, dialogue.register.size())))
        size = dialogue.standing.size
    say(as_json, {"size": size, "entries": found}, _lines(found))


def _rows(dialogue: Dialogue, since: int, kind: str | None, by: str | None) -> Iterator[dict[str, object]]:
    void = dialogue.standing.void
    for index, entry in dialogue.entries(since):
        act = decode(entry.act)
        name = kind_of(type(act))
        if kind is not None and kind not in {name, name.partition(".")[0]}:
            continue
        if by is not None and by not in {act.by, party_of(act.by)}:
            continue
        yield {
            "record": index,
            "stamp": entry.stamp_ms,
            "kind": name,
            "by": act.by,
            "reference": ref_of(entry.act),
            "void": list(void[index]) if index in void else None,
        }


def _lines(rows: list[dict[str, object]]) -> Iterator[str]:
    return table(
        (
            f"{row['record']}{'!' if row['void'] else ''}",
            instant(int(str(row["stamp"]))),
            row["kind"],
            row["by"],
            str(row["reference"])[:16],
        )
        for row in rows
    )
