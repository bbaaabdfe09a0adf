"""Every member of every kind can be asked for: it has a meaning, and the composer knows what goes unsaid."""

from __future__ import annotations

import pytest

from plenipo.acts import KINDS
from plenipo_node.preparing.members import OTHERWISE, members_of


@pytest.mark.parametrize("kind", KINDS)
def test_each_member_of_a_kind_says_what_it_means(kind: str) -> None:
    for member in members_of(kind):
        assert member.means, member.name
        assert member.required or member.default in (None, (), False, *member.choices), member.name


def test_nobody_is_asked_for_what_every_act_has() -> None:
    assert not {"id", "by", "seen", "dialogue"} & {m.name for m in members_of("contact.report")}


def test_a_member_knows_its_shape() -> None:
    members = {member.name: member for member in members_of("contact.report")}
    assert members["text"].is_text
    assert members["topics"].many
    assert members["level"].choices == ("technical", "senior", "ministerial", "leader")
    functions = next(member for member in members_of("person.accredit") if member.name == "functions")
    assert functions.many
    assert "envoy" in functions.choices


def test_what_goes_without_saying_is_a_member_of_its_kind() -> None:
    for kind, name in OTHERWISE:
        assert name in {member.name for member in members_of(kind)}
