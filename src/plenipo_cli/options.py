"""Options that commands share, each spelt and explained once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from plenipo_cli.errors import NoFolder, NoSuchFile

if TYPE_CHECKING:
    from collections.abc import Callable

    Decorated = TypeVar("Decorated", bound=Callable[..., Any])

REGISTER_FILE = "register.sqlite"

DIR = "plenipo.dir"  # where a folder named earlier on the line waits


def common(command: Decorated) -> Decorated:
    """--json and --debug, on every command."""
    command = click.option("--debug", is_flag=True, expose_value=False, help="Show tracebacks.")(command)
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")(command)


def dir_option(command: Decorated) -> Decorated:
    """--dir; the command gets `folder`. A group may have left one for its subcommands."""
    return click.option(
        "--dir",
        "folder",
        type=click.Path(path_type=Path),
        metavar="DIR",
        callback=lambda ctx, _param, value: (
            None if ctx.resilient_parsing else folder_of(value or ctx.meta.get(DIR))
        ),
        help="The dialogue's folder.  [PLENIPO_DIR, or the current folder]",
    )(command)


def dir_argument(command: Decorated) -> Decorated:
    """The folder as an argument or as --dir; the command gets `folder`."""
    command = click.option(
        "--dir", "dir_", type=click.Path(path_type=Path), metavar="DIR", expose_value=False, is_eager=True,
        callback=_remember, help="The dialogue's folder.  [PLENIPO_DIR, or the current folder]",
    )(command)  # fmt: skip
    return click.argument(
        "folder",
        metavar="[DIR]",
        required=False,
        type=click.Path(path_type=Path),
        callback=lambda ctx, _param, value: (
            None if ctx.resilient_parsing else folder_of(value or ctx.meta.get(DIR))
        ),
    )(command)


def _remember(ctx: click.Context, _param: click.Parameter, value: Path | None) -> None:
    ctx.meta[DIR] = value


def folder_of(value: Path | None) -> Path:
    """The folder named, else that of PLENIPO_DIR, else the current one if it is a dialogue's."""
    named = value or (Path(found) if (found := os.environ.get("PLENIPO_DIR")) else None)
    if named is not None:
        return _existing(named)
    if Path(REGISTER_FILE).is_file():
        return Path()
    raise NoFolder


def _existing(path: Path) -> Path:
    if not path.exists():
        raise NoSuchFile(str(path))
    return path.parent if path.name == REGISTER_FILE else path
