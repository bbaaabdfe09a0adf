"""What is said of a mandate, at its short forms: in words, with what follows."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from desk_consulting import EVIL, held_at, in_favour, later, page, signed
from desk_typed import typed_in

from deskkit import client_of
from plenipo_node.drafts import outbox
from plenipo_node.web.node import Node

LIVE, ENDED, NEVER, LAST = 137, 78, 87, 148
WHAT = ("accept", "suspend", "resume", "report", "revoke")


def form(client: Any, what: str, desk: Node, number: int = LIVE) -> str:
    return html.unescape(page(client, f"/do/mandate.{what}?about={held_at(desk, number)[0]}"))


def said(desk: Node, client: Any, what: str, **words: Any) -> int:
    """Signed from its form as it stands."""
    typed = typed_in(form(client, what, desk))
    return signed(desk, client, f"/do/mandate.{what}", typed | words)


def test_a_mandate_stands_in_words_where_it_was_a_hash(desk: Node) -> None:
    found = form(client_of("PL/delegate"), "suspend", desk)
    title = page(client_of("PL/delegate"), f"/mandates/{LIVE}").partition('<h1 dir="auto">')[2]
    for words in (
        f'href="/mandates/{LIVE}"',
        html.unescape(title.partition("</h1>")[0]),
        "FR/envoy",
        "RU, technical",
        "Red lines",
        "Its envoys may not act under it until your party resumes it. They still count.",
        "The cap then counts 2 of 2.",
        "2 planned contacts under it lose their go-ahead.",
    ):
        assert words in found
    assert "<select" not in found.partition("Whose act it is")[0]


def test_suspending_costs_the_go_aheads_that_the_form_said_and_resuming_gives_them_back(desk: Node) -> None:
    client = client_of("PL/delegate")
    said(desk, client, "suspend", reason="We must ask at home first.")
    held = desk.standing().mandates[held_at(desk, LIVE)[0]]
    assert list(held.suspended) == ["PL"]
    found = form(client, "resume", desk)
    assert "go-aheads that rest on it stand again" in found
    assert "lose their go-ahead" not in form(client, "suspend", desk)
    said(desk, client, "resume")
    assert not held.suspended


def test_ending_it_early_says_how_full_the_cap_is_then(desk: Node) -> None:
    client = client_of("PL/delegate")
    found = form(client, "revoke", desk)
    assert "It ends for good." in found
    cap = re.search(r"The cap then counts (\d) of 2\.", found)
    assert cap is not None
    said(desk, client, "revoke")
    assert f"{cap[1]} of 2 interlocutors" in page(client, "/mandates")


def test_a_decision_to_end_it_leads_to_the_act_that_ends_it(desk: Node) -> None:
    ref, held = held_at(desk, LIVE)[0], desk.standing().mandates[held_at(desk, LIVE)[0]]
    client = client_of("FR/delegate")
    put = {
        "subject": "end-mandate",
        "subject.end-mandate.mandate": ref,
        "procedure": "vote",
        "text": "Served.",
    }
    number = signed(desk, client, "/consultations/open", put | {"preset": "2026-07-09T18:00"})
    place = f"/do/mandate.revoke?about={ref}"
    assert place not in page("FR/delegate", f"/consultations/{number}")
    for party in ("FR", "DE", "IT"):
        in_favour(desk, f"{party}/delegate", number)
    later(desk, 4)
    assert place in page("FR/delegate", f"/consultations/{number}")
    said(desk, client_of("FR/delegate"), "revoke")
    assert held.revoked is not None
    assert place not in page("FR/delegate", f"/consultations/{number}")


def test_a_report_is_for_a_day_of_the_calendar_that_is_chosen_not_typed(desk: Node) -> None:
    client = client_of("FR/envoy")
    found = form(client, "report", desk)
    typed = typed_in(found)
    days = re.findall(r'name="day" value="(\d+)"', found)
    assert typed["day"][0] in days
    assert "Regular report, due" in found
    said(desk, client, "report", text="Nobody talked.")
    held = desk.standing().mandates[held_at(desk, LIVE)[0]]
    assert [due for due, _at in held.reports][-1] == int(typed["day"][0])


def test_a_day_of_no_calendar_is_refused_beside_the_field(desk: Node) -> None:
    client = client_of("FR/envoy")
    typed = typed_in(form(client, "report", desk)) | {"text": ["Nothing."], "day": ["12345"]}
    answer = client.post("/do/mandate.report", typed)
    assert answer.status_code == 422
    assert "Choose the day that the report is for." in answer.content.decode()


def test_who_names_no_mandate_gets_the_only_one_or_chooses_first(desk: Node) -> None:
    one = client_of("FR/envoy").get("/do/mandate.report")
    assert one.status_code == 200
    assert f"/mandates/{LIVE}" in one.content.decode()
    assert client_of("UA/delegate").get("/do/mandate.accept")["location"] == "/mandates"


def test_the_guard_says_why_it_refuses_who_may_not(desk: Node) -> None:
    client = client_of("DE/delegate")
    typed = typed_in(form(client, "suspend", desk))
    answer = client.post("/do/mandate.suspend", typed, headers={"HX-Request": "true"}).content.decode()
    assert "The guard refuses it" in answer
    sent = client.post("/do/mandate.suspend", typed)
    client.post(f"{sent['location']}/demo")
    assert outbox.send_due(desk) == 0


@pytest.mark.parametrize("what", WHAT)
def test_a_form_about_no_mandate_is_missing(desk: Node, what: str) -> None:
    client = client_of("FR/delegate")
    for about in (str(LAST), "0", "9" * 15, "f" * 64, "\x00", "../..", "-1"):
        assert client.get(f"/do/mandate.{what}", {"about": about}).status_code == 404
        assert client.post(f"/do/mandate.{what}", {"mandate": about}).status_code == 404


@pytest.mark.parametrize("what", WHAT)
def test_no_value_in_any_field_breaks_the_form(desk: Node, what: str) -> None:
    client, ref = client_of("FR/delegate"), held_at(desk, LIVE)[0]
    for number in (LIVE, ENDED, NEVER):
        form(client, what, desk, number)
    for value in ("\x00", "-1", "9" * 400, "\u202e", "{}", EVIL):
        words = {"mandate": ref, "text": value, "reason": value, "day": value, "due": value, "by": value,
            "due-zone": value, "decision": value, "marking": value, "commitment": value}  # fmt: skip
        for headers in ({}, {"HX-Request": "true"}):
            answer = client.post(f"/do/mandate.{what}", words, headers=headers)
            assert answer.status_code < 500
            assert "<script>alert" not in answer.content.decode()
