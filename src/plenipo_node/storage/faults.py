"""What SQLite and the operating system say of a failure, as the errors of this house."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from plenipo.errors import (
    DiskFailed,
    DiskFull,
    StoreDamaged,
    StoreError,
    StoreLocked,
    StoreMissing,
    StoreReadOnly,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PRIMARY = 0xFF
_LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}
_BELOW = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}
# The statements are constants: where the schema or a record does not fit them, the file was damaged.
_DAMAGED = {
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_CONSTRAINT,
    sqlite3.SQLITE_MISMATCH,
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_SCHEMA,
    sqlite3.SQLITE_FORMAT,
    sqlite3.SQLITE_TOOBIG,
}
_DENIED = {errno.EROFS, errno.EACCES, errno.EPERM}
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


@contextmanager
def translated(path: Path, waited_ms: int) -> Iterator[None]:
    """Raise StoreErrors in place of SQLite's and the system's errors."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise  # a mistake in this house, not in the world
    except sqlite3.Error as error:
        raise _of_sqlite(path, error, waited_ms) from error
    except OSError as error:
        raise _of_system(path, error) from error


def _of_sqlite(path: Path, error: sqlite3.Error, waited_ms: int) -> StoreError:
    name = getattr(error, "sqlite_errorname", "")
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _PRIMARY
    if code in _LOCKED:
        return StoreLocked(str(path), waited_ms)
    if code == sqlite3.SQLITE_FULL:
        return DiskFull(str(path))
    if code in _DAMAGED:
        return StoreDamaged(str(path), name or "value")
    if name == "SQLITE_READONLY_DBMOVED" or not path.exists():
        return StoreMissing(str(path))
    if code == sqlite3.SQLITE_READONLY:
        return StoreReadOnly(str(path))
    return _below(path, name) if code in _BELOW else DiskFailed(str(path), name)


def _below(path: Path, name: str) -> StoreError:
    """SQLite says only that a file could not be opened, read or written: look why."""
    if not (os.access(path.parent, os.W_OK) and os.access(path, os.W_OK)):
        return StoreReadOnly(str(path))
    disk = os.statvfs(path.parent)
    if not disk.f_bavail or (disk.f_files and not disk.f_favail):
        return DiskFull(str(path))
    return DiskFailed(str(path), name)


def _of_system(path: Path, error: OSError) -> StoreError:
    if error.errno in _NO_ROOM:
        return DiskFull(str(path))
    if error.errno in _DENIED:
        return StoreReadOnly(str(path))
    if isinstance(error, FileNotFoundError):
        return StoreMissing(str(path))
    return DiskFailed(str(path), errno.errorcode.get(error.errno or 0, ""))
