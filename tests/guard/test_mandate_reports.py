"""Reports under a mandate: for a day of its calendar, also where no contact took place."""

from __future__ import annotations

from typing import Any

import pytest
from guard_cast import cures, judged

from plenipo.acts import contact, mandate, person
from plenipo.dialogue.views.duty import Duty
from plenipo.guard.may import may, options_of
from plenipo.guard.standing_goaheads import duties_now, findings_now
from world import DAY, World, fingerprint_of, text

WEEK = 7 * DAY
REPORTS = frozenset({"report-under-mandate", "progress-report", "final-report"})


def owed(world: World) -> list[Duty]:
    return [d for d in duties_now(world.standing, world.now) if d.kind in REPORTS]


def due(world: World) -> dict[str, int]:
    return {d.kind: d.due or 0 for d in owed(world)}


def mandated(**changes: Any) -> tuple[World, str]:
    world = World()
    ref = world.mandate(**{"starts": world.now + 3 * DAY, **changes})
    return world, ref


def report(world: World, ref: str, day: int, by: str = "FR/envoy") -> None:
    world.say(by, mandate.Report, mandate=ref, due=day, text=text("report"))


def refused(world: World, ref: str, day: int, by: str = "FR/envoy") -> set[str]:
    found = world.refused(by, mandate.Report, mandate=ref, due=day, text=text("report"))
    return {code for _, code in found}


