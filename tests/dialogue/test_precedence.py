"""Urgency has levels: FLASH and NIACT demand acknowledgement at any hour, the others do not."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import fields, replace

from plenipo.acts import consent, consultation, dialogue
from plenipo.acts.codec import decode, encode
from plenipo.acts.consultation import Amendment, Position
from plenipo.acts.words import PRECEDENCES
from plenipo.dialogue.views.duties import duties_of
from plenipo.dialogue.views.duty import Duty
from plenipo.dialogue.views.duty_words import duty_sentence
from plenipo.dialogue.views.timeline import timeline
from plenipo.errors import ActError, NotCanonical
from plenipo.guard.may import may, options_of
from plenipo.guard.standing_goaheads import duties_now, findings_now, status_now
from world import DAY, HOUR, PARTNERS, World, text

URGENT = ("FLASH", "NIACT")


def opened(world: World, words: str = "position", **changes: Any) -> str:
    fields: dict[str, Any] = {
        "subject": Position(),
        "text": text(words),
        "procedure": "vote",
        "deadline": world.now + 2 * DAY,
    }
    return world.say("FR/delegate", consultation.Open, **{**fields, **changes})


def received(world: World, ref: str, words: str, *persons: str) -> None:
    receipt = consultation.Receipt(consultation=ref, commitment=text(words).commitment)
    for person in persons:
        world.say(person, consultation.Receive, texts=(receipt,))


def urgent(world: World) -> list[Duty]:
    return [d for d in duties_now(world.standing, world.now) if d.kind == "acknowledge-urgent"]


def codes(world: World) -> list[str]:
    return [f.code for f in findings_now(world.standing, world.now)]


def test_an_act_without_precedence_keeps_its_bytes_and_is_routine() -> None:
    world = World()
    fields = {"subject": Position(), "text": text("p"), "procedure": "vote", "deadline": world.now + DAY}
    plain = world.act("FR/delegate", consultation.Open, **fields)
    data = encode(plain)
    assert b"precedence" not in data
    assert isinstance(plain, consultation.Open)
    assert plain.precedence == "ROUTINE"
    with pytest.raises(NotCanonical):
        decode(data[:-1] + b',"precedence":"ROUTINE"}')
    for word in ("flash", "URGENT", ""):
        with pytest.raises(ActError):
            decode(data[:-1] + b',"precedence":"%s"}' % word.encode())


@pytest.mark.parametrize("word", PRECEDENCES)
def test_only_flash_and_niact_are_acknowledged_at_any_hour(word: str) -> None:
    world = World()
    ref = opened(world, precedence=word)
    owed = urgent(world)
    assert bool(owed) == (word in URGENT)
    assert world.standing.consultations[ref].precedence == word
    assert {d.precedence for d in duties_now(world.standing, world.now)} == {word}


def test_each_partner_owes_its_acknowledgement_until_some_person_of_it_gives_it() -> None:
    world = World()
    ref = opened(world, precedence="NIACT")
    assert [d.parties for d in urgent(world)] == [(p,) for p in PARTNERS]
    assert {(d.due, d.act, d.ref) for d in urgent(world)} == {(world.now + HOUR, "consultation.receive", ref)}
    assert "Acknowledge the NIACT text (position)" in duty_sentence(urgent(world)[0])
    received(world, ref, "position", "PL/reader")
    answer = {"consultation": ref, "commitment": text("position").commitment, "answer": "for"}
    world.say("DE/delegate", consultation.Answer, **answer)
    assert [d.parties for d in urgent(world)] == [("FR",), ("IT",), ("UK",)]
    assert "answer-vote" in {d.kind for d in duties_of(duties_now(world.standing, world.now), "PL")}


def test_it_is_overdue_a_moment_after_its_time_and_then_shown_to_all() -> None:
    world = World(acknowledge_within=600)
    opened(world, precedence="FLASH")
    world.now += 600_000
    assert not any(d.overdue for d in urgent(world))
    assert codes(world) == []
    world.now += 1
    assert all(d.overdue for d in urgent(world))
    assert codes(world) == ["urgent-unacknowledged"] * 5


def test_what_is_no_longer_open_is_no_longer_owed() -> None:
    world = World()
    opened(world, precedence="FLASH")
    world.now += 2 * DAY - 1
    assert len(urgent(world)) == 5
    world.now += 1
    assert (urgent(world), codes(world)) == ([], [])
    ref = opened(world, "another", precedence="FLASH")
    world.say("FR/delegate", consultation.Withdraw, consultation=ref)
    assert urgent(world) == []


def test_a_deadline_or_a_silence_minimum_that_comes_sooner_is_the_due_time() -> None:
    world = World(acknowledge_within=30 * 24 * 3600)
    opened(world, precedence="FLASH")
    assert {d.due for d in urgent(world)} == {world.now + 2 * DAY}
    world = World(acknowledge_within=30 * 24 * 3600)
    opened(world, precedence="FLASH", procedure="silence")
    assert {(d.due, d.otherwise) for d in urgent(world)} == {(world.now + DAY, "lapses-not-reached")}


def test_a_silence_is_owed_once_not_twice() -> None:
    world = World()
    ref = opened(world, precedence="FLASH", procedure="silence")
    assert {d.kind for d in duties_now(world.standing, world.now)} == {"acknowledge-urgent"}
    received(world, ref, "position", "PL/reader")
    (owed,) = duties_of(duties_now(world.standing, world.now), "PL")
    assert owed.kind == "object-or-adopt"


def test_an_extension_gives_nobody_more_time_to_acknowledge() -> None:
    world = World()
    ref = opened(world, precedence="FLASH")
    due = urgent(world)[0].due
    world.say("FR/delegate", consultation.Extend, consultation=ref, deadline=world.now + 9 * DAY)
    assert {d.due for d in urgent(world)} == {due}


def test_an_amendment_later_changes_nothing_of_what_was_put_before() -> None:
    """As with the silence minimum: the span is that of the charter under which it was opened."""
    world = World()
    due = world.now + HOUR
    ref = opened(world, precedence="FLASH", deadline=world.now + 20 * DAY)
    new = replace(world.standing.rule_book, version=2, acknowledge_within=60)
    adopted = world.decide(Amendment(charter=new), "sooner")
    world.say("FR/authority", dialogue.Amend, consultation=adopted, charter=new)
    assert {d.due for d in urgent(world) if d.ref == ref} == {due}


def test_the_urgent_stand_first_everywhere() -> None:
    world = World()
    refs = {
        word: opened(world, word, precedence=word, deadline=world.now + (2 + days) * DAY)
        for days, word in enumerate(PRECEDENCES)
    }
    wanted = [refs[word] for word in reversed(PRECEDENCES)]
    shown = status_now(world.standing, world.now).consultations
    assert [one.ref for one in shown] == wanted
    assert [one.precedence for one in shown] == list(reversed(PRECEDENCES))
    owed = [d.ref for d in duties_now(world.standing, world.now)]
    assert list(dict.fromkeys(owed)) == wanted
    for kind in ("consultation.receive", "consultation.answer"):
        options = options_of(may(world.standing, "PL/delegate", world.now, world.nodes), kind)
        assert [option.about for option in options] == wanted


def test_the_timeline_says_what_was_urgent() -> None:
    world = World()
    opened(world, "plain")
    opened(world, "quick", precedence="IMMEDIATE")
    told = [item.facts.get("precedence") for item in timeline(world.standing, world.now)]
    assert told == [None, "IMMEDIATE"]


def test_urgency_shortens_no_time_that_the_rules_leave() -> None:
    world = World()
    soon = {"text": text("s"), "subject": Position(), "precedence": "NIACT", "procedure": "silence"}
    at = world.now + DAY
    assert world.refused("FR/delegate", consultation.Open, **soon, deadline=at) == {(40, "deadline-too-soon")}
    world.say("FR/delegate", consultation.Open, **soon, deadline=at + 1)


def test_a_request_for_consent_is_never_urgent() -> None:
    """Nothing presses on a concerned party: what it is asked has no precedence, and it owes no receipt."""
    assert "precedence" not in {f.name for f in fields(consent.Ask)}
    world = World()
    opened(world, precedence="NIACT")
    assert duties_of(duties_now(world.standing, world.now), "UA") == []
