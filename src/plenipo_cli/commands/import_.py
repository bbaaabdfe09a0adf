"""Bring in records of the past."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from plenipo.acts.codec import decode
from plenipo.acts.contact import Report
from plenipo.errors.words.shown import instant
from plenipo_cli import clock, exits
from plenipo_cli.dialogues import opened
from plenipo_cli.errors import BadMember
from plenipo_cli.importing import read_table
from plenipo_cli.options import common, dir_option
from plenipo_cli.registering import refuse_all, registered_all
from plenipo_cli.saying import author, compose
from plenipo_cli.screen import progress, say
from plenipo_cli.signing import find_signer, signer_options
from plenipo_cli.values import instant as parse_instant
from plenipo_node.preparing.act_files import act_file
from plenipo_node.preparing.tables import COLUMNS, Reading, report_of
from plenipo_node.preparing.texts import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plenipo_cli.dialogues import Dialogue
    from plenipo_node.preparing.act_files import ActFile
    from plenipo_node.preparing.tables import Row, Table

KIND = "contact.report"
MOST_SHOWN = 20


@click.group("import", short_help="Bring in records of the past.")
def command() -> None:
    """Bring in records of the past."""


@command.command("contacts")
@click.argument("table", type=click.Path(path_type=Path), metavar="FILE.csv")
@click.option(
    "--map", "mapped", multiple=True, metavar="MEMBER=COLUMN", help="Where a member stands, repeatable."
)
@click.option(
    "--set", "fixed", multiple=True, metavar="MEMBER=VALUE", help="The same for all rows, repeatable."
)
@click.option(
    "--party", "named", multiple=True, metavar="NAME=PARTY", help="What a cell calls a party, repeatable."
)
@click.option("--since", metavar="TIME", help="Leave out the contacts before then.")
@click.option("--as", "by", metavar="PERSON", help="Who reports them.  [the key's owner]")
@click.option("--marking", help="Of their texts.  [the charter's ceiling]")
@click.option("--dry-run", is_flag=True, help="Show what would be imported.")
@signer_options
@dir_option
@common
def contacts(table: Path, folder: Path, *, dry_run: bool, as_json: bool, **given: Any) -> int:
    """Report each row of FILE.csv as a contact that took place.

    A contact needs a party, a counterpart, a level, a medium and a time. The columns are found by their
    names, or named: --map at=start --map text=remarks --set medium=visit. All that is wrong with the rows is
    told at once, and then nothing is imported. A row that was imported before is left out, so that the
    import can be run again.
    """
    named = given["key"], given["agent"], given["passphrase_file"]
    signer = None if dry_run and named[:2] == (None, None) else find_signer(*named)
    with opened(folder) as dialogue:
        found = read_table(table, _reading(dialogue, given))
        fresh = _fresh(dialogue, found)
        if signer is None or dry_run:
            return _preview(table, found, fresh, as_json=as_json)
        by = author(dialogue.standing, given["by"], signer)
        acts = _acts(dialogue, fresh, by, given["marking"], as_json=as_json)
        signed = [act.signed_by(signer.sign(act.data)) for act in acts]
        refuse_all(dialogue, table, [f"line {row.line}" for row in fresh], signed)
    registered_all(folder, signed, as_json=as_json)
    left = len(found.rows) - len(fresh)
    facts = {"imported": len(fresh), "known": left, "twins": found.twins}
    words = f"imported {len(fresh)} contacts; {left} were there before, {found.twins} said the same twice"
    say(as_json, facts, [words])
    return exits.OK


def _reading(dialogue: Dialogue, given: dict[str, Any]) -> Reading:
    now = clock.now()
    return Reading(
        mapped=_pairs("--map", given["mapped"]),
        fixed=_pairs("--set", given["fixed"]),
        topics=frozenset(topic.id for topic in dialogue.standing.rule_book.topics),
        dialogue=dialogue.standing.dialogue,
        names=_names(dialogue, given["named"]),
        since=0 if given["since"] is None else parse_instant(given["since"], now),
    )


def _names(dialogue: Dialogue, given: tuple[str, ...]) -> dict[str, str]:
    known = {party.name.casefold(): party.id for party in dialogue.standing.rule_book.parties}
    return known | {name.casefold(): party for name, _, party in (each.partition("=") for each in given)}


def _pairs(option: str, given: tuple[str, ...]) -> dict[str, str]:
    pairs = dict(each.partition("=")[::2] for each in given)
    unknown = [name for name in pairs if name not in COLUMNS]
    if unknown:
        raise BadMember(option, f"{', '.join(unknown)}: the members are {', '.join(COLUMNS)}")
    return pairs


def _fresh(dialogue: Dialogue, found: Table) -> list[Row]:
    """The rows that are not in the register yet."""
    acts = (decode(entry.act) for _, entry in dialogue.entries())
    known = {act.id for act in acts if isinstance(act, Report)}
    return [row for row in found.rows if row.id not in known]


def _acts(
    dialogue: Dialogue, rows: list[Row], by: str, marking: str | None, *, as_json: bool
) -> list[ActFile]:
    acts = []
    with progress(as_json, "sealing", len(rows)) as advance:
        for row in rows:
            prepared = compose(dialogue, KIND, by, _given(row, by), Wording(marking=marking))
            acts.append(act_file(prepared.act, prepared.blobs))
            advance(1)
    return acts


def _given(row: Row, by: str) -> dict[str, Any]:
    """As if each member had been given as an option."""
    members = report_of(row, by)
    mark = members.pop("id")
    texts = {"text": row.text} if row.text else {}
    return {f"m_{name}": value for name, value in (members | texts).items()} | {"id": mark}


def _preview(table: Path, found: Table, fresh: list[Row], *, as_json: bool) -> int:
    facts = {
        "file": str(table),
        "columns": found.columns,
        "rows": len(found.rows),
        "fresh": len(fresh),
        "twins": found.twins,
        "preview": [{"line": row.line, **row.members, "text": row.text} for row in fresh[:MOST_SHOWN]],
    }
    say(as_json, facts, _preview_lines(found, fresh))
    return exits.OK


def _preview_lines(found: Table, fresh: list[Row]) -> Iterator[str]:
    yield f"columns: {', '.join(f'{name} from {column}' for name, column in found.columns.items())}"
    known = len(found.rows) - len(fresh)
    yield f"{len(fresh)} to import, {known} there before, {found.twins} said the same twice"
    for row in fresh[:MOST_SHOWN]:
        m = row.members
        who = f"{m['party']} {m['counterpart']}, {m['level']}, {m['medium']}"
        yield f"  line {row.line}: {instant(m['at'])}  {who}  {row.text[:60]}"
    if len(fresh) > MOST_SHOWN:
        yield f"  and {len(fresh) - MOST_SHOWN} more"
