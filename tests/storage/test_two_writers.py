"""Rule 5 of the port: `append` compares and swaps on the size, also between processes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import storage_child
from storage_cast import entries, filled, head_of

from plenipo.errors import SizeMoved
from plenipo.register.hashing import leaf_hash
from plenipo.register.tree import root_of
from plenipo_node.storage import Head, Proofs, create_register, open_register


def test_of_two_processes_exactly_one_wins_at_each_size_and_none_is_lost(tmp_path: Path) -> None:
    create_register(tmp_path).close()
    command = [sys.executable, storage_child.__file__, "racer", str(tmp_path)]
    racers = {
        name: subprocess.Popen([*command, name], stdout=subprocess.PIPE, text=True) for name in ("one", "two")
    }
    expected: dict[int, bytes] = {}
    for name, child in racers.items():
        said, _ = child.communicate(timeout=60)
        assert child.returncode == 0
        for line in said.splitlines():
            size, turn = map(int, line.split())
            for each in range(1 + turn % 20):
                assert size + each not in expected
                expected[size + each] = f"{name} {turn} {each}".encode()
    found = open_register(tmp_path)
    assert dict(enumerate(found.read())) == expected
    assert found.head() == Head(len(expected), root_of(map(leaf_hash, found.read())))
    found.close()


def test_a_writer_takes_up_what_another_has_appended(tmp_path: Path) -> None:
    one = create_register(tmp_path)
    two = open_register(tmp_path)
    for size in (200, 300, 700, 1500):
        filled(one, size)
        assert two.head() == head_of(size)
        with pytest.raises(SizeMoved):
            two.append([b"late"], 100)
        assert two.append(entries(size, size + 50), size) == head_of(size + 50)
        assert Proofs(one).at(size + 50) == head_of(size + 50)
        assert list(one.read()) == entries(0, size + 50)
    one.close()
    two.close()


@pytest.mark.parametrize("size", [0, 1, 255, 256, 511, 66_000])
def test_a_register_goes_on_after_it_was_opened_again(tmp_path: Path, size: int) -> None:
    """Any size opens from at most 255 hashes a level."""
    filled(create_register(tmp_path), size).close()
    again = open_register(tmp_path)
    assert again.head() == head_of(size)
    assert again.append(entries(size, size + 3), size) == head_of(size + 3)
    again.close()
