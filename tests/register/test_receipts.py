"""Receipts under a policy, and what each alteration loses."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cast import (
    MIRROR_KEYS,
    MIRRORS,
    NOON,
    ORIGIN,
    POLICY,
    REGISTRAR,
    REGISTRAR_KEYS,
    REGISTRAR_PQ,
    STRANGER,
    cosigned,
    log,
    seed,
)
from hypothesis import given
from hypothesis import strategies as st

from plenipo.errors import (
    ForeignOrigin,
    MalformedReceipt,
    MalformedVerifierKey,
    NoteError,
    NoteSignatureRefused,
    NoteUnsigned,
    ProofError,
    QuorumMissing,
    RegisterError,
    VerifierKeyClash,
)
from plenipo.register import (
    Ed25519Cosigner,
    MLDSA44Cosigner,
    Policy,
    Receipt,
    endorse,
    inclusion_proof,
    leaf_hash,
    parse_receipt,
    sign_note,
    verify_receipt,
)

LOG = log(21)
TREE = LOG.reader()
LEAF = leaf_hash(LOG.entries[13])


def receipt(index: int = 13, cosigners: int = 2, extra: bytes | None = None) -> Receipt:
    return Receipt(index, inclusion_proof(index, 21, TREE), LOG.note(cosigners=cosigners), extra)


GOOD = receipt()


def test_a_receipt_holds_and_tells_who_cosigned_when() -> None:
    endorsed = verify_receipt(parse_receipt(GOOD.encode()), LEAF, POLICY)
    assert endorsed.checkpoint.size == 21
    assert endorsed.cosigned == tuple((key.name, NOON + at) for at, key in enumerate(MIRROR_KEYS[:2]))


@given(st.integers(0, 20), st.none() | st.binary(max_size=50))
def test_every_entry_has_a_receipt_that_parses_back(index: int, extra: bytes | None) -> None:
    made = receipt(index, extra=extra)
    assert parse_receipt(made.encode()) == made
    verify_receipt(made, leaf_hash(LOG.entries[index]), POLICY)


def test_a_receipt_is_laid_out_as_the_specification_draws_it() -> None:
    lines = receipt(extra=b"note").encode().split(b"\n")
    assert lines[:3] == [b"c2sp.org/tlog-proof@v1", b"extra bm90ZQ==", b"index 13"]
    assert lines[3 + len(GOOD.proof)] == b""
    assert lines[4 + len(GOOD.proof)] == ORIGIN.encode()


@given(st.data())
def test_any_altered_bit_of_a_receipt_refuses_it(data: st.DataObject) -> None:
    altered = bytearray(GOOD.encode())
    bit = data.draw(st.integers(0, len(altered) * 8 - 1))
    altered[bit // 8] ^= 1 << bit % 8
    with pytest.raises(RegisterError):
        verify_receipt(parse_receipt(bytes(altered)), LEAF, POLICY)


def test_the_receipt_of_one_entry_does_not_hold_for_another() -> None:
    for leaf, index in ((leaf_hash(b"entry 14"), 13), (LEAF, 12), (LEAF, 21), (LEAF, 2**63 - 1)):
        with pytest.raises(ProofError):
            verify_receipt(replace(GOOD, index=index), leaf, POLICY)


def test_fewer_cosigners_than_the_quorum_are_told_by_name() -> None:
    with pytest.raises(QuorumMissing) as caught:
        verify_receipt(receipt(cosigners=1), LEAF, POLICY)
    assert (caught.value.cosigners, caught.value.needed) == ((MIRROR_KEYS[0].name,), 2)


def test_strangers_do_not_count_towards_the_quorum() -> None:
    note = sign_note(
        GOOD.note.text, [], [*LOG.note(cosigners=1).signatures, STRANGER.cosign(GOOD.note.text, NOON)]
    )
    with pytest.raises(QuorumMissing):
        endorse(note, POLICY)


def test_the_registrar_signs_with_all_its_keys_or_the_policy_fails() -> None:
    text = GOOD.note.text
    for lines in ([REGISTRAR.sign(text)], [REGISTRAR_PQ.cosign(text, NOON)], []):
        with pytest.raises(NoteUnsigned):
            endorse(sign_note(text, [], [*lines, *cosigned(text, 3)]), POLICY)


def test_one_cosigner_that_fails_refuses_the_note_even_above_the_quorum() -> None:
    good = LOG.note(cosigners=3)
    bad = replace(good.signatures[-1], signature=bytes(72))
    with pytest.raises(NoteSignatureRefused):
        endorse(replace(good, signatures=(*good.signatures[:-1], bad)), POLICY)


def test_a_cosigner_with_two_keys_counts_once() -> None:
    twin = MLDSA44Cosigner(MIRRORS[0].key.name, seed("north, post-quantum"))
    policy = replace(POLICY, cosigners=(*MIRROR_KEYS, twin.key))
    text = GOOD.note.text
    note = sign_note(text, [], [*LOG.note(cosigners=1).signatures, twin.cosign(text, NOON + 9)])
    with pytest.raises(QuorumMissing):
        endorse(note, policy)
    assert endorse(note, replace(policy, quorum=1)).cosigned == ((MIRRORS[0].key.name, NOON + 9),)


def test_another_term_is_another_origin() -> None:
    with pytest.raises(ForeignOrigin):
        endorse(GOOD.note, replace(POLICY, origin="7f3a.register.example/2"))


def test_a_policy_that_cannot_hold_is_refused() -> None:
    with pytest.raises(NoteUnsigned):
        Policy(ORIGIN, ())
    for quorum in (-1, 4):
        with pytest.raises(QuorumMissing):
            Policy(ORIGIN, REGISTRAR_KEYS, MIRROR_KEYS, quorum)
    with pytest.raises(MalformedVerifierKey):
        Policy(ORIGIN, REGISTRAR_KEYS[1:], REGISTRAR_KEYS[:1], 1)


def test_a_cosigner_that_shares_a_key_is_refused() -> None:
    twin = Ed25519Cosigner("mirror.example/west", seed("north"))
    with pytest.raises(VerifierKeyClash):
        Policy(ORIGIN, REGISTRAR_KEYS, (*MIRROR_KEYS, twin.key), 2)


FILE = receipt(extra=b"note").encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        FILE.replace(b"@v1", b"@v2"),
        FILE.replace(b"\n", b"\r\n"),
        FILE.replace(b"extra ", b"extra  "),
        FILE.replace(b"bm90ZQ==", b"bm90ZQ"),
        FILE.replace(b"bm90ZQ==", b"bm90ZR=="),
        FILE.replace(b"bm90ZQ==", b"A" * 90_000),
        FILE.replace(b"index 13", b"index 013"),
        FILE.replace(b"index 13", b"index +13"),
        FILE.replace(b"index 13", b"Index 13"),
        FILE.replace(b"index 13\n", b""),
        FILE.replace(b"index 13\n", b"index 13\n\n"),
        FILE.replace(b"index 13\n", b"index 13\nindex 13\n"),
        FILE.replace(b"index 13\n", b"index 13\n" + b"A" * 43 + b"\n"),
        FILE.replace(b"index 13\n", b"index 13\n" + (b"A" * 43 + b"=\n") * 60),
        FILE.replace(b"\n21\n", b"\n021\n"),
        FILE[:-1],
        FILE + b"\n",
        FILE + b"x" * 500_000,
    ],
)
def test_a_receipt_in_another_spelling_is_refused(data: bytes) -> None:
    with pytest.raises(MalformedReceipt):
        parse_receipt(data)


def test_a_receipt_that_would_not_parse_back_is_not_written() -> None:
    for bad in (
        replace(GOOD, index=-1),
        replace(GOOD, proof=(b"short",)),
        replace(GOOD, extra=bytes(70_000)),
    ):
        with pytest.raises(MalformedReceipt):
            bad.encode()


@given(st.binary(max_size=200))
def test_no_bytes_crash_the_receipt_parser(data: bytes) -> None:
    for attempt in (data, b"c2sp.org/tlog-proof@v1\n" + data, FILE[: len(data)] + data):
        try:
            assert parse_receipt(attempt).encode() == attempt
        except (MalformedReceipt, NoteError):
            continue
