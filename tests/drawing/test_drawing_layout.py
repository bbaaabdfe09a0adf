from __future__ import annotations

from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from drawing_words import BEGIN, contact, many
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from plenipo.dialogue.views.timeline import Item
from plenipo_node.drawing import Cell, Window
from plenipo_node.drawing.gather import gathered
from plenipo_node.drawing.layout import HEAT, NARROW, WIDE, Form, outlined, plan
from plenipo_node.drawing.merging import ROOM, Scale, clusters, ranked
from plenipo_node.drawing.ticks import DAY, LAST, ticks

FORMS = (WIDE, NARROW)
INSTANTS = st.integers(0, 2**53 - 1) | st.integers(BEGIN, BEGIN + 400 * DAY)
WINDOWS = st.tuples(INSTANTS, st.integers(1, 2**50) | st.integers(1, 500 * DAY)).map(
    lambda pair: Window(pair[0], pair[0] + pair[1])
)


def bars(pairs: list[tuple[int, int]]) -> list[Item]:
    return [
        Item(kind="mandate", at=at, until=at + span, index=0, ref="", parties=("FR",), levels=("senior",))
        for at, span in sorted(pairs)
    ]


@given(st.lists(INSTANTS, max_size=120), WINDOWS, st.sampled_from(FORMS))
def test_marks_stay_in_the_window_apart_from_one_another_and_count_everything_once(
    instants: list[int], window: Window, form: Form
) -> None:
    items = [contact(at, n) for n, at in enumerate(sorted(instants))]
    within = [item for item in items if window.since <= item.at <= window.until]
    scale = Scale(window, form.start, form.length)
    found = clusters(within, scale, form.reach)
    assert sum(cluster.count for cluster in found) == len(within)
    assert len(found) <= ROOM + 1
    assert all(scale.start <= cluster.along <= scale.end for cluster in found)
    assert all(right.along - left.along >= form.reach - 0.01 for left, right in pairwise(found))


@given(st.lists(st.tuples(INSTANTS, st.integers(0, 900 * DAY)), max_size=60), WINDOWS, st.sampled_from(FORMS))
def test_bars_lie_in_the_window_and_none_over_another(
    pairs: list[tuple[int, int]], window: Window, form: Form
) -> None:
    held = gathered(bars(pairs), window).mandates
    scale = Scale(window, form.start, form.length)
    found, beyond = ranked(held, scale, form.rank, 3)
    assert len(found) + len(beyond) == len(held)
    assert all(scale.start <= bar.along <= bar.to - form.rank + 0.01 for bar in found)
    assert all(bar.to <= scale.end + 0.01 for bar in found)
    for rank in range(3):
        row = sorted((bar for bar in found if bar.rank == rank), key=lambda bar: bar.along)
        assert all(left.to < right.along for left, right in pairwise(row))


@given(st.lists(st.tuples(INSTANTS, st.integers(0, 900 * DAY)), max_size=30), WINDOWS)
def test_what_meets_the_window_is_held_and_nothing_else(pairs: list[tuple[int, int]], window: Window) -> None:
    items = bars(pairs)
    expected = [i for i in items if i.at <= window.until and (i.until or i.at) >= window.since]
    assert gathered(items, window).mandates == expected


@given(WINDOWS, st.integers(1, 40), st.sampled_from(("UTC", "Europe/Brussels", "Pacific/Kiritimati")))
def test_ticks_are_few_within_the_window_and_in_order(window: Window, most: int, zone: str) -> None:
    found = ticks(replace(window, zone=ZoneInfo(zone)), most)
    assert len(found) <= 2 * most + 2
    assert all(window.since <= tick.at <= window.until for tick in found)
    assert all(left.at < right.at for left, right in pairwise(found))


def test_ticks_begin_days_and_weeks_where_the_zone_does() -> None:
    brussels = ZoneInfo("Europe/Brussels")
    found = ticks(Window(BEGIN, BEGIN + 30 * DAY, brussels), 8)
    assert {(tick.when.weekday(), tick.when.hour) for tick in found if tick.unit == "day"} == {(0, 0)}


