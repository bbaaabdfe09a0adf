"""Sealed blobs: what opens, for whom, and every attack on the way."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sealing_cast import CLASSICAL, FRANCE, GERMANY, OUTSIDER, SALT

from plenipo.errors import (
    BlobTooLarge,
    CipherMismatch,
    CommitmentMismatch,
    HmacFailure,
    MalformedHash,
    MalformedSalt,
    MixedRecipients,
    NoMatch,
    NoRecipients,
    PayloadFailure,
    SealingError,
    TooManyRecipients,
)
from plenipo.sealing import (
    MAX_BLOB,
    MAX_DOCUMENT,
    PartyIdentity,
    SealedBlob,
    X25519Identity,
    check_cipher,
    check_opening,
    encrypt,
    open_blob,
    reveal,
    seal,
)
from plenipo.sealing.files import decrypt
from plenipo.sealing.headers import MAX_STANZAS, Stanza, format_header, parse_header
from plenipo.sealing.stream import CHUNK_SIZE, TAG_SIZE, encrypt_payload

DOCUMENT = b'{"format":"plenipo-document/1","kind":"lines","title":"Ceasefire first","text":"..."}'


def opened(blob: SealedBlob, *identities: PartyIdentity) -> bytes:
    return open_blob(
        blob.ciphertext, identities, cipher_sha256=blob.cipher_sha256, commitment=blob.commitment
    )


def forged(blob: SealedBlob, ciphertext: bytes) -> SealedBlob:
    """An act that names the altered bytes: only the age file and the commitment can tell."""
    return replace(blob, ciphertext=ciphertext, cipher_sha256=sha256(ciphertext).hexdigest())


@pytest.fixture
def blob() -> SealedBlob:
    return seal(DOCUMENT, [FRANCE.recipient, GERMANY.recipient], salt=SALT)


def test_every_recipient_opens_the_same_document(blob: SealedBlob) -> None:
    assert opened(blob, FRANCE) == opened(blob, GERMANY) == DOCUMENT


def test_a_classical_blob_opens_too() -> None:
    assert opened(seal(DOCUMENT, [CLASSICAL.recipient], salt=SALT), FRANCE, CLASSICAL) == DOCUMENT


def test_the_commitment_is_the_hash_of_the_plaintext_and_of_salt_then_document(blob: SealedBlob) -> None:
    assert blob.commitment == sha256(decrypt(blob.ciphertext, [FRANCE])).hexdigest()
    assert blob.commitment == sha256(SALT + DOCUMENT).hexdigest()
    assert blob.cipher_sha256 == sha256(blob.ciphertext).hexdigest()


def test_one_document_sealed_twice_has_one_commitment_and_two_ciphertexts() -> None:
    one, two = (seal(DOCUMENT, [FRANCE.recipient], salt=SALT) for _ in range(2))
    assert one.commitment == two.commitment
    assert one.cipher_sha256 != two.cipher_sha256


@settings(max_examples=20)
@given(st.binary(max_size=200_000), st.binary(min_size=32, max_size=32))
def test_what_is_sealed_is_what_is_opened(document: bytes, own_salt: bytes) -> None:
    reader = X25519Identity(bytes(31) + b"\1")
    assert opened(seal(document, [reader.recipient], salt=own_salt), reader) == document


def test_salt_and_document_convince_a_stranger(blob: SealedBlob) -> None:
    opening = reveal(blob.ciphertext, [FRANCE], cipher_sha256=blob.cipher_sha256, commitment=blob.commitment)
    check_opening(opening.salt, opening.document, blob.commitment)
    assert opening.document == DOCUMENT


def test_another_salt_does_not_open_the_commitment(blob: SealedBlob) -> None:
    with pytest.raises(CommitmentMismatch):
        check_opening(bytes(32), DOCUMENT, blob.commitment)
    with pytest.raises(MalformedSalt):
        check_opening(SALT + DOCUMENT[:1], DOCUMENT[1:], blob.commitment)


def test_who_is_not_a_recipient_does_not_read(blob: SealedBlob) -> None:
    with pytest.raises(NoMatch):
        opened(blob, OUTSIDER, CLASSICAL)
    with pytest.raises(NoMatch):
        opened(blob)


def test_a_mirror_checks_the_ciphertext_without_a_key(blob: SealedBlob) -> None:
    check_cipher(blob.ciphertext, blob.cipher_sha256)
    with pytest.raises(CipherMismatch):
        check_cipher(blob.ciphertext + b"\n", blob.cipher_sha256)


def test_the_ciphertext_of_another_blob_does_not_pass_under_this_commitment(blob: SealedBlob) -> None:
    other = seal(DOCUMENT + b" ", [FRANCE.recipient], salt=SALT)
    with pytest.raises(CipherMismatch):
        opened(replace(blob, ciphertext=other.ciphertext), FRANCE)
    with pytest.raises(CommitmentMismatch):
        opened(replace(other, commitment=blob.commitment), FRANCE)


def test_a_stripped_recipient_is_noticed_by_the_one_that_is_left(blob: SealedBlob) -> None:
    header = parse_header(blob.ciphertext)
    signed = header.signed
    second = signed.rindex(b"-> ")
    stripped = forged(blob, signed[:second] + blob.ciphertext[len(signed) - 3 :])
    with pytest.raises(HmacFailure):
        opened(stripped, FRANCE)
    with pytest.raises(NoMatch):
        opened(stripped, GERMANY)


def test_stanzas_cannot_change_places(blob: SealedBlob) -> None:
    signed = parse_header(blob.ciphertext).signed
    first, second = signed.index(b"-> "), signed.rindex(b"-> ")
    end = len(signed) - 3
    swapped = signed[:first] + signed[second:end] + signed[first:second] + blob.ciphertext[end:]
    with pytest.raises(HmacFailure):
        opened(forged(blob, swapped), FRANCE)


def test_a_stanza_of_another_file_brings_that_files_key_and_fails(blob: SealedBlob) -> None:
    other = seal(b"another text", [FRANCE.recipient], salt=SALT)
    foreign = other.ciphertext[parse_header(other.ciphertext).signed.index(b"-> ") :]
    foreign = foreign[: foreign.index(b"---")]
    start = blob.ciphertext.index(b"-> ")
    end = blob.ciphertext.rindex(b"-> ", 0, parse_header(blob.ciphertext).size)
    with pytest.raises(HmacFailure):
        opened(forged(blob, blob.ciphertext[:start] + foreign + blob.ciphertext[end:]), FRANCE)


@pytest.mark.parametrize("size", [2 * CHUNK_SIZE - 32, 2 * CHUNK_SIZE + 1])
def test_a_blob_cut_at_a_chunk_border_does_not_open(size: int) -> None:
    blob = seal(bytes(size), [FRANCE.recipient], salt=SALT)
    start = parse_header(blob.ciphertext).size + 16
    for chunks in (1, 2):
        cut = blob.ciphertext[: start + chunks * (CHUNK_SIZE + TAG_SIZE)]
        if cut != blob.ciphertext:
            with pytest.raises(PayloadFailure):
                opened(forged(blob, cut), FRANCE)


def test_no_chunk_can_be_appended_moved_or_doubled() -> None:
    blob = seal(bytes(2 * CHUNK_SIZE - 32), [FRANCE.recipient], salt=SALT)
    start, width = parse_header(blob.ciphertext).size + 16, CHUNK_SIZE + TAG_SIZE
    first, last = blob.ciphertext[start : start + width], blob.ciphertext[start + width :]
    for chunks in (first + last + last, first + first + last, last + first, first + last + bytes(TAG_SIZE)):
        with pytest.raises(PayloadFailure):
            opened(forged(blob, blob.ciphertext[:start] + chunks), FRANCE)


def test_two_recipients_cannot_be_given_different_keys_under_one_header() -> None:
    ours, theirs = bytes(16), bytes(15) + b"\1"
    header = format_header([FRANCE.recipient.wrap(ours), GERMANY.recipient.wrap(theirs)], ours)
    ciphertext = header + encrypt_payload(ours, bytes(16), SALT + DOCUMENT)
    blob = SealedBlob(ciphertext, sha256(ciphertext).hexdigest(), sha256(SALT + DOCUMENT).hexdigest())
    assert opened(blob, FRANCE) == DOCUMENT
    with pytest.raises(HmacFailure):
        opened(blob, GERMANY)


def test_hybrid_and_classical_recipients_are_never_sealed_to_together() -> None:
    with pytest.raises(MixedRecipients) as refusal:
        seal(DOCUMENT, [FRANCE.recipient, CLASSICAL.recipient], salt=SALT)
    assert refusal.value.kinds == ("X25519", "mlkem768x25519")


@pytest.mark.parametrize("kind", ["X25519", "p256tag", "ssh-ed25519", "ssh-rsa", "piv-p256", "scrypt"])
def test_a_blob_that_mixes_them_is_refused_by_its_readers(kind: str) -> None:
    stanzas = [FRANCE.recipient.wrap(bytes(16)), Stanza(kind, (), b"")]
    ciphertext = format_header(stanzas, bytes(16)) + encrypt_payload(bytes(16), bytes(16), SALT + DOCUMENT)
    blob = SealedBlob(ciphertext, sha256(ciphertext).hexdigest(), sha256(SALT + DOCUMENT).hexdigest())
    with pytest.raises(MixedRecipients):
        opened(blob, FRANCE)


def test_an_unknown_stanza_is_no_mixture() -> None:
    stanzas = [Stanza("a-grease", ("1",), b"x"), FRANCE.recipient.wrap(bytes(16))]
    ciphertext = format_header(stanzas, bytes(16)) + encrypt_payload(bytes(16), bytes(16), SALT + DOCUMENT)
    blob = SealedBlob(ciphertext, sha256(ciphertext).hexdigest(), sha256(SALT + DOCUMENT).hexdigest())
    assert opened(blob, FRANCE) == DOCUMENT


def test_a_plaintext_shorter_than_a_salt_is_no_opening() -> None:
    ciphertext = encrypt(b"short", [FRANCE.recipient])
    blob = SealedBlob(ciphertext, sha256(ciphertext).hexdigest(), sha256(b"short").hexdigest())
    with pytest.raises(CommitmentMismatch):
        opened(blob, FRANCE)


@pytest.mark.parametrize("wrong", ["", "0" * 63, "0" * 65, "A" * 64, "0" * 64 + "\n", "\u0660" * 64])
def test_hashes_are_64_lowercase_hexadecimal_digits(wrong: str, blob: SealedBlob) -> None:
    for bad in (replace(blob, cipher_sha256=wrong), replace(blob, commitment=wrong)):
        with pytest.raises(MalformedHash):
            opened(bad, FRANCE)


def test_sizes_are_limited() -> None:
    too_long = bytes(MAX_DOCUMENT + 1)
    with pytest.raises(BlobTooLarge):
        seal(too_long, [FRANCE.recipient], salt=SALT)
    with pytest.raises(BlobTooLarge):
        check_cipher(bytes(MAX_BLOB + 1), "0" * 64)
    with pytest.raises(TooManyRecipients):
        seal(DOCUMENT, [FRANCE.recipient] * (MAX_STANZAS + 1), salt=SALT)


def test_the_largest_document_opens_again() -> None:
    document = bytes(MAX_DOCUMENT)
    assert opened(seal(document, [FRANCE.recipient], salt=SALT), FRANCE) == document


def test_as_many_hybrid_recipients_as_a_header_may_hold_fit_into_it() -> None:
    assert opened(seal(DOCUMENT, [FRANCE.recipient] * MAX_STANZAS, salt=SALT), FRANCE) == DOCUMENT


def test_a_blob_for_nobody_or_with_a_short_salt_is_not_made() -> None:
    with pytest.raises(NoRecipients):
        seal(DOCUMENT, [], salt=SALT)
    with pytest.raises(MalformedSalt):
        seal(DOCUMENT, [FRANCE.recipient], salt=SALT[1:])


@settings(max_examples=300)
@given(st.data())
def test_no_altered_byte_goes_unnoticed(data: st.DataObject) -> None:
    reader = X25519Identity(bytes(31) + b"\1")
    blob = seal(DOCUMENT, [reader.recipient], salt=bytes(32))
    at = data.draw(st.integers(0, len(blob.ciphertext) - 1))
    altered = bytearray(blob.ciphertext)
    altered[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(SealingError):
        opened(forged(blob, bytes(altered)), reader)
