"""Lies by which a copy could be taken for one that holds."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import msgspec
import pytest
from attack_cast import checkpoint_of, export, folder_of, report, reported, verify

from plenipo.acts.words import Seen
from plenipo.register import Ed25519Cosigner, Receipt, inclusion_proof, parse_note
from plenipo_cli import exits
from plenipo_cli.offline.beside import beside
from plenipo_node.folder import create_folder
from plenipo_node.mirror import Mirror
from plenipo_node.storage import SqliteRegister, open_register
from world import HOUR, World, seed_of

Capsys = pytest.CaptureFixture[str]


def test_a_folder_that_was_emptied_holds_for_no_root(tmp_path: Path, capsys: Capsys) -> None:
    world = World()
    folder = folder_of(world, tmp_path / "FR", signed=1)
    with sqlite3.connect(folder / "register.sqlite") as db:
        for table in ("entries", "checkpoints", "tiles"):
            db.execute(f"DELETE FROM {table}")  # noqa: S608 a fixed word
        db.execute("UPDATE head SET size = 0, root = ?", (bytes.fromhex(world.nodes.root(0) or ""),))
    db.close()
    for root in (world.founding, "0" * 64):
        assert verify(capsys, folder, "--root", root)[0] == exits.UNCLEAR


@pytest.mark.parametrize("signed", [None, 1, 3])
def test_entries_that_no_checkpoint_covers_hold_nothing(
    tmp_path: Path, capsys: Capsys, signed: int | None
) -> None:
    """Without the registrar's signature nobody said in which order they came, and when."""
    world = reported(3)
    folder = folder_of(world, tmp_path / "FR", signed=signed)
    status, told = verify(capsys, folder, "--root", world.founding)
    assert (status, told["error"], told["facts"]) == (
        exits.UNCLEAR,
        "uncovered",
        {"path": str(folder), "size": 4, "signed": signed or 0},
    )


def test_a_root_that_lies_in_the_copy_proves_nothing_about_it(tmp_path: Path, capsys: Capsys) -> None:
    world = reported(2)
    out = export(world, tmp_path / "out")
    (tmp_path / "mine").write_text(world.founding)
    assert verify(capsys, out, "--root", str(tmp_path / "mine"))[0] == exits.OK
    status, told = verify(capsys, out, "--root", str(out / "root"))
    assert (status, told["holds"]) == (exits.UNCLEAR, None)


def test_keys_from_elsewhere_are_no_root_for_a_receipt(tmp_path: Path, capsys: Capsys) -> None:
    """Whoever made up a register can make up its keys."""
    world = reported(2)
    proof = inclusion_proof(1, 3, world.nodes.node)
    path, vkeys = tmp_path / "r.tlog-proof", tmp_path / "vkeys"
    path.write_bytes(Receipt(1, proof, parse_note(checkpoint_of(world))).encode())
    path.with_suffix(".entry").write_bytes(world.entries[1])
    vkeys.write_bytes(beside(world.standing)["vkeys"])
    status, told = verify(capsys, path, "--vkeys", str(vkeys))
    assert (status, told["holds"]) == (exits.UNCLEAR, None)
    status, told = verify(capsys, path, "--vkeys", str(vkeys), "--root", world.founding)
    assert (status, told["holds"]) == (exits.OK, True)


def test_an_old_stamp_that_a_new_act_rests_on_is_held_against_the_tree(
    tmp_path: Path, capsys: Capsys
) -> None:
    """A check that goes on from a state reads old entries only where a new act saw them."""
    world = reported(3)
    state = str(tmp_path / "state")
    assert (
        verify(capsys, export(world, tmp_path / "first"), "--root", world.founding, "--save-state", state)[0]
        == exits.OK
    )
    world.now += HOUR
    seen = Seen(size=2, root=world.nodes.root(2) or "")
    world.register(msgspec.structs.replace(report(world), seen=seen))
    out = export(world, tmp_path / "second")
    status, told = verify(capsys, out, "--root", world.founding, "--since", state)
    assert (status, told["void"]) == (exits.OK, [])
    (bundle,) = (out / "tile/entries").glob("000*/*")
    years_ago = world.entries[2].replace(b"plenipo-entry/1 17", b"plenipo-entry/1 15")
    bundle.write_bytes(bundle.read_bytes().replace(world.entries[2], years_ago))
    status, told = verify(capsys, out, "--root", world.founding, "--since", state)
    assert (status, told["error"]) == (exits.NO, "does-not-hold")


def test_a_pipe_in_an_export_is_not_waited_for(tmp_path: Path, capsys: Capsys) -> None:
    world = reported(2)
    out = export(world, tmp_path / "out")
    (tile,) = (out / "tile/0").glob("000*/*")
    tile.unlink()
    os.mkfifo(tile)
    assert verify(capsys, out, "--root", world.founding)[0] == exits.NO


@pytest.mark.parametrize(
    "words",
    [
        "CREATE TRIGGER late AFTER INSERT ON entries BEGIN DELETE FROM checkpoints; END",
        "CREATE VIEW more AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n",
        "CREATE TABLE other (id INTEGER PRIMARY KEY) STRICT",
        "ALTER TABLE entries ADD COLUMN more BLOB",
        "DROP INDEX checkpoints_size",
    ],
)
def test_a_store_with_another_schema_is_not_opened(tmp_path: Path, capsys: Capsys, words: str) -> None:
    """What a trigger or a view in a file from elsewhere says would run with every question."""
    world = reported(1)
    folder = folder_of(world, tmp_path / "FR", signed=2)
    with sqlite3.connect(folder / "register.sqlite") as db:
        db.execute("ANALYZE")
    db.close()
    open_register(folder).close()
    with sqlite3.connect(folder / "register.sqlite") as db:
        db.execute(words)
    db.close()
    status, told = verify(capsys, folder, "--root", world.founding)
    assert (status, told["error"]) == (exits.MACHINE, "store-damaged")


def test_a_saved_state_of_which_any_byte_was_flipped_is_refused(tmp_path: Path, capsys: Capsys) -> None:
    """What is checked from a wrong standing would hold, or not hold, for no reason."""
    world = reported(1)
    out, state = export(world, tmp_path / "out"), tmp_path / "state"
    assert verify(capsys, out, "--root", world.founding, "--save-state", str(state))[0] == exits.OK
    data = state.read_bytes()
    for at in range(0, len(data), 97):
        state.write_bytes(data[:at] + bytes((data[at] ^ 1,)) + data[at + 1 :])
        assert verify(capsys, out, "--root", world.founding, "--since", str(state))[0] == exits.UNCLEAR


def test_a_mirror_that_breaks_off_holds_no_entry_without_its_checkpoint(
    tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = reported(2)
    folder = tmp_path / "DE"
    with create_folder(folder) as held:
        held.pin(world.founding)
        cosigner = Ed25519Cosigner(f"{world.founding}/DE", seed_of("DE mirror"))
        mirror = Mirror(held.register, cosigner, world.founding)
        monkeypatch.setattr(SqliteRegister, "put_checkpoint", _broken)
        with suppress(KeyboardInterrupt):
            mirror.offer(checkpoint_of(world), world.entries, world.now)
    status, told = verify(capsys, folder)
    assert (status, told["size"]) == (exits.OK, 3)


def _broken(*_: object) -> NoReturn:
    raise KeyboardInterrupt
