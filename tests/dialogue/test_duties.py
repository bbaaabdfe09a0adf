from __future__ import annotations

from itertools import pairwise
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plenipo.acts import (
    assessment,
    commitment,
    consent,
    consultation,
    contact,
    mandate,
    offer,
    proposal,
    readout,
)
from plenipo.dialogue.views.duties import duties_of
from plenipo.dialogue.views.duty import Duty, DutyKind
from plenipo.dialogue.views.duty_words import DO, OTHERWISE, duty_sentence
from plenipo.guard.standing_goaheads import duties_now, go_aheads
from world import DAY, HOUR, PARTNERS, World, text

MATTERS = tuple(readout.Raised(topic=t, raised="not-raised") for t in ("ceasefire", "territory"))


def kinds(world: World, party: str | None = None) -> list[str]:
    owed = duties_now(world.standing, world.now)
    assert all("{" not in duty_sentence(d) and d.otherwise in OTHERWISE for d in owed)
    return [d.kind for d in (owed if party is None else duties_of(owed, party))]


def only(world: World, kind: str) -> Duty:
    (found,) = [d for d in duties_now(world.standing, world.now) if d.kind == kind]
    assert duty_sentence(found)
    return found


def silence(world: World, hours: float = 72) -> tuple[str, str]:
    agreed = text("a position")
    ref = world.say(
        "FR/delegate",
        consultation.Open,
        subject=consultation.Position(),
        text=agreed,
        procedure="silence",
        deadline=world.now + round(hours * HOUR),
    )
    return ref, agreed.commitment


def receive(world: World, ref: str, commitment_of: str, *parties: str) -> None:
    for party in parties:
        receipt = consultation.Receipt(consultation=ref, commitment=commitment_of)
        world.say(f"{party}/delegate", consultation.Receive, texts=(receipt,))


def held(world: World, plan: str, **changes: Any) -> str:
    planned = world.standing.contacts[plan]
    fields: dict[str, Any] = {
        "party": "FR",
        "counterpart": "RU",
        "level": planned.level,
        "medium": planned.medium,
        "at": planned.when,
        "plan": plan,
        "envoy": "FR/envoy",
        "claims": "mandate",
        "topics": planned.topics,
    }
    return world.say("FR/envoy", contact.Report, **{**fields, **changes})


def test_a_new_dialogue_owes_nothing() -> None:
    assert kinds(World()) == []


def test_a_silence_is_acknowledged_by_each_partner_or_lapses() -> None:
    world = World()
    ref, of = silence(world)
    receive(world, ref, of, "FR", "DE")
    owed = [d for d in duties_now(world.standing, world.now) if d.kind == "acknowledge-text"]
    assert [d.parties for d in owed] == [("PL",), ("IT",), ("UK",)]
    assert {d.due for d in owed} == {world.now + 48 * HOUR}
    assert {d.otherwise for d in owed} == {"lapses-not-reached"}
    assert "lapses as not reached" in duty_sentence(owed[0])
    world.wait(hours=49)
    assert all(d.overdue for d in duties_now(world.standing, world.now) if d.kind == "acknowledge-text")


def test_who_has_acknowledged_objects_before_the_deadline_or_it_is_adopted() -> None:
    world = World()
    ref, of = silence(world)
    receive(world, ref, of, *PARTNERS)
    assert kinds(world) == ["object-or-adopt"] * 5
    world.say("PL/delegate", consultation.Answer, consultation=ref, commitment=of, answer="object")
    assert kinds(world) == []


def test_a_silence_that_ended_is_settled_by_a_quorum() -> None:
    world = World()
    ref, of = silence(world)
    receive(world, ref, of, *PARTNERS)
    world.wait(hours=72)
    assert kinds(world) == ["settle-silence"] * 5
    assert not any(d.overdue for d in duties_now(world.standing, world.now))
    world.wait(hours=1)
    assert all(d.overdue for d in duties_now(world.standing, world.now))
    world.settle("FR", "DE")
    assert [d.parties for d in duties_now(world.standing, world.now)] == [("PL",), ("IT",), ("UK",)]
    world.settle("PL")
    assert kinds(world) == []


def test_a_silence_that_was_not_reached_asks_nothing_more() -> None:
    world = World()
    silence(world)
    world.wait(hours=73)
    assert kinds(world) == []


def test_a_vote_is_answered_before_its_deadline() -> None:
    world = World()
    agreed = text("m")
    deadline = world.now + 3 * DAY
    ref = world.say(
        "FR/delegate",
        consultation.Open,
        subject=world.terms(),
        text=agreed,
        procedure="vote",
        deadline=deadline,
    )
    answer = {"consultation": ref, "commitment": agreed.commitment, "answer": "for"}
    world.say("DE/delegate", consultation.Answer, **answer)
    owed = duties_now(world.standing, world.now)
    assert [(d.kind, d.parties, d.due) for d in owed] == [
        ("answer-vote", (p,), deadline) for p in ("FR", "PL", "IT", "UK")
    ]
    world.wait(days=3)
    assert kinds(world) == []


