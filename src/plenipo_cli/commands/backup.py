"""Put a node's folder into one file."""

from __future__ import annotations

from pathlib import Path

import click

from plenipo_cli import clock
from plenipo_cli.options import common
from plenipo_cli.screen import say


@click.command("backup", short_help="Put a node's folder into one file.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("out", metavar="FILE", type=click.Path(path_type=Path))
@common
def command(folder: Path, out: Path, *, as_json: bool) -> None:
    """Write the folder DIR to FILE, a .tar.gz: register, desk, settings, and the node's keys.

    The desk may stay open meanwhile. What a search index holds is left out: it is made anew.
    """
    from plenipo_node.backup import back_up  # noqa: PLC0415 the start stays short

    size = back_up(folder, out, clock.now())
    lines = [
        f"written {out}: {size} entries",
        "It holds the node's keys: encrypt it (age -r RECIPIENT) before it leaves this machine.",
    ]
    say(as_json, {"file": str(out), "size": size}, lines)