def test_a_window_beyond_the_calendar_has_no_ticks_and_does_not_fail() -> None:
    assert ticks(Window(LAST + DAY, 2**53 - 1), 10) == []


@pytest.mark.parametrize("form", FORMS)
def test_an_irregular_contact_is_told_of_even_where_it_is_merged(form: Form) -> None:
    items = [contact(BEGIN + n, 4, authority="mandated") for n in range(9)]
    items.append(contact(BEGIN + 9, 4, authority="disavowed"))
    made = plan(gathered(items, Window(BEGIN, BEGIN + DAY)), Window(BEGIN, BEGIN + DAY), BEGIN, form)
    lane = next(mark for mark in made.marks if mark.cluster.count == 10)
    assert lane.cluster.irregular == 1


def test_whoever_talks_beside_the_cap_has_a_track_and_so_has_an_intermediary() -> None:
    said = [
        contact(BEGIN, 0, authority="mandated"),
        contact(BEGIN + 1, 1, authority="bilateral"),
        contact(BEGIN + 2, 2, authority="mandated", through="TR"),
    ]
    held = gathered(said, Window(BEGIN, BEGIN + DAY))
    assert {name: [i.at for i in items] for name, items in held.tracks.items()} == {
        "DE": [BEGIN + 1],
        "TR": [BEGIN + 2],
    }


@pytest.mark.parametrize("form", FORMS)
def test_an_offer_is_tied_to_its_answer_and_an_open_one_runs_on_to_now(form: Form) -> None:
    offer = Item(kind="offer", at=BEGIN, index=1, ref="a", parties=("FR",), levels=("senior",))
    answer = replace(offer, kind="offer-answered", at=BEGIN + 5 * DAY, facts={"answer": "declined"})
    later = replace(offer, at=BEGIN + 6 * DAY, ref="b")
    window, now = Window(BEGIN - DAY, BEGIN + 30 * DAY), BEGIN + 20 * DAY
    made = plan(gathered([offer, answer, later], window), window, now, form)
    ends = [(thread.to, thread.open_) for thread in made.threads]
    assert ends == [(made.scale.place(answer.at), False), (made.scale.place(now), True)]


@pytest.mark.parametrize("form", FORMS)
def test_rows_follow_one_another_and_empty_ones_are_left_out(form: Form) -> None:
    window = Window(BEGIN, BEGIN + DAY * 40)
    bare = plan(gathered([], window), window, BEGIN, form)
    assert [row.key for row in bare.rows] == ["gap", "leader", "ministerial", "senior", "technical"]
    full = plan(gathered(many(300), window), window, BEGIN, form)
    assert all(one.across + one.size == two.across for one, two in pairwise(full.rows))
    assert [row.key for row in full.rows][5:8] == ["mandate", "consultation", "consent"]
    rows = [(row.across, row.across + row.size) for row in full.rows]
    assert all(any(low < mark.across < high for low, high in rows) for mark in full.marks)


@pytest.mark.parametrize("form", FORMS)
def test_an_outline_marks_each_count_amid_its_time_and_the_most_the_darkest(form: Form) -> None:
    window = Window(BEGIN, BEGIN + 10 * DAY)
    days = [Cell(count, BEGIN + n * DAY, BEGIN + (n + 1) * DAY) for n, count in enumerate((1, 40, 100))]
    made = outlined({"senior": days[:2], "FR": days[2:]}, window, BEGIN, form)
    assert [row.key for row in made.rows] == ["leader", "ministerial", "senior", "technical", "FR"]
    assert [(mark.cluster.count, mark.heat) for mark in made.marks] == [(1, 1), (40, 2), (100, HEAT)]
    places = [mark.cluster.along for mark in made.marks]
    assert places == pytest.approx([made.scale.place(BEGIN + n * DAY + DAY // 2) for n in range(3)])
