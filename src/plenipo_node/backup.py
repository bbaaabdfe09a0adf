"""A node's folder in one file, and back: register, desk, keys, settings, as of one moment each.

1. The databases are copied by SQLite itself, so a desk that is open goes on.
2. It holds the node's keys, and thereby all that is sealed to its party: the file is 0600, and wants to be
   encrypted before it leaves the machine.
3. It appears whole or not at all, and is never written over another file.
4. Coming back, only what this module writes is taken: known names, plain files, within limits. The folder is
   opened and all of its store read before it stands in its place.
5. It unpacks piece by piece, and to no more than its listing says and the disk has room for.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import secrets
import shutil
import sqlite3
import tarfile
import zlib
from contextlib import closing
from pathlib import Path
from typing import IO, TYPE_CHECKING

from msgspec import Struct

from plenipo.errors import BackupUnusable, FolderExists, NotADialogueFolder
from plenipo_node.folder import KEYS, README, ROOT, open_folder
from plenipo_node.private_files import write_new
from plenipo_node.storage import audit
from plenipo_node.storage.sqlite import FILE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DESK, SETTINGS = "desk.sqlite", "desk.toml"
LABEL = "backup.json"
FORMAT = "plenipo-backup/1"
DATABASES = (FILE, DESK)
PLAIN = (ROOT, README, SETTINGS)
MAX_PLAIN = 1 << 20  # bytes of a file that is no database
MAX_FILES = 1000
MAX_PIECE = 1 << 20  # bytes that are unpacked at once; also a header's, and what follows the last file
SPARE = 64 << 20  # bytes that are left free on the disk

_KEY = re.compile(r"keys/(hosted/)?[A-Za-z0-9][A-Za-z0-9.-]{0,63}")


class Held(Struct, frozen=True):
    """How much a backup holds: entries, the last stamp (ms; None without entries), the pinned root."""

    size: int
    stamp: int | None
    root: str | None


def back_up(folder: Path, out: Path, made: int) -> int:
    """The number of entries. NotADialogueFolder, FolderExists for a file that is there, StoreError."""
    if out.exists():
        raise FolderExists(str(out))
    with open_folder(folder) as opened:
        size, root = opened.register.size(), opened.root
    beside = out.with_name(f".{out.name}.{secrets.token_hex(4)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file, tarfile.open(fileobj=file, mode="w:gz") as tar:
            label = {"format": FORMAT, "made": made, "size": size, "root": root}
            _put(tar, LABEL, json.dumps(label).encode())
            for name in DATABASES:
                if (folder / name).exists():
                    _put_database(tar, folder / name, beside)
            for path in _plain(folder):
                _put(tar, path.relative_to(folder).as_posix(), path.read_bytes())
            tar.close()
            file.flush()
            os.fsync(handle)
        beside.rename(out)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return size


def _plain(folder: Path) -> Iterator[Path]:
    yield from (folder / name for name in PLAIN if (folder / name).is_file())
    for path in sorted((folder / KEYS).rglob("*")):
        if path.is_file() and _KEY.fullmatch(path.relative_to(folder).as_posix()):  # what comes back
            yield path


def _put(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    about = tarfile.TarInfo(name)
    about.size, about.mode = len(data), 0o600
    tar.addfile(about, io.BytesIO(data))


def _put_database(tar: tarfile.TarFile, path: Path, beside: Path) -> None:
    """As it stands at one moment, whoever writes meanwhile."""
    copy = beside.with_suffix(".copy")
    write_new(copy, "")  # SQLite would let others read it meanwhile
    try:
        with (
            closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
        about = tarfile.TarInfo(path.name)
        about.size, about.mode = copy.stat().st_size, 0o600
        with copy.open("rb") as file:
            tar.addfile(about, file)
    finally:
        copy.unlink(missing_ok=True)


def restore(archive: Path, folder: Path, report: Callable[[int, int], None] = lambda _at, _of: None) -> Held:
    """Make the folder from a backup, checked. BackupUnusable, FolderExists, and what opening it raises."""
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise FolderExists(str(folder))
    beside = folder.absolute().with_name(f".{folder.name}.{secrets.token_hex(4)}")
    beside.mkdir(mode=0o700, parents=True)
    try:
        _unpack(archive, beside)
        held = _checked(archive, beside, report)
        if folder.exists():
            folder.rmdir()
        beside.rename(folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return held


class _Pieces(gzip.GzipFile):
    """Nothing is unpacked into memory beyond a piece, whatever a header says."""

    def read(self, size: int | None = -1) -> bytes:
        if size is None or not 0 <= size <= MAX_PIECE:
            raise OSError("a header in it is too large")
        return super().read(size)


def _unpack(archive: Path, folder: Path) -> None:
    try:
        with archive.open("rb") as file:
            if file.read(2) != b"\x1f\x8b":
                raise BackupUnusable(str(archive), "not a gzip file")
        with _Pieces(archive, "rb") as stream, tarfile.TarFile(fileobj=stream, mode="r") as tar:
            _take_all(tar, folder, archive)
            if len(stream.read(MAX_PIECE)) == MAX_PIECE:  # to the end, where the sum over all of it stands
                raise BackupUnusable(str(archive), "more follows its last file than a backup has")
    except FileNotFoundError:
        raise BackupUnusable(str(archive), "there is no such file") from None
    except (tarfile.TarError, zlib.error, EOFError, OSError) as error:
        raise BackupUnusable(str(archive), str(error)) from None


def _take_all(tar: tarfile.TarFile, folder: Path, archive: Path) -> None:
    room = shutil.disk_usage(folder).free - SPARE
    for count, about in enumerate(tar):
        room -= about.size
        if count >= MAX_FILES:
            raise BackupUnusable(str(archive), "it holds more files than a backup has")
        if room < 0:
            raise BackupUnusable(str(archive), f"the disk has no room for {about.name} ({about.size} bytes)")
        _take(tar, about, folder, archive)


def _take(tar: tarfile.TarFile, about: tarfile.TarInfo, folder: Path, archive: Path) -> None:
    name = about.name
    known = name in {LABEL, *DATABASES, *PLAIN} or _KEY.fullmatch(name)
    if not known or not about.isreg() or about.issparse() or ".." in name:
        raise BackupUnusable(str(archive), f"it holds {name!r}, which no backup has")
    if name not in DATABASES and about.size > MAX_PLAIN:
        raise BackupUnusable(str(archive), f"{name} is too large")
    target = folder / name
    for parent in reversed(Path(name).parents[:-1]):
        (folder / parent).mkdir(mode=0o700, exist_ok=True)
    source = tar.extractfile(about)
    if source is None:
        raise BackupUnusable(str(archive), f"{name} cannot be read")
    _write(target, source)


def _write(target: Path, source: IO[bytes]) -> None:
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "wb") as file:
        shutil.copyfileobj(source, file)
        file.flush()
        os.fsync(handle)


def _checked(archive: Path, folder: Path, report: Callable[[int, int], None]) -> Held:
    """What the label promises is there, and every entry of it reads as it was written."""
    try:
        label = json.loads((folder / LABEL).read_bytes())
        promised, told = int(label["size"]), label["format"]
    except (OSError, ValueError, KeyError, TypeError):
        raise BackupUnusable(str(archive), "its label is missing or unreadable") from None
    if told != FORMAT:
        raise BackupUnusable(str(archive), f"its format is {told!r}")
    (folder / LABEL).unlink()
    try:
        with open_folder(folder) as opened:
            register = opened.register
            audit(register, report)
            size = register.size()
            stamp = opened.last_stamp()
            root = opened.root
    except NotADialogueFolder:
        raise BackupUnusable(str(archive), "it holds no register with its keys") from None
    if size < promised:
        raise BackupUnusable(str(archive), f"it holds {size} entries, and promises {promised}")
    return Held(size, stamp, root)
