from __future__ import annotations

from typing import Any

import pytest

from plenipo.acts import contact
from plenipo.dialogue.views import contacts as lists
from plenipo.dialogue.views.contacts import Wanted, ahead, contacts
from world import DAY, World


def report(world: World, party: str = "FR", **changes: Any) -> str:
    fields: dict[str, Any] = {
        "party": party,
        "counterpart": "RU",
        "level": "technical",
        "medium": "call",
        "at": world.now,
    }
    return world.say(f"{party}/delegate", contact.Report, **{**fields, **changes})


def refs(world: World, count: int = 50, **wanted: Any) -> list[str]:
    return [ref for ref, _ in contacts(world.standing, Wanted(**wanted), count).rows]


def test_the_newest_contact_comes_first_by_when_it_was_and_not_by_when_it_was_entered() -> None:
    world = World()
    late = report(world, at=world.now)
    early = report(world, at=world.now - DAY)
    assert refs(world) == [late, early]


def test_pages_join_without_a_contact_lost_or_twice_although_many_are_at_one_instant() -> None:
    world = World()
    said = [report(world, at=world.now - (n // 4) * DAY) for n in range(10)]
    found: list[str] = []
    behind = None
    for _ in range(5):
        page = contacts(world.standing, Wanted(), 3, behind)
        found += [ref for ref, _ in page.rows]
        behind = page.further
        if behind is None:
            break
    assert sorted(found) == sorted(said)
    assert found == refs(world)


def test_plans_announcements_and_what_took_place_are_told_apart() -> None:
    world = World()
    mandate = world.mandate()
    plan = world.say("FR/delegate", contact.Plan, **world.plan_of(mandate))
    dropped = world.say("FR/delegate", contact.Plan, **world.plan_of(mandate))
    world.say("FR/delegate", contact.Cancel, contact=dropped)
    said = world.say(
        "PL/delegate",
        contact.Announce,
        counterpart="RU",
        level="senior",
        medium="visit",
        at=world.now + DAY,
    )
    held = report(world)
    assert refs(world, which="planned") == [plan]
    assert refs(world, which="announced") == [said]
    assert refs(world, which="held") == [held]
    assert set(refs(world)) == {plan, dropped, said, held}
    assert [ref for ref, _ in ahead(world.standing, "FR", 5)] == [plan]
    assert [ref for ref, _ in ahead(world.standing, "PL", 5)] == [said]


def test_a_fulfilled_plan_is_shown_as_its_report() -> None:
    world = World()
    plan = world.say("FR/delegate", contact.Plan, **world.plan_of(world.mandate()))
    world.wait(days=3)
    held = report(world, plan=plan, envoy="FR/envoy", claims="mandate", topics=("prisoners",))
    assert refs(world) == [held]
    assert refs(world, which="planned") == []


def test_level_party_and_what_the_reader_asks_narrow_the_list() -> None:
    world = World()
    ours = report(world, level="senior")
    theirs = report(world, "DE")
    assert refs(world, which="held", level="senior") == [ours]
    assert refs(world, level="senior") == [ours]
    assert refs(world, which="held", party="DE") == [theirs]
    assert refs(world, which="held", party="RU") == [theirs, ours]
    assert refs(world, party="DE") == [theirs]
    assert refs(world, fits=lambda held: held.level == "technical") == [theirs]


def test_a_page_looks_at_so_many_and_says_where_to_look_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "LOOK", 3)
    world = World()
    wanted = report(world, "DE", at=world.now - 5 * DAY)
    for _ in range(4):
        report(world)
    page = contacts(world.standing, Wanted(party="DE"), 50)
    assert page.rows == ()
    assert page.looked
    assert page.further is not None
    page = contacts(world.standing, Wanted(party="DE"), 50, page.further)
    assert [ref for ref, _ in page.rows] == [wanted]
    assert page.further is None
