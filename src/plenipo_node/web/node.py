"""The one dialogue that this desk holds open, and the lock under which it is looked at.

A standing is changed in place when an act is registered. So whoever looks at it, and whoever registers, holds
the desk's lock: for a page, from its first look to its last word.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from plenipo.acts.codec import decode, ref_of
from plenipo.acts.words import Seen
from plenipo.guard.may import signer_of
from plenipo.verify import Read
from plenipo_node.clock import system_clock
from plenipo_node.folder import Folder, open_folder
from plenipo_node.intake import Intake
from plenipo_node.web.config import Config, handed_over

if TYPE_CHECKING:
    from collections.abc import Callable

    from plenipo.dialogue.standing import Standing
    from plenipo.guard.verdict import Verdict
    from plenipo.sealing import HybridIdentity

PEOPLE = "people"  # where a demo keeps everybody's keys, which no real node would do
STORY_CLOCK = "clock"


class Node:
    """An open folder with its write path. `clock` gives milliseconds since 1970."""

    def __init__(self, folder: Folder, config: Config, clock: Callable[[], int] = system_clock) -> None:
        self.folder = folder
        self.config = config
        self.clock = clock
        self.lock = RLock()
        self.intake = Intake.of(folder, clock)

    @property
    def demo(self) -> Path | None:
        """The folder with everybody's keys, if this is a demo."""
        return self.folder.path / PEOPLE if self.config.demo else None

    def standing(self) -> Standing:
        """Where we stand, with what other processes registered. Hold the lock. The errors of `refresh`."""
        if self.folder.register.size() != self.intake.standing.size:
            return self.intake.refresh()
        return self.intake.standing

    def now(self) -> int:
        """The clock, never before the last entry."""
        return max(self.clock(), self.intake.standing.stamp)

    def seen(self) -> Seen:
        """The newest entries that a person who acts now has before them."""
        head = self.folder.register.head()
        return Seen(size=head.size, root=head.root.hex())

    def would(self, act: bytes, person: str) -> Verdict:
        """What the guard says to an unsigned act now, as if this person had signed it. ActError."""
        read = Read(decode(act), ref_of(act), (signer_of(self.intake.standing, person),))
        return self.intake.would(read)

    def identities(self, party: str) -> list[HybridIdentity]:
        """What opens a text that is sealed to this party, as far as this node holds it."""
        held = self.folder.keys.hosted.get(party)
        if held is not None:
            return [held]
        ours = self.folder.keys.sealing
        known = self.intake.standing.sealing_keys.get(party, ())
        return [ours] if str(ours.recipient) in known else []

    def close(self) -> None:
        self.intake.close()
        self.folder.close()


def story_clock(people: Path, last: int) -> Callable[[], int]:
    """A demo's clock: it goes on where the story ended, or where the last one stopped. Milliseconds."""
    ended = max(int((people / STORY_CLOCK).read_text().strip()), last)
    begun = system_clock()
    return lambda: ended + system_clock() - begun


def open_node(config: Config) -> Node:
    """The errors of `open_folder` and of the intake."""
    folder = open_folder(Path(config.folder))
    clock = story_clock(folder.path / PEOPLE, folder.last_stamp() or 0) if config.demo else system_clock
    return Node(folder, config, clock)


@cache
def the_node() -> Node:
    """The node of this process, opened when first asked for."""
    return open_node(handed_over())