def test_an_adopted_mandate_is_accepted_by_its_envoy() -> None:
    world = World()
    ref = world.decide(world.terms(), "m")
    duty = only(world, "accept-mandate")
    assert (duty.parties, duty.person, duty.ref) == (("FR",), "FR/envoy", ref)
    assert duties_of([duty], "FR", "FR/delegate") == []
    world.say("FR/envoy", mandate.Accept, mandate=ref, commitment=text("m").commitment)
    assert kinds(world) == []


def test_a_mandate_that_was_not_adopted_asks_for_no_acceptance() -> None:
    world = World()
    world.decide(world.terms(), "m", PL="against")
    assert kinds(world) == []


def test_a_planned_contact_is_reported_or_cancelled_once_its_time_has_passed() -> None:
    world = World()
    plan = world.say("FR/delegate", contact.Plan, **world.plan_of(world.mandate()))
    assert kinds(world) == []
    world.wait(days=3)
    assert only(world, "report-contact").parties == ("FR",)
    held(world, plan)
    assert "report-contact" not in kinds(world)


def test_a_contact_owes_a_readout_a_briefing_and_acknowledgements() -> None:
    world = World()
    plan = world.say("FR/delegate", contact.Plan, **world.plan_of(world.mandate()))
    world.wait(days=3)
    ref = held(world, plan)
    assert set(kinds(world)) == {"file-readout", "brief-partners"}
    assert only(world, "brief-partners").facts["missing"] == ("DE", "PL", "IT", "UK")
    world.say("FR/envoy", contact.Brief, contact=ref, told=("DE",), when="after", at=world.now)
    world.say("FR/envoy", contact.Brief, contact=ref, told=("PL",), when="before", at=world.now)
    assert only(world, "brief-partners").facts["missing"] == ("PL", "IT", "UK")
    filed = world.say(
        "FR/envoy",
        readout.File,
        contact=ref,
        side="ours",
        text=text("readout"),
        recipients=(*PARTNERS, "UA"),
        matters=MATTERS,
    )
    owed = duties_now(world.standing, world.now)
    assert [(d.kind, d.parties) for d in owed] == [
        ("acknowledge-readout", (p,)) for p in ("DE", "PL", "IT", "UK", "UA")
    ]
    assert {d.due for d in owed} == {None}
    for party in ("DE", "PL", "IT", "UK", "UA"):
        world.say(f"{party}/reader", readout.Acknowledge, readouts=(filed,))
    assert kinds(world) == []
    asked = world.say("DE/delegate", readout.Question, readout=filed, text=text("?"))
    assert (only(world, "answer-question").parties, only(world, "answer-question").ref) == (("FR",), asked)
    world.say("FR/envoy", readout.Answer, question=asked, text=text("!"))
    assert kinds(world) == []


def test_a_contact_from_before_the_founding_owes_no_briefing() -> None:
    world = World()
    world.say(
        "FR/envoy",
        contact.Report,
        party="FR",
        counterpart="RU",
        level="leader",
        medium="call",
        at=world.now - 400 * DAY,
        claims="mandate",
        known="reported",
    )
    assert kinds(world) == []


def test_reports_under_a_mandate_follow_its_schedule() -> None:
    world = World()
    ref = world.mandate(report_every=7 * 24 * 3600)
    accepted = world.now
    assert only(world, "report-under-mandate").due == accepted + 7 * DAY
    plan = world.say("FR/delegate", contact.Plan, **world.plan_of(ref))
    world.wait(days=3)
    took_place = held(world, plan)
    world.say("FR/envoy", contact.Outcome, contact=took_place, text=text("outcome"))
    duty = only(world, "report-under-mandate")
    assert (duty.due, duty.overdue) == (world.now + 7 * DAY, False)
    world.wait(days=8)
    assert only(world, "report-under-mandate").overdue


def test_their_offer_is_answered_by_those_it_addresses_and_lapses_only_by_its_own_term() -> None:
    world = World()
    fields = {"counterpart": "RU", "level": "leader", "medium": "call", "at": world.now}
    open_one = world.say("FR/delegate", offer.Receive, **fields)
    world.say("FR/delegate", offer.Receive, **fields, to=("DE",), answer_by=world.now + DAY)
    owed = duties_now(world.standing, world.now)
    assert [(d.parties, d.due, d.otherwise) for d in owed] == [
        (("DE",), world.now + DAY, "offer-lapses"),
        (PARTNERS, None, "open-until-answered"),
    ]
    world.wait(days=900)
    assert only(world, "answer-offer").ref == open_one
    world.say("DE/delegate", offer.LeaveUnanswered, offer=open_one)
    assert kinds(world) == []


def test_judgements_come_due() -> None:
    world = World()
    promised = world.say(
        "PL/delegate",
        commitment.Record,
        party="RU",
        to=("PL",),
        text=text("promise"),
        due=world.now + DAY,
    )
    judged = world.say(
        "DE/delegate",
        assessment.Make,
        text=text("a"),
        scale="icd-203",
        word="likely",
        confidence="low",
        resolves=world.now + 2 * DAY,
    )
    world.wait(days=1.5)
    owed = duties_now(world.standing, world.now)
    assert [(d.kind, d.parties, d.overdue) for d in owed] == [
        ("verify-commitment", ("PL",), True),
        ("resolve-assessment", ("DE",), False),
    ]
    world.say("PL/delegate", commitment.Update, commitment=promised, status="broken")
    world.say("DE/delegate", assessment.Resolve, assessment=judged, turned_out="so")
    assert kinds(world) == []


