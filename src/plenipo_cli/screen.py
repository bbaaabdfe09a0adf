"""What a command says: lines for people, or one JSON object; progress on the side.

Text from acts and files is made readable first: nothing in it can steer a terminal.
"""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from plenipo.errors.words.shown import plain, readable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from plenipo_cli.words import Told


def say(as_json: bool, facts: Mapping[str, object], lines: Iterable[str]) -> None:  # noqa: FBT001 the flag as the command got it
    """The facts as one JSON object, or the lines."""
    if as_json:
        click.echo(json.dumps(plain(dict(facts)), ensure_ascii=False))
        return
    for line in lines:
        click.echo(readable(line))


def complain(as_json: bool, told: Told) -> None:  # noqa: FBT001 as above
    """An error: as JSON to stdout, in words to stderr."""
    if as_json:
        error = {"error": told.code, "facts": told.facts, "sentence": told.sentence, "cure": told.cure}
        click.echo(json.dumps(error, ensure_ascii=False))
        return
    click.echo(f"plenipo: {told.sentence}", err=True)
    click.echo(f"  → {told.cure}", err=True)


@contextmanager
def progress(
    as_json: bool,  # noqa: FBT001 as above
    label: str,
    length: int,
    *,
    counted: bool = False,
) -> Iterator[Callable[[int], None]]:
    """Yields a function that is told by how much the work went on. Shown at a terminal only; `counted` as the
    numbers done so far, a line each.
    """
    if counted:
        yield _counting()
        return
    if as_json or not sys.stderr.isatty():
        yield lambda _steps: None
        return
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield bar.update


def _counting() -> Callable[[int], None]:
    done = 0

    def advance(steps: int) -> None:
        nonlocal done
        done += steps
        click.echo(done, err=True)

    return advance


def table(rows: Iterable[tuple[Any, ...]]) -> Iterator[str]:
    """Rows as lines with aligned columns; the last is not padded."""
    cells = [[readable(str(cell)).replace("\n", " ") for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)][:-1]
    for row in cells:
        padded = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        yield "  ".join((*padded, row[-1])).rstrip()
