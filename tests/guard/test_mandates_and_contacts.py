"""Rules 10 to 18 and 30 to 32: what a mandate covers, to the millisecond."""

from __future__ import annotations

from typing import Any

import pytest
from guard_cast import cures, disclaimed, judged, plan, reasons, report_of, tabling

from plenipo.acts import consultation, contact, dialogue, mandate, offer, person, proposal, readout
from plenipo.acts.consultation import ContactDraft, EndMandate
from world import DAY, HOUR, START, World, text


@pytest.fixture
def world() -> World:
    return World()


def planned(world: World, ref: str, by: str = "FR/envoy", **changes: Any) -> set[tuple[int, str]]:
    return reasons(judged(world, by, contact.Plan, **world.plan_of(ref, **changes)))


def test_a_plan_within_its_mandate_has_a_go_ahead_with_its_chain(world: World) -> None:
    ref = world.mandate()
    verdict = judged(world, "FR/envoy", contact.Plan, **world.plan_of(ref))
    assert verdict.allowed
    assert verdict.chain == (world.founding, ref)
    assert verdict.position == world.standing.size
    assert verdict.charter == world.founding


def test_five_faults_tell_five_reasons(world: World) -> None:
    ref = world.mandate(levels=("technical",), media=("call",), topics=("grain",))
    wrong: dict[str, Any] = {
        "level": "leader",
        "medium": "visit",
        "counterpart": "TR",
        "topics": ("territory",),
        "through": "RU",
    }
    assert planned(world, ref, **wrong) == {
        (12, "other-counterpart"),
        (13, "level-outside"),
        (14, "medium-outside"),
        (15, "topic-outside"),
        (20, "no-consent"),
        (30, "intermediary-not-allowed"),
    }


CASES: dict[str, tuple[dict[str, Any], tuple[int, str], tuple[str, ...]]] = {
    "counterpart": ({"counterpart": "TR"}, (12, "other-counterpart"), ("new-mandate",)),
    "level": ({"level": "leader"}, (13, "level-outside"), ("mandated-level", "new-mandate")),
    "medium": ({"medium": "visit"}, (14, "medium-outside"), ("mandated-medium", "new-mandate")),
    "topic": ({"topics": ("prisoners", "territory")}, (15, "topic-outside"), ("take-out", "new-mandate")),
    "through": ({"through": "RU"}, (30, "intermediary-not-allowed"), ("directly", "amend")),
    "envoy": ({"envoy": "DE/envoy"}, (11, "envoy-not-named"), ("named-envoy", "new-mandate")),
    "mandate": ({"mandate": "0" * 64}, (10, "no-mandate"), ("new-mandate",)),
}


@pytest.mark.parametrize("case", CASES)
def test_each_step_outside_is_told_with_its_cures(world: World, case: str) -> None:
    changes, expected, expected_cures = CASES[case]
    ref = world.mandate()
    by = changes.get("envoy", "FR/envoy")
    verdict = judged(world, by, contact.Plan, **{**world.plan_of(ref), **changes})
    assert expected in reasons(verdict)
    assert cures(verdict)[expected[1]] == expected_cures


def test_an_allowed_intermediary_is_allowed(world: World) -> None:
    assert planned(world, world.mandate(), through="TR") == set()


@pytest.mark.parametrize(
    ("reach", "kind", "allowed"),
    [
        ("explore", False, False),
        ("propose", False, True),
        ("propose", True, False),
        ("agree-ad-referendum", True, True),
    ],
)
def test_a_mandate_reaches_so_far_and_no_further(world: World, reach: str, kind: bool, allowed: bool) -> None:  # noqa: FBT001 - a row of the table
    ref = world.mandate(reach=reach)
    disclaimed(world, "grain text")
    told = reasons(
        judged(world, "FR/envoy", proposal.Table, **tabling(ref, "grain text", "grain", commits=kind))
    )
    assert told == (set() if allowed else {(16, "too-far")})


def test_a_mandate_begins_and_ends_to_the_millisecond(world: World) -> None:
    starts, ends = START + 10 * DAY, START + 20 * DAY
    ref = world.mandate(starts=starts, ends=ends)
    world.now = starts - 1
    assert planned(world, ref, at=starts + 2 * DAY) == {(10, "mandate-not-yet")}
    world.now = starts
    assert planned(world, ref, at=ends - 1) == set()
    assert planned(world, ref, at=ends) == {(10, "mandate-ended")}
    world.now = ends - 1
    assert (10, "mandate-ended") not in planned(world, ref, at=ends - 1)
    world.now = ends
    assert (10, "mandate-ended") in planned(world, ref, at=ends)


def test_a_mandate_that_nobody_accepted_carries_nothing(world: World) -> None:
    ref = world.decide(world.terms(), "mandate")
    verdict = judged(world, "FR/envoy", contact.Plan, **world.plan_of(ref))
    assert reasons(verdict) == {(10, "not-accepted")}
    assert [(c.act, c.whose) for c in verdict.reasons[0].cures] == [("mandate.accept", "FR/envoy")]


