"""What the desk keeps of closed consultations is what counting them anew tells, whatever is said later."""

from __future__ import annotations

from random import Random
from unittest import mock

import pytest
from msgspec import msgpack
from proof_moves import MOVES, scene

from plenipo.acts import consultation
from plenipo.acts.consultation import Position
from plenipo.dialogue.derived import outcome_of
from plenipo.dialogue.records import Consultation, Given
from plenipo_node.pages.decisions import counted
from plenipo_node.pages.decisions.counted import outcome_at
from world import DAY, World, Worlds, text

LATER = (0, 1, DAY, 9 * DAY, 400 * DAY)  # ms


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    counted._kept.clear()


@pytest.mark.parametrize("seed", range(6))
def test_a_kept_outcome_is_the_one_that_counting_tells(seed: int) -> None:
    """After every move of a random dialogue, of each of its consultations, now and later."""
    Worlds.made.clear()
    s = scene(Random(seed))  # noqa: S311 - chance in a test, and the seed tells which
    for _ in range(60):
        s.chance.choices(list(MOVES), list(MOVES.values()))[0](s)
        for held in s.standing.consultations.values():
            for later in LATER:
                now = s.now + later
                assert outcome_at(s.standing, held, now) == outcome_of(s.standing, held, now)
    assert counted._kept


def closed(procedure: str) -> tuple[World, Consultation]:
    """Adopted and settled, with IT's answer missing."""
    world = World()
    opening = {"subject": Position(), "text": text("position"), "deadline": world.now + 2 * DAY}
    ref = world.say("FR/delegate", consultation.Open, **opening, procedure=procedure)
    receipt = consultation.Receipt(consultation=ref, commitment=text("position").commitment)
    for party in (each.id for each in world.standing.parties("partner")):
        world.say(f"{party}/reader", consultation.Receive, texts=(receipt,))
    world.wait(days=3)
    world.settle()
    return world, world.standing.consultations[ref]


def test_what_is_kept_is_not_counted_again() -> None:
    world, held = closed("silence")
    assert outcome_at(world.standing, held, world.now).outcome == "adopted"
    with mock.patch.object(counted, "outcome_of", side_effect=AssertionError):
        assert outcome_at(world.standing, held, world.now + DAY).outcome == "adopted"


def test_an_answer_that_is_vouched_for_after_an_outcome_was_kept_is_counted() -> None:
    """The registrar lets it in only once everything was settled and shown."""
    world, kept = closed("silence")
    outcome_at(world.standing, kept, world.now)
    held = msgpack.decode(msgpack.encode(kept), type=Consultation)
    held.answers["IT"] = [Given(at=held.deadline + 1, by="IT/delegate", word="object", ref="late")]
    assert outcome_at(world.standing, held, world.now) == outcome_of(world.standing, held, world.now)
    held.vouched["late"] = {"DE": held.deadline - 1, "PL": held.deadline - 1}
    assert outcome_at(world.standing, held, world.now).outcome == "not-adopted"


def test_nothing_is_kept_that_still_waits_for_the_clock_or_for_countersignatures() -> None:
    world, held = closed("silence")
    world.standing.cosigned.clear()
    world.tampered = True
    assert outcome_at(world.standing, held, world.now).outcome == "pending"
    assert outcome_at(world.standing, held, held.deadline - 1).outcome == "pending"
    assert not counted._kept


def test_what_is_kept_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counted, "MOST", 2)
    for _ in range(3):
        world, held = closed("silence")
        held.deadlines.append((held.at, held.deadline + len(counted._kept) + 1))
        world.tampered = True
        outcome_at(world.standing, held, world.now)
    assert len(counted._kept) <= 2
