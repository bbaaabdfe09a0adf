"""What a check leaves for the next one: the standing and the tree's edge at the size that was reached.

It is this machine's own note, and says nothing to anybody else: a hash at its end tells damage, not
forgery. A check that goes on from it reads only newer entries, and holds the register's tree against it.
"""

from __future__ import annotations

from array import array
from contextlib import contextmanager
from hashlib import sha256
from importlib.metadata import version
from typing import TYPE_CHECKING

import msgspec

from plenipo.dialogue.standing import restore, snapshot
from plenipo.errors import DamagedSnapshot, PlenipoError, TreeSizeRefused
from plenipo.register import Frontier, decode_entry, leaf_hash, root_at
from plenipo.register.hashing import HASH_SIZE
from plenipo_cli import files
from plenipo_cli.errors import BadFile, DoesNotHold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from plenipo.dialogue.standing import Standing
    from plenipo.verify import Nodes
    from plenipo_cli.offline.places import Place

MAX_STATE = 1 << 30
KEPT_ROOTS = 4096
DAMAGED = "it is damaged, or no saved state; check in full once more"


class State(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="format", tag="plenipo-state/1"
):
    """After `size` entries. `program`: the version that folded them; `rooted`: a root was known."""

    program: str
    dialogue: str
    size: int
    frontier: tuple[bytes, ...]
    standing: bytes
    rooted: bool

    @property
    def tree(self) -> Frontier:
        return Frontier(self.size, self.frontier)


def state_of(standing: Standing, tree: Frontier, *, rooted: bool) -> State:
    return State(version("plenipo"), standing.dialogue, tree.size, tree.hashes, snapshot(standing), rooted)


def write_state(path: Path, state: State) -> None:
    data = msgspec.msgpack.encode(state)
    files.replace(path, data + sha256(data).digest(), mode=0o600)


def read_state(path: Path) -> tuple[State, Standing]:
    """BadFile."""
    try:
        found = files.read(path, MAX_STATE)
        if sha256(found[:-HASH_SIZE]).digest() != found[-HASH_SIZE:]:
            raise BadFile(str(path), DAMAGED)
        state = msgspec.msgpack.decode(found[:-HASH_SIZE], type=State)
        if state.program != version("plenipo"):
            raise BadFile(str(path), f"it was saved by version {state.program}; check in full once more")
        state.tree.root()
        return state, restore(state.standing)
    except (msgspec.MsgspecError, UnicodeDecodeError, TreeSizeRefused, DamagedSnapshot):
        raise BadFile(str(path), DAMAGED) from None


def is_state(path: Path) -> bool:
    return path.is_file() and b"plenipo-state/" in files.read(path, MAX_STATE)[:40]


def frontier_of(past: Nodes | LaterPast) -> Frontier:
    """The tree's edge, from which the next check goes on."""
    if isinstance(past, LaterPast):
        return past.tree
    size = past.size
    levels = [level for level in reversed(range(size.bit_length())) if size >> level & 1]
    return Frontier(size, [past.node(level, (size >> level) - 1) for level in levels])


class LaterPast:
    """The past of a check that goes on: older roots and stamps come from the place itself, by its tiles.

    A rule that cannot ask the past refuses the act: a damaged copy would look like an act that should
    not be there. So the fault is kept in `fault` too.
    """

    def __init__(self, place: Place, tree: Frontier) -> None:
        self._place = place
        self._first = tree.size
        self._tree = tree
        self._stamps = array("q")
        self._roots: dict[int, str] = {}
        self.fault: PlenipoError | None = None

    @property
    def size(self) -> int:
        return self._tree.size

    @property
    def tree(self) -> Frontier:
        return self._tree

    def append(self, leaf: bytes, stamp: int) -> None:
        self._tree.append(leaf)
        self._stamps.append(stamp)

    def root(self, size: int) -> str | None:
        if not 0 <= size <= self.size:
            return None
        if len(self._roots) >= KEPT_ROOTS:
            self._roots.clear()
        if size not in self._roots:
            with self._kept_fault():
                self._roots[size] = root_at(size, self._place.nodes()).hex()
        return self._roots[size]

    def stamp(self, index: int) -> int:
        if index >= self._first:
            return self._stamps[index - self._first]
        with self._kept_fault():
            data, _ = next(self._place.entries(index))
            if leaf_hash(data) != self._place.nodes()(0, index):
                raise DoesNotHold(self._place.path, f"entry {index} was altered since it was checked")
            return decode_entry(data).stamp_ms

    @contextmanager
    def _kept_fault(self) -> Iterator[None]:
        try:
            yield
        except PlenipoError as error:
            self.fault = error
            raise
