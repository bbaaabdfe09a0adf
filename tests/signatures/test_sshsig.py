from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from software_authenticator import ACT, KeyFile

from plenipo.errors import BadArmor, BadSshSignature, WrongHash
from plenipo.signatures import armor, dearmor, fingerprint, parse, to_be_signed
from plenipo.signatures.sshsig import MAX_ARMORED, SshSignature, serialize
from plenipo.signatures.wire import pack_string

ARMORED = KeyFile().sign()
LINES = ARMORED.splitlines(keepends=True)


@given(st.binary(max_size=600))
def test_armoring_what_was_dearmored_gives_the_same_bytes(blob: bytes) -> None:
    assert dearmor(armor(blob)) == blob


@given(st.data())
def test_one_changed_byte_never_dearmors_to_the_same_blob(data: st.DataObject) -> None:
    """One blob has one armor."""
    at = data.draw(st.integers(0, len(ARMORED) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda b: b != ARMORED[at]))
    changed = ARMORED[:at] + bytes((byte,)) + ARMORED[at + 1 :]
    try:
        blob = dearmor(changed)
    except BadArmor:
        return
    assert blob != dearmor(ARMORED)


@pytest.mark.parametrize(
    "armored",
    [
        b"",
        ARMORED.replace(b"\n", b"\r\n"),
        ARMORED[:-1],
        ARMORED + b"\n",
        ARMORED + b"x",
        b"\n" + ARMORED,
        ARMORED + ARMORED,
        LINES[0] + LINES[1].rstrip() + LINES[2] + b"".join(LINES[3:]),
        LINES[0] + LINES[1][:35] + b"\n" + LINES[1][35:] + b"".join(LINES[2:]),
        LINES[0] + b"\n" + b"".join(LINES[1:]),
        b"".join(LINES[:-1]) + b"\n" + LINES[-1],
        ARMORED.replace(b"==\n", b"\n"),
        ARMORED.replace(b"==\n", b"=\n"),
        ARMORED.replace(b"==\n", b"===\n"),
        ARMORED.replace(b"SSH SIGNATURE", b"SSH  SIGNATURE"),
        ARMORED.replace(b"SSH SIGNATURE", b"ssh signature"),
        LINES[0] + b" " + b"".join(LINES[1:]),
        ARMORED.replace(b"A", b"\xff", 1),
        armor(bytes(MAX_ARMORED)),
        LINES[0],
        LINES[-1],
    ],
)
def test_other_armor_is_refused(armored: bytes) -> None:
    with pytest.raises(BadArmor):
        dearmor(armored)


def test_unused_bits_before_the_padding_are_zero() -> None:
    at = ARMORED.index(b"==\n") - 1
    assert ARMORED[at : at + 1] in b"AQgw"
    with pytest.raises(BadArmor):
        dearmor(ARMORED[:at] + bytes((ARMORED[at] + 1,)) + ARMORED[at + 1 :])


def test_an_empty_blob_has_no_lines() -> None:
    assert armor(b"") == LINES[0] + LINES[-1]
    with pytest.raises(BadSshSignature):
        parse(dearmor(armor(b"")))


def test_a_blob_is_its_fields_in_order() -> None:
    blob = dearmor(ARMORED)
    parsed = parse(blob)
    assert parsed.namespace == "act@plenipo"
    assert parsed.hash_algorithm == "sha512"
    assert parsed.public_key == KeyFile().key.blob
    assert serialize(parsed) == blob


@given(st.binary(max_size=400))
def test_random_bytes_raise_a_signature_error_or_parse_to_the_same_bytes(blob: bytes) -> None:
    try:
        parsed = parse(blob)
    except BadSshSignature:
        return
    assert serialize(parsed) == blob


@given(st.integers(0, 180))
def test_every_truncation_is_refused(size: int) -> None:
    with pytest.raises(BadSshSignature):
        parse(dearmor(ARMORED)[:size])


def reserved(value: bytes) -> bytes:
    good = parse(dearmor(ARMORED))
    fields = (good.public_key, good.namespace.encode(), value, good.hash_algorithm.encode(), good.signature)
    return b"SSHSIG\0\0\0\1" + b"".join(map(pack_string, fields))


@pytest.mark.parametrize(
    ("blob", "where"),
    [
        (b"SSHSIH" + dearmor(ARMORED)[6:], "magic"),
        (b"SSHSIG\0\0\0\0" + dearmor(ARMORED)[10:], "version"),
        (b"SSHSIG\0\0\0\2" + dearmor(ARMORED)[10:], "version"),
        (b"SSHSIG\0\0\0\1\xff\xff\xff\xff", "publickey"),
        (serialize(SshSignature(b"", "", "sha512", b"")), "namespace"),
        (serialize(SshSignature(b"", "é", "sha512", b"")), "namespace"),
        (serialize(SshSignature(b"", "a\0b", "sha512", b"")), "namespace"),
        (reserved(b"x"), "reserved"),
        (dearmor(ARMORED) + b"\0", "trailing"),
    ],
)
def test_a_wrong_field_is_named(blob: bytes, where: str) -> None:
    with pytest.raises(BadSshSignature) as caught:
        parse(blob)
    assert caught.value.where == where


def test_what_is_signed_is_the_hash_in_its_namespace() -> None:
    assert to_be_signed(ACT) == (
        b"SSHSIG" + b"\0\0\0\x0bact@plenipo" + b"\0\0\0\0" + b"\0\0\0\x06sha512" + b"\0\0\0\x40"
        + hashlib.sha512(ACT).digest()
    )  # fmt: skip


def test_a_hash_that_the_format_does_not_know_is_refused() -> None:
    with pytest.raises(WrongHash):
        to_be_signed(ACT, hash_algorithm="md5")


def test_the_fingerprint_is_that_of_ssh_keygen() -> None:
    blob = bytes.fromhex(
        "0000000b7373682d65643235353139000000203b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29"
    )
    assert fingerprint(blob) == "SHA256:tAXFyTXI8xtDaujAEcwJslAYc9/6FKcUkd2Lw0xDhPo"
