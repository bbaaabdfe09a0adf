"""Errors of register: each carries facts as fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from plenipo.errors.base import PlenipoError


@dataclass(eq=False)
class RegisterError(PlenipoError):
    """An entry, tile, proof, note or checkpoint is wrong."""


@dataclass(eq=False)
class EntryError(RegisterError):
    """The bytes are not one entry."""


@dataclass(eq=False)
class MalformedEntry(EntryError):
    """The entry is not to the letter of its format; `part` names where."""

    part: str


@dataclass(eq=False)
class EntryTooLarge(EntryError):
    """The entry has more bytes than a bundle can frame."""

    size: int
    limit: int


@dataclass(eq=False)
class TreeSizeRefused(RegisterError):
    """No tree has this size, or not with this many hashes."""

    size: int


@dataclass(eq=False)
class TileError(RegisterError):
    """A tile, or a bundle of entries, is wrong."""


@dataclass(eq=False)
class MalformedTilePath(TileError):
    """The path is not one canonical tile or bundle path."""

    path: str


@dataclass(eq=False)
class MalformedTile(TileError):
    """The bytes are not a tile or bundle of this width."""

    path: str


@dataclass(eq=False)
class MissingTile(TileError):
    """The source does not hold the tile."""

    path: str


@dataclass(eq=False)
class TileMismatch(TileError):
    """The tile does not hash to what stands above it."""

    path: str


@dataclass(eq=False)
class ProofError(RegisterError):
    """A Merkle proof fails."""


@dataclass(eq=False)
class ProofOutOfRange(ProofError):
    """There is no proof from `first` (an index or a size) in a tree of `size`."""

    first: int
    size: int


@dataclass(eq=False)
class MalformedProof(ProofError):
    """The proof has the wrong number of hashes, or a hash of the wrong length."""

    length: int
    expected: int


@dataclass(eq=False)
class RootMismatch(ProofError):
    """The proof leads to another root."""

    root: bytes
    expected: bytes


@dataclass(eq=False)
class NoteError(RegisterError):
    """A signed note cannot be accepted."""


@dataclass(eq=False)
class MalformedNote(NoteError):
    """The note is not to the letter of signed-note; `part` names where."""

    part: str


@dataclass(eq=False)
class NoteTooLarge(NoteError):
    """The note has more bytes, or signatures, than the limit."""

    size: int
    limit: int


@dataclass(eq=False)
class MalformedVerifierKey(NoteError):
    """The string is not one canonical verifier key; `part` names where."""

    part: str


@dataclass(eq=False)
class VerifierKeyClash(NoteError):
    """Two of the keys given share name and id, or the key itself."""

    name: str
    other: str


@dataclass(eq=False)
class NoteSignatureRefused(NoteError):
    """The signature of a known key fails: the whole note is refused."""

    name: str
    key_id: bytes


@dataclass(eq=False)
class NoteUnsigned(NoteError):
    """No signature is by the keys asked for."""

    names: tuple[str, ...]


@dataclass(eq=False)
class MalformedCheckpoint(NoteError):
    """The text is not one canonical checkpoint; `part` names where."""

    part: str


@dataclass(eq=False)
class ForeignOrigin(NoteError):
    """The checkpoint is of another register."""

    origin: str
    expected: str


@dataclass(eq=False)
class MalformedCosignature(RegisterError):
    """The cosignature is not to the letter of tlog-cosignature; `part` names where."""

    part: str


@dataclass(eq=False)
class MalformedReceipt(RegisterError):
    """The receipt is not to the letter of tlog-proof; `part` names where."""

    part: str


@dataclass(eq=False)
class QuorumMissing(RegisterError):
    """Fewer cosigners than the policy asks for signed the checkpoint."""

    cosigners: tuple[str, ...]
    needed: int


@dataclass(eq=False)
class SplitViewUnproven(RegisterError):
    """The two checkpoints do not contradict each other, or not by one key; `part` names what fails."""

    part: str


@dataclass(eq=False)
class WitnessRefusal(RegisterError):
    """A witness does not cosign the checkpoint; `status` is the HTTP status of tlog-witness."""

    status: ClassVar[int] = 400


@dataclass(eq=False)
class MalformedRequest(WitnessRefusal):
    """The body is not one add-checkpoint request; `part` names where."""

    status = 400
    part: str


@dataclass(eq=False)
class OldSizeTooLarge(WitnessRefusal):
    """The old size is above the checkpoint's size."""

    status = 400
    old: int
    size: int


@dataclass(eq=False)
class CheckpointUnsigned(WitnessRefusal):
    """No known key of the origin signed, or a signature of a known key fails."""

    status = 403
    origin: str


@dataclass(eq=False)
class OriginUnknown(WitnessRefusal):
    """The witness holds no register of this origin."""

    status = 404
    origin: str


@dataclass(eq=False)
class OldSizeConflict(WitnessRefusal):
    """The old size is not the size last cosigned, which is in `cosigned`."""

    status = 409
    old: int
    cosigned: int


@dataclass(eq=False)
class RootConflict(WitnessRefusal):
    """A root that cannot be: another at the size last cosigned, or not the empty root at size zero."""

    status = 422
    size: int
    root: bytes
    expected: bytes


@dataclass(eq=False)
class ConsistencyUnproven(WitnessRefusal):
    """The consistency proof fails."""

    status = 422
    old: int
    size: int
