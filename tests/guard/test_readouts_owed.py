"""A contact that stands owes a readout of its party's own side; no correction sheds that."""

from __future__ import annotations

from typing import Any

import pytest
from guard_cast import flags
from msgspec.structs import replace

from plenipo.acts import contact, correction, dialogue, readout
from plenipo.acts.consultation import Amendment
from world import World, text

NOT_RAISED = tuple(readout.Raised(topic=t, raised="not-raised") for t in ("ceasefire", "territory"))


@pytest.fixture
def world() -> World:
    return World()


def report(world: World, party: str = "FR", **changes: Any) -> str:
    call = {"counterpart": "RU", "level": "technical", "medium": "call", "at": world.now, "claims": "mandate"}
    return world.say(f"{party}/delegate", contact.Report, **{**call, "party": party, **changes})


def file(world: World, ref: str, side: str = "ours") -> str:
    about = {"contact": ref, "side": side, "text": text("readout"), "recipients": ("DE",)}
    return world.say("FR/delegate", readout.File, **about, matters=NOT_RAISED)


def correct(world: World, ref: str, instead: str | None = None) -> None:
    world.say("FR/delegate", correction.Correct, act=ref, instead=instead)


def owed(world: World) -> dict[str, int]:
    return world.standing.owed.get("FR", {})


def test_a_readout_replaced_by_one_of_another_contact_is_owed_again(world: World) -> None:
    one, other = report(world), report(world, claims="nothing")
    due = owed(world)[one]
    filed, elsewhere = file(world, one), file(world, other)
    correct(world, filed, elsewhere)
    assert owed(world) == {one: due}


def test_a_readout_replaced_by_another_of_the_same_contact_is_not(world: World) -> None:
    ref = report(world)
    filed, better = file(world, ref), file(world, ref)
    correct(world, filed, better)
    assert owed(world) == {}


def test_what_it_owed_falls_to_the_report_instead_although_the_other_side_was_heard_on_that(
    world: World,
) -> None:
    one = report(world)
    due = owed(world)[one]
    other = report(world, claims="nothing")
    file(world, other, "theirs")
    correct(world, one, other)
    assert owed(world) == {other: due}
    filed = file(world, other)
    assert owed(world) == {}
    correct(world, filed)
    assert owed(world) == {other: due}, "who takes it back owes it as before"


@pytest.mark.parametrize("later_instead", [True, False])
def test_of_two_days_the_first_is_the_day(world: World, *, later_instead: bool) -> None:
    first = report(world)
    due = owed(world)[first]
    world.wait(hours=1)
    second = report(world)
    gone, stays = (first, second) if later_instead else (second, first)
    correct(world, gone, stays)
    assert owed(world) == {stays: due}


def test_nobody_owes_a_readout_of_another_partys_contact(world: World) -> None:
    """That could not be filed, and would bar the party from every intent."""
    one, foreign = report(world), report(world, "DE", claims="nothing")
    taking_back = {"act": one, "instead": foreign}
    assert flags(world, "FR/delegate", correction.Correct, **taking_back) == {"taken-back-while-owing"}
    assert owed(world) == {}


def test_nothing_is_owed_of_a_report_that_was_taken_back_whatever_is_taken_back_after_it(
    world: World,
) -> None:
    ref = report(world)
    filed = file(world, ref)
    correct(world, ref)
    correct(world, filed)
    assert owed(world) == {}


def test_who_owes_it_again_owes_it_by_the_charter_of_its_day(world: World) -> None:
    ref = report(world)
    due = owed(world)[ref]
    filed = file(world, ref)
    old = world.standing.rule_book
    new = replace(old, version=old.version + 1, readout_due=240 * 3600)
    decided = world.decide(Amendment(charter=new), "more time", days=1)
    world.say("FR/authority", dialogue.Amend, consultation=decided, charter=new)
    correct(world, filed)
    assert owed(world) == {ref: due}


def test_what_was_superseded_stands_in_no_ones_place(world: World) -> None:
    one, other, third = report(world), report(world), report(world)
    correct(world, one, other)
    about = {"act": third, "instead": one}
    assert world.refused("FR/delegate", correction.Correct, **about) == {(54, "superseded-itself")}
    correct(world, third, other)
    assert list(owed(world)) == [other]
