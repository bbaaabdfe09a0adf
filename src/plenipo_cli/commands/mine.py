"""The acts in a person's name: to see whether all of them are one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from plenipo.acts import kind_of
from plenipo.acts.codec import decode, ref_of
from plenipo.errors.words.shown import instant
from plenipo.signatures import signer_of
from plenipo_cli.dialogues import opened
from plenipo_cli.options import common, dir_option
from plenipo_cli.screen import say, table
from plenipo_cli.values import person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plenipo_cli.dialogues import Dialogue


@click.command("mine", short_help="The acts in a person's name.")
@click.argument("who", metavar="PERSON")
@dir_option
@common
def command(who: str, folder: Path, *, as_json: bool) -> None:
    """List the acts in the name of PERSON, each with the key that signed it.

    Run it on another party's copy: a node that was broken into could speak for whoever uses its pages, and
    would not show it.
    """
    person(who)
    with opened(folder) as dialogue:
        found = list(_acts(dialogue, who))
        keys = {mark: key for mark, key in dialogue.standing.keys.items() if key.owner == who}
    facts = {
        "person": who,
        "keys": [{"fingerprint": mark, "revoked": key.revoked} for mark, key in keys.items()],
        "acts": found,
    }
    lines = [f"{len(found)} {'act' if len(found) == 1 else 'acts'} in the name of {who}"]
    lines += [f"key {mark}{'  revoked' if key.revoked is not None else ''}" for mark, key in keys.items()]
    rows = ((a["record"], instant(int(str(a["stamp"]))), a["kind"], _keys(a["keys"])) for a in found)
    say(as_json, facts, (*lines, *table(rows)))


def _acts(dialogue: Dialogue, who: str) -> Iterator[dict[str, object]]:
    for index, entry in dialogue.entries():
        act = decode(entry.act)
        marks = [signer_of(each) for each in entry.signatures]
        owners = {key.owner for mark in marks if (key := dialogue.standing.keys.get(mark)) is not None}
        if act.by == who or who in owners:
            yield {
                "record": index,
                "stamp": entry.stamp_ms,
                "kind": kind_of(type(act)),
                "by": act.by,
                "reference": ref_of(entry.act),
                "keys": marks,
            }


def _keys(marks: object) -> str:
    return ", ".join(str(mark)[:19] for mark in marks) if isinstance(marks, list) else ""
