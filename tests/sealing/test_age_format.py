"""The parts of an age file: headers, payload, armor, keys, each recipient type, and how each refuses."""

from __future__ import annotations

import base64
from dataclasses import replace
from hashlib import sha256, shake_256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sealing_cast import CLASSICAL, FRANCE

from plenipo.errors import (
    ArmorFailure,
    HeaderFailure,
    HmacFailure,
    MalformedKey,
    MixedRecipients,
    NoMatch,
    PayloadFailure,
    SealingError,
    SharedSecretFailed,
    StanzaFailure,
)
from plenipo.sealing import (
    HybridIdentity,
    HybridRecipient,
    ScryptIdentity,
    ScryptRecipient,
    X25519Identity,
    X25519Recipient,
    armor,
    bech32,
    decrypt,
    encrypt,
    is_armored,
    parse_identity,
    parse_recipient,
    unarmor,
)
from plenipo.sealing.files import Recipient
from plenipo.sealing.headers import MAX_HEADER, MAX_STANZAS, VERSION_LINE, Stanza, format_header, parse_header
from plenipo.sealing.stream import CHUNK_SIZE, decrypt_payload, encrypt_payload

FILE_KEY = bytes(range(16))
# C2SP age, "The X25519 recipient type".
SPEC_IDENTITY = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
SPEC_RECIPIENT = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"
# C2SP age, "The MLKEM768-X25519 hybrid post-quantum recipient type".
SPEC_HYBRID_IDENTITY = "AGE-SECRET-KEY-PQ-1XX76JRALNLXDMEW0CRK45QMCCH4X06SE84UN3VPM33W6HWDX0H3SK3ZQFR"
SPEC_HYBRID_RECIPIENT_SHA256 = "a091dd7e0ee9d62b75173dcc98441a0424baa941e66a8776e570a4ae60ff61ea"

arguments = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=80)
stanzas = st.builds(Stanza, arguments, st.lists(arguments, max_size=3).map(tuple), st.binary(max_size=200))


@given(st.lists(stanzas, min_size=1, max_size=5), st.binary(max_size=80))
def test_a_written_header_is_read_back_whatever_follows_it(written: list[Stanza], payload: bytes) -> None:
    raw = format_header(written, FILE_KEY)
    header = parse_header(raw + payload)
    header.check_mac(FILE_KEY)
    assert list(header.stanzas) == written
    assert header.size == len(raw)


@given(st.binary(max_size=200))
def test_no_bytes_make_the_header_parser_fail_in_another_way(rest: bytes) -> None:
    with pytest.raises(HeaderFailure):
        parse_header(VERSION_LINE + b"-> a\n" + rest)


