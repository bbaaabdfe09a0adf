"""A disk that fails, a file that is not what it was: one typed error each, nothing half-written or lost."""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest
from storage_cast import SIZE, check_whole, filled, run, small_register

from plenipo.errors import (
    DiskFailed,
    DiskFull,
    SqliteTooOld,
    StoreDamaged,
    StoreExists,
    StoreLocked,
    StoreMissing,
    StoreReadOnly,
    StoreTooNew,
)
from plenipo_node.storage import Register, create_register, open_register, sqlite_file
from plenipo_node.storage.sqlite import FILE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_register(tmp_path)


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[Path]:
    """A real file system of its own."""
    folder.mkdir()
    if os.geteuid() or subprocess.run(["mount", *options, str(folder)], check=False).returncode:
        pytest.skip("only root may mount")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


# --- not a register ---


def test_a_missing_register_is_missing_and_is_not_made(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(StoreMissing) as missing:
            open_register(folder)
        assert missing.value.path == str(folder / FILE)
    assert list(tmp_path.iterdir()) == []


def test_a_register_is_never_made_over_another(folder: Path) -> None:
    with pytest.raises(StoreExists):
        create_register(folder)
    with closing(open_register(folder)) as register:
        check_whole(register)


def test_a_file_of_another_application_is_left_alone(tmp_path: Path) -> None:
    run(tmp_path, "CREATE TABLE theirs (id)")
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(StoreDamaged) as refused:
        open_register(tmp_path)
    assert refused.value.part == "application id"
    with pytest.raises(StoreExists):
        create_register(tmp_path)
    assert (tmp_path / FILE).read_bytes() == before


def test_what_a_crash_left_empty_is_missing_and_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / FILE).touch()
    with pytest.raises(StoreMissing):
        open_register(tmp_path)
    with closing(create_register(tmp_path)) as register:
        filled(register, 1)
    with closing(open_register(tmp_path)) as register:
        assert register.size() == 1


def test_bytes_that_are_no_database_are_damage(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"not a database, and long enough to be read as one " * 100)
    for use in (open_register, create_register):
        with pytest.raises(StoreDamaged):
            use(tmp_path)


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    for use in (open_register, create_register):
        with pytest.raises(DiskFailed):
            use(tmp_path)


def test_a_later_schema_means_upgrade(folder: Path) -> None:
    run(folder, "PRAGMA user_version = 2")
    with pytest.raises(StoreTooNew) as refused:
        open_register(folder)
    assert (refused.value.found, refused.value.known) == (2, 1)


def test_an_older_sqlite_library_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_file, "NEEDED_SQLITE", (99, 0, 0))
    for use in (open_register, create_register):
        with pytest.raises(SqliteTooOld):
            use(folder)


def test_only_the_owner_may_read_the_files(tmp_path: Path) -> None:
    with closing(create_register(tmp_path / "dialogue")) as register:
        filled(register, 1)
        modes = {each.stat().st_mode & 0o077 for each in (tmp_path / "dialogue").iterdir()}
        assert modes == {0}
    assert (tmp_path / "dialogue").stat().st_mode & 0o077 == 0


# --- locked ---


def test_a_writer_that_does_not_let_go_is_named_and_reading_goes_on(folder: Path) -> None:
    with closing(open_register(folder, timeout_ms=20)) as register:
        with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreLocked) as locked:
                register.append([b"waits"], SIZE)
            assert locked.value.waited_ms == 20
            check_whole(register)
        filled(register, SIZE + 1)


def test_a_register_that_another_process_holds_alone_is_locked(folder: Path) -> None:
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("UPDATE head SET size = size")
        with pytest.raises(StoreLocked):
            open_register(folder, timeout_ms=20)


# --- no room ---


