from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from storage_cast import BACKENDS, filled, opened

from plenipo.errors import RootMismatch, StoreDamaged, TileError
from plenipo_node.storage import Register, audit, create_register, open_register
from plenipo_node.storage.sqlite import FILE

SIZE = 66_000  # three levels of tiles


@pytest.fixture(scope="module", params=BACKENDS)
def register(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    with opened(request.param, tmp_path_factory.mktemp("audit")) as made:
        made.append([b"%d" % index for index in range(SIZE)], 0)
        yield made


def test_a_whole_register_passes(register: Register) -> None:
    said: list[tuple[int, int]] = []
    assert audit(register, lambda done, of: said.append((done, of))) == register.head()
    assert said[0] == (4096, SIZE)
    assert said[-1] == (SIZE, SIZE)


def test_an_empty_register_passes(tmp_path: Path) -> None:
    with closing(create_register(tmp_path)) as empty:
        assert audit(empty) == empty.head()


@pytest.mark.parametrize(
    ("statement", "error"),
    [
        ("UPDATE entries SET bytes = x'00' WHERE idx = 300", StoreDamaged),
        ("UPDATE tiles SET hashes = zeroblob(8192) WHERE id = 0", StoreDamaged),
        ("UPDATE tiles SET hashes = zeroblob(8192) WHERE id = 1 << 56", TileError),
    ],
)
def test_damage_in_any_place_is_found(tmp_path: Path, statement: str, error: type[Exception]) -> None:
    with closing(create_register(tmp_path)) as register:
        register.append([b"%d" % index for index in range(SIZE)], 0)
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as db:
        db.execute(statement)
    with closing(open_register(tmp_path)) as damaged, pytest.raises(error):
        audit(damaged)


def test_entry_and_tile_that_were_changed_together_are_found(tmp_path: Path) -> None:
    """Damage that agrees with itself still has to lead to the root."""
    with (
        closing(create_register(tmp_path / "other")) as other,
        closing(create_register(tmp_path)) as register,
    ):
        filled(register, 600)
        other.append([b"forged", *register.read(1, 600)], 0)
        forged = other.tile(0, 0)
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as db:
        db.execute("UPDATE entries SET bytes = ? WHERE idx = 0", (b"forged",))
        db.execute("UPDATE tiles SET hashes = ? WHERE id = 0", (forged,))
    with closing(open_register(tmp_path)) as register, pytest.raises(RootMismatch):
        audit(register)
