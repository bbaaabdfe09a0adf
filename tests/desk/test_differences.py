"""Texts compared word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plenipo_node.pages.decisions.differences import MOST, Run, differences


def side(runs: tuple[Run, ...], other: str) -> str:
    return "".join(run.text for run in runs if run.kind != other)


def test_words_that_changed_are_counted_on_both_sides() -> None:
    found = differences("The envoy may explore.\nNo more.", "The envoy will not explore.\nNo more.")
    assert (found.out, found.into) == (1, 2)
    assert Run("out", "may") in found.runs
    assert Run("in", "will not") in found.runs


def test_neighbouring_words_are_one_phrase() -> None:
    found = differences("we take note, and wait", "we say nothing, and wait")
    assert [run for run in found.runs if run.kind != "same"] == [
        Run("out", "take note,"),
        Run("in", "say nothing,"),
    ]


@pytest.mark.parametrize("text", ["", "one", "one\n\ntwo", "  spaced \n"])
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert differences(text, text).same


WORDS = st.lists(st.sampled_from(["a", "b", "the", "\n", "\n\n", "x.", "é", "\u0627"]), max_size=60).map(
    " ".join
)


@given(WORDS, WORDS)
def test_each_side_can_be_read_back_from_the_runs(old: str, new: str) -> None:
    found = differences(old, new)
    assert side(found.runs, "in").split() == old.split()
    assert side(found.runs, "out").split() == new.split()


def test_a_text_made_to_take_long_is_shown_as_replaced_whole() -> None:
    old, new = "a b " * MOST, "b a " * MOST
    assert [run.kind for run in differences(old, new).runs] == ["out", "in"]
