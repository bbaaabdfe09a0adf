from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from plenipo.acts import channel, consultation, contact, mandate
from plenipo.dialogue.views.consulting import consulting
from plenipo.dialogue.views.requests import requests_to
from plenipo.dialogue.views.status import Thresholds, channel_lines, mandate_lines
from plenipo.dialogue.views.timeline import Only, timeline
from plenipo.dialogue.views.tracks import other_tracks
from plenipo.guard.standing_goaheads import status_now
from world import DAY, PARTNERS, World, text


def report(world: World, party: str = "FR", **changes: Any) -> str:
    fields: dict[str, Any] = {
        "party": party,
        "counterpart": "RU",
        "level": "technical",
        "medium": "call",
        "at": world.now,
    }
    return world.say(f"{party}/delegate", contact.Report, **{**fields, **changes})


def test_a_channel_goes_from_active_to_quiet_to_silent() -> None:
    world = World()
    line = world.say("FR/delegate", channel.Open, counterpart="RU", level="technical")

    def state(days: int, **thresholds: int) -> tuple[str, int | None]:
        (shown,) = channel_lines(world.standing, world.now + days * DAY, Thresholds(**thresholds))
        return shown.state, shown.days

    assert state(0) == ("silent", None)
    report(world, channel=line)
    assert [state(d) for d in (30, 31, 180, 181)] == [
        ("active", 30),
        ("quiet", 31),
        ("quiet", 180),
        ("silent", 181),
    ]
    assert state(30, quiet_after=7 * 24 * 3600) == ("quiet", 30)
    world.wait(days=1)
    world.say("FR/delegate", channel.Pause, channel=line)
    assert state(0)[0] == "paused"
    world.say("FR/delegate", channel.Close, channel=line)
    assert state(0)[0] == "closed"


def test_a_charter_says_when_a_channel_is_quiet_and_when_silent_to_the_millisecond() -> None:
    world = World(quiet_after=3600, silent_after=7200)
    line = world.say("FR/delegate", channel.Open, counterpart="RU", level="technical")
    report(world, channel=line)
    begun = world.now

    def state(after: int) -> str:
        (shown,) = status_now(world.standing, begun + after).channels
        return shown.state

    assert [state(ms) for ms in (0, 3_600_000, 3_600_001, 7_200_000, 7_200_001)] == [
        "active",
        "active",
        "quiet",
        "quiet",
        "silent",
    ]


def test_a_report_reopens_the_paused_channel_that_its_plan_went_through() -> None:
    world = World()
    mandated = world.mandate()
    line = world.say("FR/delegate", channel.Open, counterpart="RU", level="technical")
    planned = world.say("FR/delegate", contact.Plan, **world.plan_of(mandated, channel=line))
    other = world.say("FR/delegate", contact.Plan, **world.plan_of(mandated))
    world.say("FR/delegate", channel.Pause, channel=line)
    world.wait(days=2)
    fields: dict[str, Any] = {"claims": "mandate", "envoy": "FR/envoy", "topics": ("prisoners",)}
    report(world, plan=other, **fields)
    assert world.standing.channels[line].paused is not None
    report(world, plan=planned, **fields)
    assert world.standing.channels[line].paused is None


def test_status_of_an_open_consultation_tells_who_is_missing_and_never_how_it_stands() -> None:
    world = World()
    agreed = text("m")
    ref = world.say(
        "FR/delegate",
        consultation.Open,
        subject=world.terms(),
        text=agreed,
        procedure="vote",
        deadline=world.now + 3 * DAY,
    )
    told = []
    for word in ("for", "against"):
        answer = {"consultation": ref, "commitment": agreed.commitment, "answer": word}
        world.say("DE/delegate", consultation.Answer, **answer)
        (shown,) = consulting(world.standing, world.now)
        told.append(shown)
        (item,) = (i for i in timeline(world.standing, world.now) if i.kind == "consultation")
        assert item.facts["outcome"] == "pending"
        assert item.facts.keys().isdisjoint({"bound", "not_bound", "supported_by"})
    assert told[0] == told[1]
    assert (shown.answered, shown.missing) == (("DE",), ("FR", "PL", "IT", "UK"))
    world.wait(days=3)
    assert consulting(world.standing, world.now) == ()
    (item,) = (i for i in timeline(world.standing, world.now) if i.kind == "consultation")
    assert item.facts["outcome"] == "not-adopted"


def test_mandates_are_shown_with_state_and_use_of_the_cap() -> None:
    world = World()
    first = world.mandate("one")
    second = world.mandate("two", envoys=("DE/envoy",), ends=world.now + 10 * DAY)
    world.say("PL/delegate", mandate.Suspend, mandate=first)
    lines = {line.ref: line for line in mandate_lines(world.standing, world.now)}
    assert (lines[first].state, lines[second].state) == ("suspended", "in force")
    assert (lines[first].ending_soon, lines[second].ending_soon) == (False, True)
    shown = status_now(world.standing, world.now)
    assert (shown.interlocutors, shown.cap) == (("DE/envoy", "FR/envoy"), 2)
    world.wait(days=10)
    assert [line.ref for line in status_now(world.standing, world.now).mandates] == [first]


