"""A register as a directory of static files (C2SP tlog-tiles); any web server or USB stick carries it.

Writing: hash tiles and entry bundles as they fill, the partial ones at the end, the checkpoint last, so that
whoever finds a checkpoint finds all that it promises. Reading: each bundle is held against its tile of level
0, each tile against the root (`reader`), before an entry is given out. Neither holds more than 256 entries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plenipo.errors import MissingTile, ProofOutOfRange, RootMismatch, TileMismatch, TreeSizeRefused
from plenipo.register.checkpoints import peek_checkpoint
from plenipo.register.hashing import HASH_SIZE, leaf_hash
from plenipo.register.tiles import (
    HEIGHT,
    WIDTH,
    Bundle,
    Tile,
    bundles_of,
    check_framed,
    complete_subtrees,
    decode_bundle,
    encode_bundle,
    expand,
)
from plenipo.register.tree import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plenipo.register.notes import Note
    from plenipo.register.reader import Fetch, TileReader

CHECKPOINT = "checkpoint"


class StaticWriter:
    """A directory that grows: `append` and `publish` give the (path, bytes) to write, in this order."""

    __slots__ = ("_bundle", "_rows", "size")

    def __init__(self, reader: TileReader | None = None) -> None:
        """Start empty, or go on from the directory of a reader, checked against the reader's root."""
        self.size = reader.size if reader else 0
        self._bundle: list[bytes] = []
        # Level by level, the hashes that do not fill a tile yet.
        self._rows: list[bytearray] = []
        if reader:
            self._resume(reader)

    def append(self, entry: bytes) -> list[tuple[str, bytes]]:
        """Take one entry; gives the bundle and the tiles that it fills. EntryTooLarge."""
        check_framed(entry)
        self._bundle.append(entry)
        self.size += 1
        files = []
        if len(self._bundle) == WIDTH:
            files.append((Bundle(self.size // WIDTH - 1).path, encode_bundle(self._bundle)))
            self._bundle.clear()
        return files + self._push(leaf_hash(entry))

    def publish(self, note: Note) -> list[tuple[str, bytes]]:
        """The partial tiles and bundle of this size, then the checkpoint. TreeSizeRefused, RootMismatch."""
        self._check(note)
        files = []
        if self._bundle:
            files.append((Bundle(self.size // WIDTH, len(self._bundle)).path, encode_bundle(self._bundle)))
        for level, row in enumerate(self._rows):
            if row:
                index, width = divmod(self.size >> HEIGHT * level, WIDTH)
                files.append((Tile(level, index, width).path, bytes(row)))
        return [*files, (CHECKPOINT, note.encode())]

    def _push(self, node: bytes) -> list[tuple[str, bytes]]:
        """The tiles that one leaf hash fills, from level 0 up."""
        files: list[tuple[str, bytes]] = []
        while True:
            level = len(files)
            if level == len(self._rows):
                self._rows.append(bytearray())
            self._rows[level] += node
            if len(self._rows[level]) < WIDTH * HASH_SIZE:
                return files
            tile = bytes(self._rows[level])
            self._rows[level].clear()
            files.append((Tile(level, (self.size >> HEIGHT * (level + 1)) - 1).path, tile))
            node = expand(tile)[HEIGHT]

    def _check(self, note: Note) -> None:
        checkpoint = peek_checkpoint(note)
        if checkpoint.size != self.size:
            raise TreeSizeRefused(checkpoint.size)
        root = fold(self._edge())
        if checkpoint.root != root:
            raise RootMismatch(root, checkpoint.root)

    def _edge(self) -> Iterator[bytes]:
        for row in reversed(self._rows):
            yield from complete_subtrees(expand(bytes(row)), len(row) // HASH_SIZE)

    def _resume(self, reader: TileReader) -> None:
        for level in range(0, self.size.bit_length(), HEIGHT):
            index, width = divmod(self.size >> level, WIDTH)
            row = reader.rows(level // HEIGHT, index)[0] if width else b""
            self._rows.append(bytearray(row))
        if self.size % WIDTH:
            self._bundle = read_bundle(reader, Bundle(self.size // WIDTH, self.size % WIDTH))


def static_files(entries: Iterable[bytes], note: Note) -> Iterator[tuple[str, bytes]]:
    """All files of the register with these entries under the checkpoint in `note`, which comes last.

    EntryTooLarge, NoteError; TreeSizeRefused or RootMismatch if the checkpoint is not of these entries.
    """
    writer = StaticWriter()
    for entry in entries:
        yield from writer.append(entry)
    yield from writer.publish(note)


def read_entries(reader: TileReader, start: int = 0) -> Iterator[bytes]:
    """The entries from index `start` on, in order, each checked. TileError, RootMismatch, ProofOutOfRange."""
    if not 0 <= start <= reader.size:
        raise ProofOutOfRange(start, reader.size)
    skip = start % WIDTH
    for bundle in bundles_of(reader.size, start - skip):
        yield from read_bundle(reader, bundle)[skip:]
        skip = 0


def read_bundle(reader: TileReader, bundle: Bundle) -> list[bytes]:
    """The entries of one bundle, each checked against its leaf hash. TileError, RootMismatch."""
    entries = _fetch_bundle(reader.fetch, bundle)
    leaves = b"".join(map(leaf_hash, entries))
    if leaves != reader.rows(0, bundle.index)[0][: bundle.width * HASH_SIZE]:
        raise TileMismatch(bundle.path)
    return entries


def _fetch_bundle(fetch: Fetch, bundle: Bundle) -> list[bytes]:
    """A partial bundle that is gone is cut from the full one, as tlog-tiles allows."""
    data = fetch(bundle.path)
    if data is not None:
        return decode_bundle(data, bundle)
    full = Bundle(bundle.index)
    data = fetch(full.path)
    if data is None:
        raise MissingTile(bundle.path)
    return decode_bundle(data, full)[: bundle.width]
