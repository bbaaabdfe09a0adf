"""A file that is not what it was: what the store notices, and what it cannot."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from storage_cast import BLOB_NAME, SIZE, check_whole, entries, filled, head_of, run, small_register

from plenipo.errors import RegisterError, StoreDamaged, StoreError, StoreMissing, TileMismatch
from plenipo_node.storage import Proofs, SqliteRegister, create_register, open_register
from plenipo_node.storage.sqlite import FILE
from plenipo_node.storage.sqlite_file import PAGE_SIZE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_register(tmp_path)


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
            register.blob(BLOB_NAME)
        with pytest.raises(StoreDamaged, match="snapshot"):
            register.snapshot()


def test_a_vanished_entry_that_an_append_meets_again_is_damage(folder: Path) -> None:
    with closing(open_register(folder)) as register:
        run(folder, "INSERT INTO entries VALUES (600, x'00')")
        with pytest.raises(StoreDamaged):
            register.append([b"one"], SIZE)
        assert register.head() == head_of(SIZE)


def test_a_file_that_was_removed_or_replaced_is_not_written(folder: Path, tmp_path: Path) -> None:
    """What is written to a file without a name is gone when it is closed."""
    with closing(open_register(folder)) as register:
        (folder / FILE).rename(tmp_path / "aside")
        with pytest.raises(StoreMissing):
            register.append([b"one"], SIZE)
        shutil.copy(tmp_path / "aside", folder / FILE)
        with pytest.raises(StoreDamaged, match="file"):
            register.append([b"one"], SIZE)
        (tmp_path / "aside").rename(folder / FILE)
        filled(register, SIZE + 1)


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
    lambda register: register.blob(BLOB_NAME),
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
    for length in (len(whole) - PAGE_SIZE, len(whole) // 2, PAGE_SIZE, PAGE_SIZE - 1, 100, 99):
        (folder / FILE).write_bytes(whole[:length])
        with pytest.raises(StoreDamaged):
            open_register(folder)
    (folder / FILE).write_bytes(whole)
    with closing(open_register(folder)) as register:
        check_whole(register)


def test_a_file_cut_within_its_last_page_passes_for_nothing_else(folder: Path) -> None:
    """SQLite reads the missing end of a page as zeroes; the hashes are held against it all the same."""
    whole = (folder / FILE).read_bytes()
    expected = outcome(folder, USES)
    for length in range(len(whole) - PAGE_SIZE + 1, len(whole), 500):
        (folder / FILE).write_bytes(whole[:length])
        for got, right in zip(outcome(folder, USES), expected, strict=True):
            assert got in ("refused", right)


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
