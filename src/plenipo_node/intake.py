"""The one write path: acts in, entries of the register out. No other code appends.

1. An act is parsed and its signatures verified; the guard judges it at its stamp, on the entries before it.
2. What is submitted at once, and what came while the last group was written, is a group. It is appended at
   the size that it was judged at, whole or not at all. If others have appended meanwhile, theirs are taken
   first and ours are judged again.
3. What is acknowledged is durable, and so is the signed checkpoint that covers it: one transaction.
4. An act that is refused leaves no trace. The same act bytes return their first entry.
5. A sealed blob that an act names is stored with it, or was stored before.
6. Only the registrar's node appends; a hand-over is entered by the node that it appoints.
7. Stamps are the clock's, and never go backwards.

An error that is raised, instead of returned, leaves nothing half done; whoever did not hear may submit the
same bytes again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING, Self, TypeAlias

from msgspec import Struct, field

from plenipo.acts import Said, dialogue, register
from plenipo.acts.codec import ref_of
from plenipo.acts.words import Act
from plenipo.errors import (
    ActError,
    BlobMissing,
    EntryError,
    IntakeError,
    NotRegistrar,
    PlenipoError,
    RootDiffers,
    SealingError,
    SignatureError,
    SizeMoved,
    StoredTooLarge,
)
from plenipo.guard.rules.who import texts_of
from plenipo.guard.verdict import Verdict
from plenipo.register import Checkpoint, Entry, decode_entry, encode_entry, leaf_hash
from plenipo.verify import Read, Taken, origin_of, read_act
from plenipo_node.clock import ClockSlip, stamp_at, system_clock
from plenipo_node.folder import begins_with
from plenipo_node.running import EVERY, Running
from plenipo_node.storage import checks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from plenipo.dialogue.standing import Standing
    from plenipo.guard.case import Past
    from plenipo_node.folder import Folder
    from plenipo_node.node_keys import NodeKeys
    from plenipo_node.storage import Register

TRIES = 32


class Submission(Struct, frozen=True):
    """An act, its armoured signatures sorted by fingerprint, and sealed blobs by their SHA-256 in hex."""

    act: bytes
    signatures: tuple[bytes, ...]
    blobs: dict[str, bytes] = field(default_factory=dict)


class Registered(Struct, frozen=True):
    """The act stands at `index`; `again` when it stood there before, and then there is no verdict."""

    ref: str
    index: int
    stamp: int
    verdict: Verdict | None = None
    again: bool = False


class Refused(Struct, frozen=True):
    """The guard refuses; the verdict says why, and what would cure it."""

    ref: str
    verdict: Verdict


class Invalid(Struct, frozen=True):
    """Not an act that can be judged or entered here; the error says what is wrong with it."""

    ref: str
    error: PlenipoError


Outcome: TypeAlias = Registered | Refused | Invalid


# What is wrong with one act; any other error is the register's, and ends the group.
_ITS_OWN = (
    ActError, SignatureError, SealingError, EntryError, StoredTooLarge, IntakeError, RootDiffers
)  # fmt: skip


class _Group:
    """What is to be appended at once, judged at `size`."""

    def __init__(self, size: int, stamp: int) -> None:
        self.size = size
        self.stamp = stamp
        self.entries: list[bytes] = []
        self.blobs: dict[str, bytes] = {}
        self.places: dict[str, Registered] = {}


class _Call:
    """What one caller submits, and what came of it."""

    def __init__(self, submissions: Sequence[Submission]) -> None:
        self.submissions = submissions
        self.outcomes: list[Outcome] | None = None
        self.error: BaseException | None = None


class Intake:
    """The write path of one register; many threads may use it. `clock` gives milliseconds since 1970.

    `root`: the pinned founding hash, if one is pinned. RootDiffers, and what `refresh` raises.
    """

    def __init__(
        self,
        register: Register,
        keys: NodeKeys,
        clock: Callable[[], int] = system_clock,
        *,
        root: str | None = None,
        every: int = EVERY,
    ) -> None:
        self.slip: ClockSlip | None = None  # the last time that the clock was behind
        self._register = register
        self._keys = keys
        self._registrar_key = keys.registrar_key  # derived once: that costs half a verification
        self._clock = clock
        self._root = root
        self._lock = Lock()
        self._calls: deque[_Call] = deque()
        if root is not None:
            begins_with(register, root)
        self._running = Running(register, every)
        self._running.catch_up()
        self._publish()

    @classmethod
    def of(cls, folder: Folder, clock: Callable[[], int] = system_clock, *, every: int = EVERY) -> Self:
        return cls(folder.register, folder.keys, clock, root=folder.root, every=every)

    @property
    def standing(self) -> Standing:
        """Where we stand, as far as the register was read: to be looked at, never changed."""
        return self._running.standing

    @property
    def past(self) -> Past:
        """For judging against `standing`."""
        return self._running.past

    def refresh(self) -> Standing:
        """The standing, with what others have appended.

        Raises StoreError, UnknownRules, and what says that an entry of theirs is none: ActError,
        SignatureError, RegisterError, StampBackwards.
        """
        with self._lock, self._running.whole():
            self._running.catch_up()
            return self.standing

    def submit(self, submissions: Sequence[Submission]) -> list[Outcome]:
        """One outcome for each, in order; a later one is judged on the earlier ones.

        Raises ClockBehind, what `refresh` raises, and SizeMoved when others were faster each time.
        """
        call = _Call(submissions)
        self._calls.append(call)
        with self._lock:
            if call.outcomes is None and call.error is None:
                self._serve([self._calls.popleft() for _ in range(len(self._calls))])
        if call.outcomes is None:
            raise call.error or SizeMoved(-1, -1)
        return call.outcomes

    def would(self, read: Read) -> Verdict:
        """What the guard says to this act now. Nothing is registered."""
        with self._lock:
            return self._running.judge(read, max(self._clock(), self.standing.stamp)).verdict

    def found(self, submission: Submission, pin: Callable[[str], None] = lambda _root: None) -> Outcome:
        """Register a founding act, and pin its hash by `pin` (`Folder.pin`); done twice, it is done once."""
        (outcome,) = self.submit([submission])
        if isinstance(outcome, Registered) and outcome.index == 0:
            pin(outcome.ref)
            self._root = outcome.ref
        return outcome

    def close(self) -> None:
        """Leave a snapshot, if it is worth its while. The register stays open."""
        with self._lock:
            self._running.leave()

    # --- one group ---

    def _serve(self, calls: Sequence[_Call]) -> None:
        """All that came while the last group was written is the next group: one transaction, one sync."""
        try:
            outcomes = iter(self._tried([each for call in calls for each in call.submissions]))
        except BaseException as error:
            for call in calls:
                call.error = error
            raise
        for call in calls:
            call.outcomes = list(islice(outcomes, len(call.submissions)))

    def _tried(self, submissions: Sequence[Submission]) -> list[Outcome]:
        for _ in range(TRIES - 1):
            try:
                return self._once(submissions)
            except SizeMoved:
                continue
        return self._once(submissions)

    def _once(self, submissions: Sequence[Submission]) -> list[Outcome]:
        with self._running.whole():
            self._running.catch_up()
            stamp, slip = stamp_at(self._clock(), self.standing.stamp)
            self.slip = slip or self.slip
            group = _Group(self.standing.size, stamp)
            outcomes = [self._take(each, group) for each in submissions]
            if group.entries:
                self._register.append(
                    group.entries,
                    group.size,
                    leaves=self._running.past.leaves,
                    blobs=group.blobs,
                    checkpoint=self._checkpoint(),
                )
                self._running.keep()
        return outcomes

    def _take(self, submission: Submission, group: _Group) -> Outcome:
        ref = ref_of(submission.act)
        try:
            return group.places.get(ref) or self._recent(ref, group) or self._fresh(submission, group)
        except _ITS_OWN as error:
            return Invalid(ref, error)

    def _fresh(self, submission: Submission, group: _Group) -> Outcome:
        read = read_act(submission.act, submission.signatures, self.standing.keys)
        self._check_place(read)
        taken = self._running.judge(read, group.stamp)
        if not taken.verdict.allowed:
            return self._lapsed(taken, group) or Refused(read.ref, taken.verdict)
        blobs = self._sealed(read.act, submission, group)
        entry = encode_entry(Entry(group.stamp, submission.act, submission.signatures))
        self._running.admit(taken, leaf_hash(entry))
        group.entries.append(entry)
        group.blobs |= blobs
        index = taken.entered.index
        group.places[read.ref] = Registered(read.ref, index, group.stamp, again=True)
        return Registered(read.ref, index, group.stamp, taken.verdict)

    def _check_place(self, read: Read) -> None:
        """Rule 6, and the pinned root. NotRegistrar, RootDiffers."""
        act = read.act
        if isinstance(act, dialogue.Found):
            if self._root not in {None, read.ref}:
                raise RootDiffers(str(self._root), read.ref)
            self._check_registrar(act.charter.registrar_key)
        elif isinstance(act, register.HandOver):
            self._check_registrar(act.registrar_key)
        elif self.standing.charter is not None:
            self._check_registrar(self.standing.charter.registrar_key)

    def _check_registrar(self, key: str) -> None:
        if key != self._registrar_key:
            raise NotRegistrar(key, self._registrar_key)

    def _sealed(self, act: Said, submission: Submission, group: _Group) -> dict[str, bytes]:
        """The blobs to store with the act: those that it names and that came with it. BlobMissing."""
        found = {}
        for name in (text.blob for text in texts_of(act)):
            data = submission.blobs.get(name)
            if data is not None:
                checks.named_blob(name, data)
                found[name] = data
            elif name not in group.blobs and self._register.blob(name) is None:
                raise BlobMissing(name)
        return found

    # --- the same act again ---

    def _recent(self, ref: str, group: _Group) -> Registered | None:
        """The entry of an act that the standing remembers."""
        if ref == self.standing.dialogue:
            return Registered(ref, 0, self._running.past.stamp(0), again=True)
        stamp = self.standing.recent.get(ref)
        if stamp is None:
            return None
        first = bisect_left(range(group.size), stamp, key=self._running.past.stamp)
        return self._entry_of(ref, first, stamp, group)

    def _lapsed(self, taken: Taken, group: _Group) -> Registered | None:
        """The entry of an act that the standing has forgotten: it can only stand before it lapsed."""
        act, standing = taken.entered.act, self.standing
        lapsed = any(reason.code == "lapsed" for reason in taken.verdict.reasons)
        ours = any(signer.fingerprint in standing.keys for signer in taken.entered.signers)
        if not lapsed or not ours or not isinstance(act, Act):
            return None
        until = self._running.past.stamp(act.seen.size) + standing.rule_book.lapse * 1000
        return self._entry_of(taken.entered.ref, act.seen.size, until, group)

    def _entry_of(self, ref: str, start: int, until: int, group: _Group) -> Registered | None:
        """The entry with effect of this act among those from `start` that are stamped up to `until`."""
        for index, data in enumerate(self._register.read(start, group.size), start):
            entry = decode_entry(data)
            if entry.stamp_ms > until:
                return None
            if ref_of(entry.act) == ref and index not in self.standing.void:
                return Registered(ref, index, entry.stamp_ms, again=True)
        return None

    # --- the checkpoint ---

    def _checkpoint(self) -> bytes:
        """All that was admitted, signed."""
        standing, past = self.standing, self._running.past
        root = bytes.fromhex(past.root(past.size) or "")
        checkpoint = Checkpoint(origin_of(standing.dialogue, standing.term), past.size, root)
        return self._keys.sign(checkpoint, standing.register_keys, standing.stamp // 1000)

    def _publish(self) -> None:
        """Sign what is in the register, if that is ours to do and nobody did."""
        standing = self.standing
        ours = standing.charter is not None and standing.charter.registrar_key == self._registrar_key
        if ours and self._register.checkpoint(standing.size) is None:
            self._register.put_checkpoint(standing.size, self._checkpoint())
