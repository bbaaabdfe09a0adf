"""Ask the guard about an act, now or at a time to come, and register nothing."""

from __future__ import annotations

from pathlib import Path

import click

from plenipo_cli import clock
from plenipo_cli.act_files import read_act_file
from plenipo_cli.options import common, dir_option
from plenipo_cli.registering import judged
from plenipo_cli.values import instant


@click.command("judge", short_help="Ask the guard about an act, and register nothing.")
@click.argument("act", type=click.Path(path_type=Path))
@click.option("--at", metavar="TIME", default="now", help="When it would be registered.  [now]")
@dir_option
@common
def command(act: Path, at: str, folder: Path, *, as_json: bool) -> int:
    """Judge the act in the file ACT as if it were registered at TIME. Exit status 1 if it is refused.

    An act that nobody has signed yet is judged as if its author had.
    """
    moment = None if at == "now" else instant(at, clock.now())
    return judged(read_act_file(act), folder, as_json=as_json, at=moment)
