"""How much is known only through third parties: the exact share, and each border of its definition."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from plenipo.acts import contact, correction
from plenipo.acts.charter import Party
from plenipo.dialogue.views.secondhand import YEAR, second_hand
from plenipo.guard.standing_goaheads import status_now
from world import DAY, World, charter


def report(world: World, **changes: Any) -> str:
    fields: dict[str, Any] = {"party": "FR", "counterpart": "RU", "level": "technical", "medium": "call"}
    by = changes.pop("by", "FR/delegate")
    return world.say(by, contact.Report, **{**fields, "at": world.now, **changes})


def counts(world: World) -> tuple[int, int]:
    shown = second_hand(world.standing, world.now)
    return shown.only, shown.known


def test_nothing_known_has_no_share() -> None:
    world = World()
    shown = second_hand(world.standing, world.now)
    assert (shown.only, shown.known, shown.share) == (0, 0, None)


def test_own_and_their_accounts_are_first_hand_and_the_rest_is_not() -> None:
    world = World()
    report(world)
    report(world, known="their-account", by="DE/delegate")
    assert counts(world) == (0, 2)
    report(world, known="reported", by="DE/delegate")
    report(world, through="TR")
    shown = second_hand(world.standing, world.now)
    assert (shown.share, shown.known) == (Fraction(1, 2), 4)
    assert status_now(world.standing, world.now).second_hand == shown


def test_a_sides_word_makes_it_first_hand_and_declining_does_not() -> None:
    world = World()
    seen = report(world, known="reported", by="DE/delegate")
    side: dict[str, Any] = {"contact": seen, "side": "RU", "at": world.now}
    world.say("DE/delegate", contact.DeclineToConfirm, **side)
    assert counts(world) == (1, 1)
    world.now += 1
    world.say("DE/delegate", contact.Confirm, **{**side, "at": world.now})
    assert counts(world) == (0, 1)
    world.now += 1
    world.say("DE/delegate", contact.Deny, **{**side, "at": world.now})
    assert counts(world) == (0, 0)


def test_a_contact_counts_for_one_window_from_its_beginning_on() -> None:
    world = World()
    world.wait(days=400)
    report(world, at=world.now - YEAR + 1, known="reported", by="DE/delegate")
    assert counts(world) == (1, 1)
    world.now += 1
    assert counts(world) == (0, 0)
    assert second_hand(world.standing, world.now, YEAR + DAY).known == 1


def test_what_was_corrected_planned_or_with_others_does_not_count() -> None:
    world = World(parties=(*charter().parties, Party(id="US", name="Another", role="intermediary")))
    wrong = report(world, known="reported", by="DE/delegate")
    world.say("DE/delegate", contact.Announce, counterpart="RU", level="leader", medium="call", at=world.now)
    report(world, counterpart="US", known="reported", by="DE/delegate")
    assert counts(world) == (1, 1)
    world.say("DE/delegate", correction.Correct, act=wrong)
    assert counts(world) == (0, 0)
