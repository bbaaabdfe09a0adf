"""What lies at a path: an export, a dialogue's folder, a receipt. Entries come with the leaf hash that they
have to have.

A bundle or tile that is not what the checkpoint promises is told by its path; an entry by its number, when
its leaf hash is compared.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from plenipo.errors import BeyondHead, MissingTile, RegisterError, StoreDamaged
from plenipo.register import TileReader, bundles_of, decode_bundle, parse_note, peek_checkpoint
from plenipo.register.hashing import HASH_SIZE
from plenipo.register.notes import MAX_NOTE
from plenipo.register.static import CHECKPOINT
from plenipo.register.tiles import WIDTH, Bundle
from plenipo_cli import files
from plenipo_cli.errors import BadFile, DoesNotHold, NoSuchFile, NotAFolder
from plenipo_cli.options import REGISTER_FILE
from plenipo_cli.words import tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plenipo.register import Note
    from plenipo_node.storage import SqliteRegister

ROOT = "root"
RECEIPT = ".tlog-proof"
MAX_TILE_FILE = 256 * (65_535 + 2)


class Place(Protocol):
    """A register that can be read. `note` is its newest checkpoint, `pinned` what it says its root is."""

    path: str
    size: int
    note: Note | None
    pinned: str | None

    def entries(self, start: int) -> Iterator[tuple[bytes, bytes | None]]:
        """Each entry from `start` on with the leaf hash that it has to have. DoesNotHold."""

    def nodes(self) -> TileReader:
        """The tree by its tiles, each checked against the root before use."""


class Export:
    """A directory of tlog-tiles."""

    def __init__(self, path: Path) -> None:
        self.path = str(path)
        self._folder = path
        note = parse_note(files.read(path / CHECKPOINT, MAX_NOTE))
        checkpoint = peek_checkpoint(note)
        self.note: Note | None = note
        self.size = checkpoint.size
        self.pinned: str | None = None  # a copy of the root beside the copy of the register proves nothing
        self._reader = TileReader(self.size, checkpoint.root, self._fetch)

    def nodes(self) -> TileReader:
        return self._reader

    def entries(self, start: int) -> Iterator[tuple[bytes, bytes | None]]:
        skip = start % WIDTH
        for bundle in bundles_of(self.size, start - skip):
            try:
                entries = self._bundle(bundle)
                leaves = self._reader.rows(0, bundle.index)[0]
            except RegisterError as error:
                first = bundle.index * WIDTH
                words = f"entries {first} to {first + bundle.width - 1}: {tell(error).clause}"
                raise DoesNotHold(self.path, words) from None
            for at in range(skip, bundle.width):
                yield entries[at], leaves[at * HASH_SIZE : (at + 1) * HASH_SIZE]
            skip = 0

    def _bundle(self, bundle: Bundle) -> list[bytes]:
        data = self._fetch(bundle.path)
        if data is not None:
            return decode_bundle(data, bundle)
        full = self._fetch(Bundle(bundle.index).path)
        if full is None:
            raise MissingTile(bundle.path)
        return decode_bundle(full, Bundle(bundle.index))[: bundle.width]

    def _fetch(self, path: str) -> bytes | None:
        place = self._folder / path
        if not place.is_file():  # nor a pipe, which would be waited for without end
            return None
        return files.read(place, MAX_TILE_FILE)


class Kept:
    """The register in a dialogue's folder, with the root that is pinned there."""

    def __init__(self, path: Path, register: SqliteRegister) -> None:
        from plenipo_node.storage import fetch  # noqa: PLC0415 exports and receipts need no node

        self.path = str(path)
        self._register = register
        head = register.head()
        self.size = head.size
        self.note = _note_of(register)
        self.pinned = _pinned(path)
        self._reader = TileReader(head.size, head.root, lambda tile: fetch(register, tile))

    def nodes(self) -> TileReader:
        return self._reader

    def entries(self, start: int) -> Iterator[tuple[bytes, bytes | None]]:
        try:
            for data in self._register.read(start, self.size):
                yield data, None
        except StoreDamaged as error:
            where = error.part if error.at is None else f"{error.part} {error.at}"
            raise DoesNotHold(self.path, f"{where} is not what was written") from None
        except BeyondHead as error:
            raise DoesNotHold(self.path, tell(error).clause) from None


def _note_of(register: SqliteRegister) -> Note | None:
    """The newest checkpoint with the countersignatures that came in."""
    from plenipo.register import Note, parse_signatures  # noqa: PLC0415 only here

    found = register.checkpoint()
    if found is None:
        return None
    size, data = found
    note = parse_note(data)
    lines = b"".join(line.rstrip(b"\n") + b"\n" for line in register.cosignatures(size))
    return Note(note.text, (*note.signatures, *(parse_signatures(lines) if lines else ())))


def _pinned(folder: Path) -> str | None:
    path = folder / ROOT
    return root_of(files.read_text(path, 200), str(path)) if path.is_file() else None


def root_of(text: str, where: str) -> str:
    """64 hexadecimal digits; spaces between them do not count. BadFile."""
    root = "".join(text.split()).lower()
    if len(root) != 64 or not set(root) <= set("0123456789abcdef"):
        raise BadFile(where, "a root is 64 hexadecimal digits")
    return root


def is_receipt(path: Path) -> bool:
    return path.is_file() and (path.suffix == RECEIPT or files.read(path)[:8] == b"c2sp.org")


@contextmanager
def place_at(path: Path) -> Iterator[Place]:
    """The register at a path. NoSuchFile, NotAFolder, StoreError."""
    if not path.exists():
        raise NoSuchFile(str(path))
    folder = path.parent if path.name in {CHECKPOINT, REGISTER_FILE} else path
    if (folder / REGISTER_FILE).is_file():
        from plenipo_node.storage import open_register  # noqa: PLC0415 exports and receipts need no node

        register = open_register(folder)
        try:
            yield Kept(folder, register)
        finally:
            register.close()
    elif (folder / CHECKPOINT).is_file():
        yield Export(folder)
    else:
        raise NotAFolder(str(path))
