"""Try another charter on the dialogue's own history, and register nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from plenipo.acts.charter import Charter
from plenipo.guard.explain import sentence
from plenipo.guard.verdict import Reason
from plenipo.verify.dry_run import dry_run
from plenipo_cli import clock, files
from plenipo_cli.dialogues import opened
from plenipo_cli.errors import BadFile
from plenipo_cli.options import common, dir_option
from plenipo_cli.screen import say
from plenipo_cli.values import MAX_JSON, Reader, json_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plenipo.guard.charters import Fault
    from plenipo.guard.dry_run import Entry, Possible, Trial

MOST = 20  # lines of what could be said at the end


@click.command("dry-run", short_help="Try another charter on the dialogue's own history.")
@click.argument("charter", type=click.Path(path_type=Path))
@dir_option
@common
def command(charter: Path, folder: Path, *, as_json: bool) -> None:
    """Tell what the charter in the file CHARTER would have refused or allowed. Nothing is registered.

    CHARTER is a JSON object with the members of a charter that would change, or with all of them; the others
    stay as they are. Each entry is judged again where it stands; what would have followed from a refusal is
    not. Besides, every person's next possible acts are judged under both charters, and each consultation is
    counted again.
    """
    with opened(folder) as dialogue:
        tried = charter_of(charter, dialogue.standing.rule_book)
        entries = dialogue.register.read(0, dialogue.register.size())
        trial = dry_run(entries, tried, dialogue.now)
    say(as_json, _facts(trial), _lines(trial))


def charter_of(path: Path, stands: Charter) -> Charter:
    """The charter in force with the members in the file. BadFile, BadMember, NoSuchFile."""
    raw = json_of(files.read_text(path, MAX_JSON), str(path))
    if not isinstance(raw, dict):
        raise BadFile(str(path), "a charter is an object")
    read: dict[str, Any] = Reader(clock.now(), reference=str, commitment=str).read(Charter, raw, "charter")
    members = msgspec.to_builtins(stands) | {"version": stands.version + 1} | read
    try:
        return msgspec.convert(members, Charter)
    except msgspec.ValidationError as error:
        raise BadFile(str(path), str(error)) from None


def _facts(trial: Trial) -> dict[str, Any]:
    facts: dict[str, Any] = msgspec.to_builtins(trial)
    facts["faults"] = [{**msgspec.to_builtins(f), "sentence": _fault(f)} for f in trial.faults]
    for name in ("newly_refused", "newly_allowed", "could_no_longer", "could_now"):
        for told, one in zip(facts[name], getattr(trial, name), strict=True):
            told["sentences"] = [sentence(reason) for reason in one.reasons]
    return facts | {"alike": trial.alike}


def _lines(trial: Trial) -> Iterator[str]:
    yield f"{trial.judged} of {trial.entries} entries judged again"
    for fault in trial.faults:
        yield f"  this charter could not come into force: {_fault(fault)}"
    yield from _entries("It would have refused", trial.newly_refused)
    yield from _entries("It would have allowed", trial.newly_allowed)
    if trial.counted:
        yield f"Counted otherwise ({len(trial.counted)})"
    for one in trial.counted:
        yield f"  {one.index}  {one.decides}: {one.before}, by this charter {one.after}"
    yield from _possible("Could no longer be said as freely", trial.could_no_longer)
    yield from _possible("Could be said more freely", trial.could_now)
    if trial.alike:
        yield "On this history it makes no difference."


def _entries(title: str, found: tuple[Entry, ...]) -> Iterator[str]:
    if found:
        yield f"{title} ({len(found)})"
    for one in found:
        yield f"  {one.index}  {one.kind} by {one.by}"
        yield from _reasons(one.reasons)


def _possible(title: str, found: tuple[Possible, ...]) -> Iterator[str]:
    """By kind and reason, with who is concerned: one line for all of them."""
    groups: dict[tuple[str, str], list[str]] = {}
    for one in found:
        said = " ".join(f"rule {reason.rule}: {sentence(reason)}" for reason in one.reasons)
        groups.setdefault((one.kind, said), []).append(one.person)
    if groups:
        yield f"{title} ({len(found)})"
    for (kind, said), persons in list(groups.items())[:MOST]:
        yield f"  {kind} by {', '.join(dict.fromkeys(persons))}: {said}"
    if len(groups) > MOST:
        yield f"  and {len(groups) - MOST} more; --json shows all"


def _reasons(reasons: Iterable[Reason]) -> Iterator[str]:
    for reason in reasons:
        yield f"     rule {reason.rule:<3} {sentence(reason)}"


def _fault(fault: Fault) -> str:
    return sentence(Reason(60, fault.code, fault.facts))
