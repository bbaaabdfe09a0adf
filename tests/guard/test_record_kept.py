"""Rules 50 to 54: what the record rests on, and how mistakes are mended in the open."""

from __future__ import annotations

from typing import Any

import pytest
from guard_cast import disclaimed, flags, judged, plan, put, reasons, report_of, table, tabling

from plenipo.acts import (
    assessment,
    channel,
    commitment,
    contact,
    correction,
    offer,
    proposal,
    readout,
    source,
    statement,
)
from plenipo.acts.charter import Party
from plenipo.dialogue.derived import authority, knowledge
from world import DAY, HOUR, World, charter, text


@pytest.fixture
def world() -> World:
    return World()


def took_place(world: World, by: str = "FR/envoy", **changes: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "party": by[:2],
        "counterpart": "RU",
        "level": "technical",
        "medium": "call",
        "at": world.now,
    }
    return {**fields, **changes}


def reported(world: World, by: str = "FR/envoy", **changes: Any) -> str:
    return world.say(by, contact.Report, **took_place(world, by, **changes))


def held(world: World) -> tuple[str, str]:
    """A plan and the report that it was held."""
    planned = plan(world, world.mandate())
    world.wait(days=2)
    return planned, world.say("FR/envoy", contact.Report, **report_of(world, planned))


NOT_RAISED = tuple(readout.Raised(topic=t, raised="not-raised") for t in ("ceasefire", "territory"))


def filing(ref: str, **changes: Any) -> dict[str, Any]:
    fields = {
        "contact": ref,
        "side": "ours",
        "text": text("readout"),
        "recipients": ("DE", "UA"),
        "matters": NOT_RAISED,
    }
    return {**fields, **changes}


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (contact.Cancel, {"contact": "0" * 64}),
        (contact.Confirm, {"contact": "0" * 64, "side": "RU", "at": 0}),
        (contact.Disavow, {"contact": "0" * 64}),
        (contact.Brief, {"contact": "0" * 64, "told": ("UA",), "when": "before", "at": 0}),
        (contact.Outcome, {"contact": "0" * 64, "text": text("x")}),
        (offer.Answer, {"offer": "0" * 64, "answer": "accepted", "at": 0}),
        (proposal.Withdraw, {"proposal": "0" * 64}),
        (proposal.Answer, {"proposal": "0" * 64, "answer": "rejected", "at": 0}),
        (readout.File, filing("0" * 64)),
        (readout.Question, {"readout": "0" * 64, "text": text("x")}),
        (readout.Answer, {"question": "0" * 64, "text": text("x")}),
        (statement.Dispute, {"statement": "0" * 64, "text": text("x")}),
        (commitment.Update, {"commitment": "0" * 64, "status": "kept"}),
        (assessment.Resolve, {"assessment": "0" * 64, "turned_out": "so"}),
        (channel.Close, {"channel": "0" * 64}),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_what_is_referred_to_is_in_the_register(world: World, kind: Any, fields: dict[str, Any]) -> None:
    by = "FR/delegate"
    assert world.refused(by, kind, **fields) == {(50, "not-in-register")}


def test_a_fact_is_recorded_however_irregular(world: World) -> None:
    assert flags(
        world, "FR/envoy", contact.Report, **took_place(world, claims="mandate", level="leader")
    ) == {"no-go-ahead"}
    assert flags(world, "FR/envoy", contact.Report, **took_place(world)) == set()


def test_what_came_to_light_through_others_is_seen(world: World) -> None:
    told = took_place(world, party="IT", known="reported")
    assert flags(world, "FR/delegate", contact.Report, **told) == {"contact-undeclared"}


def test_a_bilateral_contact_that_was_announced_is_no_breach(world: World) -> None:
    announced = {"counterpart": "RU", "level": "leader", "medium": "visit", "at": world.now}
    ref = world.say("IT/delegate", contact.Announce, **announced)
    told = took_place(world, "IT/delegate", plan=ref, claims="bilateral", level="leader", medium="visit")
    assert flags(world, "IT/delegate", contact.Report, **told) == set()
    mine = took_place(world, plan=ref, claims="bilateral")
    assert world.refused("FR/envoy", contact.Report, **mine) == {(50, "of-another-party")}


def test_nobody_uses_up_the_plan_of_another_party(world: World) -> None:
    planned = plan(world, world.mandate())
    world.wait(days=2)
    foreign = {**report_of(world, planned), "party": "IT"}
    assert world.refused("IT/delegate", contact.Report, **foreign) == {(50, "of-another-party")}
    hearsay = report_of(world, planned, known="reported")
    world.say("IT/delegate", contact.Report, **hearsay)
    assert judged(world, "FR/envoy", contact.Report, **report_of(world, planned)).allowed


