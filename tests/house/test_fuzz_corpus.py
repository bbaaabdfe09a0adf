"""What fuzzing found stays found: every input of the corpus through its target, without a fuzzer."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

FUZZ = Path(__file__).parents[2] / "fuzz"
sys.path.append(str(FUZZ))
TARGETS = sorted(f.stem for f in (FUZZ / "targets").glob("*.py"))
INPUTS = sorted((FUZZ / "corpus").glob("*/*"))
# Above these an input should be cut down: every one is replayed in every run.
MAX_INPUT, MAX_CORPUS = 70_000, 1_000_000


def target(name: str) -> ModuleType:
    return import_module(f"targets.{name}")


@pytest.mark.parametrize("name", TARGETS)
def test_no_input_of_the_corpus_breaks_a_promise_and_both_verdicts_occur(name: str) -> None:
    check = target(name).check
    verdicts = {check(f.read_bytes()) for f in sorted((FUZZ / "corpus" / name).iterdir())}
    assert verdicts == {True, False}


@pytest.mark.parametrize("name", TARGETS)
def test_neither_does_an_input_that_was_cut_off_or_doubled(name: str) -> None:
    check = target(name).check
    for file in sorted((FUZZ / "corpus" / name).iterdir())[::3]:
        data = file.read_bytes()
        for end in range(0, len(data), max(1, len(data) // 8)):
            check(data[:end])
        check(data + data)


def test_every_corpus_has_its_target_and_stays_small() -> None:
    assert {f.parent.name for f in INPUTS} == set(TARGETS)
    sizes = [f.stat().st_size for f in INPUTS]
    assert max(sizes) <= MAX_INPUT
    assert sum(sizes) <= MAX_CORPUS
