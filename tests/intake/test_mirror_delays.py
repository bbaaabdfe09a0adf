"""A mirror does not cosign what leaves out an act that it has held for too long: rule 5."""

from __future__ import annotations

from typing import Any

import pytest
from intake_cast import NodeWorld, places, signed
from mirror_cast import DELAY, Party, refused_unchanged, stated

from plenipo.acts import consultation, key, register, statement
from plenipo.acts.charter import DecisionRule
from plenipo.errors import (
    ActLeftOut,
    HoldsTooMany,
    MirrorRefusal,
    NotFounded,
    NotJson,
)
from plenipo_node import mirror as mirrors
from plenipo_node.intake import Submission
from plenipo_node.mirror import LeftOut
from world import DAY, PARTNERS, START, World, charter, fingerprint_of, text


@pytest.fixture
def world() -> World:
    return World()


# --- rule 5: what is left out ---


def handed(party: Party, act: Submission) -> str:
    return party.mirror.hold(act.act, act.signatures, party.node.now)


def test_an_act_held_longer_than_the_delay_must_be_in(world: World) -> None:
    party = Party(world)
    party.offer()
    act = stated(world, "left out")
    ref = handed(party, signed(act))
    world.wait(hours=DELAY / 3_600_000)
    party.offer()
    world.now += 1
    left_out = refused_unchanged(party, ActLeftOut)
    assert (left_out.ref, left_out.received, left_out.delay_ms) == (ref, START, DELAY)
    world.register(stated(world, "another"))
    refused_unchanged(party, ActLeftOut)
    world.register(act)
    assert party.offer().checkpoint.size == 3
    world.wait(days=1)
    party.offer()
    assert party.mirror.left_out == []


def test_an_objection_held_back_past_its_deadline_is_left_out_though_it_would_now_be_refused(
    world: World,
) -> None:
    """The registrar can delay; it cannot have the delay cosigned."""
    party = Party(world)
    ref = world.say(
        "FR/delegate",
        consultation.Open,
        subject=consultation.Position(),
        text=text("t"),
        procedure="vote",
        deadline=world.now + DAY,
    )
    party.offer()
    on: dict[str, Any] = {"consultation": ref, "commitment": text("t").commitment, "answer": "against"}
    handed(party, signed(world.act("DE/delegate", consultation.Answer, **on)))
    world.wait(days=1)
    assert world.refused("DE/delegate", consultation.Answer, **on)
    world.register(stated(world, "later"))
    refused_unchanged(party, ActLeftOut)


@pytest.mark.parametrize("settled", [True, False])
def test_a_no_brought_within_the_delay_before_the_deadline_is_left_out_only_where_the_vote_is_settled(
    settled: bool,  # noqa: FBT001 a parameter of the test
) -> None:
    rule = DecisionRule(rule="consensus", settled=settled)
    world = World(decisions={**charter().decisions, "position": rule})
    party = Party(world)
    put = {"subject": consultation.Position(), "text": text("t"), "procedure": "vote"}
    ref = world.say("FR/delegate", consultation.Open, **put, deadline=world.now + DAY)
    on: dict[str, Any] = {"consultation": ref, "commitment": text("t").commitment, "answer": "for"}
    for name in ("FR", "PL", "IT", "UK"):
        world.say(f"{name}/delegate", consultation.Answer, **on)
    world.now += DAY - 1
    party.offer()
    on["answer"] = "against"
    no = world.act("DE/delegate", consultation.Answer, **on)
    handed(party, signed(no))
    world.now += DELAY + 1
    world.register(stated(world, "later"))
    if not settled:
        party.offer()
        return
    refused_unchanged(party, ActLeftOut)
    world.register(no)
    party.offer()


def test_a_registrar_is_excused_for_what_the_guard_refused_when_the_delay_ran_out(world: World) -> None:
    party = Party(world)
    party.offer()
    act = world.act("DE/reader", statement.Record, party="RU", at=0, text=text("x"), sources=())
    handed(party, signed(act))
    world.register(key_revoked(world))
    stranded = signed(stated(world, "by a key that was revoked before"))
    handed(party, stranded)
    world.wait(days=1)
    world.register(world.act("PL/delegate", statement.Record, party="RU", at=0, text=text("y"), sources=()))
    assert party.offer().checkpoint.size == 3
    assert party.mirror._waiting == {}


def key_revoked(world: World) -> key.Revoke:
    act = world.act("DE/authority", key.Revoke, owner="DE/delegate", key=fingerprint_of("DE/delegate"))
    assert isinstance(act, key.Revoke)
    return act


def test_what_was_left_out_until_it_lapsed_stays_known_and_the_mirror_goes_on(world: World) -> None:
    party = Party(world)
    party.offer()
    act = stated(world, "left out")
    world.register(stated(world, "seen by all"))
    ref = handed(party, signed(act))
    world.wait(hours=71)
    refused_unchanged(party, ActLeftOut)
    world.wait(hours=2)
    party.offer()
    assert party.mirror.left_out == [LeftOut(ref, START)]
    party.offer()
    assert len(party.mirror.left_out) == 1


def test_holding_what_is_registered_costs_nothing_and_holding_has_an_end(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    party = Party(world)
    act = signed(stated(world, "x"))
    with pytest.raises(NotFounded):
        handed(party, act)
    party.offer()
    handed(party, act)
    monkeypatch.setattr(mirrors, "MAX_HELD", 1)
    with pytest.raises(HoldsTooMany):
        handed(party, signed(stated(world, "y")))
    with pytest.raises(NotJson):
        party.mirror.hold(b"{", (), world.now)
    assert issubclass(HoldsTooMany, MirrorRefusal)


def test_five_mirrors_settle_what_a_node_registers() -> None:
    node = NodeWorld()
    node.mandate()
    parties = [Party(node, name) for name in PARTNERS]
    lines = [party.offer().line for party in parties]
    settled = node.act(
        "DE/delegate",
        register.Settle,
        checkpoint=node.seen,
        signatures=tuple(line.decode().rstrip("\n") for line in lines),
    )
    assert places(node.submit(signed(settled))) == [len(node.entries) - 1]
    assert set(node.intake.standing.cosigned) == set(PARTNERS)
