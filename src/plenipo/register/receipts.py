"""Receipts: that an entry is in the register, for whoever holds the policy (C2SP tlog-proof, `.tlog-proof`).

1. The lines are: `c2sp.org/tlog-proof@v1`; perhaps `extra` and base64, which nothing signs; `index` and a
   decimal; the hashes of the inclusion proof, one a line; an empty line; the checkpoint to the letter.
2. A receipt holds under a policy if every registrar key of the policy signed the checkpoint, at least as many
   of its cosigners as it asks for did (each name counts once), no known signature fails, and the proof leads
   from the leaf to the root.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plenipo.errors import (
    MalformedReceipt,
    MalformedVerifierKey,
    NoteError,
    NoteUnsigned,
    QuorumMissing,
)
from plenipo.register.checkpoints import open_checkpoint, peek_checkpoint
from plenipo.register.cosignatures import timestamp, verifier_of
from plenipo.register.hashing import HASH_SIZE
from plenipo.register.keys import ED25519, VerifierKey, check_distinct
from plenipo.register.notes import MAX_NOTE, Note, parse_note
from plenipo.register.proofs import verify_inclusion
from plenipo.register.text import base64, decimal, unbase64
from plenipo.register.tree import MAX_SIZE

if TYPE_CHECKING:
    from plenipo.register.checkpoints import Checkpoint, SignedCheckpoint

FIRST_LINE = b"c2sp.org/tlog-proof@v1"
MAX_PROOF = 63
MAX_EXTRA = 65_536
MAX_RECEIPT = MAX_NOTE + 2 * MAX_EXTRA


@dataclass(frozen=True, slots=True)
class Policy:
    """Whose word counts for one origin: the registrar's keys, all of them, and `quorum` of the cosigners."""

    origin: str
    registrar: tuple[VerifierKey, ...]
    cosigners: tuple[VerifierKey, ...] = ()
    quorum: int = 0

    def __post_init__(self) -> None:
        check_distinct((*self.registrar, *self.cosigners))
        if not self.registrar:
            raise NoteUnsigned(())
        if any(key.kind == ED25519 for key in self.cosigners):
            raise MalformedVerifierKey("type")
        if not 0 <= self.quorum <= len({key.name for key in self.cosigners}):
            raise QuorumMissing(tuple(key.name for key in self.cosigners), self.quorum)


@dataclass(frozen=True, slots=True)
class Endorsed:
    """A checkpoint under which a policy holds; `cosigned`: each cosigner's name and time in POSIX seconds."""

    checkpoint: Checkpoint
    cosigned: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """`proof` goes from the leaf's sibling to the root's child; `extra` is told apart from b"" by None."""

    index: int
    proof: tuple[bytes, ...]
    note: Note
    extra: bytes | None = None

    def encode(self) -> bytes:
        """The file. MalformedReceipt if it would not parse back."""
        extra = [] if self.extra is None else [b"extra " + base64(self.extra)]
        lines = (FIRST_LINE, *extra, b"index %d" % self.index, *map(base64, self.proof), b"")
        data = b"".join(line + b"\n" for line in lines) + self.note.encode()
        if parse_receipt(data) != self:
            raise MalformedReceipt("value")
        return data


def parse_receipt(data: bytes) -> Receipt:
    """Rule 1, nothing verified. MalformedReceipt."""
    if len(data) > MAX_RECEIPT:
        raise MalformedReceipt("length")
    head, blank, rest = data.partition(b"\n\n")
    first, *lines = head.split(b"\n")
    if first != FIRST_LINE or not blank:
        raise MalformedReceipt("first line")
    extra = _extra(lines)
    index = _index(lines)
    try:
        note = parse_note(rest)
        peek_checkpoint(note)
    except NoteError:
        raise MalformedReceipt("checkpoint") from None
    return Receipt(index, _proof(lines), note, extra)


def verify_receipt(receipt: Receipt, leaf: bytes, policy: Policy) -> Endorsed:
    """Rule 2, for a leaf hash. NoteError, QuorumMissing, ProofError."""
    endorsed = endorse(receipt.note, policy)
    checkpoint = endorsed.checkpoint
    verify_inclusion(receipt.index, checkpoint.size, leaf, receipt.proof, checkpoint.root)
    return endorsed


def endorse(note: bytes | Note, policy: Policy) -> Endorsed:
    """The checkpoint, if the policy holds under it. NoteError, QuorumMissing."""
    verifiers = [verifier_of(key) for key in (*policy.registrar, *policy.cosigners)]
    signed = open_checkpoint(note, policy.origin, verifiers)
    missing = tuple(key.name for key in policy.registrar if key not in signed.note.keys)
    if missing:
        raise NoteUnsigned(missing)
    cosigned = _cosigned(signed, policy)
    if len(cosigned) < policy.quorum:
        raise QuorumMissing(tuple(sorted(cosigned)), policy.quorum)
    return Endorsed(signed.checkpoint, tuple(sorted(cosigned.items())))


def _cosigned(signed: SignedCheckpoint, policy: Policy) -> dict[str, int]:
    """The latest time that each cosigner's keys state."""
    times: dict[str, int] = {}
    for key, signature in signed.note.verified:
        if key in policy.cosigners:
            times[key.name] = max(timestamp(key, signature), times.get(key.name, 0))
    return times


def _extra(lines: list[bytes]) -> bytes | None:
    """Takes the line off, if it is there."""
    if not lines or not lines[0].startswith(b"extra "):
        return None
    extra = unbase64(lines.pop(0).removeprefix(b"extra "))
    if extra is None or len(extra) > MAX_EXTRA:
        raise MalformedReceipt("extra")
    return extra


def _index(lines: list[bytes]) -> int:
    """Takes the line off."""
    line = lines.pop(0) if lines else b""
    index = decimal(line.removeprefix(b"index "), MAX_SIZE) if line.startswith(b"index ") else None
    if index is None:
        raise MalformedReceipt("index")
    return index


def _proof(lines: list[bytes]) -> tuple[bytes, ...]:
    hashes = tuple(unbase64(line) or b"" for line in lines)
    if len(hashes) > MAX_PROOF or any(len(each) != HASH_SIZE for each in hashes):
        raise MalformedReceipt("proof")
    return hashes
