"""A disk that fails, a file that is not what it was: one typed error each, nothing half-written or lost."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest
from storage_cast import entries, filled, head_of

from plenipo.errors import (
    DiskFailed,
    DiskFull,
    RegisterError,
    SqliteTooOld,
    StoreDamaged,
    StoreError,
    StoreExists,
    StoreLocked,
    StoreMissing,
    StoreReadOnly,
    StoreTooNew,
    TileMismatch,
)
from plenipo_node.storage import Proofs, Register, SqliteRegister, create_register, open_register, sqlite_file
from plenipo_node.storage.sqlite import FILE

SIZE = 600
BLOB = b"sealed " * 300
NAME = sha256(BLOB).hexdigest()

Sql = tuple[str, tuple[object, ...]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A register of 600 entries, closed."""
    register = create_register(tmp_path)
    register.append(entries(0, SIZE), 0, blobs={NAME: BLOB})
    register.put_checkpoint(SIZE, b"note")
    register.put_cosignatures(SIZE, [b"line"])
    register.put_snapshot(SIZE, b"standing")
    register.put_meta("term", b"1")
    register.close()
    return tmp_path


def run(folder: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as db:
        db.execute(statement, values)


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


def check_whole(register: Register) -> None:
    assert register.head() == head_of(SIZE)
    assert list(register.read()) == entries(0, SIZE)
    assert register.blob(NAME) == BLOB


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


def test_a_read_only_disk_is_named(folder: Path) -> None:
    view = folder.parent / f"{folder.name}-view"
    with mounted(view, "--bind", str(folder)):
        subprocess.run(["mount", "-o", "remount,ro,bind", str(view)], check=True)
        with pytest.raises(StoreReadOnly):
            open_register(view)
        with pytest.raises(StoreReadOnly):
            create_register(view / "new")
    with closing(open_register(folder)) as register:
        check_whole(register)


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


# --- damage ---


@pytest.mark.parametrize(
    ("statement", "part", "at"),
    [
        ("UPDATE entries SET bytes = x'00' WHERE idx = 300", "entry", 300),
        ("UPDATE entries SET bytes = CAST(bytes || x'00' AS BLOB) WHERE idx = 0", "entry", 0),
        ("DELETE FROM entries WHERE idx = 511", "entry", 511),
        ("UPDATE tiles SET hashes = zeroblob(8192) WHERE id = 1", "entry", 256),
        ("DELETE FROM tiles WHERE id = 1", "edge", SIZE),
        ("UPDATE tiles SET root = zeroblob(32) WHERE id = 1", "edge", SIZE),
        ("UPDATE entries SET bytes = x'00' WHERE idx = 599", "edge", SIZE),
        ("DELETE FROM entries WHERE idx = 599", "edge", SIZE),
        ("UPDATE head SET size = 599", "edge", 599),
        ("UPDATE head SET root = zeroblob(32)", "edge", SIZE),
        ("DELETE FROM head", "head", None),
    ],
)
def test_a_changed_entry_tile_or_head_is_damage(
    folder: Path, statement: str, part: str, at: int | None
) -> None:
    run(folder, statement)
    with pytest.raises(StoreDamaged) as damaged, closing(open_register(folder)) as register:
        list(register.read())
    assert (damaged.value.part, damaged.value.at) == (part, at)


def test_a_changed_tile_makes_no_proof(folder: Path) -> None:
    run(folder, "UPDATE tiles SET hashes = zeroblob(8192) WHERE id = 0")
    with closing(open_register(folder)) as register, pytest.raises(TileMismatch):
        Proofs(register).inclusion(3, register.head())


def test_a_changed_blob_or_snapshot_is_damage(folder: Path) -> None:
    run(folder, "UPDATE blobs SET bytes = x'00'")
    run(folder, "UPDATE snapshot SET bytes = x'00'")
    with closing(open_register(folder)) as register:
        with pytest.raises(StoreDamaged, match="blob"):
            register.blob(NAME)
        with pytest.raises(StoreDamaged, match="snapshot"):
            register.snapshot()


def test_a_vanished_entry_that_an_append_meets_again_is_damage(folder: Path) -> None:
    with closing(open_register(folder)) as register:
        run(folder, "INSERT INTO entries VALUES (600, x'00')")
        with pytest.raises(StoreDamaged):
            register.append([b"one"], SIZE)
        assert register.head() == head_of(SIZE)


def outcome(folder: Path, uses: list[Callable[[SqliteRegister], object]]) -> list[object]:
    """What each use gives, or "refused": only errors of the house leave a register."""
    try:
        register = open_register(folder)
    except StoreError:
        return ["refused"] * len(uses)
    results: list[object] = []
    for use in uses:
        try:
            results.append(use(register))
        except (StoreError, RegisterError):
            results.append("refused")
    register.close()
    return results


USES: list[Callable[[SqliteRegister], object]] = [
    lambda register: list(register.read()),
    lambda register: register.head(),
    lambda register: register.blob(NAME),
    lambda register: register.snapshot(),
    lambda register: [Proofs(register).inclusion(index, register.head()) for index in range(0, SIZE, 50)],
]
# These carry their own signatures, or are compared by their user: here they only must not crash.
UNCHECKED: list[Callable[[SqliteRegister], object]] = [
    lambda register: list(register.checkpoints()),
    lambda register: register.checkpoint(),
    lambda register: register.cosignatures(SIZE),
    lambda register: list(register.blobs()),
    lambda register: register.meta("term"),
]


def test_no_flipped_byte_passes_for_what_was_written(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Entries, blobs and the snapshot are read as they were written, or StoreDamaged is raised."""
    whole = (folder / FILE).read_bytes()
    expected = outcome(folder, USES)
    assert "refused" not in expected
    other = tmp_path_factory.mktemp("flipped")
    refusals = 0
    places = [*range(0, 120, 3), *range(4096, 4096 + 80), *range(120, len(whole), len(whole) // 150)]
    for place in places:
        flipped = bytearray(whole)
        flipped[place] ^= 1 << place % 8
        (other / FILE).write_bytes(flipped)
        found = outcome(other, USES + UNCHECKED)
        refusals += "refused" in found
        for got, right in zip(found, expected, strict=False):
            assert got in ("refused", right), place
    assert refusals > 20


def test_a_truncated_file_is_damage(folder: Path) -> None:
    whole = (folder / FILE).read_bytes()
    for length in (len(whole) - 4096, len(whole) // 2, 4096, 4095, 100, 99):
        (folder / FILE).write_bytes(whole[:length])
        with pytest.raises(StoreDamaged):
            open_register(folder)
    (folder / FILE).write_bytes(whole)
    with closing(open_register(folder)) as register:
        check_whole(register)


def test_a_journal_that_was_cut_leaves_the_start_of_what_was_written(tmp_path: Path) -> None:
    """No store can show that its newest writes are gone; but what is left is whole."""
    register = create_register(tmp_path / "one")
    for size in range(50, SIZE + 50, 50):
        filled(register, size)
    journal = (tmp_path / "one" / f"{FILE}-wal").read_bytes()
    sizes = set()
    for length in range(len(journal), 0, -len(journal) // 20):
        shutil.rmtree(tmp_path / "cut", ignore_errors=True)
        (tmp_path / "cut").mkdir()
        shutil.copy(tmp_path / "one" / FILE, tmp_path / "cut")
        (tmp_path / "cut" / f"{FILE}-wal").write_bytes(journal[:length])
        try:
            cut = open_register(tmp_path / "cut")
        except StoreMissing:  # its making itself was in the journal
            continue
        sizes.add(cut.size())
        assert cut.head() == head_of(cut.size())
        assert list(cut.read()) == entries(0, cut.size())
        cut.close()
    register.close()
    assert SIZE in sizes
    assert len(sizes) > 5
