"""Check what a node rests on: versions, the folder, its permissions, its store, the clock."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import sys
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plenipo.errors import PlenipoError, PortUnusable
from plenipo.errors.words.shown import instant
from plenipo_cli import clock, exits
from plenipo_cli.options import common
from plenipo_cli.screen import progress, say
from plenipo_cli.words import tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from plenipo_cli.dialogues import Dialogue
    from plenipo_node.web.config import Config

LIBRARIES = ("plenipo", "msgspec", "cryptography", "pynacl", "click")
LEAST_FREE = 1 << 30
ENDS_SOON = timedelta(days=14)
DESK = "desk.toml"

Finding = tuple[str, bool, str, str]  # what, whether it is well, what was seen, what to do


@click.command("doctor", short_help="Check the folder, its permissions, the clock and the versions.")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--full", is_flag=True, help="Read all of the store once.")
@common
def command(folder: Path | None, *, full: bool, as_json: bool) -> int:
    """Check this machine, and the dialogue's folder DIR if it is named. Exit status 3 if it is ill."""
    found = [*_machine()]
    if folder is not None and not folder.is_dir():
        found.append(("folder", False, f"{folder} is no folder", "Name the one that `plenipo found` made."))
    elif folder is not None:
        found += _folder(folder, full=full, as_json=as_json)
    rows = [{"check": what, "well": well, "seen": seen, "cure": cure} for what, well, seen, cure in found]
    lines = [f"{'ok   ' if well else 'WRONG'}  {what:<12} {seen}" for what, well, seen, _ in found]
    lines += [f"  → {cure}" for _, well, _, cure in found if not well]
    well = all(each[1] for each in found)
    say(as_json, {"well": well, "checks": rows}, lines)
    return exits.OK if well else exits.MACHINE


def _machine() -> Iterator[Finding]:
    python = ".".join(map(str, sys.version_info[:3]))
    yield "python", sys.version_info >= (3, 11), python, "Install Python 3.11 or later."
    yield "sqlite", sqlite3.sqlite_version_info >= (3, 38), sqlite3.sqlite_version, "Upgrade SQLite."
    for name in LIBRARIES:
        try:
            yield name, True, version(name), ""
        except PackageNotFoundError:
            yield name, False, "missing", "Install the requirements again."
    now = clock.now()
    yield "clock", now > 1_750_000_000_000, instant(now), "Set this machine's clock."


def _folder(path: Path, *, full: bool, as_json: bool) -> Iterator[Finding]:
    from plenipo_cli.dialogues import opened  # noqa: PLC0415 without a folder no store is needed

    yield from _permissions(path)
    try:
        with opened(path) as dialogue:
            size, last = dialogue.standing.size, dialogue.standing.stamp
            yield "register", True, f"{size} entries, the last stamped {instant(last)}", ""
            pinned = dialogue.folder.root is not None
            yield "root", pinned, dialogue.folder.root or "not pinned", "Pin it: `plenipo found open`."
            ahead = last <= clock.now() + 60_000
            yield "stamps", ahead, "behind the clock" if ahead else "ahead of the clock", "Set the clock."
            fault = dialogue.running.snapshot_fault
            yield _hosted(dialogue)
            yield (
                "snapshot",
                fault is None,
                "kept" if fault is None else tell(fault).sentence,
                "Look at the disk.",
            )
            if full:
                yield from _audit(dialogue, as_json=as_json)
    except PlenipoError as error:
        told = tell(error)
        yield "register", False, told.sentence, told.cure
    if (path / DESK).exists():
        yield from _desk(path)


