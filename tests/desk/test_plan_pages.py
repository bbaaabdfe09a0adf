"""Planning a contact and tabling a text: the guard's answer beside the form, and where each cure leads."""

from __future__ import annotations

from typing import Any

import pytest

from deskkit import client_of, registered
from plenipo.acts.contact import Plan
from plenipo_node.web.node import Node

LIVE = {"HX-Request": "true"}
PLAN = {
    "mandate": "137",
    "envoy": "FR/envoy",
    "counterpart": "RU",
    "level": "technical",
    "medium": "call",
    "topics": ["prisoners"],
    "at": "2026-07-09T10:00",
    "at-zone": "Europe/Brussels",
    "lines": "Ask for the list.",
}


pytestmark = pytest.mark.usefixtures("contexts")


def live(client: Any, address: str = "/contacts/plan", **changes: Any) -> tuple[Any, str]:
    answer = client.post(address, {**PLAN, **changes}, headers=LIVE)
    assert answer.status_code == 200
    return answer.context["verdict"], answer.content.decode()


def test_the_form_begins_with_what_the_guard_would_allow(desk: Node) -> None:
    form = client_of("FR/delegate").get("/contacts/plan")
    shown = {name: field.value for name, field in form.context["field"].items()}
    assert (shown["envoy"], shown["level"], shown["medium"]) == ("FR/envoy", "technical", "call")
    assert [each.chosen for each in form.context["mandates"]] == [True]
    chosen = [each.value for each in form.context["topics"] if each.chosen]
    assert chosen == ["prisoners", "nuclear-safety"]


def test_the_hour_that_the_form_begins_with_is_still_in_time_when_it_is_written(desk: Node) -> None:
    client = client_of("FR/envoy")
    first = client.get("/contacts/plan").context["field"]["at"].value
    assert first.endswith(":00")
    verdict, _ = live(client, at=first)
    assert verdict.allowed


def test_what_is_in_order_is_prepared_signed_and_planned(desk: Node) -> None:
    client = client_of("FR/envoy")
    verdict, _ = live(client)
    assert verdict.allowed
    said = registered(desk, client.post("/contacts/plan", PLAN))
    assert isinstance(said, Plan)
    assert said.topics == ("prisoners",)
    number = desk.standing().size - 1
    assert "Ask for the list." in client.get(f"/contacts/{number}").content.decode()


def test_taking_the_matter_out_stands_before_asking_for_consent(desk: Node) -> None:
    verdict, shown = live(client_of("FR/delegate"), topics=["ceasefire", "prisoners"])
    (reason,) = verdict.reasons
    assert [cure.href.partition("?")[0] for cure in reason.cures] == ["#f-topics", "/consents/ask"]
    assert 'id="f-topics"' in client_of("FR/delegate").get("/contacts/plan").content.decode()
    ask = client_of("FR/delegate").get(reason.cures[1].href).content.decode()
    assert ask.count("checked") >= 1
    assert "Take the matter out" in shown


def test_every_reason_is_shown_and_leads_to_its_field(desk: Node) -> None:
    verdict, _ = live(client_of("FR/delegate"), level="leader", medium="letter", topics=["territory"])
    hrefs = {cure.href for reason in verdict.reasons for cure in reason.cures}
    assert {"#f-level", "#f-medium", "#f-topics"} <= hrefs
    assert len(verdict.reasons) >= 4


def test_a_text_that_was_consented_to_is_planned_as_it_stands(desk: Node) -> None:
    asker, asked = client_of("FR/delegate"), client_of("UA/delegate")
    ask = {
        "party": "UA",
        "topics": ["ceasefire"],
        "counterpart": "RU",
        "level": "technical",
        "text": "Monitoring by both sides.",
        "reason": "The envoy will be asked.",
        "answer_by": "2026-07-12T10:00",
        "answer_by-zone": "Europe/Brussels",
    }
    put = registered(desk, asker.post("/do/consent.ask", ask))
    number = str(desk.standing().size - 1)
    plan: dict[str, Any] = {"topics": ["ceasefire"], "lines": "", "taken": number}
    refused, _ = live(asker, **plan)
    assert not refused.allowed
    give = {
        "commitment": put.text.commitment,
        "topics": ["ceasefire"],
        "counterpart": "RU",
        "level": "technical",
        "until": "2026-08-30T10:00",
        "until-zone": "UTC",
        "ask": number,
    }
    registered(desk, asked.post("/do/consent.give", give))
    allowed, _ = live(asker, **plan)
    assert allowed.allowed
    said = registered(desk, asker.post("/contacts/plan", {**PLAN, **plan}))
    assert said.lines.commitment == put.text.commitment
    shown = asked.get(f"/contacts/{desk.standing().size - 1}").content.decode()
    assert "Monitoring by both sides." in shown


