"""Play a dialogue from founding to verification."""

from __future__ import annotations

from pathlib import Path

import click

from plenipo_cli.options import common
from plenipo_cli.screen import say


@click.command("demo", short_help="Play a dialogue from founding to verification.")
@click.option(
    "--dir", "folder", type=click.Path(path_type=Path), required=True, metavar="DIR", help="A new folder."
)
@common
def command(folder: Path, *, as_json: bool) -> None:
    """Play a made-up dialogue into the new folder DIR, by the same way that real acts go."""
    from plenipo_cli.demo import play  # noqa: PLC0415 the story is long, and help is short
    from plenipo_cli.demo.narrator import Narrator  # noqa: PLC0415 as above

    made = play(folder, Narrator(silent=as_json))
    say(as_json, made, [])
