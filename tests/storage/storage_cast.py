"""The two backends under one suite, and entries to put into them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

from plenipo.register.hashing import leaf_hash
from plenipo.register.tree import root_of
from plenipo_node.storage import Head, MemoryRegister, Register, create_register
from plenipo_node.storage.sqlite import FILE


def entry(index: int) -> bytes:
    return b"entry %d " % index + b"." * (index % 300)


def entries(start: int, stop: int) -> list[bytes]:
    return [entry(index) for index in range(start, stop)]


def head_of(size: int) -> Head:
    """The head by the plain definition of the tree."""
    return Head(size, root_of(map(leaf_hash, entries(0, size))))


def filled(register: Register, size: int) -> Register:
    register.append(entries(register.size(), size), register.size())
    return register


def _memory(_folder: Path) -> Register:
    return MemoryRegister()


BLOB = b"sealed " * 300
BLOB_NAME = sha256(BLOB).hexdigest()
SIZE = 600


def small_register(folder: Path) -> Path:
    """A register of 600 entries with something of everything, closed."""
    with closing(create_register(folder)) as register:
        register.append(entries(0, SIZE), 0, blobs={BLOB_NAME: BLOB})
        register.put_checkpoint(SIZE, b"note")
        register.put_cosignatures(SIZE, [b"line"])
        register.put_snapshot(SIZE, b"standing")
        register.put_meta("term", b"1")
    return folder


def check_whole(register: Register) -> None:
    """It is the small register."""
    assert register.head() == head_of(SIZE)
    assert list(register.read()) == entries(0, SIZE)
    assert register.blob(BLOB_NAME) == BLOB


def run(folder: Path, statement: str, *values: object) -> None:
    """Change the file behind the register's back."""
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as db:
        db.execute(statement, values)


BACKENDS: dict[str, Callable[[Path], Register]] = {"memory": _memory, "sqlite": create_register}


@contextmanager
def opened(backend: str, folder: Path) -> Iterator[Register]:
    register = BACKENDS[backend](folder)
    try:
        yield register
    finally:
        register.close()
