"""Hold what an export holds, and cosign its head: so that copies can be carried by hand."""

from __future__ import annotations

from pathlib import Path

import click

from plenipo.register import Note, parse_note, parse_signatures
from plenipo.register.notes import MAX_NOTE
from plenipo.register.static import CHECKPOINT
from plenipo_cli import clock, files
from plenipo_cli.offline.places import Export
from plenipo_cli.options import common, dir_option
from plenipo_cli.screen import say
from plenipo_node.folder import open_folder
from plenipo_node.mirror import Mirror


@click.command("mirror", short_help="Take what an export holds into one's own copy, and cosign its head.")
@click.argument("export", type=click.Path(path_type=Path))
@click.option("--party", metavar="PARTY", required=True, help="Whose copy the folder is.")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", help="For the cosignature.  [PARTY.cosigned]"
)
@dir_option
@common
def command(export: Path, folder: Path, party: str, out: Path | None, *, as_json: bool) -> None:
    """Check the export EXPORT against the root pinned in the folder and what it held; then take it in.

    The cosignature says: we hold these bytes, and they extend what we held. Hand the file that is written to
    a partner, for `plenipo settle`.
    """
    with open_folder(folder) as here:
        root, keys = here.pinned(), here.keys
        mirror = Mirror(here.register, keys.cosigner(root, party), root)
        place, data = Export(export), files.read(export / CHECKPOINT, MAX_NOTE)
        before = mirror.size
        entries = [entry for entry, _ in place.entries(min(before, place.size))]
        held = mirror.offer(data, entries, clock.now(), place.nodes())
        named = {each.id: each.cosigner for each in mirror.standing.rule_book.parties}
    target = out or Path(f"{party}.cosigned")
    files.replace(target, Note(parse_note(data).text, parse_signatures(held.line)).encode(), mode=0o644)
    size, known = held.checkpoint.size, named.get(party) == keys.cosigner_key
    remark = () if known else (f"the charter names another key for {party}, so this will not count",)
    void = ", ".join(map(str, held.void))
    facts = {"size": size, "new": size - before, "void": held.void, "file": str(target), "counts": known}
    count = f"{size} {'entry' if size == 1 else 'entries'}"
    lines = [f"holds {count}, {size - before} of them new", f"written {target}"]
    lines += [f"without effect: {void}"] if void else []
    say(as_json, facts, [*lines, *(f"  note     {each}" for each in remark)])
