"""A node in a process of its own: `intake_child.py killed|racer FOLDER NAME`.

Each line that it prints is an acknowledgement: index and reference of a registered act.
"""

from __future__ import annotations

import os
import sys
from itertools import count
from pathlib import Path

from intake_cast import KEYS, again, signed

from plenipo.acts import statement
from plenipo.acts.words import Seen
from plenipo_node.folder import Folder, create_folder, open_folder
from plenipo_node.intake import Intake, Registered, Submission
from world import START, World, text

GROUPS = 40  # of a racer


def say(line: str) -> None:
    os.write(1, line.encode() + b"\n")


def founded(place: Path) -> None:
    with create_folder(place, KEYS) as folder:
        intake = Intake.of(folder, lambda: START)
        assert isinstance(intake.found(again(World().entries[0]), folder.pin), Registered)


def statements(intake: Intake, name: str, turn: int, how_many: int) -> list[Submission]:
    """Acts that no other turn or process says, each with a blob."""
    standing = intake.standing
    root = intake.past.root(standing.size)
    assert root is not None
    return [
        signed(
            statement.Record(
                id=f"{int.from_bytes(f'{name[:4]}{turn}.{each}'.encode()):032x}"[-32:],
                by="DE/delegate",
                dialogue=standing.dialogue,
                seen=Seen(size=standing.size, root=root),
                party="RU",
                at=turn,
                text=text(f"{name} {turn} {each}"),
                sources=(),
            )
        )
        for each in range(how_many)
    ]


def submit(intake: Intake, group: list[Submission]) -> None:
    for outcome in intake.submit(group):
        if isinstance(outcome, Registered):
            say(f"{outcome.index} {outcome.ref}")


def killed(folder: Folder, name: str) -> None:
    """Register groups of all lengths until killed; snapshots come often."""
    say("ready")
    intake = Intake.of(folder, lambda: START, every=40)
    for turn in count():
        submit(intake, statements(intake, name, turn, 1 + turn * 7 % 31))


def racer(folder: Folder, name: str) -> None:
    """Register groups until the other one was met, and once more."""
    intake = Intake.of(folder, lambda: START, every=64)
    say("ready")
    sys.stdin.readline()
    own = 0
    met_at = None
    for turn in count():
        group = statements(intake, name, turn, 1 + turn % 9)
        submit(intake, group)
        own += len(group)
        if met_at is None and intake.standing.size > 1 + own:
            met_at = turn
        if met_at is not None and turn > max(met_at, GROUPS):
            break


if __name__ == "__main__":
    with open_folder(sys.argv[2]) as opened:
        {"killed": killed, "racer": racer}[sys.argv[1]](opened, sys.argv[3])
