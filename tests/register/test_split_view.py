"""A registrar that shows two registers is convicted by its own signatures."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cast import NOON, ORIGIN, REGISTRAR, REGISTRAR_PQ, STRANGER, VERIFIERS, Log, log
from hypothesis import given
from hypothesis import strategies as st

from plenipo.errors import ForeignOrigin, SplitViewUnproven
from plenipo.register import (
    EMPTY_ROOT,
    Checkpoint,
    SplitView,
    find_split,
    parse_split_view,
    sign_note,
    verifier_of,
    verify_split,
)

LOG = log(30)
FORK = Log([*LOG.entries[:10], b"what the others are shown", *LOG.entries[11:]])
VIEW = find_split(LOG.note(), FORK.note(), ORIGIN, VERIFIERS)


def test_two_roots_of_one_size_by_one_key_are_a_portable_proof() -> None:
    assert VIEW
    carried = parse_split_view(VIEW.encode())
    assert carried == VIEW
    assert verify_split(carried, ORIGIN, VERIFIERS) == REGISTRAR.key


@given(st.integers(11, 30), st.integers(11, 30))
def test_forks_of_unequal_size_are_proven_from_the_larger_register(ours: int, theirs: int) -> None:
    tree = Log(FORK.entries[:theirs]).reader() if theirs >= ours else Log(LOG.entries[:ours]).reader()
    view = find_split(LOG.note(ours), FORK.note(theirs), ORIGIN, VERIFIERS, tree)
    assert view
    assert verify_split(parse_split_view(view.encode()), ORIGIN, VERIFIERS) == REGISTRAR.key


@given(st.integers(0, 30), st.integers(0, 30))
def test_an_honest_register_never_yields_a_proof(first: int, second: int) -> None:
    tree = Log(LOG.entries[: max(first, second)]).reader()
    assert find_split(LOG.note(first), LOG.note(second), ORIGIN, VERIFIERS, tree) is None


@given(st.integers(1, 10))
def test_what_both_registers_share_yields_no_proof(size: int) -> None:
    assert find_split(LOG.note(size), FORK.note(), ORIGIN, VERIFIERS, FORK.reader()) is None


def test_without_the_larger_tree_unequal_sizes_yield_no_proof() -> None:
    assert find_split(LOG.note(20), FORK.note(), ORIGIN, VERIFIERS) is None


def test_two_roots_of_the_empty_tree_are_a_proof_too() -> None:
    texts = (Checkpoint(ORIGIN, 0, root).encode() for root in (EMPTY_ROOT, bytes(32)))
    first, second = (sign_note(text, [REGISTRAR]) for text in texts)
    view = find_split(first, second, ORIGIN, VERIFIERS)
    assert view
    assert verify_split(view, ORIGIN, VERIFIERS) == REGISTRAR.key
    with pytest.raises(SplitViewUnproven):
        verify_split(replace(view, proof=(bytes(32),)), ORIGIN, VERIFIERS)


def test_two_checkpoints_by_two_keys_convict_nobody() -> None:
    mine = sign_note(LOG.text(), [REGISTRAR])
    other = sign_note(FORK.text(), [], [REGISTRAR_PQ.cosign(FORK.text(), NOON)])
    assert find_split(mine, other, ORIGIN, VERIFIERS) is None
    with pytest.raises(SplitViewUnproven) as caught:
        verify_split(SplitView(mine, other, FORK.root()), ORIGIN, VERIFIERS)
    assert caught.value.part == "key"


def test_a_framed_registrar_is_not_convicted() -> None:
    assert VIEW
    agreeing = SplitView(LOG.note(), LOG.note(), LOG.root())
    invented = SplitView(LOG.note(20), LOG.note(), bytes(32))
    forged = replace(VIEW, second=sign_note(FORK.text(), [], [STRANGER.cosign(FORK.text(), NOON)]))
    wrong_root = replace(VIEW, root=bytes(32))
    backwards = SplitView(FORK.note(), LOG.note(20), FORK.root())
    for view in (agreeing, invented, forged, wrong_root, backwards):
        with pytest.raises(SplitViewUnproven):
            verify_split(view, ORIGIN, VERIFIERS)
    with pytest.raises(SplitViewUnproven):
        verify_split(VIEW, "7f3a.register.example/2", VERIFIERS)
    with pytest.raises(SplitViewUnproven):
        verify_split(VIEW, ORIGIN, [verifier_of(STRANGER.key)])
    with pytest.raises(ForeignOrigin):
        find_split(VIEW.first, VIEW.second, "7f3a.register.example/2", VERIFIERS)


@given(st.data())
def test_any_altered_bit_of_the_proof_refuses_it(data: st.DataObject) -> None:
    # One signature each: a second line that is altered until its key is unknown would change nothing.
    first, second = (sign_note(text, [REGISTRAR]) for text in (LOG.text(20), FORK.text()))
    view = find_split(first, second, ORIGIN, VERIFIERS, FORK.reader())
    assert view
    altered = bytearray(view.encode())
    bit = data.draw(st.integers(0, len(altered) * 8 - 1))
    altered[bit // 8] ^= 1 << bit % 8
    with pytest.raises(SplitViewUnproven):
        verify_split(parse_split_view(bytes(altered)), ORIGIN, VERIFIERS)


@given(st.binary(max_size=200))
def test_no_bytes_crash_the_parser_of_split_views(data: bytes) -> None:
    assert VIEW
    good = VIEW.encode()
    for attempt in (data, b"plenipo-split-view/1 1 0\n" + data, good[: len(data)] + data + good[len(data) :]):
        try:
            assert parse_split_view(attempt).encode() == attempt
        except SplitViewUnproven:
            continue
