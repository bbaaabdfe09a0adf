"""Where we stand: mandates, consultations, channels, offers, what is to be done, what is irregular."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from plenipo.dialogue.shelves import waiting
from plenipo.dialogue.views.duties import duties_of
from plenipo.dialogue.views.duty_words import duty_sentence
from plenipo.dialogue.views.findings import findings
from plenipo.dialogue.views.secondhand import DEFINITION
from plenipo.dialogue.views.status import status
from plenipo.errors.words.shown import instant
from plenipo.guard.standing_goaheads import present
from plenipo_cli import clock
from plenipo_cli.dialogues import opened
from plenipo_cli.errors import NobodyKnown
from plenipo_cli.options import common, dir_argument
from plenipo_cli.screen import say
from plenipo_cli.values import instant as parse_instant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plenipo.dialogue.standing import Standing
    from plenipo.dialogue.views.duty import Duty
    from plenipo.dialogue.views.findings import Shown
    from plenipo.dialogue.views.status import Status

MOST_FINDINGS = 10
HOW = {"vote": "by vote", "silence": "by silence", "written": "in writing"}


@click.command("status", short_help="Where we stand: mandates, consents, duties, findings.")
@dir_argument
@click.option("--party", metavar="PARTY", help="Only this party's duties.")
@click.option(
    "--at", metavar="TIME", default="now", help="As it will be, or was for these entries, then.  [now]"
)
@common
def command(folder: Path, party: str | None, at: str, *, as_json: bool) -> None:
    """Show where the dialogue in the folder DIR stands."""
    with opened(folder) as dialogue:
        parties = tuple(each.id for each in dialogue.standing.rule_book.parties)
        if party is not None and party not in parties:
            raise NobodyKnown(party, parties)
        now = dialogue.now if at == "now" else parse_instant(at, clock.now())
        found = present(dialogue.standing, now)
        owed, irregular = found.duties, findings(dialogue.standing, found.clock)
        stands = status(dialogue.standing, now, owed, found.clock)
        ahead = list(_ahead(dialogue.standing, now))
    if party is not None:
        owed = duties_of(owed, party)
    facts = msgspec.to_builtins(stands)
    facts["planned"] = ahead
    facts["second_hand"]["definition"] = DEFINITION
    facts["duties"] = [
        {**msgspec.to_builtins(each), "sentence": duty_sentence(each, instant)} for each in owed
    ]
    facts["findings"] = msgspec.to_builtins(irregular)
    say(
        as_json,
        facts,
        (*_head(stands), *_business(stands), *_planned(ahead), *_duties(owed), *_findings(irregular)),
    )


def _head(stands: Status) -> Iterator[str]:
    final = "nothing is final yet" if stands.settled is None else f"final up to {instant(stands.settled)}"
    yield stands.title
    yield f"  {_count(stands.size, 'entry', 'entries')}, the last stamped {instant(stands.stamp)}; {final}"
    if stands.days_since is not None:
        yield f"  last contact {_count(stands.days_since, 'day', 'days')} ago"
    if stands.second_hand.known:
        share = f"{stands.second_hand.only} of {stands.second_hand.known}"
        yield f"  known only through others: {share} contacts in a year"
        yield f"    ({DEFINITION})"


def _business(stands: Status) -> Iterator[str]:
    envoys = ", ".join(stands.interlocutors) or "none"
    yield f"Mandates (interlocutors {len(stands.interlocutors)} of {stands.cap}: {envoys})"
    for mandate in stands.mandates:
        soon = ", ending soon" if mandate.ending_soon else ""
        who, what = ", ".join(mandate.envoys), ", ".join(mandate.topics)
        until = instant(mandate.ends)
        yield f"  {mandate.index}  {mandate.state}{soon}: {who} to {mandate.reach} on {what} until {until}"
    if stands.consultations:
        yield "Consultations"
    for one in stands.consultations:
        missing = ", ".join(one.missing) or "nobody"
        until = instant(one.deadline)
        urgent = "" if one.precedence == "ROUTINE" else f"{one.precedence}: "
        yield f"  {one.index}  {urgent}{one.decides} {HOW[one.procedure]} until {until}; missing: {missing}"
    if stands.supported:
        yield "Not adopted"
    for vote in stands.supported:
        support = f"supported by {len(vote.supported_by)} of {vote.members}: {', '.join(vote.supported_by)}"
        yield f"  {vote.index}  {vote.decides}, closed {instant(vote.closed)}; {support}; binds nobody"
    if stands.channels:
        yield "Channels"
    for line in stands.channels:
        since = "never used" if line.days is None else f"last used {_count(line.days, 'day', 'days')} ago"
        yield f"  {line.index}  {line.counterpart}, {line.level}: {line.state}, {since}"
    if stands.offers:
        yield "Open offers"
    for offer in stands.offers:
        whose = "ours" if offer.ours else "theirs"
        yield f"  {offer.index}  {whose}: {offer.medium} at {offer.level} level with {offer.counterpart}"


def _ahead(standing: Standing, now: int) -> Iterator[dict[str, Any]]:
    """The contacts that lie ahead, the next one first."""
    held = ((standing.contacts[ref], ref) for ref in waiting(standing, "ahead"))
    for each, ref in sorted(held, key=lambda one: (one[0].when, one[0].index)):
        if each.when >= now and each.cancelled is None and each.report is None:
            yield {
                "index": each.index,
                "ref": ref,
                "kind": each.kind,
                "at": each.when,
                "by": each.envoy or each.party,
                "counterpart": each.counterpart,
                "level": each.level,
                "medium": each.medium,
                "topics": each.topics,
            }


def _planned(ahead: list[dict[str, Any]]) -> Iterator[str]:
    if ahead:
        yield "Contacts ahead"
    for each in ahead:
        what = f"{each['medium']} at {each['level']} level with {each['counterpart']}, by {each['by']}"
        yield f"  {each['index']}  {each['kind']} for {instant(each['at'])}: {what}"


def _duties(owed: list[Duty]) -> Iterator[str]:
    yield f"To do ({len(owed)})"
    for duty in owed:
        late = "OVERDUE  " if duty.overdue else ""
        yield f"  {duty.index}  {', '.join(duty.parties)}: {late}{duty_sentence(duty, instant)}"


def _findings(found: list[Shown]) -> Iterator[str]:
    yield f"Findings ({len(found)})"
    for shown in found[-MOST_FINDINGS:]:
        yield f"  {shown.index}  {shown.code} ({shown.about[:16]}): {shown.definition}"
    if len(found) > MOST_FINDINGS:
        yield f"  and {len(found) - MOST_FINDINGS} earlier ones; --json shows all"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
