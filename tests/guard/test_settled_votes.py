"""Votes that are adopted as silence is: once settled, so that no registrar gains by holding back a "no"."""

from __future__ import annotations

from typing import Any

import pytest
from guard_voting import answer, close, opened, outcome, refused, say
from msgspec.structs import replace

from plenipo.acts import consultation, dialogue, mandate
from plenipo.acts.charter import Charter, DecisionRule
from plenipo.acts.consultation import Amendment
from plenipo.consultation import explain
from plenipo.dialogue.views.duty_words import duty_sentence
from plenipo.guard.may import may, options_of
from plenipo.guard.standing_goaheads import duties_now, findings_now, status_now
from world import DAY, PARTNERS, World, charter, text

DELAY = 600_000
FOUR = {"FR": "for", "DE": "for", "PL": "for", "IT": "for"}
VETO = {"parameters": {"parties": ("UK",)}}


def settling(rule: str = "consensus", **changes: Any) -> World:
    given = DecisionRule(rule=rule, settled=True, **changes)
    return World(decisions={**charter().decisions, "position": given})


def closed(world: World, **words: str) -> str:
    ref = opened(world)
    say(world, ref, **words)
    close(world, ref)
    return ref


def late(world: World, ref: str, party: str, word: str = "against") -> str:
    return world.say(f"{party}/delegate", consultation.Answer, **answer(ref, word))


def vouch(world: World, ref: str, objection: str, *parties: str, received: int) -> None:
    for party in parties:
        told = {"consultation": ref, "answer": objection, "received": received}
        world.say(f"{party}/delegate", consultation.Vouch, **told)


def settled(world: World, ref: str) -> str:
    world.now = max(world.now, world.standing.consultations[ref].deadline + DELAY)
    world.settle()
    return outcome(world, ref).outcome


@pytest.mark.parametrize(("rule", "changes"), [("consensus", {}), ("consensus-minus", {}), ("veto", VETO)])
def test_what_nobody_present_opposed_waits_until_it_is_settled(rule: str, changes: dict[str, Any]) -> None:
    world = settling(rule, **changes)
    ref = closed(world, **FOUR)
    assert outcome(world, ref).outcome == "pending"
    assert any("As counted so far it is adopted" in line for line in explain(outcome(world, ref)))
    assert settled(world, ref) == "adopted"
    plain = World(decisions={**charter().decisions, "position": DecisionRule(rule=rule, **changes)})
    assert outcome(plain, closed(plain, **FOUR)).outcome == "adopted", "without it, at the deadline"


@pytest.mark.parametrize(("off", "wanted"), [(-1000, "pending"), (0, "adopted"), (1000, "adopted")])
def test_only_cosignatures_from_deadline_plus_delay_on_settle_it(off: int, wanted: str) -> None:
    """Cosignatures are stamped to the second."""
    world = settling()
    ref = closed(world, **FOUR)
    world.now += DELAY + off
    world.settle()
    assert outcome(world, ref).outcome == wanted
    world.now += 2 * DELAY
    assert outcome(world, ref).outcome == wanted


def test_a_minority_of_mirrors_settles_nothing() -> None:
    world = settling()
    ref = closed(world, **FOUR)
    world.now += DELAY
    world.settle("FR", "DE")
    assert outcome(world, ref).outcome == "pending"
    world.settle("PL")
    assert outcome(world, ref).outcome == "adopted"


def test_what_is_not_adopted_waits_for_nobody() -> None:
    world = settling()
    assert outcome(world, closed(world, **FOUR, UK="against")).outcome == "not-adopted"


def test_a_no_that_the_registrar_held_back_counts_when_enough_others_had_it_in_time() -> None:
    world = settling()
    ref = closed(world, **FOUR)
    before = world.now - 1
    no = late(world, ref, "UK")
    assert outcome(world, ref).outcome == "pending"
    vouch(world, ref, no, "DE", received=before)
    assert outcome(world, ref).outcome == "pending", "the charter asks for two"
    vouch(world, ref, no, "PL", received=before)
    result = outcome(world, ref)
    assert (result.outcome, result.against) == ("not-adopted", ("UK",))
    assert any("so it counts" in line for line in explain(result))
    assert settled(world, ref) == "not-adopted"