@pytest.mark.parametrize(
    ("size", "fault"), [(MAX_HEADER - 200, "truncated"), (MAX_HEADER + 200, "too large")]
)
def test_an_oversized_header_is_refused_within_its_limit(size: int, fault: str) -> None:
    line = b"A" * 64 + b"\n"
    raw = VERSION_LINE + b"-> X25519 " + b"A" * 43 + b"\n" + line * (size // len(line))
    with pytest.raises(HeaderFailure) as refusal:
        parse_header(raw)
    assert refusal.value.fault == fault


def test_one_endless_argument_is_refused_too() -> None:
    with pytest.raises(HeaderFailure) as refusal:
        parse_header(VERSION_LINE + b"-> " + b"A" * MAX_HEADER + b"\n\n--- ")
    assert refusal.value.fault == "too large"


def test_a_header_of_countless_stanzas_is_refused() -> None:
    with pytest.raises(HeaderFailure) as refusal:
        parse_header(format_header([Stanza("x", (), b"")] * (MAX_STANZAS + 1), FILE_KEY))
    assert refusal.value.fault == "too many stanzas"


def test_a_well_formed_header_is_refused_above_the_limit_too() -> None:
    with pytest.raises(HeaderFailure) as refusal:
        parse_header(format_header([Stanza("x", (), bytes(MAX_HEADER))], FILE_KEY))
    assert refusal.value.fault == "too large"


def test_a_header_without_stanzas_is_refused() -> None:
    with pytest.raises(HeaderFailure) as refusal:
        parse_header(format_header([], FILE_KEY))
    assert refusal.value.fault == "no stanza"


def test_a_body_is_wrapped_at_64_columns_in_foreign_stanzas_too() -> None:
    wrapped = format_header([Stanza("x", (), bytes(51))], FILE_KEY)
    with pytest.raises(HeaderFailure) as refusal:
        parse_header(wrapped.replace(b"A" * 64 + b"\n", b"A" * 64))
    assert refusal.value.fault == "long line"


def test_another_file_key_does_not_match_the_mac() -> None:
    header = parse_header(format_header([Stanza("x", (), b"")], FILE_KEY))
    with pytest.raises(HmacFailure):
        header.check_mac(bytes(16))


@pytest.mark.parametrize("size", [0, 1, CHUNK_SIZE - 1, CHUNK_SIZE, CHUNK_SIZE + 1, 2 * CHUNK_SIZE])
def test_a_payload_of_any_size_round_trips_and_no_prefix_of_it_opens(size: int) -> None:
    payload = encrypt_payload(FILE_KEY, bytes(16), bytes(size))
    assert decrypt_payload(FILE_KEY, payload) == bytes(size)
    for cut in {0, 15, 16, 31, 16 + CHUNK_SIZE, 32 + CHUNK_SIZE, len(payload) - 17, len(payload) - 1}:
        if 0 <= cut < len(payload):
            with pytest.raises(PayloadFailure):
                decrypt_payload(FILE_KEY, payload[:cut])


@given(st.binary(max_size=300), st.sampled_from([b"\n", b"\r\n"]), st.text(" \t\r\n", max_size=9))
def test_armor_round_trips_with_either_line_ending_and_space_around(
    data: bytes, ending: bytes, space: str
) -> None:
    text = space.encode() + armor(data).replace(b"\n", ending) + space.encode()
    assert is_armored(text)
    assert unarmor(text) == data


@given(st.binary(max_size=200))
def test_no_bytes_make_the_armor_parser_fail_in_another_way(body: bytes) -> None:
    text = b"-----BEGIN AGE ENCRYPTED FILE-----\n" + body + b"\n-----END AGE ENCRYPTED FILE-----\n"
    try:
        data = unarmor(text)
    except ArmorFailure:
        return
    assert armor(data) == text.replace(b"\r\n", b"\n")


def test_armor_names_the_line_that_is_not_canonical() -> None:
    lines = armor(bytes(200)).split(b"\n")
    lines[2] = lines[2][:60]
    lines[3] = b"AAAA" + lines[3]
    with pytest.raises(ArmorFailure) as refusal:
        unarmor(b"\n".join(lines))
    assert (refusal.value.fault, refusal.value.line) == ("not canonical", 3)


def test_mixed_line_endings_are_refused() -> None:
    with pytest.raises(ArmorFailure):
        unarmor(armor(bytes(200)).replace(b"\n", b"\r\n", 2))


def test_the_keys_of_the_specification_belong_together() -> None:
    classical, hybrid = parse_identity(SPEC_IDENTITY), parse_identity(SPEC_HYBRID_IDENTITY)
    assert str(classical.recipient) == SPEC_RECIPIENT
    assert sha256(str(hybrid.recipient).encode()).hexdigest() == SPEC_HYBRID_RECIPIENT_SHA256
    assert [classical.encode(), hybrid.encode()] == [SPEC_IDENTITY, SPEC_HYBRID_IDENTITY]


@given(st.binary(min_size=32, max_size=32))
def test_keys_are_read_back_from_what_they_are_written_as(secret: bytes) -> None:
    hybrid, classical = HybridIdentity(secret), X25519Identity(secret)
    for identity in (hybrid, classical):
        assert parse_identity(identity.encode()).recipient == identity.recipient
    for recipient in (hybrid.recipient, classical.recipient):
        assert parse_recipient(str(recipient)) == recipient


def test_a_secret_is_not_shown_by_accident() -> None:
    for identity in (FRANCE, CLASSICAL, ScryptIdentity("correct horse")):
        assert f"{identity}" in {
            "HybridIdentity()",
            "X25519Identity()",
            "ScryptIdentity(max_work_factor=18)",
        }


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "prefix"),
        ("age1", "characters"),
        (SPEC_RECIPIENT.upper(), "case"),
        (SPEC_RECIPIENT[:-1] + "q", "checksum"),
        (SPEC_RECIPIENT.replace("z", "b", 1), "characters"),
        (SPEC_RECIPIENT.replace("z", "é", 1), "mixed case"),
        (SPEC_RECIPIENT + "q" * 5000, "too long"),
        (SPEC_IDENTITY.lower(), "prefix"),
        (bech32.encode("age", bytes(31)), "size"),
        (bech32.encode("age1pq", bytes(32)), "size"),
        (bech32.encode("age1pq", b"\xff" * 1216), "not an ML-KEM key"),
        (bech32.encode("age1tag", bytes(33)), "prefix"),
    ],
)
def test_what_is_not_a_recipient_is_refused_with_its_fault(text: str, fault: str) -> None:
    with pytest.raises(MalformedKey) as refusal:
        parse_recipient(text)
    assert refusal.value.fault == fault


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (SPEC_IDENTITY.lower(), "case"),
        (SPEC_IDENTITY.replace("Q", "q"), "case"),
        (SPEC_RECIPIENT.upper(), "prefix"),
        (bech32.encode("age-secret-key-", bytes(33)).upper(), "size"),
        (bech32.encode("age-secret-key-pq-", bytes(31)).upper(), "size"),
    ],
)
def test_what_is_not_an_identity_is_refused_without_repeating_it(text: str, fault: str) -> None:
    with pytest.raises(MalformedKey) as refusal:
        parse_identity(text)
    assert refusal.value.fault == fault
    assert text[20:40] not in str(refusal.value)


