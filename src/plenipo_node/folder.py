"""The folder of a dialogue: all that one node keeps of it.

    DIR/register.sqlite   entries, checkpoints, cosignatures, sealed blobs
    DIR/root              the founding act's hash in hex, as pinned by its people: the root of trust
    DIR/keys/             the node's own keys, and in hosted/ those of parties it hosts; never a person's
    DIR/README            one line that says what this folder is

1. It appears whole or not at all: it is made beside its place and renamed.
2. The root is pinned once and never changed.
3. A register that begins with another founding act than the one pinned is not opened.
"""

from __future__ import annotations

import re
import secrets
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from plenipo.acts.codec import ref_of
from plenipo.errors import FolderExists, FolderMissing, NotADialogueFolder, RootDiffers, RootNotPinned
from plenipo.register import decode_entry
from plenipo_node.node_keys import NodeKeys, new_keys, read_keys, write_keys
from plenipo_node.private_files import sync_names, write_new, write_whole
from plenipo_node.storage import create_register, open_register
from plenipo_node.storage.faults import translated
from plenipo_node.storage.sqlite import FILE, TIMEOUT_MS

if TYPE_CHECKING:
    from types import TracebackType

    from plenipo_node.storage import Register, SqliteRegister

ROOT, KEYS, README = "root", "keys", "README"
WORDS = "A dialogue's register, kept by plenipo, and this node's own keys: back it up, show nobody keys/.\n"

_HASH = re.compile(rb"([0-9a-f]{64})\n")


class Folder:
    """An open folder. `root` is None until a founding hash was pinned."""

    def __init__(self, path: Path, register: SqliteRegister, keys: NodeKeys, root: str | None) -> None:
        self.path = path
        self.register = register
        self.keys = keys
        self.root = root

    def pin(self, root: str) -> None:
        """Trust the register that this founding act begins. RootDiffers, StoreError."""
        begins_with(self.register, root)
        if self.root is None:
            with translated(self.path, TIMEOUT_MS):
                self.root = _pin(self.path, root)
        if self.root != root:
            raise RootDiffers(self.root, root)

    def pinned(self) -> str:
        if self.root is None:
            raise RootNotPinned(str(self.path))
        return self.root

    def last_stamp(self) -> int | None:
        """Of the newest entry, ms."""
        size = self.register.size()
        newest = self.register.read(size - 1, size) if size else iter(())
        return next((decode_entry(data).stamp_ms for data in newest), None)

    def close(self) -> None:
        self.register.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def create_folder(path: Path | str, keys: NodeKeys | None = None) -> Folder:
    """Make the folder, with new keys unless some are given. FolderExists, StoreError."""
    place = Path(path).absolute()
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise FolderExists(str(place))
    with translated(place, TIMEOUT_MS):
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = place.with_name(f".{place.name}.{secrets.token_hex(4)}")
        try:
            _fill(beside, keys or new_keys())
            beside.replace(place)
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            raise
        sync_names(place.parent)
    return open_folder(place)


def open_folder(path: Path | str) -> Folder:
    """FolderMissing, NotADialogueFolder, RootDiffers, StoreError, and the KeyFile errors."""
    place = Path(path)
    if not place.exists():
        raise FolderMissing(str(place))
    if not (place / FILE).is_file():
        raise NotADialogueFolder(str(place), FILE)
    if not (place / KEYS).is_dir():
        raise NotADialogueFolder(str(place), KEYS)
    root = _root_in(place)
    keys = read_keys(place / KEYS)
    register = open_register(place)
    try:
        if root is not None:
            begins_with(register, root)
    except BaseException:
        register.close()
        raise
    return Folder(place, register, keys, root)


def begins_with(register: Register, root: str) -> None:
    """RootDiffers if the first entry is another act than the one with this hash."""
    for first in register.read(0, min(1, register.size())):
        found = ref_of(decode_entry(first).act)
        if found != root:
            raise RootDiffers(root, found)


def _fill(folder: Path, keys: NodeKeys) -> None:
    folder.mkdir(mode=0o700)
    write_keys(folder / KEYS, keys)
    sync_names(folder / KEYS)
    write_new(folder / README, WORDS)
    create_register(folder).close()
    sync_names(folder)


def _pin(folder: Path, root: str) -> str:
    """The root that is pinned when this returns: another process may have been first."""
    with suppress(FileExistsError):
        write_whole(folder / ROOT, root + "\n")
    return _root_in(folder) or root


def _root_in(folder: Path) -> str | None:
    try:
        with (folder / ROOT).open("rb") as file:
            found = _HASH.fullmatch(file.read(100))
    except FileNotFoundError:
        return None
    except OSError:
        raise NotADialogueFolder(str(folder), ROOT) from None
    if not found:
        raise NotADialogueFolder(str(folder), ROOT)
    return found[1].decode()
