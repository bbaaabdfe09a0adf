from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from software_authenticator import KeyFile, Passkey, SecurityKey

from plenipo.errors import BadKeyPolicy, BadPublicKey, SignatureError, UnknownAlgorithm
from plenipo.signatures import (
    KeyPolicy,
    PublicKey,
    format_authorized_key,
    parse_authorized_key,
    parse_public_key,
    passkey_public_key,
)
from plenipo.signatures.keys import SK_ECDSA
from plenipo.signatures.wire import pack_string

KEYS = [KeyFile().key, SecurityKey().key, SecurityKey(SK_ECDSA).key, Passkey().key]
POINT = Passkey().p256.point


def sk_ecdsa(curve: bytes, point: bytes, application: bytes) -> bytes:
    return b"".join(map(pack_string, (SK_ECDSA.encode(), curve, point, application)))


@pytest.mark.parametrize("key", KEYS)
def test_every_truncation_and_extension_of_a_key_is_refused(key: PublicKey) -> None:
    for blob in [*(key.blob[:size] for size in range(len(key.blob))), key.blob + b"\0"]:
        with pytest.raises((BadPublicKey, UnknownAlgorithm)):
            parse_public_key(blob)


@given(st.binary(max_size=200))
def test_random_bytes_never_raise_anything_but_a_signature_error(blob: bytes) -> None:
    for parse in (parse_public_key, parse_authorized_key):
        with pytest.raises(SignatureError):
            parse(blob)


@pytest.mark.parametrize("algorithm", ["ssh-rsa", "ecdsa-sha2-nistp256", "ssh-ed448", "ssh-dss", ""])
def test_other_kinds_of_keys_are_refused(algorithm: str) -> None:
    with pytest.raises(UnknownAlgorithm):
        parse_public_key(pack_string(algorithm.encode()) + pack_string(bytes(32)))


@pytest.mark.parametrize(
    ("blob", "where"),
    [
        (pack_string(b"ssh-ed25519") + pack_string(bytes(31)), "key"),
        (pack_string(b"ssh-ed25519") + pack_string(bytes(33)), "key"),
        (sk_ecdsa(b"nistp384", POINT, b"ssh:"), "curve"),
        (sk_ecdsa(b"nistp256", POINT[:-1], b"ssh:"), "key"),
        (sk_ecdsa(b"nistp256", b"\2" + POINT[1:33], b"ssh:"), "key"),
        (sk_ecdsa(b"nistp256", POINT[:-1] + b"\0", b"ssh:"), "key"),
        (sk_ecdsa(b"nistp256", b"\4" + bytes(64), b"ssh:"), "key"),
        (sk_ecdsa(b"nistp256", b"\0", b"ssh:"), "key"),
        (sk_ecdsa(b"nistp256", POINT, b"ssh:\0"), "application"),
        (sk_ecdsa(b"nistp256", POINT, "é".encode()), "application"),
        (pack_string("é".encode()), "algorithm"),
    ],
)
def test_a_wrong_field_of_a_key_is_named(blob: bytes, where: str) -> None:
    with pytest.raises(BadPublicKey) as caught:
        parse_public_key(blob)
    assert caught.value.where == where


def test_a_passkey_is_its_point_and_its_rp_id() -> None:
    key = passkey_public_key(POINT, "node.example")
    assert key == Passkey().key
    assert key.application == "node.example"
    for rp_id in ("", "https://node.example", "node.example:443", "Node.example", "-.example"):
        with pytest.raises(BadPublicKey):
            passkey_public_key(POINT, rp_id)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("comment", ["", "amira@north", "a b  c", "clé de réserve"])
def test_a_line_parses_to_the_key_and_comment_it_was_made_of(key: PublicKey, comment: str) -> None:
    assert parse_authorized_key(format_authorized_key(key, comment)) == (key, comment)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda line: b"restrict " + line,
        lambda line: line + line,
        lambda line: line.replace(b" ", b"  ", 1),
        lambda line: line.replace(b"\n", b"\r\n"),
        lambda line: line.replace(b"ssh-ed25519 ", b"ssh-rsa ", 1),
        lambda line: line.replace(b"amira", b"\xff"),
        lambda line: line.replace(b" amira", b"= amira"),
        lambda line: line.replace(b"AAAA", b"AA-A", 1),
        lambda line: line + bytes(5000),
        lambda _line: b"",
    ],
)
def test_a_line_of_another_form_is_refused(spoil: object) -> None:
    assert callable(spoil)
    with pytest.raises((BadPublicKey, UnknownAlgorithm)):
        parse_authorized_key(spoil(format_authorized_key(KEYS[0], "amira@north")))


@pytest.mark.parametrize(
    ("application", "origin"),
    [
        ("ssh:", None),
        ("node.example", "https://node.example"),
        ("node.example", "https://talks.node.example:8443"),
        ("localhost", "http://localhost:8000"),
        ("localhost", "https://localhost"),
    ],
)
def test_a_consistent_policy_is_made(application: str, origin: str | None) -> None:
    assert KeyPolicy(application, origin).backup_allowed is False


@pytest.mark.parametrize(
    ("application", "origin", "where"),
    [
        ("", None, "application"),
        ("x" * 254, None, "application"),
        ("ssh:", "https://node.example", "application"),
        ("node.example", "http://node.example", "origin"),
        ("node.example", "http://localhost", "origin"),
        ("node.example", "https://evilnode.example", "origin"),
        ("node.example", "https://node.example.evil", "origin"),
        ("node.example", "https://node.example/", "origin"),
        ("node.example", "https://node.example:0443", "origin"),
        ("node.example", "https://NODE.example", "origin"),
        ("node.example", 'https://node.example"', "origin"),
        ("node.example", "https://node.example\n", "origin"),
        ("node.example", "https://user@node.example", "origin"),
        ("node.example", "", "origin"),
    ],
)
def test_a_policy_that_contradicts_itself_is_not_made(
    application: str, origin: str | None, where: str
) -> None:
    with pytest.raises(BadKeyPolicy) as caught:
        KeyPolicy(application, origin)
    assert caught.value.where == where
