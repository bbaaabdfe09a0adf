"""Who was reached, who answered what, and every change: as acts, never as an outcome."""

from __future__ import annotations

from typing import Any

from plenipo.acts import consultation
from plenipo.acts.consultation import Position
from plenipo.dialogue.records import Consultation
from plenipo.dialogue.views.members import Member, acknowledge_until, history, members
from world import DAY, HOUR, World, text

LINES = text("lines")


def opened(world: World, procedure: str, days: int = 3) -> str:
    fields: dict[str, Any] = {"subject": Position(), "text": LINES, "procedure": procedure}
    return world.say("FR/delegate", consultation.Open, **fields, deadline=world.now + days * DAY)


def receive(world: World, ref: str, person: str) -> None:
    receipt = consultation.Receipt(consultation=ref, commitment=LINES.commitment)
    world.say(person, consultation.Receive, texts=(receipt,))


def answer(world: World, ref: str, person: str, word: str, **more: Any) -> str:
    fields = {"consultation": ref, "commitment": LINES.commitment, "answer": word}
    return world.say(person, consultation.Answer, **fields, **more)


def shown(world: World, held: Consultation) -> dict[str, Member]:
    return {member.party: member for member in members(held, world.now)}


def test_an_acknowledgement_is_in_time_if_it_leaves_the_silence_minimum() -> None:
    world = World()
    ref = opened(world, "silence")
    held = world.standing.consultations[ref]
    receive(world, ref, "DE/delegate")
    last = acknowledge_until(held)
    assert last == held.deadline - held.minimum
    world.now = last
    receive(world, ref, "PL/delegate")
    world.wait(hours=1)
    receive(world, ref, "IT/delegate")
    found = shown(world, held)
    assert {p: m.in_time for p, m in found.items()} == {
        "FR": None,
        "DE": True,
        "PL": True,
        "IT": False,
        "UK": None,
    }
    assert found["UK"].received is None


def test_a_vote_leaves_no_minimum_and_shows_each_answer_with_its_changes() -> None:
    world = World()
    ref = opened(world, "vote")
    held = world.standing.consultations[ref]
    answer(world, ref, "DE/delegate", "against")
    world.wait(hours=1)
    last = answer(world, ref, "DE/delegate", "for")
    found = shown(world, held)["DE"]
    assert acknowledge_until(held) is None
    assert found.in_time is None
    assert found.given is not None
    assert (found.given.word, found.given.ref, found.changes) == ("for", last, 1)
    assert shown(world, held)["PL"].given is None


def test_an_answer_for_another_names_who_gave_it_until_the_member_answers_itself() -> None:
    world = World()
    ref = opened(world, "vote")
    held = world.standing.consultations[ref]
    answer(world, ref, "DE/delegate", "for", on_behalf="PL")
    found = shown(world, held)["PL"]
    assert (found.given is not None and found.given.word, found.by) == ("for", "DE")
    answer(world, ref, "PL/delegate", "against")
    found = shown(world, held)["PL"]
    assert (found.given is not None and found.given.word, found.by) == ("against", None)


def test_the_history_keeps_every_answer_and_deadline_in_order() -> None:
    world = World()
    ref = opened(world, "vote")
    held = world.standing.consultations[ref]
    world.wait(hours=1)
    receive(world, ref, "PL/delegate")
    answer(world, ref, "DE/delegate", "against")
    world.wait(hours=1)
    answer(world, ref, "DE/delegate", "for")
    world.say("FR/delegate", consultation.Extend, consultation=ref, deadline=held.deadline + HOUR)
    world.wait(hours=1)
    world.say("FR/delegate", consultation.Withdraw, consultation=ref)
    events = history(held)
    assert [event.what for event in events] == [
        "opened",
        "reached",
        "reached",
        "answered",
        "answered",
        "extended",
        "withdrawn",
    ]
    assert [event.word for event in events if event.what == "answered"] == ["against", "for"]
    assert [event.until for event in events if event.until is not None] == [d for _, d in held.deadlines]
    assert [event.at for event in events] == sorted(event.at for event in events)
