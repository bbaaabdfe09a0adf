from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from deskkit import client_of
from plenipo.dialogue.views.timeline import timeline
from plenipo_node.pages.timeline import outline as timeline_outline
from plenipo_node.web.node import Node

STYLES = Path(__file__).parents[2] / "src/plenipo_node/static/desk/timeline.css"


@pytest.fixture
def reader(desk: Node) -> Any:
    assert desk.standing().size > 50
    return client_of("FR/delegate")


def page(reader: Any, query: str = "", **headers: str) -> str:
    answer = reader.get(f"/timeline{query}", headers=headers)
    assert answer.status_code == 200
    return str(answer.content.decode())


def rows(text: str) -> list[str]:
    return re.findall(r'<th role="rowheader".*?</tr>', text, re.DOTALL)


def test_every_item_stands_in_the_table_once_with_a_link_to_its_record(reader: Any, desk: Node) -> None:
    linked: list[int] = []
    for number in range(1, 9):
        shown = page(reader, f"?p={number}")
        linked += (int(re.findall(r'href="/register/(\d+)"', row)[0]) for row in rows(shown))
        if 'rel="next">Older' not in shown:
            break
    assert linked == [item.index for item in reversed(timeline(desk.standing(), desk.now()))]


def test_a_date_is_shown_with_its_year_hour_and_zone(reader: Any) -> None:
    (row,) = rows(page(reader, "?since=2025-07-01&until=2025-07-01&kind=contacts"))
    assert '<time datetime="2025-07-01T14:00:00Z">1 July 2025, 16:00 CEST</time>' in row


def test_both_pictures_stand_in_the_page_and_weigh_little(reader: Any) -> None:
    pictures = re.findall(r'<svg class="tl tl-(?:wide|narrow)".*?</svg>', page(reader), re.DOTALL)
    assert len(pictures) == 2
    assert sum(map(len, pictures)) < 60_000


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("?party=UA", lambda row: "UA" in row or "without a contact" in row),
        ("?level=leader", lambda row: "leader" in row or "without a contact" in row),
        ("?kind=mandates", lambda row: ">Mandate: " in row),
        ("?kind=gaps", lambda row: "without a contact" in row),
    ],
)
def test_a_filter_keeps_what_it_names_and_nothing_else(
    reader: Any, query: str, kept: Callable[[str], bool]
) -> None:
    found = rows(page(reader, query))
    assert found
    assert all(map(kept, found))
    assert len(found) < len(rows(page(reader)))


def test_a_stretch_of_time_shows_what_met_it(reader: Any) -> None:
    text = page(reader, "?since=2026-02-01&until=2026-02-28&kind=contacts")
    assert len(rows(text)) == 1
    assert "3 February 2026" in text
    assert "1 February 2026 to 28 February 2026" in text


def test_zooms_keep_the_filter_and_say_which_is_shown(reader: Any) -> None:
    text = page(reader, "?since=2026-04-01&until=2026-06-30&party=FR")
    current = re.findall(r'<a href="([^"]*)"[^>]*aria-current="page">Quarter<', text)
    assert current == ["/timeline?party=FR&amp;since=2026-04-01&amp;until=2026-06-30"]
    assert 'href="/timeline?party=FR&amp;since=2026-01-01&amp;until=2026-03-31"' in text
    assert 'href="/timeline?party=FR&amp;since=2026-07-01&amp;until=2026-09-30"' in text
    assert 'href="/timeline?party=FR&amp;since=2026-01-01&amp;until=2026-12-31"' in text
    assert 'href="/timeline?party=FR"' in text


def test_a_stretch_that_is_no_width_of_the_calendar_moves_by_its_own_length(reader: Any) -> None:
    text = page(reader, "?since=2026-04-03&until=2026-04-12")
    assert 'href="/timeline?since=2026-03-24&amp;until=2026-04-02"' in text
    assert 'href="/timeline?since=2026-04-13&amp;until=2026-04-22"' in text


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("?since=2026-02-30", "Write the first day like"),
        ("?until=soon", "Write the last day like"),
        ("?since=2026-03-01&until=2026-02-01&party=UA", "The last day lies before the first"),
        ("?party=<script>alert(1)</script>", "Choose from the lists"),
        ("?level=emperor&kind=gaps", "Choose from the lists"),
        ("?kind=%00", "Choose from the lists"),
    ],
)
def test_what_cannot_be_read_is_told_and_applied_in_no_part(reader: Any, query: str, told: str) -> None:
    text = page(reader, query)
    assert told in text[text.index('role="alert"') :]
    assert "<script>alert" not in text
    assert len(rows(text)) == len(rows(page(reader)))