@given(st.text(max_size=80))
def test_no_string_makes_the_key_parsers_fail_in_another_way(text: str) -> None:
    for prefix in ("", "age1", "age1pq1"):
        with pytest.raises(MalformedKey):
            parse_recipient(prefix + text)
    for prefix in ("", "AGE-SECRET-KEY-1", "AGE-SECRET-KEY-PQ-1"):
        with pytest.raises(MalformedKey):
            parse_identity(prefix + text)


@given(st.binary(max_size=100))
def test_bech32_reads_back_what_it_writes(data: bytes) -> None:
    assert bech32.decode("age", bech32.encode("age", data)) == data


def test_bech32_padding_must_be_short_and_zero() -> None:
    # BIP 173: the strings below have right checksums, and padding bits that are not zero or too many.
    charset = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
    for part in ("qp", "qqq", "q"):
        values = bytes(charset.index(c) for c in part)
        checksum = bech32._polymod(bech32._expand("age") + values + bytes(6)) ^ 1
        tail = "".join(charset[checksum >> 5 * (5 - i) & 31] for i in range(6))
        assert bech32.decode("age", f"age1{part}{tail}") == "padding"


LOW_ORDER = [bytes(32), b"\1" + bytes(31), bytes.fromhex("ec" + "ff" * 30 + "7f")]


@pytest.mark.parametrize("point", LOW_ORDER)
def test_an_all_zero_shared_secret_is_never_sealed_under(point: bytes) -> None:
    with pytest.raises(SharedSecretFailed):
        encrypt(b"", [X25519Recipient(point)])
    with pytest.raises(SharedSecretFailed):
        encrypt(b"", [HybridRecipient(FRANCE.recipient.public[:1184] + point)])


@pytest.mark.parametrize("point", LOW_ORDER)
def test_an_all_zero_shared_secret_is_never_opened_with(point: bytes) -> None:
    share = base64.b64encode(point).decode().rstrip("=")
    with pytest.raises(StanzaFailure):
        CLASSICAL.unwrap([Stanza("X25519", (share,), bytes(32))])
    stanza = FRANCE.recipient.wrap(FILE_KEY)
    enc = base64.b64decode(stanza.args[0] + "==")[:1088] + point
    with pytest.raises(StanzaFailure):
        FRANCE.unwrap([replace(stanza, args=(base64.b64encode(enc).decode().rstrip("="),))])


def test_a_malformed_stanza_of_the_own_kind_refuses_the_file_even_behind_one_that_opens() -> None:
    for identity, kind in ((FRANCE, "mlkem768x25519"), (CLASSICAL, "X25519")):
        with pytest.raises(StanzaFailure):
            identity.unwrap([identity.recipient.wrap(FILE_KEY), Stanza(kind, ("AA",), bytes(32))])
        assert identity.unwrap([Stanza("other", ("AA",), b""), identity.recipient.wrap(FILE_KEY)]) == FILE_KEY


def test_a_hybrid_identity_is_expanded_as_x_wing_says() -> None:
    x25519 = X25519Identity(shake_256(FRANCE.seed).digest(96)[64:])
    assert FRANCE.recipient.public[1184:] == x25519.recipient.point


def test_a_passphrase_opens_what_it_sealed_and_only_that() -> None:
    sealed = encrypt(b"backup", [ScryptRecipient("correct horse", work_factor=4)])
    assert decrypt(sealed, [ScryptIdentity("correct horse")]) == b"backup"
    with pytest.raises(NoMatch):
        decrypt(sealed, [ScryptIdentity("battery staple")])
    with pytest.raises(StanzaFailure):
        decrypt(sealed, [ScryptIdentity("correct horse", max_work_factor=3)])


def test_a_passphrase_stands_alone() -> None:
    weak = ScryptRecipient("correct horse", work_factor=4)
    mixtures: list[list[Recipient]] = [[weak, weak], [weak, CLASSICAL.recipient]]
    for recipients in mixtures:
        with pytest.raises(MixedRecipients):
            encrypt(b"", recipients)
    header = format_header([weak.wrap(FILE_KEY), CLASSICAL.recipient.wrap(FILE_KEY)], FILE_KEY)
    with pytest.raises(StanzaFailure):
        decrypt(header + encrypt_payload(FILE_KEY, bytes(16), b""), [CLASSICAL])


@given(st.data())
def test_no_altered_byte_of_a_hybrid_file_goes_unnoticed(data: st.DataObject) -> None:
    reader = HybridIdentity(bytes(32))
    sealed = bytearray(encrypt(b"x", [reader.recipient]))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(SealingError):
        decrypt(bytes(sealed), [reader])
