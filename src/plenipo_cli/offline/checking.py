"""The way of every entry, from bytes to standing, and what the checkpoint says of it all.

In this order: the first entry is the founding that the root names; each entry is one act in its canonical
form with signatures that hold, stamped not before the one before it; each is judged on the entries before it,
and one that the guard refuses is void and told; the entries lead to the root that the checkpoint names; the
registrar of its term signed it, and no known signature on it fails. Entries that no checkpoint covers hold
nothing: their authors signed them, but nobody their order and their time.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, NoReturn

import msgspec

from plenipo.acts import KINDS, Said
from plenipo.dialogue.entered import Signer
from plenipo.dialogue.standing import Standing
from plenipo.errors import NotFounded, PlenipoError, UnknownRules
from plenipo.register import (
    Frontier,
    endorse,
    leaf_hash,
    open_checkpoint,
    peek_checkpoint,
    root_at,
    timestamp,
    verifier_of,
)
from plenipo.verify import (
    Nodes,
    Read,
    Replay,
    cosigner_keys,
    endorsement_policy,
    origin_of,
    read_entry,
    registrar_keys,
)
from plenipo_cli.errors import DoesNotHold, Uncovered
from plenipo_cli.offline.crew import crew
from plenipo_cli.offline.states import LaterPast
from plenipo_cli.words import tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from plenipo.register import Checkpoint, Note
    from plenipo_cli.offline.crew import Item, Opened
    from plenipo_cli.offline.places import Place

# The worker has seen that the bytes are canonical: here they are only read.
_decoder: msgspec.json.Decoder[Said] = msgspec.json.Decoder(reduce(or_, KINDS.values()))


@dataclass(frozen=True)
class Signed:
    """What a checkpoint says and who signed it; times are POSIX seconds. `final`: by the charter's quorum."""

    size: int
    registrar: tuple[str, ...]
    cosigned: dict[str, int]
    quorum: int
    final: bool


