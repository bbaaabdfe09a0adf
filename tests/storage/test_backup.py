"""A node's folder into one file and back: nothing lost, and nothing taken that a backup does not hold."""

from __future__ import annotations

import gzip
import io
import os
import shutil
import sqlite3
import stat
import tarfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import IO

import pytest

from plenipo.errors import BackupUnusable, FolderExists, NotADialogueFolder, PlenipoError
from plenipo_cli.demo import play
from plenipo_cli.demo.narrator import Narrator
from plenipo_node import backup
from plenipo_node.backup import MAX_FILES, back_up, restore
from plenipo_node.folder import open_folder
from plenipo_node.node_keys import NodeKeys


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("node") / "dialogue"
    play(place, Narrator(silent=True))
    (place / "desk.toml").write_text("undo = 5\n")
    return place


@pytest.fixture
def archive(folder: Path, tmp_path: Path) -> Path:
    out = tmp_path / "backup.tar.gz"
    back_up(folder, out, made=1)
    return out


def test_what_comes_back_is_what_was_there(folder: Path, archive: Path, tmp_path: Path) -> None:
    held = restore(archive, tmp_path / "back")
    with open_folder(folder) as before, open_folder(tmp_path / "back") as after:
        assert list(after.register.read()) == list(before.register.read())
        assert list(after.register.blobs()) == list(before.register.blobs())
        assert after.register.checkpoint() == before.register.checkpoint()
        assert (after.root, keys_of(after.keys)) == (before.root, keys_of(before.keys))
        assert (held.size, held.root) == (before.register.size(), before.root)
    assert (tmp_path / "back/desk.toml").read_text() == "undo = 5\n"


def keys_of(keys: NodeKeys) -> tuple[object, ...]:
    hosted = {party: identity.encode() for party, identity in keys.hosted.items()}
    return keys.registrar, keys.registrar_pq, keys.mirror, keys.sealing.encode(), hosted


