"""Each way in which bytes are no act has an error of its own, with its facts."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest
from acts_made import example
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from plenipo.acts.codec import MAX_ACT, decode, encode
from plenipo.errors import (
    ActError,
    ActTooLong,
    DuplicateKey,
    FloatRefused,
    ForbiddenCharacter,
    MissingField,
    NotCanonical,
    NotJson,
    NotNormalised,
    NotUtf8,
    TextTooLong,
    UnknownField,
    UnknownKind,
    WrongValue,
)

FOUND = encode(example("dialogue.found"))
REPORT = encode(example("contact.report"))
KEY = encode(example("key.add"))


def spelt(data: bytes, **changes: Any) -> bytes:
    """The act with members changed at the top, as compact JSON; a value of None takes a member out."""
    tree = {k: v for k, v in (json.loads(data) | changes).items() if v is not None}
    return json.dumps(tree, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "surrogatepass")


def error(data: bytes) -> ActError:
    with pytest.raises(ActError) as caught:
        decode(data)
    return caught.value


def test_the_examples_are_acts() -> None:
    assert [encode(decode(data)) for data in (FOUND, REPORT, KEY)] == [FOUND, REPORT, KEY]


@pytest.mark.parametrize("kind", ["contact.reports", "", "Contact.report", "contact.report ", 7])
def test_an_unknown_kind_is_named(kind: object) -> None:
    fault = error(spelt(REPORT, kind=kind))
    assert isinstance(fault, UnknownKind)
    assert fault.kind == str(kind)


def test_without_a_kind_there_is_no_act() -> None:
    assert isinstance(error(spelt(REPORT, kind=None)), UnknownKind)


def test_an_unknown_member_is_named_with_its_place() -> None:
    fault = error(spelt(REPORT, secret=1))
    assert isinstance(fault, UnknownField)
    assert fault.field == "secret"
    nested = error(REPORT.replace(b'"seen":{"size"', b'"seen":{"more":1,"size"'))
    assert isinstance(nested, UnknownField)
    assert nested.path == "$.seen"


def test_a_missing_member_is_named() -> None:
    fault = error(spelt(REPORT, counterpart=None))
    assert isinstance(fault, MissingField)
    assert fault.field == "counterpart"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        (b'"by":', b'"by":"FR/envoy","by":', "by"),
        (b'"seen":{"size":', b'"seen":{"size":1,"size":', "size"),
        (b'"kind":', b'"kind":"contact.report","kind":', "kind"),
    ],
)
def test_a_member_that_stands_twice_is_refused_at_any_depth(old: bytes, new: bytes, key: str) -> None:
    fault = error(REPORT.replace(old, new, 1))
    assert isinstance(fault, DuplicateKey)
    assert fault.key == key


@pytest.mark.parametrize(
    "literal", ["1.0", "1e3", "1E3", "-0.0", "1.5", "NaN", "Infinity", "-Infinity", "1e999"]
)
def test_numbers_are_integers(literal: str) -> None:
    fault = error(REPORT.replace(b'"at":1', b'"at":' + literal.encode()))
    assert isinstance(fault, FloatRefused)
    assert fault.literal == literal


@pytest.mark.parametrize("number", ["-1", str(2**53), str(2**63), str(2**64), "9" * 400, "-" + "9" * 40])
def test_an_instant_lies_in_its_limits(number: str) -> None:
    assert isinstance(error(REPORT.replace(b'"at":1', b'"at":' + number.encode())), WrongValue)


@pytest.mark.parametrize("value", ['"1"', "true", "null", "[1]", "{}"])
def test_a_number_is_no_other_thing(value: str) -> None:
    assert isinstance(error(REPORT.replace(b'"at":1', b'"at":' + value.encode())), WrongValue)


@pytest.mark.parametrize("number", ["01", "+1", "0x1", "1_000", "--1", "1.", ".5"])
def test_a_number_of_another_spelling_is_not_json(number: str) -> None:
    assert isinstance(error(REPORT.replace(b'"at":1', b'"at":' + number.encode())), NotJson)


def test_minus_zero_is_another_spelling_of_zero() -> None:
    assert isinstance(error(REPORT.replace(b'"at":1', b'"at":-0')), NotCanonical)


@pytest.mark.parametrize(
    "other",
    [
        b" " + REPORT,
        REPORT + b" ",
        REPORT + b"\n",
        REPORT.replace(b'"by":', b'"by": '),
        REPORT.replace(b'"FR/envoy"', b'"\\u0046R/envoy"', 1),
        REPORT.replace(b'"FR/envoy"', b'"FR\\/envoy"', 1),
        REPORT.replace(b'"kind":"contact.report",', b"").replace(b"{", b'{"kind":"contact.report",', 1)[:-1]
        + b',"x":1}',
    ][:-1],
    ids=["space before", "space after", "newline after", "space inside", "escape", "escaped stroke"],
)
def test_the_same_act_in_other_bytes_is_not_accepted(other: bytes) -> None:
    assert isinstance(error(other), NotCanonical)


def test_members_stand_in_their_order() -> None:
    tree = json.loads(REPORT)
    other = {k: tree[k] for k in reversed(tree)}
    assert isinstance(error(json.dumps(other, separators=(",", ":")).encode()), NotCanonical)


def test_a_default_is_left_out() -> None:
    tree = json.loads(REPORT) | {"claims": "nothing"}
    assert isinstance(
        error(json.dumps(tree, separators=(",", ":"), ensure_ascii=False).encode()), NotCanonical
    )


@pytest.mark.parametrize("after", [b"x", b"{}", REPORT, b"\x00", b"//"])
def test_nothing_follows_an_act(after: bytes) -> None:
    assert isinstance(error(REPORT + after), NotJson)


def test_a_byte_order_mark_is_no_part_of_an_act() -> None:
    assert isinstance(error(b"\xef\xbb\xbf" + REPORT), NotJson)
    assert isinstance(error(REPORT.decode().encode("utf-16")), NotUtf8)


@pytest.mark.parametrize("junk", [b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\x80"])
def test_bytes_that_are_not_utf8_are_told_by_their_offset(junk: bytes) -> None:
    fault = error(b'{"kind":"' + junk + b'"}')
    assert isinstance(fault, NotUtf8)
    assert fault.offset == 9


@pytest.mark.parametrize("data", [b"", b"{", b"[", b'"', b"{'a':1}", b"nul", b'{"kind":}', b"\x00"])
def test_what_is_not_json_says_so(data: bytes) -> None:
    assert isinstance(error(data), NotJson)


@pytest.mark.parametrize("data", [b"1", b"null", b'"x"', b"[]", b"{}", b"true"])
def test_json_that_is_no_act(data: bytes) -> None:
    assert isinstance(error(data), WrongValue | UnknownKind | MissingField)


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b'{"kind":"contact.report","seen":', b'[{"a":'])
def test_deep_nesting_is_refused_without_a_crash(opening: bytes) -> None:
    deep = opening * (MAX_ACT // len(opening))
    assert isinstance(error(deep), ActError)


def test_deep_nesting_that_closes_is_refused_as_well() -> None:
    half = MAX_ACT // 2
    assert isinstance(error(b"[" * half + b"]" * half), ActError)
    assert sys.getrecursionlimit() < half


def test_an_act_is_at_most_60_000_bytes() -> None:
    fault = error(b"x" * (MAX_ACT + 1))
    assert isinstance(fault, ActTooLong)
    assert (fault.size, fault.limit) == (MAX_ACT + 1, MAX_ACT)
    assert isinstance(error(b"x" * MAX_ACT), NotJson)


def test_a_text_has_its_limit_in_characters() -> None:
    long = spelt(FOUND, title="é" * 200)
    assert encode(decode(long)) == long
    fault = error(spelt(FOUND, title="é" * 201))
    assert isinstance(fault, TextTooLong)
    assert (fault.path, fault.limit) == ("$.title", "200")
    assert isinstance(error(spelt(FOUND, title="")), WrongValue)


def test_names_are_in_normal_form_c() -> None:
    fault = error(spelt(FOUND, title="e\u0301te"))
    assert isinstance(fault, NotNormalised)
    assert fault.path == "$.title"
    assert isinstance(error(spelt(FOUND, title="\u212b")), NotNormalised)  # the sign for angstrom


INVISIBLE = {
    **{f"U+{c:04X}": c for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C)},
    **{f"U+{c:04X}": c for c in (0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD, 0x180E, 0x034F, 0x2800)},
    **{f"U+{c:04X}": c for c in (0xE000, 0xF8FF, 0xF0000, 0x10FFFD)},
    **{
        f"U+{c:04X}": c
        for c in (0x2028, 0x2029, 0x0085, 0x007F, 0x0000, 0x0007, 0x001B, 0x000A, 0x000D, 0x0009)
    },
    **{f"U+{c:04X}": c for c in (0xFFFE, 0xFDD0, 0x0378, 0xE0001, 0xE0041)},
}


@pytest.mark.parametrize("codepoint", INVISIBLE.values(), ids=INVISIBLE.keys())
def test_characters_that_nobody_sees_or_knows_are_refused(codepoint: int) -> None:
    fault = error(encode(structs.replace(example("dialogue.found"), title=f"a{chr(codepoint)}b")))
    assert isinstance(fault, ForbiddenCharacter)
    assert fault.codepoint == codepoint
    assert fault.path == "$.title"


@pytest.mark.parametrize("escaped", [b"\\ud800", b"\\udfff", b"\\udc00\\ud800", b"\\ud800x"])
def test_half_a_surrogate_pair_is_refused(escaped: bytes) -> None:
    assert isinstance(error(FOUND.replace(b'"title":"Wort', b'"title":"' + escaped)), ActError)
    kind = FOUND.replace(b'"kind":"dialogue.found"', b'"kind":"' + escaped + b'"')
    assert isinstance(error(kind), ActError)


@pytest.mark.parametrize(
    ("member", "wrong"),
    [
        ("party", "FR\n"),
        ("party", "fr"),
        ("party", ""),
        ("party", "F" * 17),
        ("party", "FR/envoy"),
        ("party", "\uff26\uff32"),
        ("by", "FR/envoy\n"),
        ("by", "FR"),
        ("by", "FR/Envoy"),
        ("by", "FR/envoy/x"),
        ("by", "FR /envoy"),
        ("dialogue", "AB" * 32),
        ("dialogue", "ab" * 31),
        ("dialogue", "ab" * 32 + "\n"),
        ("id", "g" * 32),
        ("topics", ["Grain"]),
        ("level", "royal"),
        ("claims", "everything"),
    ],
)
def test_identifiers_have_their_form(member: str, wrong: object) -> None:
    fault = error(spelt(REPORT, **{member: wrong}))
    assert isinstance(fault, WrongValue)
    assert fault.path.startswith(f"$.{member}")


def test_an_owner_is_a_party_or_a_person() -> None:
    for owner in ("FR", "FR/envoy"):
        assert encode(decode(spelt(KEY, owner=owner))) == spelt(KEY, owner=owner)
    for wrong in ("FR/", "/envoy", "FR/envoy\n", "fr"):
        assert isinstance(error(spelt(KEY, owner=wrong)), WrongValue)


@given(st.binary(max_size=300))
def test_bytes_that_are_no_act_give_an_error_of_the_tree(data: bytes) -> None:
    with pytest.raises(ActError):
        decode(data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(JSON)
def test_json_that_is_no_act_gives_an_error_of_the_tree(tree: object) -> None:
    with pytest.raises(ActError):
        decode(json.dumps(tree).encode("utf-8", "surrogatepass"))


def test_the_delete_character_is_refused_in_an_act_of_plain_ascii() -> None:
    plain = encode(example("dialogue.found")).decode().encode("ascii", "ignore")
    assert isinstance(decode(plain), type(example("dialogue.found")))
    fault = error(plain.replace(b'"title":"', b'"title":"\x7f', 1))
    assert isinstance(fault, ForbiddenCharacter)