def test_a_record_without_a_text_cannot_be_taken_over(desk: Node) -> None:
    for taken in ("0", "158000", "zz", "86"):
        answer = client_of("FR/delegate").post("/contacts/plan", {**PLAN, "taken": taken})
        assert answer.status_code == 422


def test_a_text_for_the_table_needs_the_word_of_the_concerned_party_whatever_it_touches(desk: Node) -> None:
    data = {name: value for name, value in PLAN.items() if name not in {"at", "at-zone", "lines"}}
    answer = client_of("FR/delegate").post(
        "/proposals/table", {**data, "medium": "meeting", "text": "We propose a list."}, headers=LIVE
    )
    verdict = answer.context["verdict"]
    assert not verdict.allowed
    assert any(
        cure.href.startswith("/consents/ask?party=UA") for reason in verdict.reasons for cure in reason.cures
    )


def test_who_may_not_plan_is_told_why(desk: Node) -> None:
    verdict, shown = live(client_of("UA/delegate"), envoy="UA/envoy")
    assert not verdict.allowed
    assert "concerned party" in shown


def test_who_prepares_for_another_sees_whose_act_it_is(desk: Node) -> None:
    form = client_of("FR/legal").get("/contacts/plan")
    assert form.context["by"] == "FR/delegate"
    assert "Whose act it is" in form.content.decode().rpartition("</details>")[2]
    answer = client_of("FR/legal").post("/contacts/plan", PLAN)
    waiting = client_of("FR/legal").get(answer["Location"]).content.decode()
    assert "Waiting for the signature of FR/delegate" in waiting


def test_a_fallen_go_ahead_names_its_cures_on_the_plan_itself(desk: Node) -> None:
    client = client_of("FR/delegate")
    (ref,) = [ref for ref, held in desk.standing().contacts.items() if held.index == 157]
    mandate = desk.standing().contacts[ref].mandate
    assert mandate is not None
    desk.standing().mandates[mandate].revoked = desk.now()
    shown = client.get("/contacts/157")
    assert "The go-ahead does not stand any more" in shown.content.decode()
    assert not shown.context["go_ahead"].allowed
    assert "go-ahead fell" in client.get("/contacts?k=planned").content.decode()


HOSTILE = ("\0", "\ufffe", "a" * 9000, "<script>alert(1)</script>", "../../etc", "-1", "9" * 40, "{{ 7 }}")


@pytest.mark.parametrize("address", ["/contacts/plan", "/proposals/table", "/contacts/log"])
@pytest.mark.parametrize("headers", [{}, LIVE], ids=["sent", "live"])
def test_no_value_in_any_field_breaks_a_form_or_runs_in_it(
    desk: Node, address: str, headers: dict[str, str]
) -> None:
    client = client_of("FR/delegate")
    names = [*PLAN, "taken", "plan", "party", "ended", "marking", "by", "through", "contact", "title", "text"]
    for value in HOSTILE:
        for name in names:
            answer = client.post(address, {**PLAN, name: value}, headers=headers)
            assert answer.status_code in {200, 302, 422}, (name, value)
            assert "<script>alert" not in answer.content.decode()


def test_a_text_on_the_table_shows_its_words_its_go_ahead_and_what_may_be_said_of_it(desk: Node) -> None:
    before = client_of("FR/delegate").get("/proposals")
    assert [row.held.index for row in before.context["over"]] == [124]
    assert not before.context["table"]
    asker, asked = client_of("FR/delegate"), client_of("UA/delegate")
    put = {
        "party": "UA",
        "topics": ["ceasefire"],
        "counterpart": "RU",
        "level": "technical",
        "text": "Lists are exchanged.",
        "reason": "It is to be put.",
        "answer_by": "2026-07-12T10:00",
        "answer_by-zone": "UTC",
    }
    said = registered(desk, asker.post("/do/consent.ask", put))
    number = desk.standing().size - 1
    word = {"commitment": said.text.commitment, "counterpart": "RU", "level": "technical"}
    registered(desk, asked.post("/do/consent.disclaim", word))
    data = {name: value for name, value in PLAN.items() if name not in {"at", "at-zone", "lines"}}
    tabled = asker.post("/proposals/table", {**data, "taken": str(number)})
    assert registered(desk, tabled).text.commitment == said.text.commitment
    shown = asker.get("/proposals")
    (row,) = shown.context["table"]
    assert row.words == "Lists are exchanged."
    assert [state.words for state in row.states] == ["not put yet", "go-ahead stands"]
    assert "proposal.withdraw" in {way.kind for way in row.ways}
    assert not asked.get("/proposals").context["table"][0].ways