def test_only_its_owner_may_read_a_backup_and_what_comes_back(archive: Path, tmp_path: Path) -> None:
    restore(archive, tmp_path / "back")
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    for path in (tmp_path / "back").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_nobody_else_reads_what_is_copied_meanwhile(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    modes: list[int] = []
    add = tarfile.TarFile.addfile

    def watched(tar: tarfile.TarFile, about: tarfile.TarInfo, source: IO[bytes] | None = None) -> None:
        modes.extend(stat.S_IMODE(path.stat().st_mode) for path in out.parent.iterdir())
        add(tar, about, source)

    out = tmp_path / "out" / "node.tar.gz"
    out.parent.mkdir()
    monkeypatch.setattr(tarfile.TarFile, "addfile", watched)
    before = os.umask(0)
    try:
        back_up(folder, out, made=1)
    finally:
        os.umask(before)
    assert len(modes) > 10
    assert set(modes) == {0o600}


def test_what_a_crash_or_an_editor_left_among_the_keys_does_not_spoil_a_backup(
    folder: Path, tmp_path: Path
) -> None:
    place, out = tmp_path / "node", tmp_path / "node.tar.gz"
    shutil.copytree(folder, place)
    for name in (".desk-secret.0a1b2c3d", ".hosted.0a1b2c3d", "mirror-ed25519~"):
        (place / "keys" / name).write_text("left over")
    back_up(place, out, made=1)
    restore(out, tmp_path / "again")
    assert not list((tmp_path / "again" / "keys").glob(".*"))


@pytest.mark.parametrize("kind", ["link to nothing", "link to a folder", "link to a file"])
def test_a_link_in_the_place_to_restore_to_is_not_followed(archive: Path, tmp_path: Path, kind: str) -> None:
    elsewhere, place = tmp_path / "elsewhere", tmp_path / "back"
    if kind == "link to a folder":
        elsewhere.mkdir()
    if kind == "link to a file":
        elsewhere.write_text("as it was")
    place.symlink_to(elsewhere)
    with pytest.raises(FolderExists):
        restore(archive, place)
    assert place.is_symlink()
    assert not elsewhere.is_dir() or not list(elsewhere.iterdir())
    assert not [left for left in tmp_path.iterdir() if left.name.startswith(".back")]


def test_nobodys_signing_key_is_in_a_backup(archive: Path, folder: Path) -> None:
    assert (folder / "people").is_dir()
    with tarfile.open(archive) as tar:
        assert not [name for name in tar.getnames() if "people" in name]


def test_a_backup_is_whole_while_somebody_writes(folder: Path, tmp_path: Path) -> None:
    with sqlite3.connect(folder / "register.sqlite") as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO meta VALUES ('busy', x'01')")
        back_up(folder, tmp_path / "busy.tar.gz", made=1)
        writer.rollback()
    restore(tmp_path / "busy.tar.gz", tmp_path / "back")


def test_nothing_is_written_over(folder: Path, archive: Path) -> None:
    with pytest.raises(FolderExists):
        back_up(folder, archive, made=1)
    with pytest.raises(FolderExists):
        restore(archive, folder)


def test_only_a_dialogues_folder_is_backed_up(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NotADialogueFolder):
        back_up(tmp_path / "empty", tmp_path / "out", made=1)
    assert not (tmp_path / "out").exists()


def rewritten(archive: Path, change: Callable[[tarfile.TarFile], None], leave: str = "") -> Path:
    """The archive without one member, and with what `change` adds."""
    out = archive.with_name("altered.tar.gz")
    with tarfile.open(archive) as old, tarfile.open(out, "w:gz") as new:
        for about in old:
            if about.name != leave:
                new.addfile(about, old.extractfile(about))
        change(new)
    return out


def named(name: str, data: bytes = b"x") -> Callable[[tarfile.TarFile], None]:
    def add(tar: tarfile.TarFile) -> None:
        about = tarfile.TarInfo(name)
        about.size = len(data)
        tar.addfile(about, io.BytesIO(data))

    return add


def linked(name: str, to: str, kind: bytes) -> Callable[[tarfile.TarFile], None]:
    def add(tar: tarfile.TarFile) -> None:
        about = tarfile.TarInfo(name)
        about.type, about.linkname = kind, to
        tar.addfile(about)

    return add


@pytest.mark.parametrize(
    "change",
    [
        named("../escaped"),
        named("/etc/cron.d/escaped"),
        named("keys/../../escaped"),
        named("keys/hosted/../../../escaped"),
        named("people/FR-delegate"),
        named("keys/big", b"x" * ((1 << 20) + 1)),
        linked("keys/link", "/etc/passwd", tarfile.SYMTYPE),
        linked("keys/hard", "root", tarfile.LNKTYPE),
        linked("keys/fifo", "", tarfile.FIFOTYPE),
        named("root"),
    ],
)
def test_nothing_foreign_comes_out_of_a_backup(
    archive: Path, tmp_path: Path, change: Callable[[tarfile.TarFile], None]
) -> None:
    with pytest.raises(BackupUnusable):
        restore(rewritten(archive, change), tmp_path / "deep/back")
    assert not (tmp_path / "deep/back").exists()
    assert not list(tmp_path.rglob("escaped"))


@pytest.mark.parametrize(
    "leave", ["backup.json", "register.sqlite", "keys/registrar-ed25519", "keys/sealing.age"]
)
def test_a_backup_that_lacks_a_part_is_refused(archive: Path, tmp_path: Path, leave: str) -> None:
    with pytest.raises(PlenipoError):
        restore(rewritten(archive, lambda _tar: None, leave), tmp_path / "back")
    assert not (tmp_path / "back").exists()


def test_a_backup_cut_short_is_refused(archive: Path, tmp_path: Path) -> None:
    data = archive.read_bytes()
    for part in (0, 10, len(data) // 2, len(data) - 9):
        archive.write_bytes(data[:part])
        with pytest.raises(BackupUnusable):
            restore(archive, tmp_path / "back")
    assert not (tmp_path / "back").exists()


def test_a_register_that_was_altered_inside_is_refused(archive: Path, folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "register.sqlite"
    with sqlite3.connect(folder / "register.sqlite") as source, sqlite3.connect(copy) as target:
        source.backup(target)
    with closing(sqlite3.connect(copy, isolation_level=None)) as store:
        (entry,) = store.execute("SELECT bytes FROM entries WHERE idx = 50").fetchone()
        store.execute("UPDATE entries SET bytes = ? WHERE idx = 50", (entry[:-1] + b"!",))
    altered = rewritten(archive, named("register.sqlite", copy.read_bytes()), leave="register.sqlite")
    with pytest.raises(PlenipoError):
        restore(altered, tmp_path / "back")
    assert not (tmp_path / "back").exists()


def stated(name: str, size: int, pax: dict[str, str] | None = None) -> Callable[[tarfile.TarFile], None]:
    """A file that the listing says is so large; the archive ends before."""

    def add(tar: tarfile.TarFile) -> None:
        about = tarfile.TarInfo(name)
        about.size, about.pax_headers = size, pax or {}
        tar.addfile(about)

    return add


def many(tar: tarfile.TarFile) -> None:
    for number in range(MAX_FILES):
        named(f"keys/hosted/X{number}.age")(tar)


def sparse(tar: tarfile.TarFile) -> None:
    about = tarfile.TarInfo("desk.sqlite")
    about.pax_headers = {
        "GNU.sparse.major": "1",
        "GNU.sparse.minor": "0",
        "GNU.sparse.realsize": str(1 << 33),
    }
    body = b"0\n".ljust(512, b"\0")
    about.size = len(body)
    tar.addfile(about, io.BytesIO(body))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (stated("desk.sqlite", 1 << 60), "no room for desk.sqlite"),
        (stated("keys/x", 1, {"comment": "x" * (2 << 20)}), "a header in it is too large"),
        (many, "more files than a backup has"),
        (sparse, "which no backup has"),
    ],
    ids=["more than the disk holds", "a header", "files", "holes"],
)
def test_a_file_that_unpacks_without_end_is_refused_and_leaves_nothing(
    archive: Path, tmp_path: Path, change: Callable[[tarfile.TarFile], None], problem: str
) -> None:
    bomb = rewritten(archive, change, leave="desk.sqlite")
    with pytest.raises(BackupUnusable) as refused:
        restore(bomb, tmp_path / "deep/back")
    assert problem in refused.value.problem
    assert list((tmp_path / "deep").iterdir()) == []


def test_what_follows_the_last_file_is_not_unpacked_to_its_end(archive: Path, tmp_path: Path) -> None:
    with gzip.open(archive, "ab") as file:
        for _ in range(8):
            file.write(bytes(1 << 20))
    with pytest.raises(BackupUnusable) as refused:
        restore(archive, tmp_path / "back")
    assert "more follows its last file" in refused.value.problem
    assert not (tmp_path / "back").exists()


def test_a_disk_with_too_little_room_is_told_before_it_is_full(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "SPARE", shutil.disk_usage(tmp_path).free)
    with pytest.raises(BackupUnusable) as refused:
        restore(archive, tmp_path / "back")
    assert "the disk has no room" in refused.value.problem
    assert not (tmp_path / "back").exists()
