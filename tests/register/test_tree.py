"""The tree and its proofs, against the definitions of RFC 6962."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_tree import LEAVES, mth, node, path, subproof

from plenipo.errors import (
    ProofError,
    ProofOutOfRange,
    RootMismatch,
    TreeSizeRefused,
)
from plenipo.register.hashing import EMPTY_ROOT
from plenipo.register.proofs import consistency_proof, inclusion_proof, verify_consistency, verify_inclusion
from plenipo.register.tree import Frontier, root_of

VECTORS = Path(__file__).parent.parent / "data" / "merkle-proofs" / "testdata"


sizes = st.integers(0, 700)


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=80))
def test_the_incremental_root_is_the_recomputed_root_after_every_append(leaves: list[bytes]) -> None:
    tree = Frontier()
    for size, leaf in enumerate(leaves):
        assert tree.root() == mth(leaves[:size])
        tree.append(leaf)
    assert tree.size == len(leaves)
    assert tree.root() == root_of(leaves) == mth(leaves)


def test_the_empty_root_is_the_hash_of_nothing() -> None:
    assert root_of([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(sizes, sizes)
def test_a_saved_frontier_goes_on_as_if_never_saved_and_a_copy_leaves_it_alone(first: int, more: int) -> None:
    tree = Frontier()
    tree.extend(LEAVES[:first])
    twin = tree.copy()
    saved = Frontier(tree.size, tree.hashes)
    saved.extend(LEAVES[first : first + more])
    twin.append(LEAVES[0])
    assert saved.root() == root_of(LEAVES[: first + more])
    assert tree.root() == root_of(LEAVES[:first])


@pytest.mark.parametrize(
    ("size", "hashes"), [(-1, []), (1, []), (3, [bytes(32)]), (2**63, [bytes(32)]), (1, [bytes(31)])]
)
def test_a_frontier_of_an_impossible_shape_is_refused(size: int, hashes: list[bytes]) -> None:
    with pytest.raises(TreeSizeRefused):
        Frontier(size, hashes)


@given(st.data())
def test_inclusion_proofs_are_those_of_the_definition_and_verify(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 300))
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(index, size, node)
    assert list(proof) == path(index, LEAVES[:size])
    verify_inclusion(index, size, LEAVES[index], proof, mth(LEAVES[:size]))


@given(st.data())
def test_consistency_proofs_are_those_of_the_definition_and_verify(data: st.DataObject) -> None:
    new = data.draw(st.integers(1, 300))
    old = data.draw(st.integers(1, new))
    proof = consistency_proof(old, new, node)
    assert list(proof) == subproof(old, LEAVES[:new])
    verify_consistency(old, new, mth(LEAVES[:old]), mth(LEAVES[:new]), proof)


def test_every_proof_in_every_tree_of_up_to_forty_leaves_verifies() -> None:
    roots = [mth(LEAVES[:size]) for size in range(41)]
    for new in range(1, 41):
        for old in range(1, new + 1):
            verify_inclusion(old - 1, new, LEAVES[old - 1], inclusion_proof(old - 1, new, node), roots[new])
            verify_consistency(old, new, roots[old], roots[new], consistency_proof(old, new, node))


def flipped(values: list[bytes], data: st.DataObject) -> list[bytes]:
    at = data.draw(st.integers(0, len(values) - 1))
    bit = data.draw(st.integers(0, 255))
    altered = bytearray(values[at])
    altered[bit // 8] ^= 1 << bit % 8
    return [*values[:at], bytes(altered), *values[at + 1 :]]


@given(st.data())
def test_any_altered_bit_of_an_inclusion_proof_fails(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 100))
    index = data.draw(st.integers(0, size - 1))
    leaf, root, *proof = flipped(
        [LEAVES[index], mth(LEAVES[:size]), *inclusion_proof(index, size, node)],
        data,
    )
    with pytest.raises(RootMismatch):
        verify_inclusion(index, size, leaf, proof, root)


@given(st.data())
def test_any_altered_bit_of_a_consistency_proof_fails(data: st.DataObject) -> None:
    new = data.draw(st.integers(1, 100))
    old = data.draw(st.integers(1, new))
    old_root, new_root, *proof = flipped(
        [mth(LEAVES[:old]), mth(LEAVES[:new]), *consistency_proof(old, new, node)], data
    )
    with pytest.raises(RootMismatch):
        verify_consistency(old, new, old_root, new_root, proof)


@given(st.data())
def test_a_proof_never_verifies_for_another_index_or_size(data: st.DataObject) -> None:
    size, other_size = data.draw(st.integers(1, 64)), data.draw(st.integers(1, 64))
    index, other = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, 64))
    proof, root = inclusion_proof(index, size, node), mth(LEAVES[:size])
    if other != index:
        with pytest.raises(ProofError):
            verify_inclusion(other, size, LEAVES[index], proof, root)
    if other_size != size:
        # A smaller tree may share the shape of this path, but then it is another root.
        with pytest.raises(ProofError):
            verify_inclusion(index, other_size, LEAVES[index], proof, mth(LEAVES[:other_size]))


@pytest.mark.parametrize(("first", "size"), [(-1, 1), (1, 1), (5, 4), (0, 0), (2**64, 2**63)])
def test_there_is_no_inclusion_proof_outside_the_tree(first: int, size: int) -> None:
    with pytest.raises(ProofOutOfRange):
        inclusion_proof(first, size, node)
    with pytest.raises(ProofOutOfRange):
        verify_inclusion(first, size, LEAVES[0], [], LEAVES[0])


@pytest.mark.parametrize(("old", "new"), [(0, 0), (0, 1), (-1, 1), (2, 1)])
def test_there_is_no_consistency_proof_from_nothing_or_backwards(old: int, new: int) -> None:
    with pytest.raises(ProofOutOfRange):
        consistency_proof(old, new, node)
    with pytest.raises(ProofOutOfRange):
        verify_consistency(old, new, EMPTY_ROOT, EMPTY_ROOT, [])


def vectors(kind: str) -> list[object]:
    files = sorted((VECTORS / kind).rglob("*.json"))
    return [pytest.param(json.loads(file.read_bytes()), id=str(file.relative_to(VECTORS))) for file in files]


def test_all_published_vectors_are_held() -> None:
    assert len(vectors("inclusion")) + len(vectors("consistency")) == 196


@pytest.mark.parametrize("vector", vectors("inclusion"))
def test_a_published_inclusion_proof_has_its_outcome(vector: dict[str, Any]) -> None:
    leaf, root = (base64.b64decode(vector[name]) for name in ("leafHash", "root"))
    proof = [base64.b64decode(each) for each in vector["proof"] or []]
    if vector["wantErr"]:
        with pytest.raises(ProofError):
            verify_inclusion(vector["leafIdx"], vector["treeSize"], leaf, proof, root)
    else:
        verify_inclusion(vector["leafIdx"], vector["treeSize"], leaf, proof, root)


@pytest.mark.parametrize("vector", vectors("consistency"))
def test_a_published_consistency_proof_has_its_outcome(vector: dict[str, Any]) -> None:
    old_root, new_root = (base64.b64decode(vector[name]) for name in ("root1", "root2"))
    proof = [base64.b64decode(each) for each in vector["proof"] or []]
    if vector["wantErr"]:
        with pytest.raises(ProofError):
            verify_consistency(vector["size1"], vector["size2"], old_root, new_root, proof)
    else:
        verify_consistency(vector["size1"], vector["size2"], old_root, new_root, proof)
