"""Act files on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plenipo.errors import BadActFile
from plenipo_cli import files
from plenipo_cli.errors import BadFile
from plenipo_node.preparing import act_files

if TYPE_CHECKING:
    from pathlib import Path


def read_act_file(path: Path) -> act_files.ActFile:
    """BadFile, NoSuchFile, and ActError if the act in it is none."""
    acts = read_act_files(path)
    if len(acts) > 1:
        raise BadFile(str(path), f"it holds {len(acts)} acts, and one is wanted here")
    return acts[0]


def read_act_files(path: Path) -> tuple[act_files.ActFile, ...]:
    """One act or several. BadFile, NoSuchFile, and ActError if an act in it is none."""
    try:
        return act_files.read_act_files(files.read(path, act_files.MAX_ACT_FILE))
    except BadActFile as error:
        raise BadFile(str(path), error.fault) from None
