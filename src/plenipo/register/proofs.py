"""Merkle proofs of inclusion and consistency (RFC 6962 §2.1.1, §2.1.2; RFC 9162 §2.1.3, §2.1.4).

A proof has exactly the hashes that its sizes ask for, each of 32 bytes. A consistency proof from the empty
tree says nothing and is neither made nor accepted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from plenipo.errors import MalformedProof, ProofOutOfRange, RootMismatch
from plenipo.register.hashing import HASH_SIZE, node_hash
from plenipo.register.tree import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    # (level, index) to the hash of the complete subtree of 2**level leaves from leaf index * 2**level.
    NodeReader: TypeAlias = Callable[[int, int], bytes]


def inclusion_proof(index: int, size: int, node: NodeReader) -> tuple[bytes, ...]:
    """From the leaf's sibling up to the root's child. ProofOutOfRange."""
    if not 0 <= index < size:
        raise ProofOutOfRange(index, size)
    return tuple(_path(0, index, size, node))


def consistency_proof(old: int, new: int, node: NodeReader) -> tuple[bytes, ...]:
    """That the tree of `old` leaves is the start of the tree of `new` leaves. ProofOutOfRange."""
    if not 0 < old <= new:
        raise ProofOutOfRange(old, new)
    if old == new:
        return ()
    level, index = _last_complete(old)
    # RFC 6962 §2.1.2: where the old root is itself a node of the new tree, the verifier holds it already.
    start = (node(level, index),) if index else ()
    return (*start, *_path(level, index, new, node))


def root_at(size: int, node: NodeReader) -> bytes:
    """The root that the tree had at `size`."""
    return fold(node(*each) for each in _complete(0, size))


def verify_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> None:
    """Raise MalformedProof or RootMismatch unless the leaf hash stands at `index` under `root`."""
    if not 0 <= index < size:
        raise ProofOutOfRange(index, size)
    shared, lone = _steps(0, index, size)
    _check(proof, shared + lone)
    _check((leaf,), 1)
    found = _climb(leaf, index, shared, proof)
    if found != root:
        raise RootMismatch(found, root)


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> None:
    """Raise MalformedProof or RootMismatch unless both roots follow from one proof."""
    if not 0 < old <= new:
        raise ProofOutOfRange(old, new)
    if old == new:
        _check(proof, 0)
        _match(old_root, new_root)
        return
    level, index = _last_complete(old)
    shared, lone = _steps(level, index, new)
    _check(proof, shared + lone + (index > 0))
    start, path = (proof[0], proof[1:]) if index else (old_root, proof)
    # The old tree has only the left siblings of this path: it ends inside the subtree where the path begins.
    lefts = [each for bit, each in enumerate(path[:shared]) if index >> bit & 1]
    _match(_fold_up(start, [*lefts, *path[shared:]]), old_root)
    _match(_climb(start, index, shared, path), new_root)


def _path(level: int, index: int, size: int, node: NodeReader) -> Iterator[bytes]:
    """The siblings on the way from a complete subtree to the root of a tree of `size`."""
    shared, _ = _steps(level, index, size)
    for height in range(level, level + shared - 1):
        yield node(height, index >> height - level ^ 1)
    if shared:
        top = level + shared - 1
        yield fold(node(*each) for each in _complete((index >> shared - 1 ^ 1) << top, size))
    for height in range(level + shared, (index << level).bit_length()):
        if index >> height - level & 1:
            yield node(height, (index >> height - level) - 1)


def _steps(level: int, index: int, size: int) -> tuple[int, int]:
    """How many siblings come before the path meets the right edge, and how many (all to the left) after."""
    shared = (index ^ size - 1 >> level).bit_length()
    return shared, (index >> shared).bit_count()


def _complete(start: int, end: int) -> Iterator[tuple[int, int]]:
    """(level, index) of the largest complete subtrees of leaves start to end, from left to right."""
    while start < end:
        level = (end - start).bit_length() - 1
        yield level, start >> level
        start += 1 << level


def _last_complete(size: int) -> tuple[int, int]:
    """(level, index) of the largest complete subtree that ends a tree of `size`."""
    level = (size & -size).bit_length() - 1
    return level, (size >> level) - 1


def _climb(start: bytes, index: int, shared: int, path: Sequence[bytes]) -> bytes:
    found = start
    for bit, each in enumerate(path[:shared]):
        found = node_hash(each, found) if index >> bit & 1 else node_hash(found, each)
    return _fold_up(found, path[shared:])


def _fold_up(start: bytes, lefts: Sequence[bytes]) -> bytes:
    found = start
    for each in lefts:
        found = node_hash(each, found)
    return found


def _check(proof: Sequence[bytes], expected: int) -> None:
    if len(proof) != expected or any(len(each) != HASH_SIZE for each in proof):
        raise MalformedProof(len(proof), expected)


def _match(found: bytes, root: bytes) -> None:
    if found != root:
        raise RootMismatch(found, root)
