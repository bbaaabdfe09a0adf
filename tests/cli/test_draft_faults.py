"""A draft with faults is refused with all of them at once, those of its form and those of its sense."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plenipo.acts.charter import Charter, Founder
from plenipo_cli.draft_faults import draft_faults
from plenipo_cli.errors import BadDraft
from plenipo_cli.founding import founding_act
from world import charter, fingerprint_of

KEYS = [fingerprint_of("FR/authority"), fingerprint_of("FR/authority reserve")]
WHOLE: dict[str, Any] = {
    "title": "Exercise",
    "charter": json.loads(msgspec.json.encode(charter())),
    "founders": [{"person": "FR/authority", "functions": ["authority"], "keys": KEYS}],
}


def drafted(**changes: Any) -> dict[str, Any]:
    draft = copy.deepcopy(WHOLE)
    draft["charter"] |= changes
    return draft


CONTRADICTIONS = {
    "cap": 0,
    "decisions": {**WHOLE["charter"]["decisions"], "holiday": {"rule": "unanimity"}},
    "reserved": [],
    "weights": [{"since": 0, "source": "the gazette", "of": {"FR": 1}}],
    "deputies": {"UA": ["FR/delegate"], "PL": ["PL/delegate", "RU/envoy"]},
    "silence_minimum": -1,
}
KINDS = "mandate, end-mandate, amendment, admission, position, contact"


def test_a_whole_draft_has_no_faults() -> None:
    assert draft_faults(drafted()) == ()


def test_a_charter_that_contradicts_itself_in_many_ways_is_told_each_of_them() -> None:
    told = draft_faults(drafted(**CONTRADICTIONS))
    assert set(told) == {
        "charter.cap: Expected `int` >= 1.",
        "charter.silence_minimum: Expected `int` >= 0.",
        f"charter.decisions.holiday: it can only be one of {KINDS}.",
        "Deputies are named for UA, which is no partner; the silence of others is never consent.",
        "PL/delegate acknowledges for PL without being its deputy.",
        "RU/envoy, named as a deputy for PL, belongs to no partner.",
        "Nothing is reserved to UA, so nothing protects it.",
        "The weights from 1970-01-01 00:00:00 UTC on lack DE, IT, PL, UK.",
    }


def test_each_of_them_is_told_alone_as_well() -> None:
    together = set(draft_faults(drafted(**CONTRADICTIONS)))
    alone = [set(draft_faults(drafted(**{name: value}))) for name, value in CONTRADICTIONS.items()]
    assert all(alone)
    assert set().union(*alone) == together


def test_what_is_missing_unknown_or_of_another_form_is_told_by_its_place() -> None:
    draft = drafted(colour="blue", quorum="most", deputies={"pl": ["FR/delegate"]})
    del draft["charter"]["notice"]
    draft["charter"]["parties"][1]["role"] = "friend"
    draft["founders"][0]["keys"] = "one"
    told = [line.partition(":")[0] for line in draft_faults(draft)]
    assert sorted(told) == [
        "charter.colour",
        "charter.deputies.pl",
        "charter.notice",
        "charter.parties[1].role",
        "charter.quorum",
        "founders[0].keys",
    ]


def test_it_is_refused_before_anything_is_signed() -> None:
    with pytest.raises(BadDraft) as refused:
        founding_act(Path("draft.json"), drafted(**CONTRADICTIONS), KEYS[0])
    assert len(refused.value.faults) == 8


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(each for key, part in inside for each in _places(part, (*path, key)))]


JUNK: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, -1, 2**60, "", "x", [], [[]], {}, {"a": 1}, ["x"], 1.5]
)
PLACES = [path for path in _places(WHOLE) if path[1:]]


@given(st.lists(st.tuples(st.sampled_from(PLACES), JUNK), min_size=1, max_size=4))
def test_a_draft_that_is_no_founding_has_a_fault_and_none_ends_in_an_error(
    changes: list[tuple[tuple[Any, ...], Any]],
) -> None:
    draft = copy.deepcopy(WHOLE)
    for path, junk in changes:
        at: Any = draft
        for key in path[:-1]:
            try:
                at = at[key]
            except (KeyError, IndexError, TypeError):
                break
        else:
            there = range(len(at)) if isinstance(at, list) else ()
            if isinstance(at, dict) or path[-1] in there:
                at[path[-1]] = junk
    told = draft_faults(draft)
    try:
        msgspec.convert(draft["charter"], Charter)
        msgspec.convert(draft["founders"], tuple[Founder, ...])
    except msgspec.ValidationError:
        assert told