def test_of_two_envoys_each_accepts_for_themselves(world: World) -> None:
    ref = world.decide(world.terms(envoys=("FR/envoy", "DE/envoy")), "mandate")
    world.say("FR/envoy", mandate.Accept, mandate=ref, commitment=text("mandate").commitment)
    assert planned(world, ref) == set()
    assert planned(world, ref, by="DE/envoy", envoy="DE/envoy") == {(10, "not-accepted")}


def test_a_mandate_not_adopted_carries_nothing(world: World) -> None:
    ref = world.decide(world.terms(), "mandate", IT="against")
    assert planned(world, ref) == {(10, "not-adopted")}
    accept = {"mandate": ref, "commitment": text("mandate").commitment}
    assert world.refused("FR/envoy", mandate.Accept, **accept) == {(42, "not-adopted")}


def test_suspended_then_resumed_then_ended(world: World) -> None:
    ref = world.mandate()
    world.say("PL/delegate", mandate.Suspend, mandate=ref)
    verdict = judged(world, "FR/envoy", contact.Plan, **world.plan_of(ref))
    assert reasons(verdict) == {(10, "mandate-suspended")}
    assert verdict.reasons[0].cures[0].whose == "PL"
    assert world.refused("DE/delegate", mandate.Resume, mandate=ref) == {(44, "not-suspended-by")}
    world.say("PL/delegate", mandate.Resume, mandate=ref)
    assert planned(world, ref) == set()
    assert world.refused("DE/delegate", mandate.Revoke, mandate=ref) == {(44, "may-not-alone")}
    world.say("PL/delegate", mandate.Revoke, mandate=ref)
    assert planned(world, ref) == {(10, "mandate-revoked")}
    assert (44, "mandate-over") in world.refused("PL/delegate", mandate.Resume, mandate=ref)


def test_a_mandate_is_ended_by_the_decision_on_that_very_mandate(world: World) -> None:
    first, second = world.mandate("first"), world.mandate("second")
    decision = world.decide(EndMandate(mandate=first), "end it")
    assert world.refused("DE/delegate", mandate.Revoke, mandate=second, decision=decision) == {
        (44, "ends-another")
    }
    world.say("DE/delegate", mandate.Revoke, mandate=first, decision=decision)
    assert planned(world, first) == {(10, "mandate-revoked")}
    assert planned(world, second) == set()


def test_a_concerned_party_suspends_where_the_mandate_says_so(world: World) -> None:
    ref = world.mandate(may_suspend=("UA",))
    assert world.refused("PL/delegate", mandate.Suspend, mandate=ref) == {(44, "may-not-alone")}
    world.say("UA/delegate", mandate.Suspend, mandate=ref)
    assert planned(world, ref) == {(10, "mandate-suspended")}


def test_the_cap_counts_suspended_envoys_and_not_ended_ones(world: World) -> None:
    first = world.mandate("first")
    world.mandate("second", envoys=("DE/envoy",))
    world.say("PL/delegate", mandate.Suspend, mandate=first)
    third = world.decide(world.terms(envoys=("IT/envoy",)), "third")
    accept = {"mandate": third, "commitment": text("third").commitment}
    verdict = judged(world, "IT/envoy", mandate.Accept, **accept)
    assert reasons(verdict) == {(17, "cap-reached")}
    assert cures(verdict)["cap-reached"] == ("end-another", "amend")
    world.say("PL/delegate", mandate.Revoke, mandate=first)
    assert judged(world, "IT/envoy", mandate.Accept, **accept).allowed


def test_one_envoy_of_several_mandates_counts_once(world: World) -> None:
    world.mandate("first")
    world.mandate("second")
    world.mandate("third", envoys=("DE/envoy",))
    fourth = world.decide(world.terms(envoys=("IT/envoy",)), "fourth")
    accept = {"mandate": fourth, "commitment": text("fourth").commitment}
    assert world.refused("IT/envoy", mandate.Accept, **accept) == {(17, "cap-reached")}


def test_an_acceptance_is_of_the_exact_text_by_a_named_envoy_once(world: World) -> None:
    ref = world.decide(world.terms(), "mandate")
    exact = text("mandate").commitment
    other = text("mandate.").commitment
    assert world.refused("FR/envoy", mandate.Accept, mandate=ref, commitment=other) == {(43, "another-text")}
    assert world.refused("DE/envoy", mandate.Accept, mandate=ref, commitment=exact) == {
        (43, "envoy-not-named")
    }
    world.say("FR/envoy", mandate.Accept, mandate=ref, commitment=exact)
    assert (43, "accepted-before") in world.refused("FR/envoy", mandate.Accept, mandate=ref, commitment=exact)


def test_the_envoy_or_a_delegate_of_the_same_party_speaks(world: World) -> None:
    ref = world.mandate()
    assert planned(world, ref, by="FR/delegate") == set()
    assert planned(world, ref, by="DE/delegate") == {(11, "speaks-for-another")}
    new = {"person": "FR/second", "functions": ("envoy",), "keys": ()}
    world.say("FR/authority", person.Accredit, **new)
    act = world.act("FR/second", contact.Plan, **world.plan_of(ref))
    assert (11, "speaks-for-another") in reasons(world.judge(act))