def test_a_plan_is_reported_once_and_cancelled_only_before(world: World) -> None:
    planned, ref = held(world)
    again = report_of(world, planned)
    assert world.refused("FR/envoy", contact.Report, **again) == {(50, "reported-before")}
    assert world.refused("FR/envoy", contact.Cancel, contact=planned) == {(50, "took-place")}
    assert world.refused("FR/envoy", contact.Cancel, contact=ref) == {(50, "took-place")}
    ref = world.standing.contacts[planned].mandate or ""
    other = plan(world, ref, lines=text("other lines"))
    world.say("FR/envoy", readout.File, **filing(world.standing.contacts[planned].report or ""))
    assert world.refused("DE/delegate", contact.Cancel, contact=other) == {(50, "of-another-party")}
    world.say("FR/delegate", contact.Cancel, contact=other)
    assert world.refused("FR/delegate", contact.Cancel, contact=other) == {(50, "cancelled-before")}
    world.wait(days=2)
    late = flags(world, "FR/envoy", contact.Report, **report_of(world, other))
    assert late == {"held-after-cancelling"}


def test_a_report_taken_back_opens_its_plan_again_and_is_seen(world: World) -> None:
    planned, ref = held(world)
    assert flags(world, "FR/envoy", correction.Correct, act=ref) == {"taken-back-while-owing"}
    again = world.say("FR/envoy", contact.Report, **report_of(world, planned))
    assert world.standing.contacts[planned].report == again
    assert list(world.standing.owed["FR"]) == [again]


def test_a_readout_owed_is_not_shed_by_correcting(world: World) -> None:
    _, ref = held(world)
    due = world.standing.owed["FR"][ref]
    world.wait(hours=1)
    other = reported(world)
    world.say("FR/envoy", correction.Correct, act=ref, instead=other)
    assert world.standing.owed["FR"] == {other: due}


def test_who_takes_a_readout_back_owes_it_again(world: World) -> None:
    _, ref = held(world)
    due = world.standing.owed["FR"][ref]
    filed = world.say("FR/envoy", readout.File, **filing(ref))
    assert world.standing.owed["FR"] == {}
    world.say("FR/envoy", correction.Correct, act=filed)
    assert world.standing.owed["FR"] == {ref: due}


def test_only_ones_own_record_of_a_fact_is_corrected_once_by_one_of_its_kind(world: World) -> None:
    ref, other = reported(world), reported(world)
    said = world.say("FR/envoy", source.Add, text=text("s"), grade="B2", published=0)
    by = "FR/envoy"
    assert world.refused("FR/delegate", correction.Correct, act=ref) == {(54, "of-another-person")}
    assert world.refused(by, correction.Correct, act=world.founding) == {(54, "not-correctable")}
    planned = plan(world, world.mandate())
    for instead in (ref, said, planned, "0" * 64):
        assert world.refused(by, correction.Correct, act=ref, instead=instead) == {(54, "not-in-its-place")}
    world.say(by, correction.Correct, act=ref, instead=other)
    assert world.refused(by, correction.Correct, act=ref) == {(54, "superseded-before")}


def test_what_binds_is_not_corrected_away(world: World) -> None:
    ref = world.mandate()
    given = disclaimed(world, "lines")
    planned = plan(world, ref)
    put_to_them = tabling(ref, "lines")
    offered = world.say("FR/envoy", offer.Make, **put_to_them)
    said = (("FR/delegate", ref), ("UA/delegate", given), ("FR/envoy", planned), ("FR/envoy", offered))
    for by, act in said:
        assert (54, "not-correctable") in world.refused(by, correction.Correct, act=act)


def test_a_finding_stays_when_the_report_is_corrected(world: World) -> None:
    breach = reported(world, claims="mandate")
    clean = reported(world)
    world.say("FR/envoy", correction.Correct, act=breach, instead=clean)
    assert "no-go-ahead" in {f.code for f in world.standing.findings}


def test_a_readout_says_of_each_reserved_matter_whether_it_came_up(world: World) -> None:
    _, ref = held(world)
    short = filing(ref, matters=NOT_RAISED[:1])
    assert world.refused("FR/envoy", readout.File, **short) == {(51, "matter-not-stated")}
    raised = (readout.Raised(topic="ceasefire", raised="by-them"), NOT_RAISED[1])
    hidden = filing(ref, matters=raised, recipients=("DE",))
    assert world.refused("FR/envoy", readout.File, **hidden) == {(51, "concerned-party-left-out")}
    assert flags(world, "FR/envoy", readout.File, **filing(ref, matters=raised)) == set()
    assert judged(world, "UA/delegate", readout.File, **hidden).allowed, "its author knows it"


