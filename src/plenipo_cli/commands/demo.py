"""Play a dialogue from founding to verification."""

from __future__ import annotations

from pathlib import Path

import click

from plenipo_cli.demo import play
from plenipo_cli.demo.narrator import Narrator
from plenipo_cli.options import common
from plenipo_cli.screen import say


@click.command("demo", short_help="Play a dialogue from founding to verification.")
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    required=True,
    help="The folder to make; it must not exist, or be empty.",
)
@common
def command(folder: Path, *, as_json: bool) -> None:
    """Play the public story of 2022 to 2026, then an exercise, into the new folder DIR.

    Everything goes the real way: signed, judged, registered, countersigned. Only the clock is the story's.
    The keys of its people lie in DIR/people, which no real node would do.
    """
    facts = play(folder, Narrator(silent=as_json))
    say(as_json, facts, [])
