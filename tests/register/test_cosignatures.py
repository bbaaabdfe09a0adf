"""Cosignatures of both types, and keys that must stay apart."""

from __future__ import annotations

import pytest
from cast import MIRRORS, NOON, ORIGIN, REGISTRAR, REGISTRAR_PQ, log, seed
from hypothesis import given, settings
from hypothesis import strategies as st

from plenipo.errors import (
    MalformedCheckpoint,
    MalformedCosignature,
    MalformedVerifierKey,
    NoteSignatureRefused,
    RegisterError,
)
from plenipo.register import (
    Checkpoint,
    CosignatureVerifier,
    Ed25519Cosigner,
    MLDSA44Cosigner,
    Note,
    NoteSignature,
    VerifierKey,
    parse_note,
    parse_vkey,
    timestamp,
    verifier_of,
    verify_note,
)
from plenipo.register.cosignatures import MAX_TIME, ed25519_message, ml_dsa_message
from plenipo.register.keys import ML_DSA_44_COSIGNATURE

TEXT = log(5).text()
EXTENDED = Checkpoint(ORIGIN, 5, bytes(32), ("an extension",)).encode()
COSIGNERS: list[Ed25519Cosigner | MLDSA44Cosigner] = [MIRRORS[0], REGISTRAR_PQ]


@pytest.mark.parametrize("cosigner", COSIGNERS)
def test_a_cosignature_holds_at_its_time_through_a_note(cosigner: Ed25519Cosigner | MLDSA44Cosigner) -> None:
    line = cosigner.cosign(TEXT, NOON)
    note = verify_note(parse_note(Note(TEXT, (line,)).encode()), [verifier_of(cosigner.key)])
    assert note.verified == ((cosigner.key, line),)
    assert timestamp(cosigner.key, line) == NOON


def test_the_signed_ed25519_message_is_that_of_the_specification() -> None:
    text = b"example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    assert ed25519_message(text, 1_679_315_147) == b"cosignature/v1\ntime 1679315147\n" + text


def test_the_signed_ml_dsa_message_is_that_of_the_specification() -> None:
    text = Checkpoint("log", 258, b"\xaa" * 32).encode()
    assert ml_dsa_message("me", text, 3).hex() == (
        "737562747265652f76310a00"  # label "subtree/v1\n\0"
        "026d65"  # cosigner_name
        "0000000000000003"  # timestamp
        "036c6f67"  # log_origin
        "0000000000000000"  # start
        "0000000000000102" + "aa" * 32  # end, hash
    )


