"""What happened, in order of time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from plenipo.acts.words import LEVELS
from plenipo.dialogue.views.timeline import Only, timeline
from plenipo.errors.words.shown import instant
from plenipo_cli import clock
from plenipo_cli.dialogues import opened
from plenipo_cli.options import common, dir_argument
from plenipo_cli.screen import say
from plenipo_cli.values import instant as parse_instant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plenipo.dialogue.views.timeline import Item

SHOWN = ("what", "knowledge", "authority", "state", "decides", "procedure", "outcome", "answer", "topics")


@click.command("timeline", short_help="Contacts, statements and decisions in order of time.")
@dir_argument
@click.option("--party", metavar="PARTY", help="What concerns this party.")
@click.option("--level", type=click.Choice(LEVELS), help="At this level.")
@click.option("--since", metavar="TIME", help="From then on.")
@click.option("--until", metavar="TIME", help="Up to then.")
@common
def command(folder: Path, *, as_json: bool, **only: str | None) -> None:
    """Show contacts, offers, mandates, consultations, words on consent, and the gaps between contacts."""
    now = clock.now()
    chosen = Only(
        party=only["party"],
        level=only["level"],
        since=None if only["since"] is None else parse_instant(only["since"], now),
        until=None if only["until"] is None else parse_instant(only["until"], now),
    )
    with opened(folder) as dialogue:
        if chosen.party is not None:
            dialogue.named(chosen.party)
        items = timeline(dialogue.standing, dialogue.now, chosen)
    say(as_json, {"items": msgspec.to_builtins(items)}, (line for item in items for line in _lines(item)))


def _lines(item: Item) -> Iterator[str]:
    days = item.facts.get("days")
    if item.kind == "gap":
        yield f"{'':<24}{'':>6}  … {days} days without contact"
        return
    said = (_text(item.facts.get(name)) for name in SHOWN)
    words = ", ".join(dict.fromkeys(text for text in said if text))
    parties = ", ".join(item.parties[:6])
    until = f" until {instant(item.until)}" if item.until is not None and item.kind != "contact" else ""
    yield f"{instant(item.at):<24}{item.index:>6}  {item.kind} ({parties}): {words}{until}"
    for knew in item.knew[1:]:
        side = f" by {knew.side}" if knew.side else ""
        yield f"{'':<24}{'':>6}    {instant(knew.since)}: {knew.knowledge}{side}"


def _text(fact: object) -> str:
    if isinstance(fact, tuple):
        return " ".join(fact)
    return "" if fact is None else str(fact)
