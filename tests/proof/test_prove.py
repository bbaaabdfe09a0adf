"""The script that proves all of it, and the page that tells of it, name its parts and no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from proof_mutants import MUTANTS
from prove import PARTS, PROOFS, main

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/proven.md").read_text()


def test_the_script_says_which_parts_there_are() -> None:
    assert ", ".join(PARTS) in (ROOT / "script/prove").read_text()


def test_a_part_that_is_not_there_is_refused_with_the_names_of_those_that_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["everything"]) == 2
    said = capsys.readouterr().err
    assert all(part in said for part in PARTS)


def test_the_page_tells_of_every_proof_and_of_as_many_mutants_as_there_are() -> None:
    assert [what for what, _, _ in PROOFS if what not in PAGE] == []
    assert f"seeded {len(MUTANTS)}, caught {len(MUTANTS)}" in PAGE
