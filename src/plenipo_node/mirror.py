"""A party's mirror: it holds the whole register and cosigns what extends it.

Cosigning says "I hold these bytes, and they extend what I held". It judges the entries too and tells what it
finds, but an entry without effect is still bytes that it holds. It does not cosign

1. a checkpoint of another register, of an earlier term, or one that the registrar did not sign;
2. one that is smaller than what it cosigned, or contradicts it: then it may have a proof of a split view;
3. entries that are not acts with signatures that hold, or do not add up to the checkpoint's root;
4. an entry stamped more than 60 s ahead of its clock, or before the one that it follows;
5. a checkpoint that leaves out an act that the mirror has held for longer than the charter's delay. The
   registrar is excused if the act would have been refused when the delay ran out, on what stood then. An act
   that has lapsed since can no longer be entered: that it was left out stays known, and the mirror goes on.

What it has cosigned is durable before the cosignature leaves. The acts that it holds are in memory.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from msgspec import Struct

from plenipo.errors import (
    ActError,
    ActLeftOut,
    CheckpointBehind,
    EntriesDiffer,
    EntriesMissing,
    EntryUnreadable,
    ForeignOrigin,
    HoldsTooMany,
    NoteUnsigned,
    NotFounded,
    RegisterError,
    RootDiffers,
    SignatureError,
    SplitViewShown,
    StampAhead,
    StampBackwards,
    TermOver,
)
from plenipo.register import (
    Checkpoint,
    TileReader,
    find_split,
    leaf_hash,
    open_checkpoint,
    parse_note,
    peek_checkpoint,
    verifier_of,
)
from plenipo.verify import Read, Taken, origin_of, read_act, read_entry, registrar_keys
from plenipo_node.folder import begins_with
from plenipo_node.running import EVERY, Running
from plenipo_node.storage import fetch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plenipo.dialogue.standing import Standing
    from plenipo.register import Ed25519Cosigner, Note, SignedCheckpoint
    from plenipo.register.proofs import NodeReader
    from plenipo_node.storage import Register

AHEAD_MS = 60_000
MAX_HELD = 10_000


class Held(Struct, frozen=True):
    """What the mirror cosigned: its signature line, and which of the new entries are without effect."""

    line: bytes
    checkpoint: Checkpoint
    void: tuple[int, ...] = ()


class LeftOut(Struct, frozen=True):
    """An act that the registrar left out until it lapsed; `received` in milliseconds."""

    ref: str
    received: int


class _Waiting(Struct, frozen=True):
    """An act held until it is in the register."""

    read: Read
    received: int


class _Delays:
    """Rule 5 over one offer: what of the held acts is due, excused or entered, in the order of time."""

    def __init__(self, running: Running, waiting: dict[str, _Waiting]) -> None:
        self._running = running
        self._undecided = dict(waiting)
        self.overdue: dict[str, _Waiting] = {}
        self.settled: set[str] = set()  # entered, or excused

    def before(self, instant: int) -> None:
        """Judge each act whose delay ran out before this instant, on what stands now."""
        for ref, held in list(self._undecided.items()):
            limit = held.received + self._running.standing.rule_book.delay * 1000
            if limit >= instant:
                continue
            del self._undecided[ref]
            if self._admits(held, limit):
                self.overdue[ref] = held
            else:
                self.settled.add(ref)

    def entered(self, taken: Taken) -> None:
        ref = taken.entered.ref
        if taken.verdict.allowed and (ref in self._undecided or ref in self.overdue):
            self._undecided.pop(ref, None)
            self.overdue.pop(ref, None)
            self.settled.add(ref)

    def lapsed(self, now: int) -> list[LeftOut]:
        """Take out what can no longer be entered."""
        found = []
        for ref, held in list(self.overdue.items()):
            verdict = self._running.judge(held.read, max(now, self._running.standing.stamp)).verdict
            if any(reason.code == "lapsed" for reason in verdict.reasons):
                del self.overdue[ref]
                self.settled.add(ref)
                found.append(LeftOut(ref, held.received))
        return found

    def _admits(self, held: _Waiting, instant: int) -> bool:
        running = self._running
        return running.judge(held.read, max(instant, running.standing.stamp)).verdict.allowed


class Mirror:
    """A mirror of the dialogue that the act `root` founded; `cosigner` is its party's key.

    Raises RootDiffers, and what `Running.catch_up` raises.
    """

    def __init__(
        self, register: Register, cosigner: Ed25519Cosigner, root: str, *, every: int = EVERY
    ) -> None:
        self.left_out: list[LeftOut] = []
        self._register = register
        self._cosigner = cosigner
        self._root = root
        self._lock = Lock()
        self._waiting: dict[str, _Waiting] = {}
        begins_with(register, root)
        self._running = Running(register, every)
        self._running.catch_up()

    @property
    def standing(self) -> Standing:
        """To be looked at, never changed."""
        return self._running.standing

    @property
    def size(self) -> int:
        """From which entry on the mirror needs them."""
        return self.standing.size

    def hold(self, act: bytes, signatures: Sequence[bytes], received_at: int) -> str:
        """Hold an act until it is registered; its reference. `received_at` in milliseconds.

        Raises ActError, SignatureError, NotFounded, HoldsTooMany.
        """
        with self._lock:
            if self.standing.charter is None:
                raise NotFounded
            read = read_act(act, signatures, self.standing.keys)
            if len(self._waiting) >= MAX_HELD:
                raise HoldsTooMany(MAX_HELD)
            if read.ref not in self.standing.recent:
                self._waiting.setdefault(read.ref, _Waiting(read, received_at))
            return read.ref

    def offer(self, note: bytes, entries: Sequence[bytes], now: int, node: NodeReader | None = None) -> Held:
        """Cosign the checkpoint in `note`, of which `entries` are those from `size` on.

        `node` reads the registrar's tree at that checkpoint: with it a contradiction becomes a proof.
        Raises MirrorRefusal, RootDiffers, NoteError, UnknownRules, StoreError.
        """
        with self._lock, self._running.whole():
            parsed = parse_note(note)
            checkpoint = peek_checkpoint(parsed)
            self._check_term(checkpoint)
            if checkpoint.size < max(1, self.size):
                self._refuse_smaller(parsed, checkpoint)
            if checkpoint.size != self.size + len(entries):
                raise EntriesMissing(self.size, len(entries), checkpoint.size)
            delays = _Delays(self._running, self._waiting)
            taken = [self._take(data, now, delays) for data in entries]
            signed = self._opened(parsed)
            self._check_root(signed, parsed, node)
            left_out = self._check_delays(delays, now)
            line = self._cosign(signed, entries, now)
            self.left_out += left_out
            for ref in delays.settled:
                del self._waiting[ref]
            void = tuple(each.entered.index for each in taken if not each.verdict.allowed)
            return Held(line, signed.checkpoint, void)

    # --- rules ---

    def _check_term(self, checkpoint: Checkpoint) -> None:
        """Rule 1, as far as the origin says it."""
        dialogue, _, term = checkpoint.origin.rpartition("/")
        known = self.standing.term
        if dialogue != self._root or not term.isdecimal() or not term.isascii() or len(term) > 10:
            raise ForeignOrigin(checkpoint.origin, origin_of(self._root, known))
        if int(term) < known:
            raise TermOver(int(term), known)

    def _refuse_smaller(self, parsed: Note, checkpoint: Checkpoint) -> None:
        """Rule 2 for a checkpoint that the mirror has grown beyond, or that says nothing."""
        if checkpoint.size and self._running.past.root(checkpoint.size) != checkpoint.root.hex():
            self._refuse_split(self._opened(parsed), parsed, None)
        raise CheckpointBehind(checkpoint.size, self.size)

    def _take(self, data: bytes, now: int, delays: _Delays) -> Taken:
        """Rules 3 and 4 for one entry, and the pinned root for the first."""
        index = self.standing.size
        try:
            stamp, read = read_entry(data, self.standing.keys)
            if stamp > now + AHEAD_MS:
                raise StampAhead(index, stamp, now)
            delays.before(stamp)
            taken = self._running.judge(read, stamp)
        except (ActError, SignatureError, RegisterError, StampBackwards) as fault:
            raise EntryUnreadable(index, fault) from None
        if index == 0 and read.ref != self._root:
            raise RootDiffers(self._root, read.ref)
        self._running.admit(taken, leaf_hash(data))
        delays.entered(taken)
        return taken

    def _opened(self, parsed: Note) -> SignedCheckpoint:
        """Rule 1, by the keys that the entries up to the checkpoint name."""
        keys = registrar_keys(self.standing)
        origin = origin_of(self._root, self.standing.term)
        signed = open_checkpoint(parsed, origin, [verifier_of(key) for key in keys])
        if keys[0] not in signed.note.keys:
            raise NoteUnsigned((keys[0].name,))
        return signed

    def _check_root(self, signed: SignedCheckpoint, parsed: Note, node: NodeReader | None) -> None:
        """Rules 2 and 3."""
        size, root = signed.checkpoint.size, signed.checkpoint.root
        found = bytes.fromhex(self._running.past.root(size) or "")
        if found != root:
            self._refuse_split(signed, parsed, node)
            raise EntriesDiffer(size, found, root)

    def _refuse_split(self, signed: SignedCheckpoint, parsed: Note, node: NodeReader | None) -> None:
        """SplitViewShown if what was cosigned last and this one convict the registrar."""
        last = self._register.checkpoint()
        if last is None:
            return
        size, note = last
        reader = self._reader(size) if signed.checkpoint.size < size else node
        verifiers = [verifier_of(key) for key in registrar_keys(self.standing)]
        try:
            split = find_split(parse_note(note), parsed, signed.checkpoint.origin, verifiers, reader)
        except RegisterError:
            return  # of another term, or read from a tree that is not the one signed
        if split is not None:
            raise SplitViewShown(split.encode())

    def _reader(self, size: int) -> TileReader:
        root = bytes.fromhex(self._running.past.root(size) or "")
        return TileReader(size, root, lambda path: fetch(self._register, path))

    def _check_delays(self, delays: _Delays, now: int) -> list[LeftOut]:
        """Rule 5."""
        delays.before(now)
        lapsed = delays.lapsed(now)
        for ref, held in delays.overdue.items():
            raise ActLeftOut(ref, held.received, self.standing.rule_book.delay * 1000)
        return lapsed

    # --- what is cosigned ---

    def _cosign(self, signed: SignedCheckpoint, entries: Sequence[bytes], now: int) -> bytes:
        """The cosignature's line; entries, checkpoint and line are durable when it returns."""
        size, note = signed.checkpoint.size, signed.note.without_unknown().encode()
        if entries:
            leaves = self._running.past.leaves
            self._register.append(entries, size - len(entries), leaves=leaves, checkpoint=note)
            self._running.keep()
        else:
            self._register.put_checkpoint(size, note)
        line = self._cosigner.cosign(signed.note.text, now // 1000).line
        self._register.put_cosignatures(size, [line])
        return line
