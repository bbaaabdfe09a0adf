"""What was admitted is judged again as it was intended, nothing more and nothing less."""

from __future__ import annotations

from typing import Any

import pytest
from guard_cast import disclaimed, put, table, tabling
from msgspec.structs import replace

from plenipo.acts import contact, dialogue, proposal
from plenipo.acts.consultation import Amendment
from plenipo.guard.case import intent_behind, intent_of
from plenipo.guard.standing_goaheads import go_aheads
from world import World


@pytest.mark.parametrize("commits", [False, True])
@pytest.mark.parametrize("through", [None, "TR"])
@pytest.mark.parametrize("medium", ["call", "meeting"])
def test_the_intent_behind_a_record_is_the_intent_of_its_act(
    *, commits: bool, through: str | None, medium: str
) -> None:
    world = World()
    ref = world.mandate(reach="agree-ad-referendum")
    disclaimed(world, "a text")
    how: dict[str, Any] = {"through": through, "medium": medium}
    tabled = world.act("FR/envoy", proposal.Table, **tabling(ref, "a text", "grain", commits=commits, **how))
    planned = world.act("FR/envoy", contact.Plan, **world.plan_of(ref, **how))
    for act in (tabled, planned):
        held = world.register(act)
        record = world.standing.proposals.get(held) or world.standing.contacts[held]
        said = intent_of(act, world.now)
        assert said is not None
        assert intent_behind(record, said.at) == said


def test_a_report_carries_the_intent_of_what_was_tabled() -> None:
    world = World()
    ref = world.mandate(reach="agree-ad-referendum")
    disclaimed(world, "a text")
    tabled = table(world, ref, "a text", "grain", commits=True, through="TR", medium="meeting")
    world.now += 1
    reported = world.say("FR/envoy", proposal.Report, **put(world, "a text", "grain", proposal=tabled))
    both = [intent_behind(world.standing.proposals[r], world.now) for r in (tabled, reported)]
    assert both[0] == both[1]
    alone = world.say("FR/envoy", proposal.Report, **put(world, "another", "grain"))
    assert intent_behind(world.standing.proposals[alone], world.now) is None


def test_a_proposal_falls_when_the_charter_no_longer_allows_its_intermediary() -> None:
    world = World()
    ref = world.mandate()
    for words in ("direct", "through"):
        disclaimed(world, words)
    direct = table(world, ref, "direct", "grain")
    through = table(world, ref, "through", "grain", through="TR")
    old = world.standing.rule_book
    new = replace(old, version=old.version + 1, intermediaries=())
    decided = world.decide(Amendment(charter=new), "without TR", days=1)
    assert {one.stands for one in go_aheads(world.standing, world.now)} == {True}
    world.say("FR/authority", dialogue.Amend, consultation=decided, charter=new)
    lacks = {one.ref: [each.code for each in one.lacks] for one in go_aheads(world.standing, world.now)}
    assert lacks == {direct: [], through: ["intermediary-not-allowed"]}
