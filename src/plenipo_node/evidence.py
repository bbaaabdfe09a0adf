"""What a stranger can check without us: the newest checkpoint with its known signatures, and receipts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plenipo.errors import NoCheckpoint, NotCovered
from plenipo.register import (
    Note,
    Receipt,
    TileReader,
    decode_entry,
    inclusion_proof,
    open_checkpoint,
    parse_note,
    parse_signatures,
    peek_checkpoint,
    verifier_of,
)
from plenipo.verify import known_keys, origin_of
from plenipo_node.storage import Proofs, fetch

if TYPE_CHECKING:
    from plenipo.dialogue.standing import Standing
    from plenipo_node.storage import Register


def newest_checkpoint(register: Register, standing: Standing) -> Note:
    """With the lines of known keys only, each verified. NoCheckpoint, NoteError."""
    found = register.checkpoint()
    if found is None:
        raise NoCheckpoint
    size, data = found
    note = parse_note(data)
    lines = b"".join(line.rstrip(b"\n") + b"\n" for line in register.cosignatures(size))
    note = Note(note.text, (*note.signatures, *(parse_signatures(lines) if lines else ())))
    origin = origin_of(standing.dialogue, standing.term)
    opened = open_checkpoint(note, origin, [verifier_of(key) for key in known_keys(standing)])
    return opened.note.without_unknown()


def receipt_of(register: Register, standing: Standing, index: int) -> Receipt:
    """The receipt (C2SP tlog-proof) of an entry, with the founding act. NoCheckpoint, NotCovered."""
    note = newest_checkpoint(register, standing)
    size = peek_checkpoint(note).size
    if not 0 <= index < size:
        raise NotCovered(index, size)
    proof = inclusion_proof(index, size, tree_at(register, size))
    (founding,) = register.read(0, 1)
    return Receipt(index, proof, note, decode_entry(founding).act)


def tree_at(register: Register, size: int) -> TileReader:
    """The tree at that size, from the tiles, each checked against its root."""
    head = Proofs(register).at(size)
    return TileReader(size, head.root, lambda path: fetch(register, path))