def test_a_mandate_is_a_band_that_remembers_its_suspensions() -> None:
    world = World()
    ref = world.mandate()
    begins = world.now
    world.wait(days=1)
    world.say("PL/delegate", mandate.Suspend, mandate=ref)
    world.wait(days=1)
    world.say("PL/delegate", mandate.Resume, mandate=ref)
    world.wait(days=1)
    world.say("PL/delegate", mandate.Revoke, mandate=ref)
    (band,) = (i for i in timeline(world.standing, world.now) if i.kind == "mandate")
    assert (band.at, band.until) == (begins, begins + 3 * DAY)
    assert band.facts["state"] == "revoked"
    assert band.facts["suspensions"] == (f"PL {begins + DAY} {begins + 2 * DAY}",)


def test_tracks_show_who_else_talks_inside_and_outside_the_cap() -> None:
    world = World()
    ref = world.mandate()
    plan = world.say("FR/delegate", contact.Plan, **world.plan_of(ref, through="TR"))
    announced = world.say(
        "IT/delegate",
        contact.Announce,
        counterpart="RU",
        level="leader",
        medium="visit",
        at=world.now + 5 * DAY,
    )
    report(world, "PL", claims="mandate")
    disavowed = report(world, "UK", claims="mandate")
    world.say("DE/delegate", contact.Disavow, contact=disavowed)
    tracks = {(track.who, track.kind): track for track in other_tracks(world.standing, world.now)}
    assert tracks.keys() == {
        ("FR/envoy", "in-cap"),
        ("IT", "announced"),
        ("PL", "unauthorised"),
        ("UK", "disavowed"),
        ("TR", "intermediary"),
    }
    assert tracks["IT", "announced"].refs == (announced,)
    assert (tracks["FR/envoy", "in-cap"].refs, tracks["FR/envoy", "in-cap"].last) == ((plan,), None)
    assert tracks["PL", "unauthorised"].last == world.now


def test_an_envoy_leaves_the_cap_with_its_mandate() -> None:
    world = World()
    ref = world.mandate()
    plan = world.say("FR/delegate", contact.Plan, **world.plan_of(ref))
    world.wait(days=2)
    report(world, plan=plan, envoy="FR/envoy", claims="mandate", topics=("prisoners",))
    assert [t.kind for t in other_tracks(world.standing, world.now)] == ["in-cap"]
    world.wait(days=100)
    assert [(t.who, t.kind) for t in other_tracks(world.standing, world.now)] == [
        ("FR/envoy", "past-mandate")
    ]


def test_consultations_leave_what_runs_once_nothing_waits_for_them() -> None:
    world = World()
    ref = world.decide(world.terms(), "m")
    assert ref in world.standing.running
    world.say("FR/envoy", mandate.Accept, mandate=ref, commitment=text("m").commitment)
    assert ref not in world.standing.running
    ending = world.decide(consultation.EndMandate(mandate=ref), "end")
    assert list(world.standing.running) == [ending]
    world.say("DE/delegate", mandate.Revoke, mandate=ref, decision=ending)
    assert world.standing.running == {}
    position = world.decide(consultation.Position(), "position")
    world.decide(consultation.Position(), "another")
    assert position not in world.standing.running
    assert set(PARTNERS) == set(world.standing.consultations[position].answers)


@settings(max_examples=60, deadline=None)
@given(days=st.integers(-2000, 4000))
def test_every_reader_answers_at_any_time(days: int) -> None:
    """Time is an argument: no reader fails, whatever instant it is asked about."""
    world = World()
    world.say("FR/delegate", contact.Plan, **world.plan_of(world.mandate(report_every=86_400)))
    report(world, "PL", claims="mandate", at=world.now - 30 * DAY)
    now = max(0, world.now + days * DAY)
    items = timeline(world.standing, now)
    assert [item.at for item in items] == sorted(item.at for item in items)
    shown = status_now(world.standing, now)
    assert shown.overdue <= sum(shown.duties.values())
    assert all(track.last is None or track.last <= now for track in other_tracks(world.standing, now))
    assert requests_to(world.standing, "UA", now).open == ()


def test_a_timeline_leaves_out_consultations_of_another_time() -> None:
    world = World()
    old = world.decide(consultation.Position(), "old")
    world.wait(days=30)
    since = world.now
    new = world.decide(consultation.Position(), "new")

    def shown(only: Only) -> list[str]:
        return [i.ref for i in timeline(world.standing, world.now, only) if i.kind == "consultation"]

    assert shown(Only()) == [old, new]
    assert shown(Only(since=since)) == [new]
    assert shown(Only(until=since - DAY)) == [old]
