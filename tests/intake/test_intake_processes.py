"""Real processes: killed at any instant, racing for one file, on a disk that fills up.

PLENIPO_KILLS sets how often a process is killed; PLENIPO_KILL_SEED repeats a run.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import intake_child
import pytest
from intake_cast import check_whole

from plenipo.acts.codec import decode, ref_of
from plenipo.dialogue.standing import Standing
from plenipo.errors import DiskFull
from plenipo.guard.rules.who import texts_of
from plenipo.register import decode_entry, open_checkpoint, peek_checkpoint, verifier_of
from plenipo.verify import Nodes, Replay, registrar_keys
from plenipo.verify.replay import replay_entry
from plenipo_node.folder import open_folder
from plenipo_node.intake import Intake
from plenipo_node.storage import Register
from world import START

KILLS = int(os.environ.get("PLENIPO_KILLS", "20"))
SEED = int(os.environ.get("PLENIPO_KILL_SEED", "1"))
LONGEST_S = 0.15


def started(what: str, folder: Path, name: str) -> subprocess.Popen[str]:
    command = [sys.executable, intake_child.__file__, what, str(folder), name]
    path = os.pathsep.join(filter(None, sys.path))
    environment = {**os.environ, "PYTHONPATH": path}
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    )


def acknowledged(lines: str) -> dict[str, int]:
    pairs = (line.split() for line in lines.splitlines() if line != "ready")
    return {ref: int(index) for index, ref in pairs}


class Verified:
    """A stranger's check, which goes on where it stopped."""

    def __init__(self) -> None:
        self.nodes = Nodes()
        self.replay = Replay(Standing(), self.nodes)
        self.places: dict[str, int] = {}

    def check(self, register: Register, promised: dict[str, int]) -> None:
        """All is judged to have been in order, under the root; what was acknowledged is where it was said."""
        for data in register.read(self.nodes.size):
            taken = replay_entry(self.replay, self.nodes, data)
            assert taken.verdict.allowed
            act = decode_entry(data).act
            assert all(register.blob(text.blob) is not None for text in texts_of(decode(act)))
            assert ref_of(act) not in self.places
            self.places[ref_of(act)] = taken.entered.index
        assert register.head().root.hex() == self.nodes.root(self.nodes.size)
        for ref, index in promised.items():
            assert self.places[ref] == index


def check_checkpoint(register: Register, standing: Standing) -> None:
    """The register ends under a checkpoint that the registrar signed."""
    held = register.checkpoint()
    assert held
    origin = peek_checkpoint(held[1]).origin
    signed = open_checkpoint(held[1], origin, [verifier_of(key) for key in registrar_keys(standing)])
    assert (signed.checkpoint.size, signed.checkpoint.root) == (register.size(), register.head().root)


def test_a_node_killed_at_any_instant_loses_no_acknowledged_act(tmp_path: Path) -> None:
    chance = random.Random(SEED)  # noqa: S311 - chooses instants, so that a run can be repeated
    place = tmp_path / "d"
    intake_child.founded(place)
    verified = Verified()
    grew = 0
    for turn in range(KILLS):
        with started("killed", place, f"k{turn:03}") as child:
            assert child.stdout
            assert child.stdout.readline() == "ready\n"
            time.sleep(chance.uniform(0, LONGEST_S))
            child.send_signal(signal.SIGKILL)
            promised = acknowledged(child.stdout.read())
            assert child.wait() == -signal.SIGKILL
        grew += bool(promised)
        with open_folder(place) as folder:
            verified.check(folder.register, promised)
            intake = Intake.of(folder, lambda: verified.replay.standing.stamp)
            assert intake.standing == verified.replay.standing
            check_checkpoint(folder.register, intake.standing)
    assert grew > 0


def test_of_two_nodes_on_one_file_each_registers_every_act_once(tmp_path: Path) -> None:
    """The append compares and swaps on the size: nobody's act is lost, doubled or judged elsewhere."""
    place = tmp_path / "d"
    intake_child.founded(place)
    children = [started("racer", place, name) for name in ("left", "right")]
    for child in children:
        assert child.stdout
        assert child.stdout.readline() == "ready\n"
    for child in children:
        assert child.stdin
        child.stdin.write("go\n")
        child.stdin.flush()
    heard = []
    for child in children:
        said, _ = child.communicate(timeout=120)
        assert child.returncode == 0
        heard.append(acknowledged(said))
    left, right = heard
    assert min(left.values()) < max(right.values())
    assert min(right.values()) < max(left.values())
    promised = left | right
    assert len(promised) == len(left) + len(right) == len(set(promised.values()))
    with open_folder(place) as folder:
        verified = Verified()
        verified.check(folder.register, promised)
        assert folder.register.size() == 1 + len(promised)
        standing = Intake.of(folder, lambda: START).standing
        assert standing == verified.replay.standing
        check_checkpoint(folder.register, standing)
        assert len(list(folder.register.blobs())) == len(promised)


def test_a_full_disk_is_named_leaves_nothing_half_done_and_is_survived(tmp_path: Path) -> None:
    place = tmp_path / "d"
    intake_child.founded(place)
    with open_folder(place) as folder:
        intake = Intake.of(folder, lambda: START, every=8)
        writer = folder.register._writer
        assert writer
        (pages,) = writer.execute("PRAGMA page_count").fetchone()
        writer.execute(f"PRAGMA max_page_count = {pages + 20}")
        done: dict[str, int] = {}
        with suppress(DiskFull):
            for turn in range(1000):
                group = intake_child.statements(intake, "full", turn, 3)
                done |= {each.ref: each.index for each in intake.submit(group) if hasattr(each, "index")}
        size = folder.register.size()
        assert 0 < len(done) < 3000
        assert intake.standing == check_whole(folder.register)
        with pytest.raises(DiskFull):
            intake.submit(intake_child.statements(intake, "more", 0, 200))
        assert folder.register.size() == size == intake.standing.size
        writer.execute("PRAGMA max_page_count = 1000000")
        outcomes = intake.submit([*group, *intake_child.statements(intake, "more", 1, 5)])
        assert [getattr(each, "index", None) for each in outcomes[-5:]] == list(
            range(folder.register.size() - 5, folder.register.size())
        )
        verified = Verified()
        verified.check(folder.register, done)
        check_checkpoint(folder.register, intake.standing)
        assert intake.standing == verified.replay.standing
