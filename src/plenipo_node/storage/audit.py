"""Read all of a register once and hold it against its head: for a disk that is doubted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plenipo.errors import RootMismatch
from plenipo.register.hashing import leaf_hash
from plenipo.register.reader import TileReader
from plenipo.register.tiles import tiles_of
from plenipo.register.tree import Frontier
from plenipo_node.storage.proofs import fetch

if TYPE_CHECKING:
    from collections.abc import Callable

    from plenipo_node.storage.port import Head, Register

STEP = 4096


def audit(register: Register, report: Callable[[int, int], None] = lambda _done, _of: None) -> Head:
    """The head, if all entries, tiles, blobs and the snapshot are as they were written.

    `report` is told how many entries of how many are read. StoreDamaged, TileError, RootMismatch.
    """
    head = register.head()
    tree = Frontier()
    for start in range(0, head.size, STEP):
        # Reading holds each entry against its tile of level 0.
        tree.extend(map(leaf_hash, register.read(start, min(start + STEP, head.size))))
        report(tree.size, head.size)
    if tree.root() != head.root:
        raise RootMismatch(tree.root(), head.root)
    reader = TileReader(head.size, head.root, lambda path: fetch(register, path))
    for tile in tiles_of(head.size):
        if tile.level:
            reader.rows(tile.level, tile.index)
    for name in register.blobs():
        register.blob(name)
    register.snapshot()
    return head
