"""An act has one spelling: its value gives its bytes, and its bytes give its value."""

from __future__ import annotations

import hashlib
import json

import pytest
from acts_made import GOLDEN, acts
from hypothesis import given, settings
from hypothesis import strategies as st

from plenipo.acts import KINDS, Said, kind_of
from plenipo.acts.codec import decode, encode, ref_of
from plenipo.errors import ActError, NotCanonical


@given(acts())
@settings(max_examples=100, deadline=None)
def test_decoding_what_was_encoded_gives_the_act_back(act: Said) -> None:
    """Rule: an act is accepted only if encoding its decoded value again gives the same bytes."""
    data = encode(act)
    assert decode(data) == act
    assert encode(decode(data)) == data


@given(acts(), st.data())
@settings(max_examples=60, deadline=None)
def test_no_other_spelling_of_an_act_is_accepted(act: Said, data: st.DataObject) -> None:
    tree = json.loads(encode(act))
    keys = data.draw(st.permutations(list(tree)))
    spellings = [
        json.dumps(tree, ensure_ascii=False),
        json.dumps(tree, indent=1, ensure_ascii=False),
        json.dumps({k: tree[k] for k in keys}, separators=(",", ":"), ensure_ascii=False),
        json.dumps(tree, separators=(",", ":"), ensure_ascii=True),
    ]
    for spelling in {s.encode() for s in spellings} - {encode(act)}:
        with pytest.raises(NotCanonical):
            decode(spelling)


@given(acts(), st.data())
@settings(max_examples=100, deadline=None)
def test_a_changed_byte_gives_another_act_or_none(act: Said, data: st.DataObject) -> None:
    encoded = bytearray(encode(act))
    at = data.draw(st.integers(0, len(encoded) - 1))
    encoded[at] ^= data.draw(st.integers(1, 255))
    try:
        other = decode(bytes(encoded))
    except ActError:
        return
    assert other != act
    assert ref_of(bytes(encoded)) != ref_of(encode(act))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_golden_act_of_each_kind_has_the_bytes_that_it_had_for_ever(kind: str) -> None:
    golden = json.loads((GOLDEN / f"{kind}.json").read_text())
    data = golden["bytes"].encode()
    act = decode(data)
    assert kind_of(type(act)) == kind
    assert encode(act) == data
    assert ref_of(data) == hashlib.sha256(data).hexdigest() == golden["sha256"]


def test_there_is_a_golden_act_for_every_kind_and_no_other() -> None:
    """A new kind gets its own by `python tests/acts/acts_made.py KIND`; the others stay as they are."""
    assert {p.stem for p in GOLDEN.glob("*.json")} == set(KINDS)
