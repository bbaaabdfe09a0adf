"""What the offline verifier notices: lies of a registrar, damage of a copy, and how far it got before."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from cli_session import Session

from plenipo.acts import contact
from plenipo.register import Checkpoint, Ed25519Signer, leaf_hash, root_of, sign_note, static_files
from plenipo.verify import origin_of
from plenipo_cli import exits
from plenipo_cli.offline import crew
from world import HOUR, World, seed_of


def report(world: World, person: str = "FR/delegate", **changes: object) -> contact.Report:
    fields = {"party": "FR", "counterpart": "RU", "level": "senior", "medium": "call", "at": world.now - HOUR}
    act = world.act(person, contact.Report, **(fields | changes))
    assert isinstance(act, contact.Report)
    return act


def export(
    world: World, folder: Path, signer: str = "FR registrar", entries: list[bytes] | None = None
) -> Path:
    """What a registrar would publish of this world, or of other entries as if they were its."""
    origin = origin_of(world.standing.dialogue, world.standing.term)
    said = world.entries if entries is None else entries
    text = Checkpoint(origin, len(said), root_of(map(leaf_hash, said))).encode()
    note = sign_note(text, [Ed25519Signer(origin, seed_of(signer))])
    for path, data in static_files(said, note):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    return Session(tmp_path, monkeypatch)


def verify(session: Session, folder: Path, *more: str) -> tuple[int, dict[str, object]]:
    status, out, err = session.plenipo("verify", str(folder), "--json", *more)
    assert err == ""
    told = json.loads(out)
    assert isinstance(told, dict)
    return status, told


def many(world: World, count: int) -> None:
    for _ in range(count):
        world.register(report(world))


def test_a_register_that_lies_outside_the_guard_is_told_and_its_void_entries_are_named(
    session: Session, tmp_path: Path
) -> None:
    world = World()
    world.force(report(world, person="RU/envoy"), signers=("FR/delegate",))
    many(world, 2)
    status, told = verify(session, export(world, tmp_path / "out"), "--root", world.founding)
    assert (status, told["holds"]) == (exits.OK, True)
    assert [each["record"] for each in told["void"]] == [1]  # type: ignore[attr-defined]


def test_a_checkpoint_by_another_key_does_not_hold(session: Session, tmp_path: Path) -> None:
    world = World()
    many(world, 2)
    out = export(world, tmp_path / "out", signer="somebody else")
    status, told = verify(session, out, "--root", world.founding)
    assert (status, told["error"]) == (exits.NO, "does-not-hold")
    assert "the checkpoint" in str(told["sentence"])


def test_an_entry_whose_signature_fails_is_named(session: Session, tmp_path: Path) -> None:
    """The registrar built the tree over a forged entry: the checkpoint holds, the signature does not."""
    world = World()
    many(world, 4)
    entries = list(world.entries)
    entries[3] = entries[3].replace(b'"party":"FR"', b'"party":"DE"')
    out = export(world, tmp_path / "out", entries=entries)
    status, told = verify(session, out, "--root", world.founding)
    assert status == exits.NO
    assert "entry 3" in str(told["sentence"])


def test_many_workers_say_what_one_says(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World()
    many(world, 600)
    out = export(world, tmp_path / "out")
    alone = verify(session, out, "--root", world.founding)
    monkeypatch.setattr(crew, "ALONE", 0)
    monkeypatch.setattr(crew, "BATCH", 64)
    monkeypatch.setattr(crew, "cores", lambda: 2)
    assert verify(session, out, "--root", world.founding) == alone
    assert alone[0] == exits.OK
    bundle = out / "tile/entries/001"
    data = bytearray(bundle.read_bytes())
    data[40_000] ^= 1
    bundle.write_bytes(data)
    status, told = verify(session, out, "--root", world.founding)
    assert status == exits.NO
    assert "was altered" in str(told["sentence"])


@pytest.mark.parametrize("path", ["tile/0/000", "tile/0/001", "tile/entries/000", "tile/entries/001"])
@pytest.mark.parametrize("harm", ["cut", "gone", "other"])
def test_a_tile_that_is_cut_missing_or_exchanged_is_told(
    session: Session, tmp_path: Path, path: str, harm: str
) -> None:
    world = World()
    many(world, 560)
    out = export(world, tmp_path / "out")
    target = out / path
    if harm == "gone":
        target.unlink()
    elif harm == "cut":
        target.write_bytes(target.read_bytes()[:-7])
    else:
        shutil.copy(out / path.replace("000", "00x").replace("001", "000").replace("00x", "001"), target)
    status, told = verify(session, out, "--root", world.founding)
    assert (status, told["error"]) == (exits.NO, "does-not-hold")
    assert str(told["cure"])


def test_a_saved_state_lets_only_new_entries_be_read(session: Session, tmp_path: Path) -> None:
    world = World()
    many(world, 300)
    first = export(world, tmp_path / "first")
    state = tmp_path / "state"
    assert verify(session, first, "--root", world.founding, "--save-state", str(state))[0] == exits.OK
    many(world, 20)
    second = export(world, tmp_path / "second")
    full = verify(session, second, "--root", world.founding)[1]
    status, told = verify(session, second, "--root", world.founding, "--since", str(state))
    assert (status, told["checked_from"]) == (exits.OK, 301)
    assert {**told, "checked_from": 0} == full


def test_a_register_that_was_rewritten_behind_what_was_checked_is_told(
    session: Session, tmp_path: Path
) -> None:
    world = World()
    many(world, 10)
    first = export(world, tmp_path / "first")
    state = tmp_path / "state"
    verify(session, first, "--root", world.founding, "--save-state", str(state))
    other = World()
    assert other.founding == world.founding
    other.wait(hours=1)
    many(other, 15)
    second = export(other, tmp_path / "second")
    for since in (str(state), str(first / "checkpoint"), str(first)):
        status, told = verify(session, second, "--root", world.founding, "--since", since)
        assert status == exits.NO
        assert "are not those checked before" in str(told["sentence"])


def test_a_damaged_state_is_refused_with_a_cure(session: Session, tmp_path: Path) -> None:
    world = World()
    many(world, 3)
    out, state = export(world, tmp_path / "out"), tmp_path / "state"
    verify(session, out, "--root", world.founding, "--save-state", str(state))
    state.write_bytes(state.read_bytes()[:-20])
    status, told = verify(session, out, "--root", world.founding, "--since", str(state))
    assert (status, told["error"]) == (exits.UNCLEAR, "bad-file")


def test_what_was_checked_before_is_still_read_as_acts(session: Session, tmp_path: Path) -> None:
    """Whoever gives a size that was never checked gets an answer all the same."""
    world = World()
    many(world, 4)
    entries = list(world.entries)
    entries[2] = entries[2].replace(b'"party":"FR"', b'"party": FR"')
    out = export(world, tmp_path / "out", entries=entries)
    status, told = verify(session, out, "--root", world.founding, "--since", "5")
    assert (status, told["error"]) == (exits.NO, "does-not-hold")
    assert "entry 2" in str(told["sentence"])
