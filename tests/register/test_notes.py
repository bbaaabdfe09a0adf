"""Signed notes and checkpoints against files with one outcome each, and against alteration."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plenipo.errors import (
    ForeignOrigin,
    MalformedCheckpoint,
    MalformedNote,
    MalformedVerifierKey,
    NoteError,
    NoteSignatureRefused,
    NoteTooLarge,
    NoteUnsigned,
    VerifierKeyClash,
)
from plenipo.register.checkpoints import Checkpoint, open_checkpoint, parse_checkpoint, peek_checkpoint
from plenipo.register.keys import ED25519, ED25519_COSIGNATURE, VerifierKey, check_distinct, parse_vkey
from plenipo.register.notes import (
    MAX_NOTE,
    Ed25519Signer,
    Ed25519Verifier,
    NoteSignature,
    VerifiedNote,
    parse_note,
    sign_note,
    verify_note,
)

DATA = Path(__file__).parent.parent / "data" / "notes"
KNOWN = [Ed25519Verifier(parse_vkey(line)) for line in (DATA / "vkeys").read_text().splitlines()]
REGISTRAR = Ed25519Signer("register.example/7f3a/1", sha256(b"plenipo test key registrar").digest())

# The example of the signed-note text (C2SP).
EXAMPLE_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE = (
    "This is an example message.\n\n— example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
).encode()


def notes(outcome: str) -> list[object]:
    files = sorted((DATA / outcome).glob("*.note"))
    assert files
    return [pytest.param(file.read_bytes(), id=file.stem) for file in files]


def texts(outcome: str) -> list[object]:
    files = sorted((DATA / "checkpoints" / outcome).glob("*.txt"))
    assert files
    return [pytest.param(file.read_bytes(), id=file.stem) for file in files]


def opened(data: bytes) -> VerifiedNote:
    return verify_note(parse_note(data), KNOWN)


@pytest.mark.parametrize("data", notes("accepted"))
def test_an_accepted_note_verifies_and_encodes_to_the_same_bytes(data: bytes) -> None:
    note = opened(data)
    assert note.verified
    assert parse_note(data).encode() == data
    assert verify_note(note.without_unknown(), KNOWN).unknown == ()


@pytest.mark.parametrize("data", notes("malformed"))
def test_a_malformed_note_is_refused_as_such(data: bytes) -> None:
    with pytest.raises(MalformedNote):
        opened(data)


@pytest.mark.parametrize("data", notes("too-large"))
def test_a_note_with_too_many_signatures_is_refused(data: bytes) -> None:
    with pytest.raises(NoteTooLarge):
        opened(data)


@pytest.mark.parametrize("data", notes("refused"))
def test_a_known_key_whose_signature_fails_refuses_the_note(data: bytes) -> None:
    with pytest.raises(NoteSignatureRefused):
        opened(data)


@pytest.mark.parametrize("data", notes("unsigned"))
def test_a_note_that_no_known_key_signed_is_refused(data: bytes) -> None:
    with pytest.raises(NoteUnsigned):
        opened(data)


def test_a_note_above_the_size_limit_is_refused_unread() -> None:
    with pytest.raises(NoteTooLarge) as caught:
        parse_note(b"x" * (MAX_NOTE + 1))
    assert (caught.value.size, caught.value.limit) == (MAX_NOTE + 1, MAX_NOTE)


def test_the_example_of_the_specification_verifies_with_its_key() -> None:
    key = parse_vkey(EXAMPLE_KEY)
    note = verify_note(parse_note(EXAMPLE), [Ed25519Verifier(key)])
    assert note.text == b"This is an example message.\n"
    assert note.keys == (key,)


def test_two_verifiers_with_one_name_and_id_but_other_keys_are_refused() -> None:
    class Impostor:
        key = KNOWN[0].key
        verify = KNOWN[0].verify

    Impostor.key = _Colliding(KNOWN[0].key.name, ED25519, KNOWN[1].key.public)
    with pytest.raises(VerifierKeyClash):
        verify_note(parse_note(EXAMPLE), [KNOWN[0], Impostor()])


class _Colliding(VerifierKey):
    @property
    def key_id(self) -> bytes:
        return KNOWN[0].key.key_id


@given(st.binary(min_size=1, max_size=40).map(lambda each: each.hex().encode() + b"\n"), st.data())
def test_any_altered_bit_of_a_signed_note_refuses_it(text: bytes, data: st.DataObject) -> None:
    note = bytearray(sign_note(text, [REGISTRAR]).encode())
    bit = data.draw(st.integers(0, len(note) * 8 - 1))
    note[bit // 8] ^= 1 << bit % 8
    with pytest.raises(NoteError):
        opened(bytes(note))


@given(st.binary(max_size=300))
def test_no_bytes_crash_the_note_parser(data: bytes) -> None:
    for attempt in (data, b"text\n\n" + data, b"text\n\n\xe2\x80\x94 " + data + b"\n"):
        try:
            assert parse_note(attempt).encode() == attempt
        except NoteError:
            continue


@given(st.text(max_size=60))
def test_no_string_crashes_the_key_parser(text: str) -> None:
    for attempt in (text, EXAMPLE_KEY + text, text + EXAMPLE_KEY[11:], f"a+00000000+{text}"):
        try:
            assert str(parse_vkey(attempt)) == attempt
        except MalformedVerifierKey:
            continue


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "example.com/foo",
        EXAMPLE_KEY.replace("530d903a", "530D903A"),
        EXAMPLE_KEY.replace("530d903a", "530d903b"),
        EXAMPLE_KEY.replace("example", "exbmple"),
        EXAMPLE_KEY.replace("example", " xample"),
        EXAMPLE_KEY.replace("+Aeky", "+Beky"),
        EXAMPLE_KEY + "\n",
        EXAMPLE_KEY + "=",
        " " + EXAMPLE_KEY,
        EXAMPLE_KEY.removeprefix("example.com/foo"),
        "a\ud800+00000000+AA==",
        "x" * 5000 + EXAMPLE_KEY,
    ],
)
def test_a_key_has_one_spelling(vkey: str) -> None:
    with pytest.raises(MalformedVerifierKey):
        parse_vkey(vkey)


def test_one_public_key_under_two_names_is_refused() -> None:
    first = VerifierKey("mirror.example/a", ED25519_COSIGNATURE, b"k" * 32)
    second = VerifierKey("mirror.example/b", ED25519_COSIGNATURE, b"k" * 32)
    with pytest.raises(VerifierKeyClash):
        check_distinct([first, second])


def test_one_public_key_as_note_key_and_as_cosigning_key_is_refused() -> None:
    keys = [VerifierKey("mirror.example", kind, b"k" * 32) for kind in (ED25519, ED25519_COSIGNATURE)]
    assert keys[0].key_id != keys[1].key_id
    with pytest.raises(VerifierKeyClash):
        check_distinct(keys)


@pytest.mark.parametrize("text", texts("accepted"))
def test_an_accepted_checkpoint_encodes_to_the_same_bytes(text: bytes) -> None:
    assert parse_checkpoint(text).encode() == text


@pytest.mark.parametrize("text", texts("malformed"))
def test_a_checkpoint_in_another_spelling_is_refused(text: bytes) -> None:
    with pytest.raises(MalformedCheckpoint):
        parse_checkpoint(text)


@pytest.mark.parametrize(
    "checkpoint",
    [
        Checkpoint("", 1, bytes(32)),
        Checkpoint("a\nb", 1, bytes(32)),
        Checkpoint("a\ud800", 1, bytes(32)),
        Checkpoint("a", -1, bytes(32)),
        Checkpoint("a", 2**63, bytes(32)),
        Checkpoint("a", 1, bytes(31)),
        Checkpoint("a", 1, bytes(32), ("",)),
        Checkpoint("a", 1, bytes(32), ("b\nc",)),
    ],
)
def test_a_checkpoint_that_would_not_parse_back_is_not_written(checkpoint: Checkpoint) -> None:
    with pytest.raises(MalformedCheckpoint):
        checkpoint.encode()


@given(
    st.builds(
        Checkpoint,
        st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1),
        st.integers(0, 2**63 - 1),
        st.binary(min_size=32, max_size=32),
        st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1), max_size=3).map(tuple),
    )
)
def test_every_checkpoint_parses_back(checkpoint: Checkpoint) -> None:
    assert parse_checkpoint(checkpoint.encode()) == checkpoint


def test_a_signed_checkpoint_opens_for_its_own_origin_only() -> None:
    checkpoint = Checkpoint(REGISTRAR.key.name, 7, bytes(32))
    note = sign_note(checkpoint.encode(), [REGISTRAR]).encode()
    assert peek_checkpoint(note) == checkpoint
    assert open_checkpoint(note, checkpoint.origin, KNOWN).checkpoint == checkpoint
    with pytest.raises(ForeignOrigin):
        open_checkpoint(note, "register.example/7f3a/2", KNOWN)


def test_signature_lines_of_others_are_kept_beside_ones_own() -> None:
    other = NoteSignature("stranger.example", b"\x01\x02\x03\x04", b"x" * 64)
    note = verify_note(sign_note(b"Text.\n", [REGISTRAR], [other]), KNOWN)
    assert note.unknown == (other,)
    assert other not in note.without_unknown().signatures
