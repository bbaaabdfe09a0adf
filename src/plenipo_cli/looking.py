"""What is about to be signed from a file that somebody else wrote: shown, and asked for, at a terminal.

A desk that was broken into offers files to be signed, and names the command. What stands in them is looked
at here, on the person's own machine: every open member, the commitments of texts, and the reference. Where
nobody sits at a terminal nobody is asked.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import TYPE_CHECKING

import click
import msgspec

from plenipo.acts import kind_of
from plenipo.errors.words.shown import readable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plenipo_node.preparing.act_files import ActFile

SHOWN_WHOLE = 5  # more acts than these are a line each
UNSAID = frozenset({"kind", "by", "dialogue", "seen", "id"})


def looked_at(acts: Sequence[ActFile]) -> None:
    """click.Abort if the person at the terminal does not want it."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return
    for line in lines(acts):
        click.echo(readable(line), err=True)
    click.confirm("Sign this?" if len(acts) == 1 else f"Sign these {len(acts)} acts?", abort=True, err=True)


def lines(acts: Sequence[ActFile]) -> Iterator[str]:
    """Which acts in whose name, how many of each; then what each says."""
    said = [each.said for each in acts]
    yield "about to sign:"
    for (kind, by), count in sorted(Counter((kind_of(type(each)), each.by) for each in said).items()):
        yield f"  {count} x {kind}  by {by}"
    for act, each in zip(acts, said, strict=True):
        members = {name: value for name, value in msgspec.to_builtins(each).items() if name not in UNSAID}
        if len(acts) > SHOWN_WHOLE:
            yield f"{kind_of(type(each))} {json.dumps(members, ensure_ascii=False)}"
            continue
        yield f"{kind_of(type(each))} by {each.by}"
        for name, value in members.items():
            yield f"  {name}: {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}"
        yield f"  reference {act.ref}"
