"""What a person may do now, and what is in the way of the rest."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from plenipo.acts import consultation, mandate
from plenipo.errors.words.shown import instant as shown
from plenipo.guard.explain import cure_sentence, sentence
from plenipo.guard.may import may
from plenipo_cli import clock
from plenipo_cli.commands.status import HOW
from plenipo_cli.dialogues import opened
from plenipo_cli.errors import NobodyKnown
from plenipo_cli.options import common, dir_option
from plenipo_cli.screen import say
from plenipo_cli.values import instant, kind_named, person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plenipo.guard.may import Option
    from plenipo_cli.dialogues import Dialogue

WORDS = {
    "may": "may",
    "needs": "may, and needs more",
    "may-not": "may not",
    "nothing": "nothing to say it about",
}


@click.command("may", short_help="What a person may do now, and what is in the way.")
@click.argument("who", metavar="PERSON")
@click.option("--at", metavar="TIME", default="now", help="At a time to come.  [now]")
@click.option("--kind", metavar="KIND", help="Only this kind of act, or family.")
@click.option("--all", "everything", is_flag=True, help="Also what is for others to say, or has no object.")
@dir_option
@common
def command(who: str, folder: Path, *, as_json: bool, **given: Any) -> None:
    """Show what PERSON (PARTY/person) may say now, what it would need, and what is in the way.

    The rules that judge acts answer here too.
    """
    with opened(folder) as dialogue:
        if person(who) not in dialogue.standing.persons:
            raise NobodyKnown(who, tuple(sorted(dialogue.standing.persons)))
        now = dialogue.now if given["at"] == "now" else instant(given["at"], clock.now())
        kind: str | None = None if given["kind"] is None else kind_named(given["kind"])
        options = may(dialogue.standing, who, now, dialogue.running.past)
        found = [each for each in options if kind is None or kind in {each.kind, each.kind.partition(".")[0]}]
        facts = [_facts(dialogue, each) for each in found]
        lines = list(_lines(dialogue, found, everything=given["everything"] or kind is not None))
    say(as_json, {"person": who, "at": now, "options": facts}, lines)


def _facts(dialogue: Dialogue, option: Option) -> dict[str, object]:
    return {
        "kind": option.kind,
        "state": option.state,
        "about": option.about,
        "record": _record(dialogue, option.about),
        "reasons": [{**msgspec.to_builtins(r), "sentence": sentence(r)} for r in option.reasons],
        "cure": None if option.cure is None else cure_sentence(option.cure),
        "left_out": option.left_out,
        "flags": msgspec.to_builtins(option.flags),
    }


def kind_of_subject(subject: consultation.Subject) -> str:
    """The word for what is decided."""
    return str(subject.__struct_config__.tag)


def _record(dialogue: Dialogue, about: str | None) -> int | None:
    record = dialogue.standing.record(about) if about else None
    return None if record is None else record.index


def _lines(dialogue: Dialogue, options: list[Option], *, everything: bool) -> Iterator[str]:
    for state, words in WORDS.items():
        chosen = [each for each in options if each.state == state]
        if state in {"may-not", "nothing"} and not everything:
            if chosen:
                yield f"{words}: {len(chosen)} (--all shows them)"
            continue
        if chosen:
            yield f"{words}:"
        # Options that differ in what is not shown are one.
        yield from chain.from_iterable(dict.fromkeys(tuple(_option(dialogue, option)) for option in chosen))


def _option(dialogue: Dialogue, option: Option) -> Iterator[str]:
    record = _record(dialogue, option.about)
    about = f"  about {record if record is not None else option.about}" if option.about else ""
    if isinstance(option.example, consultation.Open):
        how = HOW[option.example.procedure]
        about = f"  to decide {how}: {kind_of_subject(option.example.subject)}{about}"
    elif isinstance(option.example, consultation.Receive) and option.example.on_behalf is not None:
        about += f"  for {option.example.on_behalf}"
    elif isinstance(option.example, mandate.Report):
        about += f"  due {shown(option.example.due)}"
    held = dialogue.standing.consultations.get(option.about or "")
    if held is not None and held.precedence != "ROUTINE":
        about += f"  {held.precedence}"
    without = f"  without {', '.join(option.left_out)}" if option.left_out else ""
    yield f"  {option.kind}{about}{without}"
    for reason in option.reasons:
        yield f"      rule {reason.rule:<3} {sentence(reason)}"
    if option.cure is not None:
        yield f"               → {cure_sentence(option.cure)}"
