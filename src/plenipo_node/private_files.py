"""Files that only their owner may read: made once, durable when that returns, never written over."""

from __future__ import annotations

import os
import secrets
import stat
from typing import TYPE_CHECKING

from plenipo.errors import KeyFileExposed, KeyFileMissing, KeyFileUnusable

if TYPE_CHECKING:
    from pathlib import Path


def read_private(path: Path, limit: int) -> bytes:
    """KeyFileMissing, KeyFileUnusable, KeyFileExposed."""
    try:
        with path.open("rb") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise KeyFileMissing(str(path)) from None
    except OSError:
        raise KeyFileUnusable(str(path), "unreadable") from None
    if mode & 0o077:
        raise KeyFileExposed(str(path), mode)
    if len(data) > limit:
        raise KeyFileUnusable(str(path), "format")
    return data


def write_new(path: Path, words: str) -> None:
    """FileExistsError, other OSErrors."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(words)
        file.flush()
        os.fsync(handle)


def write_whole(path: Path, words: str) -> None:
    """It appears with all that it holds, or not at all. FileExistsError, other OSErrors."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        write_new(beside, words)
        path.hardlink_to(beside)
    finally:
        beside.unlink(missing_ok=True)
        sync_names(path.parent)


def sync_names(folder: Path) -> None:
    """The names in the folder are durable."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
