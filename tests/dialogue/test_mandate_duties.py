"""The calendar of a mandate, and its point of contact."""

from __future__ import annotations

from plenipo.acts import contact, mandate, person
from plenipo.dialogue.views.duty import Duty
from plenipo.dialogue.views.duty_words import OTHERWISE, duty_sentence
from plenipo.guard.standing_goaheads import duties_now, findings_now
from world import DAY, World, text


def kinds(world: World) -> list[str]:
    owed = duties_now(world.standing, world.now)
    assert all("{" not in duty_sentence(d) and d.otherwise in OTHERWISE for d in owed)
    return [d.kind for d in owed]


def only(world: World, kind: str) -> Duty:
    (found,) = [d for d in duties_now(world.standing, world.now) if d.kind == kind]
    return found


def held(world: World, plan: str) -> str:
    return world.say(
        "FR/envoy",
        contact.Report,
        party="FR",
        counterpart="RU",
        level="technical",
        medium="call",
        at=world.now,
        plan=plan,
        envoy="FR/envoy",
        claims="mandate",
        topics=("prisoners",),
    )


def test_dated_reports_count_from_one_regular_span_before_their_day() -> None:
    world = World()
    week, starts = 7 * DAY, world.now + 3 * DAY
    ref = world.mandate(report_every=week // 1000, progress_by=starts + 30 * DAY, final_by=starts + 95 * DAY)
    assert only(world, "progress-report").due == starts + 30 * DAY
    assert only(world, "final-report").due == starts + 95 * DAY
    plan = world.say("FR/delegate", contact.Plan, **world.plan_of(ref))
    world.wait(days=3)
    took_place = held(world, plan)

    def owed_after_reporting(at: int) -> set[str]:
        world.now = at
        world.say("FR/envoy", contact.Outcome, contact=took_place, text=text(f"outcome {at}"))
        return {"progress-report", "final-report"}.intersection(kinds(world))

    assert owed_after_reporting(starts + 23 * DAY - 1) == {"progress-report", "final-report"}
    assert owed_after_reporting(starts + 23 * DAY) == {"final-report"}
    assert owed_after_reporting(starts + 88 * DAY - 1) == {"final-report"}
    assert owed_after_reporting(starts + 88 * DAY) == set()


def test_dated_reports_alone_divide_the_mandate_between_them() -> None:
    world = World()
    starts = world.now + 3 * DAY
    ref = world.mandate(progress_by=starts + 30 * DAY, final_by=starts + 95 * DAY)
    plan = world.say("FR/delegate", contact.Plan, **world.plan_of(ref))
    world.wait(days=3)
    took_place = held(world, plan)
    world.now = starts + 30 * DAY + 1
    late = [f.at for f in findings_now(world.standing, world.now) if f.code == "mandate-report-overdue"]
    assert late == [starts + 30 * DAY]
    world.now -= 1
    world.say("FR/envoy", contact.Outcome, contact=took_place, text=text("on the very day"))
    assert {"progress-report", "final-report"}.intersection(kinds(world)) == {"final-report"}
    world.now += 1
    world.say("PL/delegate", mandate.Revoke, mandate=ref)
    assert only(world, "final-report").parties == ("FR",)
    world.say("FR/envoy", contact.Outcome, contact=took_place, text=text("what was reached"))
    assert "final-report" not in kinds(world)


def test_a_mandate_without_a_calendar_owes_no_reports() -> None:
    world = World()
    world.mandate()
    assert kinds(world) == []


def test_a_point_of_contact_who_left_is_shown_while_the_mandate_runs() -> None:
    world = World()
    ref = world.mandate(contact_point="DE/delegate")
    assert findings_now(world.standing, world.now) == []
    world.say("DE/authority", person.Withdraw, person="DE/delegate")
    (shown,) = findings_now(world.standing, world.now)
    assert (shown.code, shown.about, shown.ref) == ("contact-point-gone", "DE", ref)
    world.say("PL/delegate", mandate.Revoke, mandate=ref)
    assert findings_now(world.standing, world.now) == []
