"""The two backends under one suite, and entries to put into them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from plenipo.register.hashing import leaf_hash
from plenipo.register.tree import root_of
from plenipo_node.storage import Head, MemoryRegister, Register, create_register


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


BACKENDS: dict[str, Callable[[Path], Register]] = {"memory": _memory, "sqlite": create_register}


@contextmanager
def opened(backend: str, folder: Path) -> Iterator[Register]:
    register = BACKENDS[backend](folder)
    try:
        yield register
    finally:
        register.close()
