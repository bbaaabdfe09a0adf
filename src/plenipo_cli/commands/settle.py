"""Enter the partners' cosignatures, so that everyone can compute what is settled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from plenipo.errors import RegisterError
from plenipo.register import parse_note, peek_checkpoint
from plenipo.register.notes import MAX_NOTE
from plenipo_cli import files
from plenipo_cli.commands.act import say_act
from plenipo_cli.errors import BadFile, ForeignFile
from plenipo_cli.options import common, dir_option
from plenipo_cli.signing import signer_options
from plenipo_cli.words import tell


@click.command("settle", short_help="Register the partners' cosignatures, so that what they hold is final.")
@click.argument("cosigned", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--as", "by", metavar="PERSON", help="Whose act it is.  [the key's owner]")
@click.option("--dry-run", is_flag=True, help="Ask the guard only; nothing is registered.")
@click.option(
    "--prepare", type=click.Path(path_type=Path), metavar="OUT", help="Write the act to a file instead."
)
@signer_options
@dir_option
@common
def command(cosigned: tuple[Path, ...], **given: Any) -> int:
    """Register what the files COSIGNED say, which `plenipo mirror` wrote, all of one checkpoint."""
    checkpoint, lines = _read(cosigned)
    members = {"m_checkpoint": checkpoint, "m_signatures": lines}
    unused = {"to": (), "marking": None, "title": "", "lang": None, "identity": None}
    return say_act("register.settle", {**given, **unused, **members})


def _read(paths: tuple[Path, ...]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The checkpoint, and each signature line once. BadFile, ForeignFile."""
    texts: set[bytes] = set()
    lines: dict[str, None] = {}
    for path in paths:
        try:
            note = parse_note(files.read(path, MAX_NOTE))
            found = peek_checkpoint(note)
        except RegisterError as error:
            raise BadFile(str(path), tell(error).clause) from None
        texts.add(note.text)
        if len(texts) > 1:
            raise ForeignFile(str(path))
        lines |= dict.fromkeys(each.line.decode().rstrip("\n") for each in note.signatures)
    return {"size": found.size, "root": found.root.hex()}, tuple(lines)
