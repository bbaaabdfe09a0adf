"""The root to compare with the partners."""

from __future__ import annotations

from pathlib import Path

import click

from plenipo.errors.words.shown import instant
from plenipo_cli.dialogues import opened
from plenipo_cli.options import common, dir_argument
from plenipo_cli.screen import say


@click.command("root", short_help="The root to compare with the partners.")
@dir_argument
@common
def command(folder: Path, *, as_json: bool) -> None:
    """Print the hash of the founding act in the folder DIR, in groups of four digits, to be read out.

    This is what `plenipo verify --root` wants. The second hash is that of the register as it stands now.
    """
    with opened(folder) as dialogue:
        head = dialogue.register.head()
        standing = dialogue.standing
        root = standing.dialogue or dialogue.folder.root or ""  # pinned before any entry came
        facts = {
            "root": root,
            "pinned": dialogue.folder.root,
            "size": head.size,
            "tree": head.root.hex(),
            "stamp": standing.stamp,
            "term": standing.term,
        }
    entries = f"{head.size} {'entry' if head.size == 1 else 'entries'}"
    say(
        as_json,
        facts,
        [
            f"root  {_grouped(root)}",
            f"      {root}{'' if dialogue.folder.root else '  (not pinned)'}",
            f"tree  {head.root.hex()}",
            f"      {entries}, the last stamped {instant(standing.stamp)}, term {standing.term}",
        ],
    )


def _grouped(text: str) -> str:
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))
