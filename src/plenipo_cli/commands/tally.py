"""Count a consultation from a file: what the rule says of these answers, and why."""

from __future__ import annotations

from pathlib import Path

import click

from plenipo.consultation import decode_question, encode_result, explain, tally
from plenipo_cli import files
from plenipo_cli.options import common

LIMIT = 1 << 21  # decode_question says itself what is too long


@click.command("tally", short_help="Count a consultation from a file.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--text", is_flag=True, help="Say it in sentences.")
@common
def command(file: Path, *, text: bool, as_json: bool) -> None:
    """Count the consultation in FILE (- is standard input) and print the result as JSON.

    FILE holds {"rule": "qmv", "members": {"FR": 68, …}, "answers": {"FR": "for", …}} and perhaps
    "on_proposal", "participants", "declarations", "on_behalf", "closed", "answers_final", "parameters". The
    result names the outcome, each reason in a sentence, and who is bound.
    """
    result = tally(decode_question(files.read(file, LIMIT)))
    if as_json or not text:
        click.echo(encode_result(result).decode())
        return
    click.echo(f"{result.rule}: {result.outcome}")
    for line in explain(result):
        click.echo(f"  {line}")
