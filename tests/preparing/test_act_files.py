"""An act file brings back the very bytes, in whatever order it was signed; anything else is no act file."""

from __future__ import annotations

import json

import pytest

from plenipo.acts import contact
from plenipo.acts.codec import encode
from plenipo.errors import ActError, BadActFile, SignatureError
from plenipo_node.preparing.act_files import (
    MAX_ACT_FILE,
    ActFile,
    act_file,
    encode_several,
    read_act_file,
    read_act_files,
)
from world import World, sign


@pytest.fixture
def act() -> bytes:
    world = World()
    report = world.act(
        "FR/delegate", contact.Report, party="FR", counterpart="RU", level="senior", medium="call",
        at=world.now, known="own-account",
    )  # fmt: skip
    return encode(report)


def test_a_file_brings_back_the_bytes(act: bytes) -> None:
    file = act_file(act, {"0" * 64: b"\x00\xff"}).signed_by(sign(act, "FR/delegate"))
    back = read_act_file(file.encode())
    assert back == file
    assert back.data == act
    assert back.sealed == {"0" * 64: b"\x00\xff"}
    assert back.armored == (sign(act, "FR/delegate"),)


def test_whoever_signs_first_the_file_is_the_same(act: bytes) -> None:
    one, two = sign(act, "FR/delegate"), sign(act, "DE/delegate")
    file = act_file(act, {})
    assert file.signed_by(one).signed_by(two) == file.signed_by(two).signed_by(one).signed_by(two)


def test_what_is_no_signature_is_not_put_in(act: bytes) -> None:
    with pytest.raises(SignatureError):
        act_file(act, {}).signed_by(b"signed, honestly")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"[" * 100_000,
        b"{}",
        b'{"format": "plenipo-act/2", "act": "{}"}',
        b'{"format": "plenipo-act/1", "act": "{}", "more": 1}',
        b'{"format": "plenipo-act/1", "act": "{}", "blobs": {"x": "not base64!"}}',
        b'{"format": "plenipo-act/1", "act": "{}", "blobs": {"x": "\xc3\xa9"}}',
        b" " * (MAX_ACT_FILE + 1),
    ],
    ids=lambda data: repr(data[:40]),
)
def test_anything_else_is_no_act_file(data: bytes) -> None:
    with pytest.raises(BadActFile):
        read_act_file(data)


def test_an_act_in_it_that_is_none_is_refused(act: bytes) -> None:
    said = json.loads(act)
    with pytest.raises(ActError):
        read_act_file(ActFile(json.dumps(said, indent=1)).encode())


def test_several_acts_stand_in_one_file_as_lines_and_come_back_in_order(act: bytes) -> None:
    acts = tuple(act_file(act, {str(n) * 64: b"x"}) for n in range(3))
    data = encode_several(acts)
    assert data.count(b"\n") == 3
    assert read_act_files(data) == acts
    assert read_act_files(data.replace(b"\n", b"\r\n\r\n")) == acts
    assert read_act_files(acts[0].encode()) == acts[:1]


@pytest.mark.parametrize(
    "more", [b"{}", b"x", b"[1]", b'{"format":"plenipo-act/2","act":"{}"}', b"\xff", b"[" * 9000]
)
def test_one_line_that_is_no_act_spoils_the_file(act: bytes, more: bytes) -> None:
    good = encode_several([act_file(act, {})])
    for data in (good + more, good + more + b"\n" + good):
        with pytest.raises(BadActFile):
            read_act_files(data)


def test_several_acts_are_bounded_together(act: bytes) -> None:
    with pytest.raises(BadActFile):
        read_act_files(encode_several([act_file(act, {})]) + b"\n" * MAX_ACT_FILE)
