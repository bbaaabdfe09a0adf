"""Check a folder, an export or a receipt, alone and offline."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from plenipo.errors.words.shown import instant
from plenipo.register import parse_note, peek_checkpoint
from plenipo.register.static import CHECKPOINT
from plenipo_cli import exits, files
from plenipo_cli.errors import BehindCheckpoint, DoesNotHold, RootNeeded
from plenipo_cli.offline.beside import check_beside
from plenipo_cli.offline.checking import Check
from plenipo_cli.offline.places import Export, is_receipt, place_at, root_of
from plenipo_cli.offline.receipts import check_receipt
from plenipo_cli.offline.states import frontier_of, is_state, read_state, state_of, write_state
from plenipo_cli.options import REGISTER_FILE, common
from plenipo_cli.screen import progress, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plenipo_cli.offline.places import Place
    from plenipo_cli.offline.states import State

FILE = click.Path(path_type=Path)
MOST_VOIDS = 20


@click.command("verify", short_help="Check a folder, an export or a receipt, offline.")
@click.argument("path", type=FILE)
@click.option(
    "--root", metavar="HASH", help="The founding act's hash, from a partner whom you trust; or its file."
)
@click.option("--since", metavar="CHECKPOINT", help="Checked before: a saved state, a checkpoint, or a size.")
@click.option("--save-state", type=FILE, metavar="FILE", help="Where the next check can go on from.")
@click.option("--entry", type=FILE, metavar="FILE", help="The entry of a receipt.  [beside it, .entry]")
@click.option("--vkeys", type=FILE, metavar="FILE", help="For a receipt: the keys, from an export.")
@click.option("--progress", is_flag=True, help="Count the entries checked, on stderr.")
@common
def command(path: Path, root: str | None, *, as_json: bool, **given: Any) -> int:
    """Check PATH: a dialogue's folder, a directory that `plenipo export` wrote, or a receipt.

    Every entry is checked again: its bytes and signatures, its author's authority at the time, the guard's
    verdict, the tree, the checkpoint and its countersignatures. The first entry that fails is named. Nothing
    but the root is trusted: without one (a folder has its own) the answer can only be "consistent".

    Exit status: 0 it holds, 1 it does not hold, 2 it could not be told.
    """
    pinned = _root(root, path)
    if is_receipt(path):
        return _verify_receipt(path, pinned, as_json=as_json, entry=given["entry"], vkeys=given["vkeys"])
    with place_at(path) as place:
        check = _check(
            place, pinned or place.pinned, given["since"], as_json=as_json, counted=given["progress"]
        )
        if given["save_state"] is not None:
            write_state(given["save_state"], _state(check))
        facts = _facts(check)
    if check.pinned is None:
        say(as_json, {"holds": None, **facts}, ["consistent", *_lines(check)])
        if as_json:
            return exits.UNCLEAR
        raise RootNeeded(str(path))
    say(as_json, {"holds": True, **facts}, ["holds", *_lines(check)])
    return exits.OK


def _root(given: str | None, checked: Path) -> str | None:
    """The root as digits or from a file. One that lies in the copy to be checked says nothing about it."""
    if given is None:
        return None
    path = Path(given)
    named = len(given) < 1000 and path.is_file()
    root = root_of(files.read_text(path, 200) if named else given, given)
    if named and path.resolve().parent == checked.resolve() and not (checked / REGISTER_FILE).is_file():
        return None
    return root


def _check(place: Place, pinned: str | None, since: str | None, *, as_json: bool, counted: bool) -> Check:
    """Checked from where an earlier check left off, if one is named."""
    if since is not None and is_state(Path(since)):
        state, standing = read_state(Path(since))
        if pinned is not None and state.dialogue != pinned:
            raise DoesNotHold(place.path, f"the saved state is of the dialogue {state.dialogue}")
        _not_behind(place, state.size)
        check = Check(place, pinned or (state.dialogue if state.rooted else None), standing, state.tree)
        check.expect(state.size, state.tree.root())
        trusted = state.size
    else:
        check = Check(place, pinned)
        trusted = _since(check, since)
    with progress(as_json, "checking", place.size - check.first, counted=counted) as advance:
        check.run(advance, trusted)
    if isinstance(place, Export):
        check_beside(Path(place.path), place.note, check.standing)
    return check


def _since(check: Check, since: str | None) -> int:
    if since is None:
        return 0
    if since.isascii() and since.isdigit() and len(since) < 16:
        size = int(since)
    else:
        path = Path(since)
        earlier = peek_checkpoint(parse_note(files.read(path / CHECKPOINT if path.is_dir() else path)))
        size = earlier.size
        _not_behind(check.place, size)
        check.expect(size, earlier.root)
    _not_behind(check.place, size)
    return size


def _not_behind(place: Place, size: int) -> None:
    if size > place.size:
        raise BehindCheckpoint(place.path, place.size, size)


def _state(check: Check) -> State:
    return state_of(check.standing, frontier_of(check.past), rooted=check.pinned is not None)


def _facts(check: Check) -> dict[str, object]:
    standing, signed = check.standing, check.signed
    return {
        "path": check.place.path,
        "dialogue": standing.dialogue,
        "title": standing.title,
        "size": check.place.size,
        "tree": check.root().hex(),
        "stamp": standing.stamp,
        "term": standing.term,
        "checked_from": check.first,
        "void": [{"record": index, "rules": rules} for index, rules in check.voids],
        "findings": len(standing.findings),
        "checkpoint": asdict(signed) if signed else None,
    }


def _lines(check: Check) -> Iterator[str]:
    standing, signed = check.standing, check.signed
    yield f"  dialogue   {standing.title}"
    yield f"  root       {standing.dialogue}"
    yield f"  entries    {check.place.size}, the last stamped {instant(standing.stamp)}, term {standing.term}"
    if check.first:
        yield f"             {check.place.size - check.first} of them new since the saved state"
    yield f"  tree       {check.root().hex()}"
    if signed is None:
        yield "  checkpoint none"
    else:
        yield from _signed_lines(signed.registrar, signed.cosigned, signed.quorum)
    yield f"  findings   {len(standing.findings)}"
    for index, rules in check.voids[:MOST_VOIDS]:
        yield f"  void       entry {index}: logged although the guard refuses it ({', '.join(rules)})"
    if len(check.voids) > MOST_VOIDS:
        yield f"             and {len(check.voids) - MOST_VOIDS} more"


def _signed_lines(registrar: tuple[str, ...], cosigned: dict[str, int], quorum: int) -> Iterator[str]:
    yield f"  checkpoint signed by the registrar ({', '.join(registrar)})"
    for party, time in cosigned.items():
        yield f"             countersigned by {party} at {instant(time * 1000)}"
    final = "final" if len(cosigned) >= quorum else "not final"
    given = "1 countersignature" if len(cosigned) == 1 else f"{len(cosigned)} countersignatures"
    yield f"             {final}: {given}, {quorum} needed"


def _verify_receipt(
    path: Path, root: str | None, *, as_json: bool, entry: Path | None, vkeys: Path | None
) -> int:
    shown = check_receipt(path, entry, root, vkeys)
    if root is not None and shown.dialogue != root:
        raise DoesNotHold(str(path), f"it is of the dialogue {shown.dialogue}, not of {root}")
    lines = [
        f"  entry      {shown.index} of {shown.size}: {shown.kind} by {shown.by}",
        f"  stamped    {instant(shown.stamp)}",
        f"  reference  {shown.ref}",
        *(f"  signed by  {mark}{f' ({who})' if who else ''}" for who, mark in shown.signers),
        f"  tree       {shown.tree}",
        *_signed_lines(("Ed25519",), shown.cosigned, shown.quorum),
        "  not shown  that the author had the authority: for that the whole register is read",
    ]
    if vkeys is not None:
        lines.append(f"  rests on   the keys in {vkeys}: use those of an export that holds")
    facts = {"path": str(path), "final": shown.final, **asdict(shown)}
    if root is None:
        say(as_json, {"holds": None, **facts}, ["consistent", *lines])
        if as_json:
            return exits.UNCLEAR
        raise RootNeeded(str(path))
    say(as_json, {"holds": True, **facts}, ["holds", *lines])
    return exits.OK
