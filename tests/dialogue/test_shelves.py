"""The shelves by themselves, and turns that random dialogues seldom take."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from plenipo.acts import consent, contact, correction, readout
from plenipo.dialogue.shelves import after, before, counted, during, last_first, marks, newest, waiting, waits
from plenipo.dialogue.standing import Standing
from plenipo.dialogue.views.secondhand import second_hand
from plenipo.dialogue.views.timeline import Only, timeline
from plenipo.guard.standing_goaheads import duties_now
from world import DAY, PARTNERS, World, text

CALL: dict[str, Any] = {"party": "FR", "counterpart": "RU", "level": "technical", "medium": "call"}
spans = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 20)), max_size=12)


@given(spans, st.integers(0, 60), st.integers(0, 60))
def test_a_window_finds_at_least_all_that_goes_on_in_it(
    lasting: list[tuple[int, int]], since: int, until: int
) -> None:
    """And of what is no moment long, nothing else."""
    standing = Standing()
    for index, (at, span) in enumerate(lasting):
        marks(standing, "sort", (at, index, f"{index:03}"), span=span)
    begun = [(at, f"{index:03}") for index, (at, _) in enumerate(lasting)]
    met = {f"{n:03}" for n, (at, span) in enumerate(lasting) if at <= until and at + span >= since}
    found = during(standing, "sort", since, until)
    assert met <= set(found) <= {ref for at, ref in begun if at <= until}
    assert during(standing, "sort") == [ref for _, ref in sorted(begun)]
    assert list(before(standing, "sort", since)) == [ref for at, ref in sorted(begun) if at < since][::-1]
    assert list(after(standing, "sort", until)) == [ref for at, ref in sorted(begun) if at > until]
    assert (
        counted(standing, "sort", since, until) == sum(since < at <= until for at, _ in begun)
        or since > until
    )


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans(), st.sampled_from(("one", "other")))))
def test_what_waits_is_told_by_entry_and_once(said: list[tuple[int, bool, str]]) -> None:
    standing = Standing()
    there: set[tuple[int, str]] = set()
    for index, stands, name in said:
        waits(standing, name, (index, f"{index}"), stands=stands)
        newest(standing, "newest", (index, f"{index}"))
        there = there | {(index, name)} if stands else there - {(index, name)}
    expected = sorted({index for index, _ in there})
    assert list(waiting(standing, "one", "other", "none")) == [str(index) for index in expected]
    assert list(last_first(standing, "one", "other")) == [str(index) for index in reversed(expected)]
    assert list(waiting(standing, "newest")) == [str(max(index for index, *_ in said))] if said else True


def test_a_refusal_stands_in_the_window_of_its_own_day() -> None:
    world = World()
    fields = {"party": "UA", "topics": ("ceasefire",), "counterpart": "RU", "level": "technical"}
    words = {"text": text("text"), "reason": text("why"), "answer_by": world.now + 4 * DAY}
    ref = world.say("FR/delegate", consent.Ask, **fields, **words)
    world.wait(days=60)
    world.say("UA/delegate", consent.Refuse, ask=ref)
    (item,) = timeline(world.standing, world.now, Only(since=world.now - DAY))
    assert (item.kind, item.ref) == ("consent-refused", ref)


def test_who_denied_and_then_declines_makes_it_a_contact_that_is_known_at_second_hand() -> None:
    world = World()
    ref = world.say("DE/delegate", contact.Report, **CALL, at=world.now, known="reported")
    side = {"contact": ref, "side": "RU"}

    def counts() -> tuple[int, int]:
        shown = second_hand(world.standing, world.now)
        return shown.known, shown.only

    assert counts() == (1, 1)
    world.say("DE/delegate", contact.Deny, **side, at=world.now)
    assert counts() == (0, 0)
    world.wait(days=1)
    world.say("DE/delegate", contact.DeclineToConfirm, **side, at=world.now)
    assert counts() == (1, 1)


def test_a_report_under_a_mandate_that_is_taken_back_is_owed_again() -> None:
    world = World()
    ref = world.mandate(final_by=world.now + 30 * DAY)
    plan = world.say("FR/delegate", contact.Plan, **world.plan_of(ref))
    world.wait(days=3)
    held = {"plan": plan, "envoy": "FR/envoy", "claims": "mandate", "topics": ("prisoners",)}
    took_place = world.say("FR/envoy", contact.Report, **CALL, at=world.now, **held)
    topics = ("ceasefire", "territory")
    matters = tuple(readout.Raised(topic=topic, raised="not-raised") for topic in topics)
    fields: dict[str, Any] = {"side": "ours", "recipients": PARTNERS, "matters": matters}

    def owed() -> bool:
        return "final-report" in {duty.kind for duty in duties_now(world.standing, world.now)}

    assert owed()
    world.say(
        "FR/envoy", readout.File, contact=took_place, text=text("theirs"), **(fields | {"side": "theirs"})
    )
    assert owed()  # the other side's account reports nothing for us
    filed = world.say("FR/envoy", readout.File, contact=took_place, text=text("readout"), **fields)
    assert not owed()
    world.say("FR/envoy", correction.Correct, act=filed)
    assert owed()
