"""A standing kept in step with its register: caught up before each decision, started from a snapshot.

1. What stands in memory is the fold of the entries in the register, and of those judged since and not stored
   yet. These are kept when the register holds them, or dropped.
2. Entries that others have appended are verified and judged again. What a snapshot covers is not: it is this
   node's own, and its hashes must be those of the register.
3. A snapshot that does not decode, was made by other rules of folding or of another register is dropped: the
   entries are the truth.
"""

from __future__ import annotations

import gc
import hashlib
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

import plenipo
from plenipo.dialogue.standing import Standing, restore, snapshot
from plenipo.errors import BeyondHead, DamagedSnapshot, RegisterError, StoreDamaged, StoreError
from plenipo.register import Frontier, leaf_hash
from plenipo.verify import Read, Replay, Taken, read_entry
from plenipo_node.past import StoredPast
from plenipo_node.storage import Proofs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plenipo_node.storage import Register

EVERY = 4096  # entries between two snapshots, and more as the register grows
LARGE = 20_000  # entries
_JUDGES = ("acts", "consultation", "dialogue", "guard")


class Kept(Struct, frozen=True):
    """A snapshot: the standing after `size` entries, the tree's frontier there, and what folded it."""

    program: str
    size: int
    frontier: tuple[bytes, ...]
    standing: bytes


class Running:
    """`every`: how many entries, at least, between two snapshots."""

    def __init__(self, register: Register, every: int = EVERY) -> None:
        self.register = register
        self.snapshot_fault: StoreError | None = None
        self._every = every
        self._torn = False
        self._since: list[Taken] = []
        self._load()

    @property
    def standing(self) -> Standing:
        return self._replay.standing

    @property
    def past(self) -> StoredPast:
        return self._past

    @contextmanager
    def whole(self) -> Iterator[None]:
        """What is admitted inside is kept there, or the standing goes back to what the register holds."""
        if self._torn:
            self.drop()
        self._torn = True
        try:
            yield
        except BaseException:
            self.drop()
            self._torn = False
            raise
        self._torn = False

    def judge(self, read: Read, stamp: int) -> Taken:
        return self._replay.judge(read, stamp)

    def admit(self, taken: Taken, leaf: bytes) -> None:
        """Fold what was just judged here; `keep` or `drop` follows."""
        self._replay.admit(taken)
        self._past.append(leaf, taken.entered.stamp)
        self._since.append(taken)

    def keep(self) -> None:
        """The register holds all that was admitted."""
        self._past.keep()
        # A snapshot costs as much as judging a hundredth of all entries: so, a tenth of what came since.
        if len(self._since) >= max(self._every, self.standing.size >> 3):
            self.save()

    def drop(self) -> None:
        """Back to what the register is known to hold: what was admitted since never was."""
        stored = self._past.frontier
        self._past.forget()
        since = [taken for taken in self._since if taken.entered.index < stored.size]
        self._load()
        if self._past.size + len(since) == stored.size:
            self._again(since, stored)

    def catch_up(self) -> list[Taken]:
        """Take what others have appended.

        Raises ActError, SignatureError, RegisterError, StampBackwards, UnknownRules.
        """
        found = []
        for data in self.register.read(self.standing.size):
            found.append(self.take(data))
            if len(self._past.leaves) >= self._every:
                self.keep()
        if found:
            self.keep()
        return found

    def take(self, data: bytes) -> Taken:
        """Judge and admit one entry as it stands in the register."""
        stamp, read = read_entry(data, self.standing.keys)
        taken = self._replay.judge(read, stamp)
        self.admit(taken, leaf_hash(data))
        return taken

    def save(self) -> None:
        """Make a snapshot. One that fails costs time at the next start and nothing else."""
        if not self._since:
            return
        frontier = self._past.frontier
        kept = Kept(program(), frontier.size, frontier.hashes, snapshot(self.standing))
        try:
            self.register.put_snapshot(kept.size, msgspec.msgpack.encode(kept))
            self.snapshot_fault = None
        except StoreError as fault:
            self.snapshot_fault = fault
            return
        self._since = []
        _settle(self.standing.size)

    def leave(self) -> None:
        """Make a snapshot, unless judging anew what came since the last one costs less."""
        if len(self._since) > self.standing.size >> 7:
            self.save()

    def _load(self) -> None:
        with _no_collection():
            standing, frontier = _saved(self.register) or (Standing(), Frontier())
        _settle(standing.size)
        self._past = StoredPast(self.register, frontier)
        self._replay = Replay(standing, self._past)
        self._since = []

    def _again(self, since: list[Taken], stored: Frontier) -> None:
        """Fold again what was judged here and is in the register."""
        for taken in since:
            self._replay.admit(taken)
        self._past = StoredPast(self.register, stored)
        self._replay = Replay(self._replay.standing, self._past)
        self._since = since


def _saved(register: Register) -> tuple[Standing, Frontier] | None:
    """What the snapshot holds, if it is one of this register by this program."""
    try:
        stored = register.snapshot()
        if stored is None:
            return None
        kept = msgspec.msgpack.decode(stored[1], type=Kept)
        if kept.program != program() or kept.size != stored[0]:
            return None
        frontier = Frontier(kept.size, kept.frontier)
        if frontier.root() != Proofs(register, tiles=64).at(kept.size).root:
            return None
        standing = restore(kept.standing)
    except (StoreDamaged, BeyondHead, DamagedSnapshot, msgspec.DecodeError, RegisterError):
        return None
    return (standing, frontier) if standing.size == kept.size else None


@cache
def program() -> str:
    """A hash of the modules that make a standing what it is."""
    home = Path(plenipo.__file__).parent
    sources = sorted(path for part in _JUDGES for path in (home / part).rglob("*.py"))
    digest = hashlib.sha256()
    for path in sources:
        digest.update(path.relative_to(home).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


@contextmanager
def _no_collection() -> Iterator[None]:
    """A million new objects are no reason to look for cycles among them."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _settle(size: int) -> None:
    """A large standing holds no cycles: collections need not walk it, which would take a second each time."""
    if size >= LARGE:
        gc.freeze()
