"""Reading and writing files: bounded, whole or not at all, with errors that name the path."""

from __future__ import annotations

import os
import secrets
import sys
from typing import TYPE_CHECKING

from plenipo_cli.errors import BadFile, FileExists, NoSuchFile, Unreadable

if TYPE_CHECKING:
    from pathlib import Path

MAX_FILE = 64 * 1024 * 1024


def read(path: Path, limit: int = MAX_FILE) -> bytes:
    """The bytes of a file, or of standard input for `-`."""
    try:
        if str(path) == "-":
            data = sys.stdin.buffer.read(limit + 1)
        else:
            with path.open("rb") as file:
                data = file.read(limit + 1)
    except FileNotFoundError:
        raise NoSuchFile(str(path)) from None
    except OSError as error:
        raise Unreadable(str(path), error.strerror or type(error).__name__) from None
    if len(data) > limit:
        raise BadFile(str(path), f"it has more than {limit} bytes")
    return data


def read_text(path: Path, limit: int = MAX_FILE) -> str:
    try:
        return read(path, limit).decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadFile(str(path), f"it is not UTF-8 from byte {error.start} on") from None


def write_new(path: Path, data: bytes, mode: int = 0o644) -> None:
    """A file that was not there before; durable when this returns."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    except FileExistsError:
        raise FileExists(str(path)) from None
    except OSError as error:
        raise Unreadable(str(path), error.strerror or type(error).__name__) from None
    _fill(path, descriptor, data)


def replace(path: Path, data: bytes, mode: int = 0o644) -> None:
    """The file whole, or as it was: written beside it, then renamed."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    write_new(beside, data, mode)
    try:
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise Unreadable(str(path), error.strerror or type(error).__name__) from None


def _fill(path: Path, descriptor: int, data: bytes) -> None:
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        path.unlink(missing_ok=True)
        raise Unreadable(str(path), error.strerror or type(error).__name__) from None
