"""What a witness cosigns, and what it refuses with which HTTP status (C2SP tlog-witness, add-checkpoint).

In this order, for a request of old size, consistency proof and checkpoint:

1. The body is to the letter, or 400.
2. The origin is known, or 404.
3. A known key of the origin signed, and no known key's signature fails, or 403.
4. The old size is not above the checkpoint's size, or 400.
5. The old size is the size last cosigned (zero if none was), or 409.
6. A checkpoint of size zero has the empty root, and one of the size last cosigned has the root last cosigned,
   or 422.
7. The proof is empty if the old size is zero, and otherwise proves consistency, or 422.

Whoever cosigns first stores the accepted head, in one transaction with rule 5.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plenipo.errors import (
    CheckpointUnsigned,
    ConsistencyUnproven,
    MalformedRequest,
    NoteError,
    NoteSignatureRefused,
    NoteUnsigned,
    OldSizeConflict,
    OldSizeTooLarge,
    OriginUnknown,
    ProofError,
    RootConflict,
)
from plenipo.register.checkpoints import SignedCheckpoint, open_checkpoint, peek_checkpoint
from plenipo.register.hashing import EMPTY_ROOT, HASH_SIZE
from plenipo.register.notes import MAX_NOTE, Note, parse_note
from plenipo.register.proofs import verify_consistency
from plenipo.register.text import base64, decimal, unbase64
from plenipo.register.tree import MAX_SIZE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plenipo.register.checkpoints import Checkpoint
    from plenipo.register.notes import Verifier

MAX_PROOF = 63
MAX_REQUEST = MAX_NOTE + 4096


@dataclass(frozen=True, slots=True)
class TreeHead:
    """What was last cosigned for an origin; the empty tree if nothing was."""

    size: int = 0
    root: bytes = EMPTY_ROOT


@dataclass(frozen=True, slots=True)
class AddCheckpoint:
    """The request as parsed, nothing verified; `note` holds the checkpoint."""

    old: int
    proof: tuple[bytes, ...]
    note: Note

    @property
    def checkpoint(self) -> Checkpoint:
        """Unverified: for finding the head and the keys of its origin."""
        return peek_checkpoint(self.note)

    def encode(self) -> bytes:
        """The body of the request."""
        proof = b"".join(base64(each) + b"\n" for each in self.proof)
        return b"old %d\n%s\n%s" % (self.old, proof, self.note.encode())


def parse_add_checkpoint(body: bytes) -> AddCheckpoint:
    """Rule 1. MalformedRequest."""
    if len(body) > MAX_REQUEST:
        raise MalformedRequest("length")
    head, blank, note = body.partition(b"\n\n")
    first, *lines = head.split(b"\n")
    old = decimal(first.removeprefix(b"old "), MAX_SIZE) if first.startswith(b"old ") else None
    if old is None or not blank:
        raise MalformedRequest("old size")
    try:
        request = AddCheckpoint(old, _proof(lines), parse_note(note))
        peek_checkpoint(request.note)
    except NoteError:
        raise MalformedRequest("checkpoint") from None
    return request


def judge(request: AddCheckpoint, last: TreeHead, keys: Sequence[Verifier]) -> SignedCheckpoint:
    """Rules 2 to 7: the checkpoint to cosign, or a WitnessRefusal.

    `last` and `keys` are the witness's own for the origin of the request; no keys mean an unknown origin.
    """
    signed = _signed(request, keys)
    checkpoint = signed.checkpoint
    if request.old > checkpoint.size:
        raise OldSizeTooLarge(request.old, checkpoint.size)
    if request.old != last.size:
        raise OldSizeConflict(request.old, last.size)
    if checkpoint.size == 0:
        _same_root(checkpoint, EMPTY_ROOT)
    if checkpoint.size == last.size:
        _same_root(checkpoint, last.root)
    _consistent(request, last, checkpoint)
    return signed


def _signed(request: AddCheckpoint, keys: Sequence[Verifier]) -> SignedCheckpoint:
    origin = request.checkpoint.origin
    if not keys:
        raise OriginUnknown(origin)
    try:
        return open_checkpoint(request.note, origin, keys)
    except (NoteSignatureRefused, NoteUnsigned):
        raise CheckpointUnsigned(origin) from None
    except NoteError:
        raise MalformedRequest("checkpoint") from None


def _same_root(checkpoint: Checkpoint, root: bytes) -> None:
    if checkpoint.root != root:
        raise RootConflict(checkpoint.size, checkpoint.root, root)


def _consistent(request: AddCheckpoint, last: TreeHead, checkpoint: Checkpoint) -> None:
    if request.old == 0:
        if request.proof:
            raise ConsistencyUnproven(request.old, checkpoint.size)
        return
    try:
        verify_consistency(last.size, checkpoint.size, last.root, checkpoint.root, request.proof)
    except ProofError:
        raise ConsistencyUnproven(request.old, checkpoint.size) from None


def _proof(lines: list[bytes]) -> tuple[bytes, ...]:
    if len(lines) > MAX_PROOF:
        raise MalformedRequest("proof")
    hashes = []
    for line in lines:
        each = unbase64(line)
        if each is None or len(each) != HASH_SIZE:
            raise MalformedRequest("proof")
        hashes.append(each)
    return tuple(hashes)
