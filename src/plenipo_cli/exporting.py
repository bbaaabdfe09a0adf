"""Writing an export: the register as static files, whole or not at all.

    OUT/checkpoint       the newest checkpoint, with known signatures only
    OUT/tile/…           hash tiles and entry bundles (C2SP tlog-tiles)
    OUT/vkeys            the keys that signed or may sign, one a line, the registrar's Ed25519 key first
    OUT/root             the founding act's hash; a convenience, no proof

It is written beside its place and renamed. An export of this register that is not newer is replaced; anything
else that lies there is left alone.
"""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from plenipo.errors import PlenipoError
from plenipo.register import peek_checkpoint, static_files
from plenipo.register.static import CHECKPOINT
from plenipo_cli import files
from plenipo_cli.errors import ForeignExport, NewerExport, Unreadable
from plenipo_cli.offline.beside import ROOT, VKEYS, beside
from plenipo_node.evidence import newest_checkpoint

if TYPE_CHECKING:
    from collections.abc import Callable

    from plenipo.register import Note
    from plenipo_cli.dialogues import Dialogue

WRITTEN = frozenset({CHECKPOINT, "tile", VKEYS, ROOT})


def write_export(dialogue: Dialogue, out: Path, advance: Callable[[int], None]) -> int:
    """The number of entries. ForeignExport, NewerExport, NoCheckpoint."""
    note = newest_checkpoint(dialogue.register, dialogue.standing)
    size = peek_checkpoint(note).size
    _check_place(dialogue, out, size)
    beside = out.absolute().with_name(f".{out.name}.{secrets.token_hex(4)}")
    try:
        _fill(dialogue, beside, note, size, advance)
        _swap(beside, out)
    except OSError as error:
        raise Unreadable(str(error.filename or out), error.strerror or type(error).__name__) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return size


def _check_place(dialogue: Dialogue, out: Path, size: int) -> None:
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return
    try:
        there = peek_checkpoint(files.read(out / CHECKPOINT))
    except PlenipoError:
        raise ForeignExport(str(out)) from None
    if there.origin.rpartition("/")[0] != dialogue.standing.dialogue:
        raise ForeignExport(str(out))
    if any(each.name not in WRITTEN for each in out.iterdir()):  # somebody put it there, and would lose it
        raise ForeignExport(str(out))
    if there.size > size:
        raise NewerExport(str(out), there.size, size)


def _fill(dialogue: Dialogue, folder: Path, note: Note, size: int, advance: Callable[[int], None]) -> None:
    folder.mkdir()
    for path, data in static_files(dialogue.register.read(0, size), note):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        if path.startswith("tile/entries/"):
            advance(min(256, size))
    for name, data in beside(dialogue.standing).items():
        (folder / name).write_bytes(data)


def _swap(beside: Path, out: Path) -> None:
    if not out.exists():
        beside.rename(out)
        return
    old = beside.with_name(f"{beside.name}.old")
    out.rename(old)
    try:
        beside.rename(out)
    except OSError:
        old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)