def test_a_reserved_matter_that_we_raised_is_seen(world: World) -> None:
    _, ref = held(world)
    raised = (readout.Raised(topic="ceasefire", raised="by-us"), NOT_RAISED[1])
    assert flags(world, "FR/envoy", readout.File, **filing(ref, matters=raised)) == {"reserved-matter-raised"}


def test_a_readout_is_of_a_contact_that_took_place_and_goes_to_nobody_outside(world: World) -> None:
    planned, ref = held(world)
    assert world.refused("FR/envoy", readout.File, **filing(planned)) == {(50, "not-reported-yet")}
    for outsider in ("RU", "TR", "XX"):
        told = world.refused("FR/envoy", readout.File, **filing(ref, recipients=("UA", outsider)))
        assert told == {(50, "recipient-outside")}


def test_a_readout_is_shared_and_answered_for_by_its_author_and_read_by_its_recipients(world: World) -> None:
    _, ref = held(world)
    filed = world.say("FR/envoy", readout.File, **filing(ref, recipients=("DE",)))
    share = {"readout": filed, "recipients": ("PL",)}
    assert world.refused("DE/envoy", readout.Share, **share, text=text("readout")) == {
        (50, "of-another-party")
    }
    assert world.refused("FR/envoy", readout.Share, **share, text=text("other")) == {(50, "another-text")}
    leak = {"readout": filed, "recipients": ("RU",), "text": text("readout")}
    assert world.refused("FR/envoy", readout.Share, **leak) == {(50, "recipient-outside")}
    assert world.refused("PL/reader", readout.Acknowledge, readouts=(filed,)) == {(50, "not-a-recipient")}
    assert world.refused("PL/reader", readout.Acknowledge, readouts=()) == {(50, "nothing-named")}
    world.say("FR/envoy", readout.Share, **share, text=text("readout"))
    world.say("PL/reader", readout.Acknowledge, readouts=(filed,))
    asked = world.say("DE/envoy", readout.Question, readout=filed, text=text("why"))
    answer = {"question": asked, "text": text("so")}
    assert world.refused("DE/envoy", readout.Answer, **answer) == {(50, "of-another-party")}
    world.say("FR/delegate", readout.Answer, **answer)
    assert world.refused("FR/delegate", readout.Answer, **answer) == {(50, "not-in-register")}


def test_both_sides_are_the_two_that_met(world: World) -> None:
    ref = reported(world)
    said = {"contact": ref, "at": world.now}
    assert world.refused("DE/delegate", contact.Confirm, **said, side="DE") == {(50, "not-a-side")}
    assert knowledge(world.standing.contacts[ref]) == "confirmed by one side"
    world.say("DE/delegate", contact.Confirm, **said, side="RU")
    assert knowledge(world.standing.contacts[ref]) == "confirmed by both"


def test_a_disavowed_contact_is_told_by_whom(world: World) -> None:
    ref = reported(world)
    assert flags(world, "PL/delegate", contact.Disavow, contact=ref) == {"contact-disavowed"}
    assert authority(world.standing.contacts[ref]) == "disavowed"
    assert list(world.standing.contacts[ref].disavowed) == ["PL"]


def test_an_offer_left_unanswered_on_purpose_may_still_be_answered_once(world: World) -> None:
    ref = world.say(
        "FR/delegate", offer.Receive, counterpart="RU", level="technical", medium="call", at=world.now
    )
    world.say("FR/delegate", offer.LeaveUnanswered, offer=ref)
    world.say("FR/delegate", offer.Answer, offer=ref, answer="accepted", at=world.now)
    again = {"offer": ref, "answer": "declined", "at": world.now}
    assert world.refused("FR/delegate", offer.Answer, **again) == {(50, "answered-before")}


def test_a_plan_uses_an_open_channel_to_the_same_counterpart(world: World) -> None:
    ref = world.mandate()
    line = world.say("FR/delegate", channel.Open, counterpart="RU", level="technical")
    via = world.plan_of(ref, channel=line)
    assert judged(world, "FR/envoy", contact.Plan, **via).allowed
    world.say("FR/delegate", channel.Close, channel=line)
    assert world.refused("FR/envoy", contact.Plan, **via) == {(50, "channel-closed")}
    assert world.refused("FR/delegate", channel.Pause, channel=line) == {(50, "channel-closed")}
    opened = {"counterpart": "TR", "level": "technical"}
    assert world.refused("FR/delegate", channel.Open, **opened) == {(50, "not-a-counterpart")}


