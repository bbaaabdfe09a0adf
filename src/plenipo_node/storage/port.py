"""The storage port of a dialogue's register.

1. What a method has returned from is durable: it outlives the process and the power.
2. What raised has changed nothing. The one exception is DiskFailed: what was being written may turn up again
   when the register is next opened.
3. SizeMoved, StoreLocked, StoreReadOnly and DiskFull leave a register that can be used on. StoreDamaged and
   DiskFailed are fatal: stop, and open it again or restore it.
4. Entries are never changed, moved or removed: there is no method for it.
5. Nobody is trusted to have judged at the right position: `append` compares and swaps on the size, also
   between processes.
6. Entries, blobs and the snapshot are read as they were written, or StoreDamaged is raised: they are held
   against the tree, their name, their hash. Notes and cosignatures carry their own signatures. No store can
   show that its newest acknowledged writes are gone (an older copy put back, a journal cut off): only the
   checkpoints that others hold show it.

One object may be used by many threads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from plenipo.register.hashing import EMPTY_ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Head:
    """How many entries there are, and the root hash over them."""

    size: int = 0
    root: bytes = EMPTY_ROOT


class Register(Protocol):
    """Entries with their tree, and beside them checkpoints, cosignatures, blobs, a snapshot, small values."""

    def append(
        self,
        entries: Sequence[bytes],
        expected_size: int,
        *,
        leaves: Sequence[bytes] | None = None,
        blobs: Mapping[str, bytes] | None = None,
        checkpoint: bytes | None = None,
    ) -> Head:
        """All the entries, the sealed blobs that they name, and the checkpoint of the size that they make; or
        nothing of it. Durable when it returns.

        `leaves`: the entries' leaf hashes, where they are known already. SizeMoved(expected, actual),
        EntryTooLarge, LeavesRefused, and for blobs and checkpoint those of their own methods.
        """

    def head(self) -> Head:
        """The newest durable position, also if another process wrote it."""

    def size(self) -> int:
        """`head().size`."""

    def read(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """The entries from start up to before stop, or the head; in batches, without holding up a writer.

        BeyondHead at once; StoreDamaged before any batch that holds a damaged entry.
        """

    def tile(self, level: int, index: int, width: int = 256) -> bytes | None:
        """The first `width` hashes of the tile, of any published size; None if there are fewer.

        As stored: `Proofs` holds each tile against the root.
        """

    def put_checkpoint(self, size: int, note: bytes) -> None:
        """Kept beside all earlier ones. The same note again changes nothing. BeyondHead, StoredTooLarge."""

    def checkpoint(self, size: int | None = None) -> tuple[int, bytes] | None:
        """The checkpoint of this size, or of the largest; the last put if there are several (terms)."""

    def checkpoints(self) -> Iterator[tuple[int, bytes]]:
        """All, as they were put."""

    def put_cosignatures(self, size: int, lines: Sequence[bytes]) -> None:
        """Add those lines that `checkpoint(size)` lacks. BeyondHead if there is no such checkpoint."""

    def cosignatures(self, size: int) -> tuple[bytes, ...]:
        """The lines added to `checkpoint(size)`, in order."""

    def put_blob(self, sha256: str, data: bytes) -> None:
        """Keep a sealed blob under its hash. MalformedHash, CipherMismatch, StoredTooLarge."""

    def blob(self, sha256: str) -> bytes | None:
        """The blob with this hash. MalformedHash, StoreDamaged."""

    def blobs(self) -> Iterator[str]:
        """The hashes of all blobs, sorted."""

    def put_snapshot(self, size: int, data: bytes) -> None:
        """Replace the snapshot: the standing after `size` entries. BeyondHead, StoredTooLarge."""

    def snapshot(self) -> tuple[int, bytes] | None:
        """The last snapshot. StoreDamaged; it can be made again from the entries."""

    def put_meta(self, key: str, value: bytes) -> None:
        """Set a small value: the pinned root, the origin, the term. BadMetaKey, StoredTooLarge."""

    def meta(self, key: str) -> bytes | None:
        """The value last put. BadMetaKey."""

    def close(self) -> None:
        """Give the store back. Every later call raises StoreClosed."""