@pytest.mark.parametrize(("off", "wanted"), [(-1, "not-adopted"), (0, "adopted"), (1, "adopted")])
def test_it_was_in_time_if_they_had_it_strictly_before_the_deadline(off: int, wanted: str) -> None:
    world = settling()
    ref = closed(world, **FOUR)
    deadline = world.now
    world.now += 60_000
    vouch(world, ref, late(world, ref, "UK"), "DE", "PL", received=deadline + off)
    assert settled(world, ref) == wanted
    told = explain(outcome(world, ref))
    assert any(("so it counts" if off < 0 else "so it does not count") in line for line in told)


def test_a_yes_that_was_changed_to_a_no_in_time_is_heard_under_any_rule() -> None:
    """Absence is no yes in a majority; a change that was held back would be."""
    world = settling("simple-majority")
    ref = closed(world, FR="for", DE="for", UK="for")
    before = world.now - 1
    vouch(world, ref, late(world, ref, "UK"), "IT", "PL", received=before)
    assert settled(world, ref) == "not-adopted"


def test_a_late_answer_that_nobody_vouches_for_changes_nothing() -> None:
    world = settling("simple-majority")
    ref = closed(world, FR="for", DE="for", UK="for")
    late(world, ref, "UK")
    vouch(world, ref, late(world, ref, "FR", "abstain"), "DE", received=world.now - 1)
    assert settled(world, ref) == "adopted"
    assert outcome(world, ref).in_favour == ("FR", "DE", "UK")


def test_no_late_yes_none_for_another_and_none_once_it_is_decided() -> None:
    world = settling()
    ref = closed(world, **FOUR)
    assert (41, "closed") in refused(world, "UK", ref, "for")
    assert (41, "closed") in refused(world, "FR", ref, "against", on_behalf="UK")
    assert settled(world, ref) == "adopted"
    assert refused(world, "UK", ref, "against") == {(41, "closed")}
    lost = closed(world, UK="against")
    assert refused(world, "FR", lost, "against") == {(41, "closed")}


def test_without_the_charters_word_nothing_is_heard_after_the_deadline() -> None:
    world = World(decisions={**charter().decisions, "position": DecisionRule(rule="consensus")})
    ref = closed(world, **FOUR)
    assert refused(world, "UK", ref, "against") == {(41, "closed")}


def test_a_mandate_is_accepted_once_its_vote_is_settled() -> None:
    rule = DecisionRule(rule="consensus", settled=True)
    world = World(decisions={**charter().decisions, "mandate": rule})
    ref = world.decide(world.terms(), "m")
    accepting = {"mandate": ref, "commitment": text("m").commitment}
    assert world.refused("FR/envoy", mandate.Accept, **accepting) == {(42, "not-adopted")}
    assert settled(world, ref) == "adopted"
    world.say("FR/envoy", mandate.Accept, **accepting)


def test_final_answers_that_no_other_could_change_need_no_settling_before_or_after_the_deadline() -> None:
    world = settling("simple-majority", final=True)
    ref = opened(world)
    say(world, ref, FR="for", DE="for", PL="for")
    assert outcome(world, ref).outcome == "adopted"
    assert close(world, ref).outcome == "adopted"
    open_still = settling("consensus", final=True)
    ref = closed(open_still, **FOUR)
    assert outcome(open_still, ref).outcome == "pending"


def test_in_writing_the_vote_waits_likewise() -> None:
    world = settling()
    consent_by = world.now + DAY
    ref = opened(world, procedure="written", consent_by=consent_by, deadline=consent_by + DAY)
    say(world, ref, **dict.fromkeys(PARTNERS, "for"))
    world.now = consent_by
    say(world, ref, **FOUR)
    assert close(world, ref).outcome == "pending"
    vouch(world, ref, late(world, ref, "UK"), "DE", "PL", received=world.now - 1)
    assert outcome(world, ref).outcome == "not-adopted"