@pytest.mark.parametrize("cosigner", COSIGNERS)
@given(data=st.data())
@settings(max_examples=60)
def test_any_altered_bit_of_a_cosignature_or_its_text_fails(
    cosigner: Ed25519Cosigner | MLDSA44Cosigner, data: st.DataObject
) -> None:
    both = bytearray(TEXT + cosigner.cosign(TEXT, NOON).signature)
    bit = data.draw(st.integers(0, len(both) * 8 - 1))
    both[bit // 8] ^= 1 << bit % 8
    with pytest.raises(NoteSignatureRefused):
        verifier_of(cosigner.key).verify(bytes(both[: len(TEXT)]), bytes(both[len(TEXT) :]))


@pytest.mark.parametrize("cosigner", COSIGNERS)
@pytest.mark.parametrize("cut", [0, 7, 8, 71, 73, 2427, 2429, 5000])
def test_a_cosignature_of_another_length_is_refused(
    cosigner: Ed25519Cosigner | MLDSA44Cosigner, cut: int
) -> None:
    signature = (cosigner.cosign(TEXT, NOON).signature + bytes(5000))[:cut]
    with pytest.raises(NoteSignatureRefused):
        verifier_of(cosigner.key).verify(TEXT, signature)
    with pytest.raises(MalformedCosignature):
        timestamp(cosigner.key, NoteSignature(cosigner.key.name, cosigner.key.key_id, signature))


@pytest.mark.parametrize("cosigner", COSIGNERS)
def test_the_time_is_signed_and_within_its_range(cosigner: Ed25519Cosigner | MLDSA44Cosigner) -> None:
    later = (NOON + 1).to_bytes(8, "big") + cosigner.cosign(TEXT, NOON).signature[8:]
    with pytest.raises(NoteSignatureRefused):
        verifier_of(cosigner.key).verify(TEXT, later)
    verifier_of(cosigner.key).verify(TEXT, cosigner.cosign(TEXT, MAX_TIME).signature)
    for time in (0, -1, MAX_TIME + 1):
        with pytest.raises(MalformedCosignature):
            cosigner.cosign(TEXT, time)
    beyond = NoteSignature(cosigner.key.name, cosigner.key.key_id, b"\xff" * len(later))
    with pytest.raises(MalformedCosignature):
        timestamp(cosigner.key, beyond)


@pytest.mark.parametrize("cosigner", COSIGNERS)
def test_nothing_but_a_checkpoint_is_cosigned(cosigner: Ed25519Cosigner | MLDSA44Cosigner) -> None:
    with pytest.raises(MalformedCheckpoint):
        cosigner.cosign(b"A text of one line.\n", NOON)


def test_ml_dsa_does_not_cover_extension_lines_and_so_refuses_them() -> None:
    with pytest.raises(MalformedCosignature):
        REGISTRAR_PQ.cosign(EXTENDED, NOON)
    plain = b"\n".join(EXTENDED.split(b"\n")[:3]) + b"\n"
    signature = REGISTRAR_PQ.cosign(plain, NOON).signature
    with pytest.raises(NoteSignatureRefused):
        verifier_of(REGISTRAR_PQ.key).verify(EXTENDED, signature)


def test_ed25519_covers_extension_lines() -> None:
    signature = MIRRORS[0].cosign(EXTENDED, NOON).signature
    verifier_of(MIRRORS[0].key).verify(EXTENDED, signature)
    with pytest.raises(NoteSignatureRefused):
        verifier_of(MIRRORS[0].key).verify(EXTENDED.replace(b"an", b"no"), signature)


def test_an_ml_dsa_cosignature_says_whose_it_is() -> None:
    twin = MLDSA44Cosigner("other.example", seed("registrar, post-quantum"))
    with pytest.raises(NoteSignatureRefused):
        verifier_of(twin.key).verify(TEXT, REGISTRAR_PQ.cosign(TEXT, NOON).signature)


def test_a_note_signature_is_not_a_cosignature_by_the_same_key() -> None:
    cosigner = Ed25519Cosigner(ORIGIN, seed("registrar"))
    assert cosigner.key.public == REGISTRAR.key.public
    with pytest.raises(NoteSignatureRefused):
        verifier_of(REGISTRAR.key).verify(TEXT, cosigner.cosign(TEXT, NOON).signature[8:])
    stamped = NOON.to_bytes(8, "big") + REGISTRAR.sign(TEXT).signature
    with pytest.raises(NoteSignatureRefused):
        verifier_of(cosigner.key).verify(TEXT, stamped)


def test_the_keys_of_every_type_have_one_spelling() -> None:
    for signer in (REGISTRAR, *COSIGNERS):
        assert parse_vkey(str(signer.key)) == signer.key


def test_names_that_the_ml_dsa_message_cannot_hold_are_refused() -> None:
    with pytest.raises(MalformedCosignature):
        MLDSA44Cosigner("x" * 256, seed("long")).cosign(TEXT, NOON)


def test_wrong_seeds_types_and_keys_are_refused() -> None:
    with pytest.raises(MalformedVerifierKey):
        MLDSA44Cosigner("x", bytes(31))
    with pytest.raises(MalformedVerifierKey):
        CosignatureVerifier(REGISTRAR.key)
    with pytest.raises(MalformedVerifierKey):
        VerifierKey("x", ML_DSA_44_COSIGNATURE, bytes(1311))
    with pytest.raises(MalformedVerifierKey):
        VerifierKey("x", 0x02, bytes(32))


@given(st.binary(min_size=1312, max_size=1312), st.binary(min_size=2428, max_size=2428))
@settings(max_examples=20)
def test_no_key_or_signature_crashes_the_ml_dsa_verifier(public: bytes, signature: bytes) -> None:
    verifier = verifier_of(VerifierKey("x", ML_DSA_44_COSIGNATURE, public))
    with pytest.raises(RegisterError):
        verifier.verify(TEXT, signature)
