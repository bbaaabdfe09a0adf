"""A go-ahead is derived again for the moment of the contact: nothing later spoils or cures it."""

from __future__ import annotations

import pytest
from guard_cast import consented, disclaimed, flags, plan, put, report_of, table

from plenipo.acts import consent, contact, mandate, person, proposal
from world import DAY, HOUR, World, text


@pytest.fixture
def world() -> World:
    return World()


def test_a_contact_as_planned_brings_no_finding(world: World) -> None:
    planned = plan(world, world.mandate())
    world.wait(days=2)
    assert flags(world, "FR/envoy", contact.Report, **report_of(world, planned)) == set()


def test_a_mandate_ended_after_the_contact_does_not_spoil_it(world: World) -> None:
    ref = world.mandate()
    planned = plan(world, ref)
    world.wait(days=2, hours=1)
    world.say("PL/delegate", mandate.Revoke, mandate=ref)
    assert flags(world, "FR/envoy", contact.Report, **report_of(world, planned)) == set()


def test_a_mandate_ended_before_the_contact_spoils_it_from_that_very_millisecond(world: World) -> None:
    ref = world.mandate()
    planned = plan(world, ref)
    world.wait(days=1, hours=12)
    world.say("PL/delegate", mandate.Revoke, mandate=ref)
    ended = world.now
    world.wait(days=1)
    late = report_of(world, planned, at=ended)
    early = report_of(world, planned, at=ended - 1)
    assert {f.code for f in world.judge(world.act("FR/envoy", contact.Report, **early)).flags} == set()
    assert flags(world, "FR/envoy", contact.Report, **late) == {"without-mandate-revoked"}


def test_a_contact_held_while_suspended_is_told_after_the_mandate_was_resumed(world: World) -> None:
    ref = world.mandate()
    planned = plan(world, ref)
    world.wait(days=1, hours=12)
    world.say("PL/delegate", mandate.Suspend, mandate=ref)
    world.wait(days=1)
    world.say("PL/delegate", mandate.Resume, mandate=ref)
    assert flags(world, "FR/envoy", contact.Report, **report_of(world, planned)) == {
        "without-mandate-suspended"
    }


def test_consent_given_after_the_contact_clears_nothing(world: World) -> None:
    planned = plan(world, world.mandate())
    world.say("UA/delegate", consent.Claim, contact=planned, topics=("ceasefire",))
    world.wait(days=2, hours=1)
    consented(world, "lines", "ceasefire")
    assert flags(world, "FR/envoy", contact.Report, **report_of(world, planned)) == {"without-claimed"}


def test_consent_withdrawn_after_the_contact_spoils_nothing(world: World) -> None:
    ref = world.mandate()
    given = consented(world, "lines", "ceasefire")
    planned = plan(world, ref, topics=("ceasefire",))
    world.wait(days=2, hours=1)
    world.say("UA/delegate", consent.Withdraw, consent=given)
    assert flags(world, "FR/envoy", contact.Report, **report_of(world, planned)) == set()


def test_consent_withdrawn_before_the_contact_spoils_it(world: World) -> None:
    ref = world.mandate()
    given = consented(world, "lines", "ceasefire")
    planned = plan(world, ref, topics=("ceasefire",))
    world.wait(days=1)
    world.say("UA/delegate", consent.Withdraw, consent=given)
    world.wait(days=1)
    assert flags(world, "FR/envoy", contact.Report, **report_of(world, planned)) == {
        "without-consent-withdrawn"
    }


def test_conditions_met_after_the_contact_were_not_met(world: World) -> None:
    planned = plan(world, world.mandate())
    world.say("UA/delegate", consent.Claim, contact=planned, topics=("ceasefire",))
    given = consented(world, "lines", "ceasefire", conditions=text("conditions"))
    world.wait(days=2, hours=1)
    world.say("UA/delegate", consent.ConditionsMet, consent=given)
    late = world.act("FR/envoy", contact.Report, **report_of(world, planned))
    assert {f.code for f in world.judge(late).flags} == {"without-claimed"}
    since = report_of(world, planned, at=world.now)
    assert flags(world, "FR/envoy", contact.Report, **since) == set()


def test_a_plan_registered_after_the_contact_is_no_go_ahead(world: World) -> None:
    ref = world.mandate()
    held = world.now
    world.wait(hours=1)
    planned = plan(world, ref)
    world.wait(days=2)
    assert flags(world, "FR/envoy", contact.Report, **report_of(world, planned, at=held)) == {
        "held-before-go-ahead",
        "held-within-claim-window",
    }


def test_a_contact_held_early_took_the_concerned_party_its_time_to_claim(world: World) -> None:
    planned = plan(world, world.mandate())
    closes = world.now + DAY
    world.wait(days=2)
    early = world.act("FR/envoy", contact.Report, **report_of(world, planned, at=closes - 1))
    assert {f.code for f in world.judge(early).flags} == {"held-within-claim-window"}
    assert flags(world, "FR/envoy", contact.Report, **report_of(world, planned, at=closes)) == set()


def test_who_disclaimed_the_lines_needs_no_more_time(world: World) -> None:
    ref = world.mandate()
    disclaimed(world, "lines")
    planned = plan(world, ref, at=world.now + HOUR)
    world.wait(hours=1)
    assert flags(world, "FR/envoy", contact.Report, **report_of(world, planned)) == set()


def test_a_text_put_before_it_was_cleared_is_told_though_it_was_cleared_later(world: World) -> None:
    ref = world.mandate()
    was_put = world.now
    world.wait(hours=1)
    consented(world, "ceasefire text", "ceasefire")
    tabled = table(world, ref, "ceasefire text", "ceasefire")
    told = put(world, "ceasefire text", "ceasefire", proposal=tabled, at=was_put)
    assert flags(world, "FR/envoy", proposal.Report, **told) == {"put-before-go-ahead", "without-no-consent"}


def test_a_text_put_as_tabled_brings_no_finding(world: World) -> None:
    consented(world, "ceasefire text", "ceasefire")
    tabled = table(world, world.mandate(), "ceasefire text", "ceasefire")
    world.wait(hours=1)
    told = put(world, "ceasefire text", "ceasefire", proposal=tabled)
    assert flags(world, "FR/envoy", proposal.Report, **told) == set()


def test_a_text_cleared_for_one_party_and_put_by_another(world: World) -> None:
    disclaimed(world, "grain text")
    tabled = table(world, world.mandate(), "grain text", "grain")
    world.wait(hours=1)
    told = put(world, "grain text", "grain", proposal=tabled, party="DE")
    assert "put-by-another" in flags(world, "DE/envoy", proposal.Report, **told)


def test_an_envoy_withdrawn_after_the_contact_does_not_spoil_it(world: World) -> None:
    planned = plan(world, world.mandate())
    world.wait(days=2, hours=1)
    world.say("FR/authority", person.Withdraw, person="FR/envoy")
    assert flags(world, "FR/delegate", contact.Report, **report_of(world, planned)) == set()