def fill_up(register: Register) -> int:
    """Append until the disk is full; the size that was acknowledged last."""
    group = [b"%6d" % each * 100 for each in range(50)]
    for size in count(register.size(), len(group)):
        try:
            register.append(group, size)
        except DiskFull:
            break
    assert register.size() == size
    assert len(list(register.read())) == size
    return size


def test_a_full_disk_loses_nothing_and_writing_goes_on_when_there_is_room(tmp_path: Path) -> None:
    with mounted(tmp_path / "small", "-t", "tmpfs", "-o", "size=2m", "tmpfs") as small:
        ballast = small / "ballast"
        ballast.write_bytes(bytes(600_000))
        register = create_register(small)
        size = fill_up(register)
        with pytest.raises(DiskFull):
            register.put_blob(sha256(bytes(1_000_000)).hexdigest(), bytes(1_000_000))
        ballast.unlink()
        head = register.append([b"there is room"], size)
        register.close()
        with closing(open_register(small)) as again:
            assert again.head() == head
            assert len(list(again.read())) == size + 1


def test_a_register_on_a_full_disk_opens_again_when_there_is_room(tmp_path: Path) -> None:
    with mounted(tmp_path / "small", "-t", "tmpfs", "-o", "size=2m", "tmpfs") as small:
        register = create_register(small)
        size = fill_up(register)
        register.close()
        ballast = small / "ballast"
        with suppress(OSError), ballast.open("wb", buffering=0) as file:
            while file.write(bytes(4096)):
                pass
        with pytest.raises(DiskFull), closing(open_register(small)) as full:
            full.append([b"x" * 60_000], size)
        ballast.unlink()
        with closing(open_register(small)) as again:
            assert again.size() == size
            assert len(list(again.read())) == size


def test_no_register_is_made_on_a_full_disk(tmp_path: Path) -> None:
    with mounted(tmp_path / "small", "-t", "tmpfs", "-o", "size=512k", "tmpfs") as small:
        (small / "ballast").write_bytes(bytes(480_000))
        with pytest.raises(DiskFull):
            create_register(small)
        (small / "ballast").unlink()
        create_register(small).close()


def test_a_file_at_its_limit_of_pages_is_full(folder: Path) -> None:
    with closing(open_register(folder)) as register:
        assert register._writer
        (pages,) = register._writer.execute("PRAGMA page_count").fetchone()
        register._writer.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(DiskFull):
            register.append([b"x" * 60_000], SIZE)
        check_whole(register)
        filled(register, SIZE + 1)


# --- a disk that may not be written, or fails ---


def test_from_a_read_only_disk_a_register_is_read_and_never_written(folder: Path) -> None:
    view = folder.parent / f"{folder.name}-view"
    with mounted(view, "--bind", str(folder)):
        subprocess.run(["mount", "-o", "remount,ro,bind", str(view)], check=True)
        _reads_only(view)
        with pytest.raises(StoreReadOnly):
            create_register(view / "new")
    with closing(open_register(folder)) as register:
        check_whole(register)


def _reads_only(folder: Path) -> None:
    with closing(open_register(folder)) as register:
        check_whole(register)
        with pytest.raises(StoreReadOnly):
            register.put_meta("key", b"value")
        with pytest.raises(StoreReadOnly):
            register.append([b"entry"], register.size())


def test_a_folder_that_may_not_be_written_is_read_alone(folder: Path) -> None:
    if not os.geteuid():
        pytest.skip("root may write everywhere; the read-only disk is tried instead")
    folder.chmod(0o500)
    try:
        _reads_only(folder)
    finally:
        folder.chmod(0o700)


def test_a_failing_write_is_named_and_nothing_is_half_written(folder: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    register = open_register(folder)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, hard))
    try:
        with pytest.raises(DiskFailed) as failed:
            register.append([b"x" * 60_000] * 20, SIZE)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert failed.value.code == "SQLITE_IOERR_WRITE"
    check_whole(register)
    register.close()
    with closing(open_register(folder)) as again:
        check_whole(again)