@pytest.mark.parametrize(
    "query",
    [
        "?since=9999-12-31",
        "?until=0001-01-01",
        "?since=0001-01-01&until=9999-12-31",
        "?p=99",
        "?p=x",
    ],
)
def test_the_ends_of_the_calendar_and_of_the_pages_can_be_asked_for(reader: Any, query: str) -> None:
    assert "Timeline" in page(reader, query)


def test_an_empty_stretch_says_so_and_leads_back_to_all(reader: Any) -> None:
    text = page(reader, "?since=2001-01-01&until=2001-12-31")
    assert not rows(text)
    assert '<p class="empty">' in text
    assert 'href="/timeline"' in text
    assert "<figure" not in text


def test_htmx_gets_the_part_and_others_the_page(reader: Any) -> None:
    part = page(reader, "?since=2026-01-01&until=2026-01-31", **{"HX-Request": "true"})
    assert part.startswith('<div id="timeline"')
    assert "<html" not in part
    assert part.strip() in page(reader, "?since=2026-01-01&until=2026-01-31")


def test_nothing_in_the_page_needs_what_the_policy_forbids(reader: Any) -> None:
    text = page(reader)
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))


def test_every_state_that_is_drawn_has_its_colour_in_the_style_sheet(reader: Any) -> None:
    known = set(re.findall(r"\.(tl-[a-z-]+)", STYLES.read_text("utf-8")))
    used = set(re.findall(r"tl-is-[a-z-]+", page(reader)))
    assert used
    assert used - known <= {"tl-is-ended"}  # light, as bars are unless said otherwise


def test_every_shape_of_the_legend_is_one_of_the_drawings_own(reader: Any) -> None:
    text = page(reader)
    used = set(re.findall(r'<use href="#([^"]+)"', text))
    assert len(used) > 20
    assert used <= set(re.findall(r'<g id="([^"]+)"', text))


def test_a_stranger_sees_no_timeline(desk: Node) -> None:
    assert desk.standing().size
    assert client_of().get("/timeline").status_code == 302


@pytest.fixture
def crowd(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that bears almost nothing."""
    monkeypatch.setattr(timeline_outline, "BEARS", 5)


@pytest.mark.usefixtures("crowd")
def test_too_much_is_shown_in_outline_and_every_count_leads_to_its_own_stretch(
    reader: Any, desk: Node
) -> None:
    text = page(reader)
    assert "in outline" in text
    reported = [held for held in desk.standing().contacts.values() if held.kind == "reported"]
    drawn = text[text.index('<svg class="tl tl-wide"') : text.index('<svg class="tl tl-narrow"')]
    marks = [int(number) for number in re.findall(r"<title>(\d+) items?, ", drawn)]
    table = [[int(n) for n in re.findall(r'class="num">(\d+)</td>', row)] for row in rows(text)]
    assert sum(marks) == sum(map(sum, table))
    assert sum(sum(counts[:4]) for counts in table) == len(reported)
    links = re.findall(r'<th role="rowheader" scope="row"><a href="([^"]+)"', text)
    spans = [re.findall(r"since=([\d-]+)&amp;until=([\d-]+)", link)[0] for link in links]
    assert all(since <= until for since, until in spans)
    assert all(later[0] > earlier[1] for later, earlier in pairwise(spans))


@pytest.mark.usefixtures("crowd")
def test_an_outline_of_one_party_or_level_counts_nothing_of_others(reader: Any, desk: Node) -> None:
    contacts = [held for held in desk.standing().contacts.values() if held.kind == "reported"]
    text = page(reader, "?party=HU")
    assert sum(int(n) for n in re.findall(r'class="num">(\d+)</td>', text)) == 1
    text = page(reader, "?level=senior")
    senior = sum(held.level == "senior" for held in contacts)
    assert sum(int(n) for n in re.findall(r'class="num">(\d+)</td>', text)) == senior


@pytest.mark.usefixtures("crowd")
def test_one_day_is_shown_whatever_it_holds(reader: Any) -> None:
    assert "in outline" not in page(reader, "?since=2026-02-27&until=2026-02-27")


@pytest.mark.usefixtures("crowd")
def test_an_outline_never_says_that_there_is_nothing_where_it_cannot_count(reader: Any) -> None:
    text = page(reader, "?kind=gaps")
    assert "Choose a shorter stretch of time" in text
    assert "Nothing in this stretch" not in text
