"""Count a consultation from a file: what the rule says of these answers, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from plenipo.consultation import (
    decode_question,
    encode_result,
    explain,
    in_force,
    parse_weights,
    tally,
    what_if,
)
from plenipo.errors import BadQuestion, Fault
from plenipo_cli import files
from plenipo_cli.options import common

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from plenipo.consultation import Question, Result, WeightTable

LIMIT = 1 << 21  # decode_question says itself what is too long
TABLE_LIMIT = 1 << 18  # and so does parse_weights
QUALIFIED = frozenset({"constructive", "vital-reasons"})  # answers that a declaration makes


def _otherwise(
    _context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]
) -> dict[str, str]:
    pairs = [one.partition("=") for one in given]
    for member, _, answer in pairs:
        if not member or not answer:
            raise click.BadParameter("write MEMBER=ANSWER, for example PL=abstain")
    return {member: answer for member, _, answer in pairs}


@click.command("tally", short_help="Count a consultation from a file.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--text", is_flag=True, help="Say it in sentences.")
@click.option(
    "--if", "otherwise", multiple=True, metavar="MEMBER=ANSWER", callback=_otherwise,
    help="What it would be with this answer as well. Repeatable.",
)  # fmt: skip
@click.option(
    "--weights", "tables", multiple=True, type=click.Path(path_type=Path), metavar="TABLE",
    help="Take the weights from the table in force on the day of --on. Repeatable.",
)  # fmt: skip
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY", help="The day of the vote.")
@common
def command(  # noqa: PLR0913 each option is an argument
    file: Path,
    *,
    text: bool,
    otherwise: dict[str, str],
    tables: tuple[Path, ...],
    day: datetime | None,
    as_json: bool,
) -> None:
    """Count the consultation in FILE (- is standard input) and print the result as JSON.

    FILE holds {"rule": "qmv", "members": {"FR": 68, …}, "answers": {"FR": "for", …}} and perhaps
    "on_proposal", "participants", "declarations", "on_behalf", "closed", "answers_final", "parameters". The
    result names the outcome, each reason in a sentence, and who is bound.

    With --weights the members of FILE weigh what the table says; without "members" all of the table have
    a vote. An answer of --if that needs a declaration counts as declared.
    """
    if bool(tables) != (day is not None):
        raise click.UsageError("--weights and --on are given together")
    data = files.read(file, LIMIT)
    table = None
    if day is not None:
        table = in_force([parse_weights(files.read(each, TABLE_LIMIT)) for each in tables], day.date())
        data = _with_members(data, table)
    question = _weighed(decode_question(data), table)
    result = tally(question)
    other = _what_if(question, otherwise) if otherwise else None
    if as_json or not text:
        click.echo(_json(result, table, otherwise, other))
        return
    for line in _sentences(result, table, otherwise, other):
        click.echo(line)


def _with_members(data: bytes, table: WeightTable) -> bytes:
    """The question with all of the table as its members, if it names none."""
    try:
        given = msgspec.json.decode(data)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return data
    if not isinstance(given, dict) or "members" in given:
        return data
    members = b'{"members":' + msgspec.json.encode(table.weights)
    return members + (b"," if given else b"") + data.lstrip()[1:]


def _weighed(question: Question, table: WeightTable | None) -> Question:
    if table is None:
        return question
    lacking = tuple(member for member in question.members if member not in table.weights)
    if lacking:
        raise BadQuestion(tuple(Fault("no-weight", member) for member in lacking))
    return msgspec.structs.replace(question, members={m: table.weights[m] for m in question.members})


def _what_if(question: Question, otherwise: dict[str, str]) -> Result:
    declared = {member: "declared" for member, answer in otherwise.items() if answer in QUALIFIED}
    return what_if(question, otherwise, declared)


def _json(result: Result, table: WeightTable | None, otherwise: dict[str, str], other: Result | None) -> str:
    told: dict[str, object] = msgspec.json.decode(encode_result(result))
    if table is not None:
        first, last = table.first.isoformat(), table.last.isoformat()
        told["weights"] = {"source": table.source, "from": first, "until": last, "unit": table.unit}
    if other is not None:
        told["what_if"] = {"answers": otherwise, **msgspec.json.decode(encode_result(other))}
    return msgspec.json.encode(told).decode()


def _sentences(
    result: Result, table: WeightTable | None, otherwise: dict[str, str], other: Result | None
) -> Iterator[str]:
    yield f"{result.rule}: {result.outcome}"
    yield from (f"  {line}" for line in explain(result))
    if table is not None:
        yield f"  Weights in {table.unit}, in force from {table.first} to {table.last}: {table.source}."
    if other is not None:
        yield f"if {', '.join(f'{member}={answer}' for member, answer in otherwise.items())}: {other.outcome}"
        yield from (f"  {line}" for line in explain(other))