def test_partners_are_asked_to_settle_it_and_late_ones_are_shown() -> None:
    world = settling()
    ref = closed(world, **FOUR)
    owed = duties_now(world.standing, world.now)
    assert [(d.kind, d.parties, d.ref) for d in owed] == [("settle-vote", (p,), ref) for p in PARTNERS]
    assert "the vote that has closed becomes final" in duty_sentence(owed[0])
    assert [c.awaits_settling for c in status_now(world.standing, world.now).consultations] == [True]
    world.now += 2 * DELAY
    assert findings_now(world.standing, world.now) == []
    world.now += 1
    assert {f.code for f in findings_now(world.standing, world.now)} == {"vote-unsettled"}
    world.settle()
    assert (duties_now(world.standing, world.now), findings_now(world.standing, world.now)) == ([], [])
    opened(world, text=text("another"))
    assert ref not in world.standing.running


def test_what_is_closed_and_waits_to_be_settled_is_no_longer_to_be_acknowledged() -> None:
    world = settling()
    ref = opened(world, precedence="NIACT")
    say(world, ref, **FOUR)
    assert "acknowledge-urgent" in {d.kind for d in duties_now(world.standing, world.now)}
    assert close(world, ref).outcome == "pending"
    assert {d.kind for d in duties_now(world.standing, world.now)} == {"settle-vote"}


def test_who_may_still_oppose_or_vouch_is_told() -> None:
    world = settling()
    ref = closed(world, **FOUR)

    def told(kind: str, who: str) -> list[str]:
        found = options_of(may(world.standing, who, world.now, world.nodes), kind)
        return [option.state for option in found if option.about == ref]

    assert told("consultation.answer", "UK/delegate") == ["may"]
    assert told("consultation.vouch", "DE/delegate") == []
    late(world, ref, "UK")
    assert told("consultation.vouch", "DE/delegate") == ["may"]
    settled(world, ref)
    assert told("consultation.answer", "UK/delegate") == []


def amending(world: World, new: Charter, *, vouch_for_uk: tuple[str, ...]) -> set[tuple[int, str]]:
    """What is against an amendment that all were for, when UK's later no was held back."""
    ref = world.decide(Amendment(charter=new), "position")
    before = world.now - 1
    vouch(world, ref, late(world, ref, "UK"), *vouch_for_uk, received=before)
    assert settled(world, ref) == "adopted"
    amend = world.act("FR/authority", dialogue.Amend, consultation=ref, charter=new)
    return {(reason.rule, reason.code) for reason in world.judge(amend).reasons}


def deciding(world: World, rule: DecisionRule, *, without: str = "") -> Charter:
    """The next charter, which is amended by this rule from then on."""
    old = world.standing.rule_book
    parties = tuple(party for party in old.parties if party.id != without)
    decisions = {**old.decisions, "amendment": rule}
    return replace(old, version=old.version + 1, parties=parties, decisions=decisions)


def amended_by_majority() -> World:
    given = DecisionRule(rule="simple-majority", settled=True)
    return World(decisions={**charter().decisions, "amendment": given})


def test_an_answer_that_came_too_late_counts_under_no_new_rule_either() -> None:
    world = amended_by_majority()
    new = deciding(world, DecisionRule(rule="unanimity"))
    assert amending(world, new, vouch_for_uk=()) == set()


def test_who_is_no_partner_under_the_new_charter_vouches_for_nothing_under_it() -> None:
    for without, told in (("", {(61, "not-adopted-under-new")}), ("PL", set())):
        world = amended_by_majority()
        new = deciding(world, DecisionRule(rule="consensus"), without=without)
        assert amending(world, new, vouch_for_uk=("DE", "PL")) == told