@dataclass
class Check:
    """A check of one place. `pinned` is the founding hash that it rests on, if there is one."""

    place: Place
    pinned: str | None
    standing: Standing = field(default_factory=Standing)
    tree: Frontier | None = None  # where an earlier check left off
    signed: Signed | None = None

    def __post_init__(self) -> None:
        self.first = self.standing.size
        self.past: Nodes | LaterPast = LaterPast(self.place, self.tree) if self.tree else Nodes()
        self._replay = Replay(self.standing, self.past)
        self._signers: dict[tuple[str, ...], tuple[Signer, ...]] = {}
        self._checkpoint: Checkpoint | None = None
        self._earlier: tuple[int, bytes] | None = None
        if self.place.note is not None:
            with self._told("the checkpoint"):
                self._checkpoint = peek_checkpoint(self.place.note)
        self._signed_size = -1 if self._checkpoint is None else self._checkpoint.size

    def expect(self, size: int, root: bytes) -> None:
        """The first `size` entries are to be those that an earlier checkpoint was of."""
        self._earlier = (size, root)

    def run(self, advance: Callable[[int], None], trusted: int = 0) -> None:
        """Check everything from `first` on; the signatures of entries below `trusted` were verified before.

        DoesNotHold names the first entry that fails, and why. UnknownRules. NotFounded, Uncovered: there is
        nothing yet that could hold.
        """
        if self.place.size == 0:
            raise NotFounded
        with self._told("the tree"):
            self._check_earlier()
        self._look_at_checkpoint()
        pairs = self.place.entries(self.first)
        count = self.place.size - self.first
        with _no_collection():
            for batch in crew(pairs, count, max(0, trusted - self.first)):
                self._take_all(batch)
                advance(len(batch))
        if self.past.size != self.place.size:
            self._fail(f"it ends after {self.past.size} entries, and {self.place.size} are promised")
        if self._checkpoint is not None and self.signed is None:
            self._fail(
                f"its checkpoint promises {self._checkpoint.size} entries; there are {self.place.size}"
            )
        covered = self.signed.size if self.signed else 0
        if covered < self.place.size:
            raise Uncovered(self.place.path, self.place.size, covered)

    def root(self, size: int | None = None) -> bytes:
        root = self.past.root(self.past.size if size is None else size)
        return bytes.fromhex(root or "")

    @property
    def voids(self) -> list[tuple[int, tuple[str, ...]]]:
        """The entries without effect, and the rules that refuse them."""
        return sorted(self.standing.void.items())

    def _check_earlier(self) -> None:
        if self._earlier is None or self._earlier[0] == 0:
            return
        size, root = self._earlier
        found = root_at(size, self.place.nodes())
        if found != root:
            self._fail(
                f"its first {size} entries are not those checked before: they lead to {found.hex()}, "
                f"the earlier checkpoint says {root.hex()}"
            )

    def _take_all(self, batch: list[Item]) -> None:
        try:
            for data, expected, opened in batch:
                self._take(data, expected, opened)
        except (DoesNotHold, UnknownRules):
            raise
        except PlenipoError as error:
            self._fail(f"entry {self.past.size}: {tell(error).clause}")

    def _take(self, data: bytes, expected: bytes | None, opened: Opened | None) -> None:
        index = self.past.size
        leaf = leaf_hash(data) if opened is None else opened[5]
        if expected is not None and leaf != expected:
            self._fail(f"entry {index} was altered: its bytes are not those that the checkpoint promises")
        stamp, read = read_entry(data, self.standing.keys) if opened is None else self._read(data, opened)
        if index == 0:
            self._check_founding(read)
        self._replay.take(read, stamp)
        if isinstance(self.past, LaterPast) and self.past.fault is not None:
            raise self.past.fault
        self.past.append(leaf, stamp)
        if index == 0 and self.standing.void:
            self._fail(f"entry 0 is no valid founding: {', '.join(self.standing.void[0])}")
        if index + 1 == self._signed_size:
            self._look_at_checkpoint()

    def _read(self, data: bytes, opened: Opened) -> tuple[int, Read]:
        stamp, start, end, ref, marks, _ = opened
        signers = self._signers.get(marks)
        if signers is None:
            signers = self._signers[marks] = tuple(map(Signer, marks))
        return stamp, Read(_decoder.decode(data[start:end]), ref, signers)

    def _check_founding(self, read: Read) -> None:
        if self.pinned is not None and read.ref != self.pinned:
            self._fail(f"it begins with the founding act {read.ref}, not with {self.pinned}")

    def _look_at_checkpoint(self) -> None:
        """Keys are those of the term that the entries have reached at the checkpoint's size."""
        checkpoint = self._checkpoint
        if checkpoint is None or self.past.size != self._signed_size or self.place.note is None:
            return
        if self.root() != checkpoint.root:
            found, promised = self.root().hex(), checkpoint.root.hex()
            self._fail(f"its {checkpoint.size} entries lead to {found}; the checkpoint says {promised}")
        with self._told("the checkpoint"):
            self.signed = signed_by(self.place.note, self.standing)

    @contextmanager
    def _told(self, what: str) -> Iterator[None]:
        try:
            yield
        except (DoesNotHold, UnknownRules):
            raise
        except PlenipoError as error:
            self._fail(f"{what}: {tell(error).clause}")

    def _fail(self, fault: str) -> NoReturn:
        raise DoesNotHold(self.place.path, fault)


def signed_by(note: Note, standing: Standing) -> Signed:
    """The keys that signed a checkpoint, of the term that the standing has reached. NoteError."""
    origin = origin_of(standing.dialogue, standing.term)
    registrars, mirrors = registrar_keys(standing), cosigner_keys(standing)
    opened = open_checkpoint(note, origin, [verifier_of(key) for key in (*registrars, *mirrors)])
    by = dict(opened.note.verified)
    policy = endorsement_policy(standing, 0)
    endorse(opened.note.without_unknown(), policy)
    times = {key.name.rpartition("/")[2]: timestamp(key, line) for key, line in by.items() if key in mirrors}
    quorum = standing.rule_book.quorum
    return Signed(
        size=opened.checkpoint.size,
        registrar=tuple(_kind(key.kind) for key in registrars if key in by),
        cosigned=dict(sorted(times.items())),
        quorum=quorum,
        final=len(times) >= quorum,
    )


def _kind(kind: int) -> str:
    return {1: "Ed25519", 6: "ML-DSA-44"}.get(kind, str(kind))


@contextmanager
def _no_collection() -> Iterator[None]:
    """A standing that grows is no reason to look for cycles in it again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
