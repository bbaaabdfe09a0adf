"""The folder of a dialogue: it appears whole, its root is pinned once, its keys are nobody else's."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from intake_cast import NodeWorld, again, keys_of

from plenipo.errors import (
    FolderExists,
    FolderMissing,
    KeyFileExposed,
    KeyFileMissing,
    KeyFileUnusable,
    NotADialogueFolder,
    PlenipoError,
    RootDiffers,
    RootNotPinned,
    StoreMissing,
    StoreTooNew,
)
from plenipo.sealing import X25519Identity, parse_recipient
from plenipo_node import folder as folders
from plenipo_node.folder import Folder, create_folder, open_folder
from plenipo_node.intake import Intake, Registered
from plenipo_node.node_keys import MIRROR, REGISTRAR, SEALING
from plenipo_node.storage.sqlite import FILE


@pytest.fixture
def founded(tmp_path: Path) -> Path:
    """A folder whose register holds a founding that is pinned, closed."""
    node = NodeWorld()
    with create_folder(tmp_path / "d", keys_of("FR")) as folder:
        found_in(folder, node)
    return tmp_path / "d"


def found_in(folder: Folder, node: NodeWorld) -> None:
    outcome = Intake.of(folder, lambda: node.now).found(again(node.entries[0]), folder.pin)
    assert isinstance(outcome, Registered)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_folder_holds_a_register_keys_and_one_line_and_opens_again(tmp_path: Path) -> None:
    place = tmp_path / "deep" / "dialogue"
    with create_folder(place) as made:
        assert sorted(path.name for path in place.iterdir() if "-" not in path.name) == [
            "README",
            "keys",
            FILE,
        ]
        assert (place / "README").read_text().count("\n") == 1
        assert mode(place) == mode(place / "keys") == 0o700
        assert {mode(path) for path in (place / "keys").iterdir()} == {0o600}
        assert made.root is None
        with pytest.raises(RootNotPinned):
            made.pinned()
    with open_folder(place) as opened:
        assert opened.keys == made.keys or opened.keys.registrar == made.keys.registrar
        assert opened.keys.recipient == made.keys.recipient
        assert str(parse_recipient(opened.keys.recipient)) == opened.keys.recipient
    assert list(place.parent.iterdir()) == [place]


def test_no_two_keys_are_alike_and_none_is_shown(tmp_path: Path) -> None:
    with create_folder(tmp_path / "a") as one, create_folder(tmp_path / "b") as two:
        secrets = [
            secret
            for keys in (one.keys, two.keys)
            for secret in (keys.registrar, keys.registrar_pq, keys.mirror, keys.sealing.seed)
        ]
        assert len(set(secrets)) == 8
        assert not any(secret.hex() in repr(one.keys) for secret in secrets)
        assert one.keys.registrar_key != one.keys.cosigner_key


def test_a_founding_is_pinned_and_holds_when_it_is_opened_again(founded: Path) -> None:
    with open_folder(founded) as folder:
        assert folder.root == folder.pinned()
        assert (founded / "root").read_text() == f"{folder.root}\n"
        folder.pin(folder.pinned())
        with pytest.raises(RootDiffers):
            folder.pin("0" * 64)
        assert Intake.of(folder).standing.dialogue == folder.root


def test_a_register_that_begins_otherwise_than_pinned_is_not_opened(founded: Path) -> None:
    (founded / "root").write_text("0" * 64 + "\n")
    with pytest.raises(RootDiffers) as differs:
        open_folder(founded)
    assert differs.value.pinned == "0" * 64


def test_a_root_pinned_out_of_band_before_the_first_entry_is_held_to(tmp_path: Path) -> None:
    node = NodeWorld()
    with create_folder(tmp_path / "d", keys_of("FR")) as folder:
        folder.pin("0" * 64)
        outcome = Intake.of(folder, lambda: node.now).found(again(node.entries[0]), folder.pin)
        assert not isinstance(outcome, Registered)
        assert folder.register.size() == 0


def test_of_two_that_pin_the_first_wins(founded: Path) -> None:
    with open_folder(founded) as one:
        root = one.pinned()
        (founded / "root").unlink()
        with open_folder(founded) as two:
            two.pin(root)
            (founded / "root").write_text("1" * 64 + "\n")
            one.root = None
            with pytest.raises(RootDiffers):
                one.pin(root)


def test_nothing_is_made_over_anything(tmp_path: Path, founded: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "empty").mkdir()
    for taken in (founded, tmp_path / "file"):
        with pytest.raises(FolderExists):
            create_folder(taken)
    create_folder(tmp_path / "empty").close()


def test_what_fails_half_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_folder: Path) -> None:
        raise StoreMissing("")

    monkeypatch.setattr(folders, "create_register", fails)
    with pytest.raises(StoreMissing):
        create_folder(tmp_path / "d")
    assert list(tmp_path.iterdir()) == []


def gone(path: Path) -> None:
    path.rename(path.with_name("gone"))


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA user_version = 99")


@pytest.mark.parametrize(
    ("part", "change", "error"),
    [
        (".", gone, FolderMissing),
        (FILE, gone, NotADialogueFolder),
        ("keys", gone, NotADialogueFolder),
        (FILE, newer, StoreTooNew),
        ("root", lambda path: path.write_text("short\n"), NotADialogueFolder),
        ("root", lambda path: path.write_text("A" * 64 + "\n"), NotADialogueFolder),
        ("root", lambda path: path.write_text("a" * 64), NotADialogueFolder),
        (f"keys/{MIRROR}", gone, KeyFileMissing),
        (f"keys/{MIRROR}", lambda path: path.chmod(0o640), KeyFileExposed),
        (f"keys/{REGISTRAR}", lambda path: path.write_text("ab\n"), KeyFileUnusable),
        (f"keys/{REGISTRAR}", lambda path: path.write_text("AB" * 32 + "\n"), KeyFileUnusable),
        (f"keys/{REGISTRAR}", lambda path: path.write_text("ab" * 9999 + "\n"), KeyFileUnusable),
        (f"keys/{REGISTRAR}", lambda path: path.write_bytes(b"\xff\n"), KeyFileUnusable),
        (f"keys/{SEALING}", lambda path: path.write_text("AGE-SECRET-KEY-PQ-1\n"), KeyFileUnusable),
    ],
)
def test_a_folder_that_is_not_as_it_was_made_says_what_is_wrong(
    founded: Path, part: str, change: Callable[[Path], object], error: type[PlenipoError]
) -> None:
    change(founded / part if part != "." else founded)
    with pytest.raises(error) as refused:
        open_folder(founded)
    assert str(founded) in str(getattr(refused.value, "path", founded))


def test_a_classical_identity_is_not_this_nodes_sealing_key(founded: Path) -> None:
    """An adversary records today what it will decrypt later."""
    classical = X25519Identity(bytes(range(32))).encode()
    (founded / "keys" / SEALING).write_text(classical + "\n")
    with pytest.raises(KeyFileUnusable) as refused:
        open_folder(founded)
    assert refused.value.cause == "kind"