def test_a_proposal_is_taken_off_the_table_by_its_own_party_once(world: World) -> None:
    ref = world.mandate()
    disclaimed(world, "grain text")
    tabled = table(world, ref, "grain text", "grain")
    assert world.refused("DE/delegate", proposal.Withdraw, proposal=tabled) == {(50, "of-another-party")}
    world.say("FR/delegate", proposal.Withdraw, proposal=tabled)
    assert world.refused("FR/delegate", proposal.Withdraw, proposal=tabled) == {(50, "withdrawn-before")}
    told = put(world, "grain text", "grain", proposal=tabled)
    assert flags(world, "FR/envoy", proposal.Report, **told) == {"put-after-withdrawing"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"text": text("grain text!")}, {"another-text-put"}),
        ({"level": "leader"}, {"put-elsewhere"}),
        ({"counterpart": "TR"}, {"put-elsewhere"}),
        ({"proposal": None}, {"put-without-go-ahead"}),
        ({}, set()),
    ],
)
def test_a_text_put_otherwise_than_cleared_is_seen(
    world: World, changes: dict[str, Any], expected: set[str]
) -> None:
    ref = world.mandate()
    disclaimed(world, "grain text")
    tabled = table(world, ref, "grain text", "grain")
    told = {**put(world, "grain text", "grain", proposal=tabled), **changes}
    assert flags(world, "FR/envoy", proposal.Report, **told) == expected


def test_hearsay_that_a_text_was_put_does_not_use_its_go_ahead_up(world: World) -> None:
    ref = world.mandate()
    disclaimed(world, "grain text")
    tabled = table(world, ref, "grain text", "grain")
    told = put(world, "grain text", "grain", proposal=tabled)
    world.say("IT/delegate", proposal.Report, **told)
    assert flags(world, "FR/envoy", proposal.Report, **told) == set()
    assert flags(world, "FR/envoy", proposal.Report, **told) == {"put-without-go-ahead"}


def test_a_contact_beside_what_was_cleared_is_seen_in_each_way(world: World) -> None:
    planned = plan(world, world.mandate())
    world.wait(days=2, hours=1)
    beside = {"counterpart": "TR", "level": "leader", "medium": "visit", "envoy": "FR/delegate"}
    told = report_of(world, planned, **beside, topics=("prisoners", "territory"))
    assert flags(world, "FR/envoy", contact.Report, **told) == {
        "other-counterpart",
        "other-level",
        "other-medium",
        "other-envoy",
        "other-topics",
    }


def test_a_source_that_repeats_another_confirms_nothing_independently(world: World) -> None:
    first = world.say("FR/envoy", source.Add, text=text("s"), grade="A1", published=0)
    again = {"text": text("t"), "published": 0, "origin": first}
    assert world.refused("FR/envoy", source.Add, **again, grade="A1") == {(52, "not-independent")}
    assert judged(world, "FR/envoy", source.Add, **again, grade="A2").allowed


@pytest.mark.parametrize(
    ("scale", "word", "expected"),
    [
        ("icd-203", "roughly even", set()),
        ("phia", "roughly even", {(53, "word-of-another-scale")}),
        ("phia", "realistic possibility", set()),
        ("icd-203", "realistic possibility", {(53, "word-of-another-scale")}),
        ("icd-203", "Likely", {(53, "word-of-another-scale")}),
    ],
)
def test_a_word_of_probability_belongs_to_its_scale(
    world: World, scale: str, word: str, expected: set[tuple[int, str]]
) -> None:
    made = {"text": text("a"), "scale": scale, "word": word, "confidence": "low"}
    assert reasons(judged(world, "FR/envoy", assessment.Make, **made)) == expected


def test_a_readout_is_due_from_the_end_of_the_contact(world: World) -> None:
    planned = plan(world, world.mandate())
    world.wait(days=2, hours=3)
    told = report_of(world, planned, ended=world.now)
    ref = world.say("FR/envoy", contact.Report, **told)
    assert world.standing.owed["FR"][ref] == world.now + 48 * HOUR
    assert world.now + 48 * HOUR < world.now + 3 * DAY


def test_a_report_under_a_mandate_names_a_plan_and_a_plan_its_own_channel() -> None:
    parties = (*charter().parties, Party(id="BY", name="Another counterpart", role="counterpart"))
    world = World(parties=parties)
    ref = reported(world)
    told = took_place(world, plan=ref, claims="mandate")
    assert world.refused("FR/envoy", contact.Report, **told) == {(50, "not-a-plan")}
    line = world.say("FR/delegate", channel.Open, counterpart="BY", level="technical")
    via = world.plan_of(world.mandate(), channel=line)
    assert world.refused("FR/envoy", contact.Plan, **via) == {(50, "channel-elsewhere")}
