"""What an attacker has: a register as its registrar would publish it, an export or a folder, to be harmed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plenipo.acts import contact
from plenipo.register import (
    Checkpoint,
    Ed25519Signer,
    leaf_hash,
    parse_note,
    root_of,
    sign_note,
    static_files,
)
from plenipo.verify import origin_of
from plenipo_cli.main import run
from plenipo_node.folder import create_folder
from world import HOUR, World, seed_of


def reported(count: int) -> World:
    """A dialogue with so many reports of contacts."""
    world = World()
    for _ in range(count):
        world.register(report(world))
    return world


def report(world: World) -> contact.Report:
    fields = {"party": "FR", "counterpart": "RU", "level": "senior", "medium": "call"}
    act = world.act("FR/delegate", contact.Report, **fields, at=world.now - HOUR)
    assert isinstance(act, contact.Report)
    return act


def checkpoint_of(world: World, size: int | None = None) -> bytes:
    """The registrar's checkpoint over the first `size` entries."""
    origin = origin_of(world.standing.dialogue, world.standing.term)
    entries = world.entries[:size]
    text = Checkpoint(origin, len(entries), root_of(map(leaf_hash, entries))).encode()
    return sign_note(text, [Ed25519Signer(origin, seed_of("FR registrar"))]).encode()


def export(world: World, folder: Path) -> Path:
    """With the root beside it."""
    for path, data in static_files(world.entries, parse_note(checkpoint_of(world))):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    (folder / "root").write_text(f"{world.founding}\n")
    return folder


def folder_of(world: World, folder: Path, *, signed: int | None) -> Path:
    """A dialogue's folder with a checkpoint over the first `signed` entries, or none."""
    with create_folder(folder) as held:
        held.register.append(world.entries, 0)
        if signed is not None:
            held.register.put_checkpoint(signed, checkpoint_of(world, signed))
    return folder


def verify(capsys: pytest.CaptureFixture[str], path: Path, *more: str) -> tuple[int, dict[str, object]]:
    """Exit status and what `plenipo verify --json` says."""
    capsys.readouterr()
    status = run(("verify", str(path), "--json", *more))
    told = json.loads(capsys.readouterr().out)
    assert isinstance(told, dict)
    return status, told
