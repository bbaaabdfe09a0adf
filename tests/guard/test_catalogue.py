"""docs/acts.md says what the code says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import fields

from plenipo.acts import KINDS, Act
from plenipo.acts.meanings import MEANINGS, meaning
from plenipo.guard.catalogue import _parts, catalogue, rules_of, statements
from plenipo.guard.judge import RULES
from plenipo.guard.kinds import SPEAKERS
from plenipo.guard.sentences import RULE_NAMES

DOCUMENT = Path(__file__).parents[2] / "docs/acts.md"


def test_the_document_is_what_script_catalogue_writes() -> None:
    assert DOCUMENT.read_text() == catalogue()


def test_every_kind_and_part_has_its_own_heading() -> None:
    headings = re.findall(r"^### (.+)$", catalogue(), re.MULTILINE)
    assert headings == [*KINDS, *(part.__name__ for part in _parts())]
    assert len(set(headings)) == len(headings)


def test_every_link_leads_to_a_part() -> None:
    links = set(re.findall(r"\]\(#([a-z]+)\)", catalogue()))
    assert links == {part.__name__.lower() for part in _parts()}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_what_it_is_for_and_who_may_say_it(kind: str) -> None:
    assert (KINDS[kind].__doc__ or "").strip()
    assert SPEAKERS[KINDS[kind]].functions
    assert SPEAKERS[KINDS[kind]].roles


def test_the_tables_of_speakers_and_rules_hold_each_kind_and_no_other() -> None:
    assert SPEAKERS.keys() == RULES.keys() == set(KINDS.values())


def test_no_meaning_is_written_for_a_member_that_is_not_there() -> None:
    parts = {part.__name__: part for part in _parts()}
    holders: dict[str, type[Struct]] = {**KINDS, **parts, "": Act}
    members = {(holder, f.name) for holder, cls in holders.items() for f in fields(cls)}
    used = {
        key
        for holder, name in members
        for key in ((f"{holder} {name}",) if f"{holder} {name}" in MEANINGS else (name,))
    }
    assert MEANINGS.keys() == used


def test_a_meaning_of_its_own_comes_before_the_common_one() -> None:
    assert meaning("Text", "commitment") != meaning("consent.give", "commitment")
    assert meaning("contact.plan", "at") != meaning("contact.report", "at")


def test_every_rule_states_itself_and_judges_something() -> None:
    judged = {number for kind in KINDS.values() for number in rules_of(kind)}
    assert judged == set(statements()) == RULE_NAMES.keys() - {0}
