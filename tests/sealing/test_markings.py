"""Markings and audiences, held to the published taxonomies and to the rules of the field."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plenipo.errors import MalformedMarking, ObsoleteMarking
from plenipo.sealing import (
    Handling,
    Level,
    Marking,
    Onward,
    Tlp,
    audience,
    derive,
    may_widen,
    missing_consents,
    onward,
    parse_marking,
    strictest,
    widens,
    within,
)

TAXONOMIES = Path(__file__).parents[1] / "data" / "taxonomies"
PARTIES = frozenset({"DE", "EL", "FR", "PL", "UA"})

parties = st.frozensets(st.sampled_from(sorted(PARTIES)))
rel_to = st.none() | parties.map(lambda names: tuple(sorted(names)))
markings = st.builds(
    lambda tlp, level, limite, rel: Marking(
        tlp or (None if level or limite or rel is not None else Tlp.RED), level, limite, rel
    ),
    st.none() | st.sampled_from(Tlp),
    st.none() | st.sampled_from(Level),
    st.booleans(),
    rel_to,
)
handlings = st.builds(Handling, markings, parties, parties)


def taxonomy(name: str) -> list[dict[str, str]]:
    predicates: list[dict[str, str]] = json.loads((TAXONOMIES / name).read_bytes())["predicates"]
    return predicates


def test_the_levels_are_those_of_the_published_table() -> None:
    assert [str(level) for level in reversed(Level)] == [row["expanded"] for row in taxonomy("euci.json")]


def test_the_labels_are_those_of_tlp_2_and_nothing_older_or_unofficial() -> None:
    published = {row["value"].upper() for row in taxonomy("tlp.json")}
    assert published - {str(tlp) for tlp in Tlp} == {"WHITE", "EX:CHR", "UNCLEAR"}
    assert {str(tlp) for tlp in Tlp} <= published


def test_white_is_refused_and_its_successor_named() -> None:
    with pytest.raises(ObsoleteMarking) as refusal:
        parse_marking("TLP:WHITE")
    assert refusal.value.instead == "TLP:CLEAR"


@pytest.mark.parametrize(
    "text",
    [
        "TLP:CLEAR",
        "TLP:AMBER+STRICT",
        "LIMITE",
        "REL TO -",
        "TLP:AMBER // LIMITE",
        "RESTREINT UE/EU RESTRICTED // TLP:AMBER // LIMITE // REL TO DE,FR",
    ],
)
def test_a_written_marking_reads_back_as_written(text: str) -> None:
    assert str(parse_marking(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tlp:amber",
        "TLP:AMBER ",
        "AMBER",
        "TLP:AMBER+strict",
        "TLP:EX:CHR",
        "TLP:AMBER // TLP:RED",
        "TLP:RED // TLP:RED",
        "TLP:AMBER//LIMITE",
        "LIMITE // TLP:AMBER",
        "SECRET",
        "NATO SECRET",
        "SECRET UE",
        "REL TO ",
        "REL TO FR,DE",
        "REL TO DE,DE",
        "REL TO DE, FR",
        "REL TO Д",
        "TLP:RED // REL TO " + ",".join(f"P{n:03}" for n in range(65)),
        "TLP:RED // " * 1000,
    ],
)
def test_anything_but_the_written_form_is_refused(text: str) -> None:
    with pytest.raises(MalformedMarking):
        parse_marking(text)


def test_a_marking_that_says_nothing_is_refused() -> None:
    with pytest.raises(MalformedMarking):
        Marking()


@pytest.mark.parametrize(
    "raw",
    [
        b"{}",
        b'{"tlp":"WHITE"}',
        b'{"tlp":"AMBER","colour":"red"}',
        b'{"rel_to":["FR","DE"]}',
        b'{"limite":1}',
        b'{"level":"SECRET"}',
    ],
)
def test_inside_json_a_bad_marking_is_a_validation_error(raw: bytes) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(raw, type=Marking)


def test_json_holds_only_what_is_said() -> None:
    assert msgspec.json.encode(parse_marking("TLP:AMBER")) == b'{"tlp":"AMBER"}'


@given(markings)
def test_text_and_json_round_trip(marking: Marking) -> None:
    assert parse_marking(str(marking)) == marking
    assert msgspec.json.decode(msgspec.json.encode(marking), type=Marking) == marking


@given(st.text(max_size=60))
def test_no_text_makes_the_parser_fail_in_another_way(text: str) -> None:
    try:
        marking = parse_marking(text)
    except MalformedMarking:
        return
    assert str(marking) == text


@given(markings, markings, markings)
def test_strictest_does_not_depend_on_order_or_grouping(a: Marking, b: Marking, c: Marking) -> None:
    assert strictest(a, b) == strictest(b, a)
    assert strictest(a, a) == a
    assert strictest(strictest(a, b), c) == strictest(a, strictest(b, c)) == strictest(a, b, c)


@given(markings, markings, markings)
def test_a_derived_text_lies_under_a_ceiling_only_if_each_part_does(
    a: Marking, b: Marking, c: Marking
) -> None:
    assert within(strictest(a, b), c) == (within(a, c) and within(b, c))


def test_each_step_of_tlp_and_of_the_levels_is_stricter_than_the_one_before() -> None:
    steps = [[Marking(tlp) for tlp in Tlp], [Marking(level=level) for level in Level]]
    for scheme in steps:
        for lower, higher in pairwise(scheme):
            assert within(lower, higher)
            assert not within(higher, lower)


def test_a_ceiling_without_a_level_admits_nothing_classified() -> None:
    assert not within(Marking(level=Level.RESTRICTED), Marking(Tlp.RED))
    assert within(Marking(Tlp.RED), Marking(Tlp.RED, Level.RESTRICTED))


@pytest.mark.parametrize(
    ("written", "readers"),
    [
        ("TLP:CLEAR", PARTIES),
        ("TLP:GREEN", PARTIES),
        ("LIMITE", PARTIES),
        ("TLP:GREEN // REL TO DE", {"DE", "FR"}),
        ("TLP:AMBER", {"DE", "FR", "UA"}),
        ("TLP:AMBER+STRICT", {"DE", "FR", "UA"}),
        ("TLP:RED", {"DE", "FR", "UA"}),
        ("RESTREINT UE/EU RESTRICTED // TLP:GREEN", {"DE", "FR", "UA"}),
        ("TLP:RED // REL TO UA", {"FR", "UA"}),
        ("TLP:GREEN // REL TO -", {"FR"}),
    ],
)
def test_the_marking_decides_who_may_read(written: str, readers: frozenset[str]) -> None:
    named = {"DE", "UA", "a party that does not read this dialogue"}
    assert audience(parse_marking(written), "FR", PARTIES, named) == readers


@given(markings, st.sampled_from(sorted(PARTIES)), parties, parties)
def test_the_originator_reads_its_own_and_no_stranger_does(
    marking: Marking, originator: str, readers: frozenset[str], named: frozenset[str]
) -> None:
    assert originator in audience(marking, originator, readers, named) <= readers | {originator}


@given(markings, markings, parties, parties)
def test_a_stricter_marking_never_has_more_readers(
    a: Marking, b: Marking, readers: frozenset[str], named: frozenset[str]
) -> None:
    assert audience(strictest(a, b), "FR", readers, named) <= audience(a, "FR", readers, named)
    assert onward(strictest(a, b)) <= onward(a)


@pytest.mark.parametrize(
    ("written", "how_far"),
    [
        ("TLP:CLEAR", Onward.PUBLIC),
        ("TLP:CLEAR // LIMITE", Onward.COMMUNITY),
        ("TLP:AMBER", Onward.AND_CLIENTS),
        ("TLP:AMBER // REL TO DE", Onward.OWN_ORGANISATION),
        ("SECRET UE/EU SECRET", Onward.OWN_ORGANISATION),
        ("SECRET UE/EU SECRET // TLP:RED", Onward.NAMED_PERSONS),
    ],
)
def test_readers_pass_on_no_further_than_the_narrowest_part_says(written: str, how_far: Onward) -> None:
    assert onward(parse_marking(written)) is how_far


@given(handlings, handlings)
def test_a_derived_text_inherits_the_strictest_marking_and_the_common_audience(
    a: Handling, b: Handling
) -> None:
    derived = derive(a, b)
    assert derived.marking == strictest(a.marking, b.marking)
    assert derived.audience == a.audience & b.audience
    assert derived.originators == a.originators | b.originators
    assert not widens(a, derived)


def test_a_new_reader_or_a_laxer_marking_widens() -> None:
    before = Handling(Marking(Tlp.AMBER), frozenset({"FR"}), frozenset({"FR", "DE"}))
    assert widens(before, msgspec.structs.replace(before, audience=PARTIES))
    assert widens(before, msgspec.structs.replace(before, marking=Marking(Tlp.GREEN)))
    assert not widens(before, before)


@given(parties, parties)
def test_widening_needs_every_originators_consent(
    originators: frozenset[str], consents: frozenset[str]
) -> None:
    assert may_widen(originators, consents) == (bool(originators) and originators <= consents)
    assert missing_consents(originators, consents) | (originators & consents) == originators
