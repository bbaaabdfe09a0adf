"""What folds keep: a fold for every kind, time that runs forward, a memory that is bounded."""

from __future__ import annotations

import pytest

from plenipo.acts import KINDS, consultation, contact, mandate, readout, source
from plenipo.dialogue.folds import FOLDS
from plenipo.dialogue.standing import Standing, restore, snapshot
from plenipo.errors import DamagedSnapshot, NotFounded, StampBackwards
from plenipo.verify import Nodes, Replay
from plenipo.verify.replay import replay_entry
from world import DAY, HOUR, World, text


def add(world: World) -> str:
    return world.say("FR/delegate", source.Add, text=text("s"), grade="B2", published=0)


def test_every_kind_of_act_has_a_fold_and_only_those() -> None:
    assert FOLDS.keys() == set(KINDS.values())


def test_an_empty_standing_has_no_rule_book() -> None:
    with pytest.raises(NotFounded):
        _ = Standing().rule_book


@pytest.mark.parametrize("data", [b"", b"\xff", b"\x93\x01\x02\x03", b"junk"])
def test_a_damaged_snapshot_says_so(data: bytes) -> None:
    with pytest.raises(DamagedSnapshot):
        restore(data)


def test_a_replay_goes_on_from_a_snapshot_as_if_it_had_never_stopped() -> None:
    world = World()
    world.mandate()
    half, kept = len(world.entries), restore(snapshot(world.standing))
    add(world)
    nodes = Nodes()
    again = Replay(Standing(), nodes)
    for entry in world.entries[:half]:
        replay_entry(again, nodes, entry)
    again.standing = kept
    replay_entry(again, nodes, world.entries[half])
    assert again.standing == world.standing


def test_stamps_that_go_backwards_are_told_with_their_entry() -> None:
    world = World()
    world.now += HOUR
    add(world)
    nodes = Nodes()
    again = Replay(Standing(), nodes)
    for entry in world.entries:
        replay_entry(again, nodes, entry)
    with pytest.raises(StampBackwards) as caught:
        replay_entry(again, nodes, world.entries[0])
    assert (caught.value.index, caught.value.stamp) == (2, world.now - HOUR)


def test_acts_are_remembered_as_long_as_they_could_be_said_twice_and_no_longer() -> None:
    world = World()
    first = add(world)
    world.now += 72 * HOUR
    add(world)
    assert first in world.standing.recent
    world.now += 1
    add(world)
    assert first not in world.standing.recent
    assert world.standing.forgotten == world.now - 1 - 72 * HOUR


def test_what_ended_is_no_longer_live() -> None:
    world = World()
    first = world.mandate("first", ends=world.now + 5 * DAY)
    assert first in world.standing.live
    world.wait(days=5)
    second = world.mandate("second")
    assert list(world.standing.live) == [second]


def test_a_revoked_mandate_is_no_longer_live() -> None:
    world = World()
    ref = world.mandate()
    world.say("PL/delegate", mandate.Revoke, mandate=ref)
    assert ref not in world.standing.live


def test_the_first_acknowledgement_and_every_answer_are_kept_with_their_moment() -> None:
    world = World()
    words = text("position")
    opened = {"subject": consultation.Position(), "text": words, "procedure": "vote"}
    ref = world.say("FR/delegate", consultation.Open, **opened, deadline=world.now + DAY)
    receipt = consultation.Receipt(consultation=ref, commitment=words.commitment)
    started = world.now
    for _ in range(2):
        world.say("DE/reader", consultation.Receive, texts=(receipt,))
        world.wait(hours=1)
    said = {"consultation": ref, "commitment": words.commitment}
    for word in ("for", "against"):
        world.say("DE/delegate", consultation.Answer, **said, answer=word)
    held = world.standing.consultations[ref]
    assert held.received["DE"] == started
    assert [given.word for given in held.answers["DE"]] == ["for", "against"]


def test_a_void_entry_counts_in_size_and_stamp_and_in_nothing_else() -> None:
    world = World()
    before = snapshot(world.standing)
    world.wait(hours=1)
    forced = world.act("FR/reader", source.Add, text=text("s"), grade="B2", published=0)
    world.force(forced)
    kept = restore(before)
    kept.size, kept.stamp = world.standing.size, world.standing.stamp
    kept.void, kept.findings, kept.found = (
        world.standing.void,
        world.standing.findings,
        world.standing.found,
    )
    assert kept == world.standing


def test_who_was_told_before_stays_told_before() -> None:
    world = World()
    ref = world.say(
        "FR/envoy", contact.Report, party="FR", counterpart="RU", level="leader", medium="call", at=world.now
    )
    for when in ("before", "after"):
        world.say("FR/envoy", contact.Brief, contact=ref, told=("UA",), when=when, at=world.now)
    assert world.standing.contacts[ref].briefed == {"UA": "before"}


def test_sharing_a_readout_adds_recipients_once_each_in_order() -> None:
    world = World()
    ref = world.say(
        "FR/envoy", contact.Report, party="FR", counterpart="RU", level="leader", medium="call", at=world.now
    )
    matters = tuple(readout.Raised(topic=t, raised="not-raised") for t in ("ceasefire", "territory"))
    filed = world.say(
        "FR/envoy",
        readout.File,
        contact=ref,
        side="ours",
        text=text("r"),
        recipients=("DE", "UA"),
        matters=matters,
    )
    world.say("FR/envoy", readout.Share, readout=filed, text=text("r"), recipients=("UA", "PL"))
    assert world.standing.readouts[filed].recipients == ("DE", "UA", "PL")
