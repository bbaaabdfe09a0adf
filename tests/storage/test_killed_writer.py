"""A real process is killed while it appends. Rule 1 of the port: what a method has returned from is durable.

PLENIPO_KILLS sets how often; PLENIPO_KILL_SEED repeats a run.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import storage_child
from storage_cast import entries, entry

from plenipo.register.hashing import leaf_hash
from plenipo.register.tree import Frontier
from plenipo_node.storage import Head, Proofs, create_register, open_register

KILLS = int(os.environ.get("PLENIPO_KILLS", "20"))
SEED = int(os.environ.get("PLENIPO_KILL_SEED", "1"))
LONGEST_S = 0.08


def killed_after(folder: Path, delay_s: float) -> list[list[str]]:
    """What the writer acknowledged before it was killed, `delay_s` after it began to open the register."""
    command = [sys.executable, storage_child.__file__, "writer", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        assert child.stdout.readline() == "ready\n"
        time.sleep(delay_s)
        child.send_signal(signal.SIGKILL)
        acknowledged = [line.split() for line in child.stdout.read().splitlines()]
        assert child.wait() == -signal.SIGKILL
    return acknowledged


class Expected:
    """The tree of the entries that are known to be right, by the plain definition."""

    def __init__(self) -> None:
        self.tree = Frontier()

    def check(self, folder: Path, acknowledged: list[list[str]]) -> None:
        register = open_register(folder)
        size = register.size()
        start = self.tree.size
        assert list(register.read(start)) == entries(start, size)
        self.tree.extend(leaf_hash(each) for each in entries(start, size))
        assert register.head() == Head(size, self.tree.root())
        for what, number in acknowledged:
            assert int(number) <= size
            if what == "entries":
                assert register.blob(storage_child.blob_name(int(number))) == storage_child.blob(int(number))
            else:
                assert register.checkpoint(int(number)) == (int(number), storage_child.note(int(number)))
        if size:
            assert Proofs(register).inclusion(size - 1, register.head()) is not None
        register.close()


def test_no_acknowledged_entry_is_lost_when_the_writer_is_killed(tmp_path: Path) -> None:
    chance = random.Random(SEED)  # noqa: S311 - chooses instants, so that a run can be repeated
    create_register(tmp_path).close()
    expected = Expected()
    grew = 0
    for _ in range(KILLS):
        acknowledged = killed_after(tmp_path, chance.uniform(0, LONGEST_S))
        grew += bool(acknowledged)
        expected.check(tmp_path, acknowledged)
    assert grew > 0
    register = open_register(tmp_path)
    assert all(found == entry(index) for index, found in enumerate(register.read()))
    register.close()
