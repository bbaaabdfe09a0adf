"""What a witness refuses, with the status of tlog-witness, and in which order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from cast import MIRRORS, NOON, ORIGIN, REGISTRAR, STRANGER, VERIFIERS, Log, log
from hypothesis import given
from hypothesis import strategies as st

from plenipo.errors import (
    CheckpointUnsigned,
    ConsistencyUnproven,
    MalformedRequest,
    OldSizeConflict,
    OldSizeTooLarge,
    OriginUnknown,
    RootConflict,
    WitnessRefusal,
)
from plenipo.register import (
    EMPTY_ROOT,
    AddCheckpoint,
    Checkpoint,
    TreeHead,
    consistency_proof,
    judge,
    parse_add_checkpoint,
    parse_signatures,
    parse_vkey,
    sign_note,
    verifier_of,
)

FOREIGN = Path(__file__).parent.parent / "data" / "notes" / "foreign"
LOG = log(40)
FORK = Log([*LOG.entries[:10], b"another", *LOG.entries[11:]])


def head(size: int) -> TreeHead:
    return TreeHead(size, LOG.root(size))


def request(old: int, new: int, source: Log = LOG) -> AddCheckpoint:
    tree = Log(source.entries[:new]).reader()
    proof = consistency_proof(old, new, tree) if 0 < old <= new else ()
    return AddCheckpoint(old, proof, source.note(new))


@given(st.data())
def test_a_consistent_checkpoint_is_accepted_from_any_head(data: st.DataObject) -> None:
    new = data.draw(st.integers(0, 40))
    old = data.draw(st.integers(0, new))
    asked = request(old, new)
    parsed = parse_add_checkpoint(asked.encode())
    assert parsed == asked
    signed = judge(parsed, head(old), VERIFIERS)
    assert signed.checkpoint == Checkpoint(ORIGIN, new, LOG.root(new))


def test_what_the_witness_answers_is_signature_lines_that_the_log_can_read() -> None:
    lines = [mirror.cosign(LOG.text(), NOON) for mirror in MIRRORS]
    assert parse_signatures(b"".join(line.line for line in lines)) == tuple(lines)


def test_a_request_that_another_implementation_signed_with_ml_dsa_is_accepted() -> None:
    key = parse_vkey((FOREIGN / "ml-dsa-44.vkey").read_text().strip())
    asked = parse_add_checkpoint((FOREIGN / "ml-dsa-44.add-checkpoint").read_bytes())
    assert judge(asked, TreeHead(), [verifier_of(key)]).note.keys == (key,)
    larger = replace(asked.note, text=asked.note.text.replace(b"\n1\n", b"\n2\n"))
    with pytest.raises(CheckpointUnsigned):
        judge(replace(asked, note=larger), TreeHead(), [verifier_of(key)])


def refusal(asked: AddCheckpoint, last: TreeHead) -> WitnessRefusal:
    with pytest.raises(WitnessRefusal) as caught:
        judge(asked, last, VERIFIERS)
    return caught.value


def test_an_unknown_origin_is_404() -> None:
    with pytest.raises(OriginUnknown) as caught:
        judge(request(0, 5), TreeHead(), [])
    assert (caught.value.status, caught.value.origin) == (404, ORIGIN)


def test_a_checkpoint_that_no_known_key_signed_is_403() -> None:
    unsigned = replace(request(0, 5), note=sign_note(LOG.text(5), [], [STRANGER.cosign(LOG.text(5), NOON)]))
    error = refusal(unsigned, TreeHead())
    assert isinstance(error, CheckpointUnsigned)
    assert error.status == 403


def test_a_known_key_whose_signature_fails_is_403_even_beside_one_that_holds() -> None:
    good = request(0, 5).note
    bad = replace(good.signatures[0], signature=bytes(64))
    for lines in ((bad,), (bad, good.signatures[1])):
        error = refusal(replace(request(0, 5), note=replace(good, signatures=lines)), TreeHead())
        assert isinstance(error, CheckpointUnsigned)


def test_one_of_the_known_keys_is_enough_and_unknown_ones_mean_nothing() -> None:
    stranger = STRANGER.cosign(LOG.text(5), NOON)
    asked = replace(request(0, 5), note=sign_note(LOG.text(5), [REGISTRAR], [stranger]))
    assert judge(asked, TreeHead(), VERIFIERS).note.unknown == (stranger,)


def test_an_old_size_above_the_checkpoint_is_400() -> None:
    error = refusal(AddCheckpoint(6, (), LOG.note(5)), head(6))
    assert isinstance(error, OldSizeTooLarge)
    assert (error.status, error.old, error.size) == (400, 6, 5)


@pytest.mark.parametrize(("old", "last"), [(0, 3), (3, 0), (3, 4), (4, 3), (5, 3)])
def test_an_old_size_that_was_not_last_cosigned_is_409_and_tells_which_was(old: int, last: int) -> None:
    error = refusal(request(old, 5), head(last))
    assert isinstance(error, OldSizeConflict)
    assert (error.status, error.cosigned) == (409, last)


def test_the_same_size_with_another_root_is_422() -> None:
    error = refusal(request(20, 20, FORK), head(20))
    assert isinstance(error, RootConflict)
    assert (error.status, error.expected, error.root) == (422, LOG.root(20), FORK.root(20))


def test_a_fork_that_brings_its_own_proof_is_422() -> None:
    error = refusal(request(20, 30, FORK), head(20))
    assert isinstance(error, ConsistencyUnproven)
    assert error.status == 422


def test_a_proof_that_is_cut_longer_or_uncalled_for_is_422() -> None:
    good = request(7, 20)
    for asked, last in (
        (replace(good, proof=good.proof[:-1]), head(7)),
        (replace(good, proof=(*good.proof, bytes(32))), head(7)),
        (replace(good, proof=()), head(7)),
        (replace(request(0, 5), proof=(bytes(32),)), TreeHead()),
        (replace(request(5, 5), proof=(bytes(32),)), head(5)),
    ):
        assert isinstance(refusal(asked, last), ConsistencyUnproven)


def test_the_empty_tree_has_the_empty_root_or_is_422() -> None:
    assert judge(request(0, 0), TreeHead(), VERIFIERS).checkpoint.root == EMPTY_ROOT
    note = sign_note(Checkpoint(ORIGIN, 0, bytes(32)).encode(), [REGISTRAR])
    error = refusal(AddCheckpoint(0, (), note), TreeHead())
    assert isinstance(error, RootConflict)


GOOD = request(7, 20).encode()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"old 7\n",
        b"old 7\n\n",
        GOOD.replace(b"old 7", b"old +7"),
        GOOD.replace(b"old 7", b"old 07"),
        GOOD.replace(b"old 7", b"old  7"),
        GOOD.replace(b"old 7", b"old -7"),
        GOOD.replace(b"old 7", b"old 7 "),
        GOOD.replace(b"old 7", b"old 9223372036854775808"),
        GOOD.replace(b"old 7", b"Old 7"),
        GOOD.replace(b"old 7", b"7"),
        GOOD.replace(b"\n", b"\r\n"),
        GOOD.replace(b"old 7\n", b"old 7\nAAAA\n"),
        GOOD.replace(b"old 7\n", b"old 7\n" + b"=" * 44 + b"\n"),
        GOOD.replace(b"old 7\n", b"old 7\n" + (b"A" * 43 + b"=\n") * 64),
        GOOD.replace(b"old 7\n", b"old 7\n\n"),
        GOOD.replace(b"\n20\n", b"\n+20\n"),
        GOOD[:-1],
        GOOD + b"\n",
        GOOD + b"x" * 300_000,
    ],
)
def test_a_body_that_is_not_to_the_letter_is_400(body: bytes) -> None:
    with pytest.raises(MalformedRequest) as caught:
        parse_add_checkpoint(body)
    assert caught.value.status == 400


@given(st.binary(max_size=200))
def test_no_body_crashes_the_parser(body: bytes) -> None:
    for attempt in (body, b"old 0\n\n" + body, GOOD[: len(body)] + body + GOOD[len(body) :]):
        try:
            assert parse_add_checkpoint(attempt).encode() == attempt
        except MalformedRequest:
            continue


@given(st.data())
def test_a_checkpoint_that_does_not_extend_the_head_is_never_accepted(data: st.DataObject) -> None:
    old = data.draw(st.integers(11, 39))
    new = data.draw(st.integers(old, 40))
    whose = data.draw(st.sampled_from([LOG, FORK]))
    asked = replace(request(old, new, FORK), proof=request(old, new, whose).proof)
    assert refusal(asked, head(old)).status == 422