def consented(world: World, words: str, **fields: Any) -> str:
    given_to: dict[str, Any] = {
        "commitment": text(words).commitment,
        "topics": ("ceasefire",),
        "counterpart": "RU",
        "level": "technical",
        "until": world.now + 60 * DAY,
    }
    return world.say("UA/delegate", consent.Give, **{**given_to, **fields})


@pytest.mark.parametrize("put", [False, True])
def test_a_proposal_that_lost_its_consent_is_to_be_withdrawn(put: bool) -> None:  # noqa: FBT001 - a case
    world = World()
    ref = world.mandate()
    given_consent = consented(world, "text")
    members: dict[str, Any] = {
        "counterpart": "RU",
        "level": "technical",
        "topics": ("ceasefire",),
        "text": text("text"),
    }
    tabled = world.say("FR/envoy", proposal.Table, **members, mandate=ref, envoy="FR/envoy", medium="call")
    if put:
        world.say("FR/envoy", proposal.Report, **members, party="FR", at=world.now, proposal=tabled)
    assert [one.stands for one in go_aheads(world.standing, world.now)] == [True]
    assert kinds(world) == []
    world.say("UA/delegate", consent.Withdraw, consent=given_consent)
    duty = only(world, "withdraw-proposal")
    assert (duty.parties, duty.ref, duty.due, duty.overdue) == (("FR",), tabled, world.now, False)
    assert duty.facts["lacks"] == ("consent-withdrawn",)
    world.say("FR/envoy", proposal.Withdraw, proposal=tabled)
    assert kinds(world) == []


def test_a_plan_whose_mandate_was_suspended_is_cured_or_cancelled_before_its_time() -> None:
    world = World()
    ref = world.mandate()
    plan = world.say("FR/delegate", contact.Plan, **world.plan_of(ref))
    world.say("PL/delegate", mandate.Suspend, mandate=ref)
    duty = only(world, "cure-or-cancel-contact")
    assert (duty.ref, duty.due) == (plan, world.now + 2 * DAY)
    world.say("PL/delegate", mandate.Resume, mandate=ref)
    assert kinds(world) == []


def test_a_claim_on_a_plan_takes_its_go_ahead_until_consent_is_given() -> None:
    world = World()
    world.say("FR/delegate", contact.Plan, **world.plan_of(world.mandate()))
    (plan,) = world.standing.contacts
    world.say("UA/delegate", consent.Claim, contact=plan, topics=("ceasefire",))
    assert kinds(world) == ["cure-or-cancel-contact"]
    consented(world, "lines")
    assert kinds(world) == []


def test_an_overdue_readout_takes_back_no_go_ahead() -> None:
    world = World()
    ref = world.mandate()
    plan = world.say("FR/delegate", contact.Plan, **world.plan_of(ref))
    world.wait(days=3)
    held(world, plan)
    world.say("FR/delegate", contact.Plan, **world.plan_of(ref, at=world.now + 20 * DAY))
    world.wait(days=10)
    assert only(world, "file-readout").overdue
    assert all(one.stands for one in go_aheads(world.standing, world.now))


@settings(max_examples=40, deadline=None)
@given(
    askers=st.lists(st.sampled_from(PARTNERS), min_size=1, max_size=4),
    answer_in=st.integers(1, 200),
    days=st.integers(0, 4000),
)
def test_a_request_for_consent_is_never_a_duty_whoever_asks_and_whenever(
    askers: list[str], answer_in: int, days: int
) -> None:
    """The concerned party: a request is never overdue, never escalates, never shows as its debt."""
    world = World()
    for n, asker in enumerate(askers):
        world.say(
            f"{asker}/delegate",
            consent.Ask,
            party="UA",
            topics=("ceasefire",),
            counterpart="RU",
            level="technical",
            text=text(f"text {n}"),
            reason=text("because"),
            answer_by=world.now + answer_in * HOUR,
        )
    world.wait(days=days)
    assert duties_now(world.standing, world.now) == []


def test_a_claim_window_and_a_consent_with_conditions_are_no_duty_of_the_concerned_party() -> None:
    world = World()
    world.say("FR/delegate", contact.Plan, **world.plan_of(world.mandate()))
    consented(world, "other", conditions=text("if"))
    assert kinds(world, "UA") == []


def test_every_kind_of_duty_has_its_words() -> None:
    assert DO.keys() == set(get_args(DutyKind))


def test_duties_come_the_next_due_first_and_those_without_a_day_last() -> None:
    world = World()
    world.say("FR/delegate", offer.Receive, counterpart="RU", level="leader", medium="call", at=world.now)
    silence(world)
    *dues, last = [d.due for d in duties_now(world.standing, world.now)]
    assert last is None
    assert len(dues) == 5
    assert all(a is not None and b is not None and a <= b for a, b in pairwise(dues))
