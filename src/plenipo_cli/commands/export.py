"""Write the register as static files."""

from __future__ import annotations

from pathlib import Path

import click

from plenipo_cli.dialogues import opened
from plenipo_cli.exporting import write_export
from plenipo_cli.options import common, folder_of
from plenipo_cli.screen import progress, say


@click.command("export", short_help="Write the register as static files.")
@click.argument("paths", metavar="[DIR] OUT", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dir", "dir_", type=click.Path(path_type=Path), metavar="DIR", help="The dialogue's folder.")
@common
def command(paths: tuple[Path, ...], dir_: Path | None, *, as_json: bool) -> None:
    """Write the register in the folder DIR to the directory OUT, for any web server or USB stick.

    The layout is C2SP tlog-tiles; `plenipo verify OUT --root HASH` checks it without a node. Sealed texts are
    not in it.
    """
    if len(paths) > 2:
        raise click.UsageError("one folder and one directory to write are wanted")
    *named, out = paths
    with opened(folder_of(named[0] if named else dir_)) as dialogue:
        with progress(as_json, "exporting", dialogue.register.size()) as advance:
            size = write_export(dialogue, out, advance)
        root = dialogue.standing.dialogue
    lines = [f"written {out}: {size} {'entry' if size == 1 else 'entries'}", f"root {root}"]
    say(as_json, {"out": str(out), "size": size, "root": root}, lines)
