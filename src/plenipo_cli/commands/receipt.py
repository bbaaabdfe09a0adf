"""Write the receipt of an entry, for a stranger."""

from __future__ import annotations

from pathlib import Path

import click

from plenipo.acts.codec import ref_of
from plenipo.register import encode_entry, peek_checkpoint
from plenipo_cli import files
from plenipo_cli.dialogues import opened
from plenipo_cli.offline.places import RECEIPT
from plenipo_cli.offline.receipts import ENTRY
from plenipo_cli.options import common, dir_option
from plenipo_cli.screen import say
from plenipo_node.evidence import receipt_of


@click.command("receipt", short_help="Write the receipt of an entry, for a stranger.")
@click.argument("entry")
@click.option("-o", "--out", type=click.Path(path_type=Path), metavar="FILE", help="[record-N.tlog-proof]")
@dir_option
@common
def command(entry: str, out: Path | None, folder: Path, *, as_json: bool) -> None:
    """Write the receipt of ENTRY (C2SP tlog-proof), and beside it the entry itself.

    Whoever knows the root can check both: `plenipo verify record-N.tlog-proof --root HASH`. The receipt
    carries the founding act, which the root is the hash of.
    """
    with opened(folder) as dialogue:
        index = dialogue.index_of(entry)
        found = dialogue.entry(index)
        receipt = receipt_of(dialogue.register, dialogue.standing, index)
        size = peek_checkpoint(receipt.note).size
    path = out or Path(f"record-{index}{RECEIPT}")
    beside = path.with_suffix(ENTRY)
    files.replace(beside, encode_entry(found))
    files.replace(path, receipt.encode())
    facts = {"receipt": str(path), "entry": str(beside), "record": index, "reference": ref_of(found.act)}
    say(as_json, facts | {"size": size}, [f"written {path} and {beside}: record {index} of {size}"])
