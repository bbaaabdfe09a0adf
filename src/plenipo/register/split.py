"""A split view: two checkpoints by one key that no one register can have had, as a portable proof.

    plenipo-split-view/1 <length of the first note> <hashes in the proof>
    <the root that the second checkpoint's tree had at the first one's size, base64>
    <the hashes of the consistency proof from that root to the second root, base64, one a line>
    <the first note><the second note>

1. Both notes are checkpoints of one origin, verified with one and the same key of its registrar; the first is
   not the larger.
2. The root given is not the first checkpoint's root, and the proof leads from it to the second one's root.

With equal sizes the root given is the second checkpoint's own and the proof is empty. With unequal sizes
whoever holds the second register can make the proof; the first register is not needed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plenipo.errors import NoteError, ProofError, SplitViewUnproven
from plenipo.register.checkpoints import open_checkpoint, peek_checkpoint
from plenipo.register.hashing import HASH_SIZE
from plenipo.register.notes import MAX_NOTE, Note, parse_note
from plenipo.register.proofs import consistency_proof, root_at, verify_consistency
from plenipo.register.text import base64, unbase64

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plenipo.register.checkpoints import SignedCheckpoint
    from plenipo.register.keys import VerifierKey
    from plenipo.register.notes import Verifier
    from plenipo.register.proofs import NodeReader

MAX_PROOF = 63
MAX_SPLIT_VIEW = 2 * MAX_NOTE + 4096

_HEADER = re.compile(rb"plenipo-split-view/1 ([1-9][0-9]{0,6}) (0|[1-9][0-9]?)\n")


@dataclass(frozen=True, slots=True)
class SplitView:
    """Two notes, and the root that the second tree had at the first one's size with its consistency proof."""

    first: Note
    second: Note
    root: bytes
    proof: tuple[bytes, ...] = ()

    def encode(self) -> bytes:
        first = self.first.encode()
        header = b"plenipo-split-view/1 %d %d\n" % (len(first), len(self.proof))
        hashes = (base64(each) + b"\n" for each in (self.root, *self.proof))
        return b"".join((header, *hashes, first, self.second.encode()))


def parse_split_view(data: bytes) -> SplitView:
    """The value of which `data` is the one spelling; nothing verified. SplitViewUnproven."""
    header = _HEADER.match(data)
    if not header or len(data) > MAX_SPLIT_VIEW:
        raise SplitViewUnproven("header")
    length, count = map(int, header.groups())
    *lines, rest = data[header.end() :].split(b"\n", count + 1)
    hashes = tuple(unbase64(line) or b"" for line in lines)
    if len(hashes) != count + 1 or count > MAX_PROOF or any(len(each) != HASH_SIZE for each in hashes):
        raise SplitViewUnproven("hashes")
    try:
        return SplitView(parse_note(rest[:length]), parse_note(rest[length:]), hashes[0], hashes[1:])
    except NoteError:
        raise SplitViewUnproven("note") from None


def find_split(
    first: Note, second: Note, origin: str, keys: Sequence[Verifier], node: NodeReader | None = None
) -> SplitView | None:
    """The proof that the two contradict each other, or None if there is none to give. NoteError.

    Checkpoints of unequal size need `node`, the reader of the larger one's tree.
    """
    first, second = sorted((first, second), key=lambda note: peek_checkpoint(note).size)
    one, two = (open_checkpoint(note, origin, keys) for note in (first, second))
    if not _common_keys(one, two):
        return None
    old, new = one.checkpoint.size, two.checkpoint.size
    if old == new:
        view = SplitView(first, second, two.checkpoint.root)
    elif node and old:
        view = SplitView(first, second, root_at(old, node), consistency_proof(old, new, node))
    else:
        return None
    return None if view.root == one.checkpoint.root else view


def verify_split(view: SplitView, origin: str, keys: Sequence[Verifier]) -> VerifierKey:
    """Rules 1 and 2: the key that signed both. SplitViewUnproven."""
    first, second = (_opened(note, origin, keys) for note in (view.first, view.second))
    both = _common_keys(first, second)
    if not both:
        raise SplitViewUnproven("key")
    if view.root == first.checkpoint.root:
        raise SplitViewUnproven("root")
    _check_proof(view, first, second)
    return both[0]


def _check_proof(view: SplitView, first: SignedCheckpoint, second: SignedCheckpoint) -> None:
    old, new = first.checkpoint.size, second.checkpoint.size
    # Two roots of the empty tree contradict each other, although no proof starts there.
    if old == new == 0 and view.root == second.checkpoint.root and not view.proof:
        return
    try:
        verify_consistency(old, new, view.root, second.checkpoint.root, view.proof)
    except ProofError:
        raise SplitViewUnproven("proof") from None


def _common_keys(first: SignedCheckpoint, second: SignedCheckpoint) -> list[VerifierKey]:
    return [key for key in first.note.keys if key in second.note.keys]


def _opened(note: Note, origin: str, keys: Sequence[Verifier]) -> SignedCheckpoint:
    try:
        return open_checkpoint(note, origin, keys)
    except NoteError:
        raise SplitViewUnproven("note") from None
