"""Make a node's folder from a backup."""

from __future__ import annotations

from pathlib import Path

import click

from plenipo.errors.words.shown import instant
from plenipo_cli.options import common
from plenipo_cli.screen import say


@click.command("restore", short_help="Make a node's folder from a backup.")
@click.argument("archive", metavar="FILE", type=click.Path(path_type=Path))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@common
def command(archive: Path, folder: Path, *, as_json: bool) -> None:
    """Make the new folder DIR from a FILE that `plenipo backup` wrote; all of it is read once."""
    from plenipo_node.backup import restore  # noqa: PLC0415 the start stays short

    held = restore(archive, folder)
    last = "" if held.stamp is None else f", the last stamped {instant(held.stamp)}"
    lines = [
        f"restored {folder}: {held.size} entries{last}",
        f"root {held.root or 'not pinned'}",
        "Before this node registers anything, ask a partner's mirror for its newest checkpoint. If it is of",
        "more entries, take them first: a registrar that goes on from an older copy signs a second history.",
    ]
    say(as_json, {"folder": str(folder), "size": held.size, "stamp": held.stamp, "root": held.root}, lines)
