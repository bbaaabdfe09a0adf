"""How a command ends that failed: in words with a cure, never with a traceback."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plenipo.errors import (
    BeyondHead,
    BlobMissing,
    ConsultationError,
    FolderError,
    MirrorRefusal,
    NodeError,
    NotFounded,
    NotRegistrar,
    PlenipoError,
    PreparingError,
    RootDiffers,
    SizeMoved,
    UnknownKind,
    UnknownRules,
)
from plenipo_cli import screen
from plenipo_cli.errors import Unclear, Unreadable
from plenipo_cli.exits import INTERRUPTED, MACHINE, NO, PROGRAM, UNCLEAR
from plenipo_cli.words import Told, tell

if TYPE_CHECKING:
    from collections.abc import Sequence


_BY_CLASS: tuple[tuple[type[PlenipoError], int], ...] = (
    (SizeMoved, NO),
    (RootDiffers, NO),
    (BlobMissing, NO),
    (NotRegistrar, NO),
    (MirrorRefusal, NO),
    (FolderError, UNCLEAR),
    (PreparingError, UNCLEAR),
    (BeyondHead, UNCLEAR),
    (NodeError, MACHINE),
    (Unreadable, MACHINE),
    (Unclear, UNCLEAR),
    (ConsultationError, UNCLEAR),
    (UnknownRules, UNCLEAR),
    (NotFounded, UNCLEAR),
    (UnknownKind, UNCLEAR),
)


def exit_of(error: PlenipoError) -> int:
    """A refusal, unless it is a fault of the machine or of the question."""
    return next((code for cls, code in _BY_CLASS if isinstance(error, cls)), NO)


def end(error: BaseException, arguments: Sequence[str]) -> int:
    """Say what happened, and give the exit status."""
    as_json, debug = "--json" in arguments, "--debug" in arguments
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else PROGRAM
    if isinstance(error, KeyboardInterrupt | click.Abort | EOFError):
        return _interrupted(as_json=as_json)
    if isinstance(error, click.ClickException):
        return _usage(error, as_json=as_json)
    if debug:
        traceback.print_exception(error)
    if isinstance(error, OSError):
        error = Unreadable(str(error.filename or "a file"), error.strerror or type(error).__name__)
    if isinstance(error, PlenipoError):
        screen.complain(as_json, tell(error))
        return exit_of(error)
    screen.complain(as_json, _fault(error))
    return PROGRAM


def _interrupted(*, as_json: bool) -> int:
    told = Told("interrupted", "Interrupted; nothing more was done.", "Run it again.", {}, own=True)
    if as_json:
        screen.complain(as_json, told)
    else:
        click.echo(f"\nplenipo: {told.sentence}", err=True)
    return INTERRUPTED


def _usage(error: click.ClickException, *, as_json: bool) -> int:
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "plenipo"
    told = Told("usage", error.format_message(), f"Look at `{path} --help`.", {"command": path}, own=True)
    screen.complain(as_json, told)
    return UNCLEAR


def _fault(error: BaseException) -> Told:
    path = _written(error)
    return Told(
        "fault-of-the-program",
        f"This is a fault of the program ({type(error).__name__}), not of what you asked.",
        f"Report it with {path}, or run it again with --debug to see the traceback.",
        {"type": type(error).__name__, "log": path},
        own=True,
    )


def _written(error: BaseException) -> str:
    """The traceback in a file that only its owner reads; without the arguments, which may be secret."""
    text = "".join(traceback.format_exception(error))
    try:
        descriptor, path = tempfile.mkstemp(prefix="plenipo-fault-", suffix=".log")
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump({"python": sys.version, "platform": sys.platform}, file)
            file.write(f"\n{text}")
    except OSError:
        return "no log (nowhere to write it)"
    return str(Path(path))
