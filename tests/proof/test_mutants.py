"""Faults put into the guard on purpose are seen; `script/prove` puts all of them in."""

from __future__ import annotations

import pytest
from proof_mutants import MUTANTS
from proof_seeded import ROOT, seed

# A consent that is not live, an envoy that did not accept, one too many, a withdrawal that is lost.
SAMPLE = (
    "if any(_suffices(c, topics, at) for c in fitting):",
    "    if not accepted(standing, held, intent.envoy, intent.at):\n",
    "    if len(envoys) > case.charter.cap:\n",
    "    standing.consents[act.consent].withdrawn = e.stamp\n",
)


def test_there_are_many_mutants_and_each_has_one_place() -> None:
    assert len(MUTANTS) >= 120
    assert len(set(MUTANTS)) == len(MUTANTS)
    for mutant in MUTANTS:
        assert mutant.was != mutant.becomes
        mutant.place(ROOT / "src/plenipo")


def test_a_sample_of_the_mutants_is_seen_by_the_runs_alone() -> None:
    sample = [next(m for m in MUTANTS if m.was == text) for text in SAMPLE]
    for seeded in seed(sample, later=()):
        assert seeded.by is not None, seeded.mutant
        assert seeded.by.startswith("runs: AssertionError"), seeded.by


def test_a_place_that_is_not_there_is_told() -> None:
    with pytest.raises(AssertionError):
        MUTANTS[0]._replace(was="no such text").place(ROOT / "src/plenipo")