def _desk(path: Path) -> Iterator[Finding]:
    """What the desk rests on, once it was opened here. A port that is taken may be the desk's own."""
    from plenipo_node.web import readiness  # noqa: PLC0415 as above
    from plenipo_node.web.config import read_config  # noqa: PLC0415 as above

    try:
        config = read_config(path)
    except PlenipoError as error:
        told = tell(error)
        yield DESK, False, told.sentence, told.cure
        return
    yield DESK, True, config.address, ""
    yield _tried("desk-secret", "for its owner alone", lambda: readiness.check_secret(path))
    yield _tried("desk.sqlite", "whole", lambda: readiness.check_tables(path))
    yield from _strays(path, config.host)
    if config.certificate:
        yield _certificate(config)
    elif config.secure:
        named = ", ".join(config.proxies)
        seen = f"those at {named} are believed" if named else "all who sign in count as one address"
        yield "proxy", bool(named), seen, f"Name the proxy before this server as `proxies` in {path / DESK}."
    try:
        readiness.check_port(config)
        yield "port", True, f"{config.listen} is free", ""
    except PortUnusable as error:
        yield "port", True, f"{config.listen}: {error.problem}; the desk, if it is open", ""


def _certificate(config: Config) -> Finding:
    from plenipo_node.web import readiness  # noqa: PLC0415 as above

    now = datetime.fromtimestamp(clock.now() / 1000, UTC)
    found = _tried("certificate", "", lambda: readiness.check_certificate(config, now))
    if not found[1]:
        return found
    ends = readiness.until(config)
    cure = "Have it renewed, and restart `plenipo serve`: no browser takes it from then on."
    return "certificate", ends - now > ENDS_SOON, f"fits until {ends:%Y-%m-%d}", cure


def _strays(path: Path, host: str) -> Iterator[Finding]:
    """Passkeys for another host name, and tables that others may read."""
    from plenipo_node.web import readiness  # noqa: PLC0415 as above

    for file in (readiness.TABLES, "search.sqlite"):
        mode = stat.S_IMODE((path / file).stat().st_mode) if (path / file).exists() else 0
        if mode & 0o077:
            yield file, False, f"{mode:04o}", f"Run `chmod 600 {path / file}`."
    try:
        persons = readiness.orphaned(path, host)
    except PlenipoError:
        return  # the tables are told of already
    cure = "Invite them again (`plenipo invite`), or set the `address` back."
    seen = (
        f"made for another host name: {', '.join(persons)}"
        if persons
        else f"none for another host than {host}"
    )
    yield "passkeys", not persons, seen, cure


def _tried(what: str, well: str, check: Callable[[], None]) -> Finding:
    try:
        check()
    except PlenipoError as error:
        told = tell(error)
        return what, False, told.sentence, told.cure
    return what, True, well, ""


def _hosted(dialogue: Dialogue) -> Finding:
    """Others go on sealing to the key that the register names: another one kept here opens nothing new."""
    hosted = dialogue.folder.keys.hosted
    named = dialogue.standing.sealing_keys
    strange = [party for party, key in hosted.items() if str(key.recipient) not in named.get(party, [])]
    if strange:
        seen = f"the register does not name the keys kept here for {', '.join(strange)}"
        return "hosted", False, seen, "Their authority names them (`key.add`), or they are moved away."
    return "hosted", True, ", ".join(hosted) or "no other party", ""


def _audit(dialogue: Dialogue, *, as_json: bool) -> Iterator[Finding]:
    from plenipo_node.storage import audit  # noqa: PLC0415 as above

    size = dialogue.register.size()
    with progress(as_json, "reading", size) as advance:
        done = 0

        def report(at: int, _of: int) -> None:
            nonlocal done
            advance(at - done)
            done = at

        audit(dialogue.register, report)
    yield "store", True, f"{size} entries, tiles and texts are as they were written", ""


def _permissions(path: Path) -> Iterator[Finding]:
    mode = stat.S_IMODE(path.stat().st_mode)
    yield "permissions", not mode & 0o077, f"{mode:04o}", f"Run `chmod 700 {path}`."
    yield (
        "writable",
        os.access(path, os.W_OK),
        "by you" if os.access(path, os.W_OK) else "not by you",
        "Look at its owner.",
    )
    free = shutil.disk_usage(path).free
    yield "room", free >= LEAST_FREE, f"{free >> 20} MiB free", "Make room on the disk."