def test_a_regular_report_is_discharged_although_nobody_talked() -> None:
    world, ref = mandated(report_every=WEEK // 1000)
    (first,) = owed(world)
    assert first.act == "mandate.report"
    world.now = first.due or 0
    report(world, ref, world.now)
    assert due(world) == {"report-under-mandate": world.now + WEEK}
    assert refused(world, ref, world.now) == {"not-a-report-day"}


def test_a_late_report_discharges_what_was_overdue_and_the_finding_goes() -> None:
    world, ref = mandated(report_every=WEEK // 1000)
    day = due(world)["report-under-mandate"]
    world.now = day
    assert findings_now(world.standing, world.now) == []
    world.now += 1
    assert [f.code for f in findings_now(world.standing, world.now)] == ["mandate-report-overdue"]
    report(world, ref, day)
    assert findings_now(world.standing, world.now) == []


def test_a_dated_report_is_discharged_by_name_alone_and_each_by_its_own() -> None:
    world = World()
    starts = world.now + 3 * DAY
    ref = world.mandate(starts=starts, progress_by=starts + 30 * DAY, final_by=starts + 95 * DAY)
    assert due(world).keys() == {"progress-report", "final-report"}
    report(world, ref, starts + 30 * DAY)
    assert due(world) == {"final-report": starts + 95 * DAY}
    world.now = starts + 31 * DAY
    report(world, ref, starts + 30 * DAY)
    assert due(world) == {"final-report": starts + 95 * DAY}, "a further one for the same day is no other"
    report(world, ref, starts + 95 * DAY)
    assert due(world) == {}


@pytest.mark.parametrize(("off", "wanted"), [(-1, {"report-too-early"}), (0, set()), (1, set())])
def test_a_report_comes_at_most_one_regular_span_before_its_day(off: int, wanted: set[str]) -> None:
    """Else the final report could be given on the first day, and nobody would owe it."""
    world = World()
    starts = world.now + 3 * DAY
    day = starts + 40 * DAY
    ref = world.mandate(starts=starts, report_every=WEEK // 1000, progress_by=day)
    world.now = day - WEEK + off
    if wanted:
        assert refused(world, ref, day) == wanted
        assert "progress-report" in due(world)
    else:
        report(world, ref, day)
        assert "progress-report" not in due(world)


@pytest.mark.parametrize(("off", "wanted"), [(0, {"report-too-early"}), (1, set())])
def test_without_regular_reports_the_final_one_comes_after_the_progress_reports_day(
    off: int, wanted: set[str]
) -> None:
    world = World()
    starts = world.now + 3 * DAY
    day, final = starts + 30 * DAY, starts + 95 * DAY
    ref = world.mandate(starts=starts, progress_by=day, final_by=final)
    world.now = day + off
    if wanted:
        assert refused(world, ref, final) == wanted
    else:
        report(world, ref, final)
        assert "final-report" not in due(world)


@pytest.mark.parametrize("off", [-1, 0])
def test_the_final_report_can_be_given_as_soon_as_the_mandate_is_over(off: int) -> None:
    world = World()
    starts = world.now + 3 * DAY
    final = starts + 95 * DAY
    ref = world.mandate(starts=starts, report_every=WEEK // 1000, final_by=final)
    world.now = starts + 10 * DAY + off
    if off < 0:
        assert refused(world, ref, final) == {"report-too-early"}
        return
    world.say("PL/delegate", mandate.Revoke, mandate=ref)
    report(world, ref, final)
    assert due(world) == {}


@pytest.mark.parametrize("off", [-1, 0, 1])
def test_a_mandate_that_ended_owes_no_regular_report_any_more(off: int) -> None:
    world, ref = mandated(report_every=WEEK // 1000)
    ends = world.standing.mandates[ref].terms.ends
    world.now = ends + off
    day = world.standing.mandates[ref].terms.starts + WEEK
    if off < 0:
        report(world, ref, day)
    else:
        assert refused(world, ref, day) == {"no-report-due"}


def test_a_report_names_a_day_on_which_one_falls_due() -> None:
    world, ref = mandated(report_every=WEEK // 1000)
    day = due(world)["report-under-mandate"]
    for other in (day - 1, day + 1, 0):
        assert refused(world, ref, other) == {"not-a-report-day"}
    plain = world.mandate("plain", envoys=("DE/envoy",))
    assert refused(world, plain, day, "DE/envoy") == {"no-report-due"}
    assert refused(world, "0" * 64, day) == {"no-such-mandate"}


def test_the_envoys_and_the_delegates_of_their_parties_report_and_nobody_else() -> None:
    world, ref = mandated(report_every=WEEK // 1000)
    day = due(world)["report-under-mandate"]
    for by in ("DE/envoy", "DE/delegate", "PL/delegate"):
        assert refused(world, ref, day, by) == {"not-mandated"}
    assert refused(world, ref, day, "FR/reader") == {"function-lacks", "not-mandated"}
    assert refused(world, ref, day, "UA/delegate") == {"role-lacks", "not-mandated"}
    report(world, ref, day, "FR/delegate")
    said = {"mandate": ref, "due": day + WEEK, "text": text("report")}
    told = cures(judged(world, "DE/delegate", mandate.Report, **said))
    assert told["not-mandated"] == ("envoy-reports",)


def test_an_envoy_that_is_gone_reports_no_more_and_its_delegate_does() -> None:
    world, ref = mandated(report_every=WEEK // 1000)
    day = due(world)["report-under-mandate"]
    world.say("FR/authority", person.Withdraw, person="FR/envoy")
    assert "not-accredited" in refused(world, ref, day)
    report(world, ref, day, "FR/delegate")


def test_an_envoy_accredited_anew_in_the_millisecond_of_the_acceptance_has_accepted_all_the_same() -> None:
    world, ref = mandated(report_every=WEEK // 1000)
    world.say("FR/authority", person.Withdraw, person="FR/envoy")
    new = {"functions": ("envoy",), "keys": (fingerprint_of("FR/envoy anew"),)}
    world.say("FR/authority", person.Accredit, person="FR/envoy", **new)
    plan = world.act("FR/delegate", contact.Plan, **world.plan_of(ref, at=world.now + 2 * DAY))
    assert (10, "not-accepted") in {(r.rule, r.code) for r in world.judge(plan).reasons}
    day = due(world)["report-under-mandate"]
    said = {"mandate": ref, "due": day, "text": text("report")}
    assert world.judge(world.act("FR/envoy", mandate.Report, **said), "FR/envoy anew").allowed
    assert refused(world, ref, day, "DE/delegate") == {"not-mandated"}


def test_a_report_in_the_name_of_an_envoy_that_was_forced_in_discharges_nothing() -> None:
    world, ref = mandated(report_every=WEEK // 1000)
    before = due(world)
    act = world.act(
        "FR/envoy", mandate.Report, mandate=ref, due=before["report-under-mandate"], text=text("x")
    )
    world.force(act, ("DE/envoy",))
    assert due(world) == before


def test_what_was_reported_on_contacts_counts_beside_it() -> None:
    world, ref = mandated(report_every=WEEK // 1000)
    plan = world.say("FR/delegate", contact.Plan, **world.plan_of(ref, at=world.now + DAY))
    world.wait(days=2)
    told = {"counterpart": "RU", "level": "technical", "medium": "call", "topics": ("prisoners",)}
    held = world.say(
        "FR/envoy",
        contact.Report,
        party="FR",
        at=world.now - DAY,
        plan=plan,
        envoy="FR/envoy",
        claims="mandate",
        **told,
    )
    world.say("FR/envoy", contact.Outcome, contact=held, text=text("outcome"))
    assert due(world) == {"report-under-mandate": world.now + WEEK}
    world.wait(days=1)
    report(world, ref, world.now - DAY + WEEK)
    assert due(world) == {"report-under-mandate": world.now + WEEK}


def test_an_envoy_is_told_which_reports_may_be_given_now() -> None:
    world = World()
    starts = world.now + 3 * DAY
    days = (starts + 40 * DAY, starts + 95 * DAY)
    ref = world.mandate(starts=starts, report_every=WEEK // 1000, progress_by=days[0], final_by=days[1])

    def told(who: str) -> list[tuple[str, str | None, int | None]]:
        found = options_of(may(world.standing, who, world.now, world.nodes), "mandate.report")
        return [(o.state, o.about, getattr(o.example, "due", None)) for o in found]

    assert told("FR/envoy") == told("FR/delegate") == [("may", ref, starts + WEEK)]
    assert told("DE/envoy") == [("nothing", None, None)]
    assert told("FR/reader") == [("may-not", None, None)]
    world.now = days[0] - WEEK
    assert told("FR/envoy") == [("may", ref, starts + WEEK), ("may", ref, days[0])]
    report(world, ref, days[0])
    assert told("FR/envoy") == [("may", ref, world.now + WEEK)]