def test_an_envoy_whose_party_left_does_not_talk(world: World) -> None:
    ref = world.mandate(envoys=("FR/envoy", "IT/envoy"))
    world.say("IT/authority", dialogue.Leave)
    told = planned(world, ref, by="IT/envoy", envoy="IT/envoy")
    assert {(4, "not-accredited"), (4, "role-lacks"), (11, "envoy-not-accredited")} <= told
    assert planned(world, ref) == set()


def test_what_is_planned_lies_ahead_and_what_is_reported_behind(world: World) -> None:
    ref = world.mandate()
    assert (18, "in-the-past") in planned(world, ref, at=world.now - 1)
    announced = {"counterpart": "RU", "level": "technical", "medium": "call"}
    assert judged(world, "DE/delegate", contact.Announce, **announced, at=world.now).allowed
    assert world.refused("DE/delegate", contact.Announce, **announced, at=world.now - 1) == {
        (18, "in-the-past")
    }
    told = {"party": "DE", **announced}
    assert judged(world, "DE/delegate", contact.Report, **told, at=world.now + 60_000).allowed
    assert world.refused("DE/delegate", contact.Report, **told, at=world.now + 60_001) == {
        (18, "still-to-come")
    }
    backwards = {**told, "at": world.now, "ended": world.now - 1}
    assert world.refused("DE/delegate", contact.Report, **backwards) == {(18, "ends-before-it-begins")}


def test_an_overdue_readout_stops_plans_from_the_first_millisecond(world: World) -> None:
    ref = world.mandate()
    held = plan(world, ref)
    world.wait(days=2)
    reported = world.say("FR/envoy", contact.Report, **report_of(world, held))
    world.now += 48 * HOUR
    assert planned(world, ref) == set()
    world.now += 1
    verdict = judged(world, "FR/envoy", contact.Plan, **world.plan_of(ref))
    assert reasons(verdict) == {(31, "readout-overdue")}
    assert cures(verdict)["readout-overdue"] == ("file-readout",)
    matters = tuple(readout.Raised(topic=t, raised="not-raised") for t in ("ceasefire", "territory"))
    world.say(
        "FR/envoy",
        readout.File,
        contact=reported,
        side="ours",
        text=text("readout"),
        recipients=("DE",),
        matters=matters,
    )
    assert planned(world, ref) == set()


def test_nobody_can_run_up_readouts_for_another_party(world: World) -> None:
    ref = world.mandate()
    fields = {"party": "FR", "counterpart": "RU", "level": "technical", "medium": "call", "at": 0}
    claim = {**fields, "claims": "mandate"}
    assert world.refused("IT/delegate", contact.Report, **claim) == {(50, "not-own-account")}
    world.say("IT/delegate", contact.Report, **claim, known="reported")
    world.wait(days=30)
    assert planned(world, ref) == set()


def test_consulting_beforehand_is_on_these_lines_this_counterpart_and_this_level() -> None:
    world = World(consult_before=("senior",))
    ref = world.mandate()
    assert planned(world, ref) == set()
    assert planned(world, ref, level="senior") == {(32, "not-consulted")}
    draft = world.decide(ContactDraft(counterpart="RU", level="senior"), "lines", days=1)
    assert planned(world, ref, level="senior", consultation=draft) == set()
    other = world.decide(ContactDraft(counterpart="RU", level="technical"), "lines two", days=1)
    told = planned(world, ref, level="senior", consultation=other, lines=text("lines two"))
    assert told == {(32, "consulted-on-another-text")}
    swapped = planned(world, ref, level="senior", consultation=draft, lines=text("other lines"))
    assert swapped == {(32, "consulted-on-another-text")}


def test_an_offer_puts_a_text_to_the_counterpart_so_each_concerned_party_is_asked(world: World) -> None:
    ref = world.mandate()
    made = {**tabling(ref, "invitation", "grain")}
    assert world.refused("FR/envoy", offer.Make, **made) == {(20, "no-consent")}
    disclaimed(world, "invitation")
    assert judged(world, "FR/envoy", offer.Make, **made).allowed


def test_consulting_beforehand_is_over_when_all_were_heard_or_the_time_is_up() -> None:
    world = World(consult_before=("senior",))
    ref = world.mandate()
    fields = {
        "subject": ContactDraft(counterpart="RU", level="senior"),
        "text": text("lines"),
        "procedure": "vote",
    }
    draft = world.say("FR/delegate", consultation.Open, **fields, deadline=world.now + DAY)
    changes = {"level": "senior", "consultation": draft}
    assert planned(world, ref, **changes) == {(32, "still-consulting")}
    world.now += DAY - 1
    assert planned(world, ref, **changes) == {(32, "still-consulting")}
    world.now += 1
    assert planned(world, ref, **changes) == set()
