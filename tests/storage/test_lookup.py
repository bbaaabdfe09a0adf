"""The rules at the top of lookup.py."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from storage_cast import BACKENDS, entries, entry, filled, opened

from plenipo_node.storage import Lookup, Register, lookup
from plenipo_node.storage.lookup import FILE


def key_of(data: bytes) -> bytes | None:
    """Entries whose text ends with a full stop bear a key."""
    return sha256(data).digest() if data.endswith(b".") else None


@pytest.fixture(params=BACKENDS)
def register(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Register]:
    with opened(request.param, tmp_path) as made:
        yield made


def found(table: Lookup, data: bytes) -> list[int]:
    return table.find(sha256(data).digest())


def test_every_entry_is_found_by_its_key_as_soon_as_it_is_appended(
    register: Register, tmp_path: Path
) -> None:
    table = Lookup(register, key_of, tmp_path / FILE)
    assert found(table, entry(1)) == []
    for size in (2, 250, 700):
        filled(register, size)
        assert all(found(table, entry(index)) == [index] for index in range(size) if index % 300)
    register.append([entry(1)], 700)
    assert found(table, entry(1)) == [1, 700]
    assert found(table, entry(300)) == []
    table.close()


def test_a_table_in_memory_needs_no_file(register: Register, tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())
    table = Lookup(filled(register, 20), key_of)
    assert found(table, entry(7)) == [7]
    table.close()
    assert found(table, entry(7)) == [7]
    table.close()
    assert set(tmp_path.iterdir()) == before


def test_the_table_is_kept_and_goes_on(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookup, "STEP", 50)
    asked: list[bytes] = []

    def asking(data: bytes) -> bytes | None:
        asked.append(data)
        return key_of(data)

    for size in (200, 300):
        filled(register, size)
        table = Lookup(register, asking, tmp_path / FILE)
        assert found(table, entry(199)) == [199]
        table.close()
    assert asked == entries(0, 300)


def test_a_deleted_or_damaged_table_is_made_again(register: Register, tmp_path: Path) -> None:
    path = tmp_path / FILE
    filled(register, 300)
    for content in (None, b"", b"not a database, and long enough to be read as one " * 100):
        path.unlink(missing_ok=True)
        if content is not None:
            path.write_bytes(content)
        table = Lookup(register, key_of, path)
        assert found(table, entry(7)) == [7]
        table.close()


@pytest.mark.parametrize("place", range(0, 12_000, 800))
def test_a_flipped_byte_never_leads_past_the_register(register: Register, tmp_path: Path, place: int) -> None:
    path = tmp_path / FILE
    filled(register, 300)
    table = Lookup(register, key_of, path)
    found(table, entry(7))
    table.close()
    data = bytearray(path.read_bytes())
    data[place % len(data)] ^= 0x10
    path.write_bytes(data)
    assert set(found(table, entry(7))) <= set(range(300))
    table.close()


@pytest.mark.parametrize("other", [entries(50, 400), entries(50, 100)])
def test_the_table_of_another_register_is_dropped(
    register: Register, tmp_path: Path, other: list[bytes]
) -> None:
    with opened("memory", tmp_path) as stranger:
        table = Lookup(filled(stranger, 200), key_of, tmp_path / FILE)
        assert found(table, entry(7)) == [7]
        table.close()
    register.append(other, 0)
    table = Lookup(register, key_of, tmp_path / FILE)
    assert found(table, entry(7)) == []
    assert found(table, entry(60)) == [10]
    table.close()
