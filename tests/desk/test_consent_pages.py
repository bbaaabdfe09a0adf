"""Words on consent at the desk: three equal answers, no debt, and nobody shown whom to lean on."""

from __future__ import annotations

import re
from typing import Any

import pytest

from deskkit import client_of, page, registered
from plenipo_node.drafts.models import Prepared
from plenipo_node.web.node import Node

OPEN, LATE, REFUSED, PLAN, PAST_PLAN = 145, 119, 117, 175, 157
EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def said(desk: Node, client: Any, path: str, words: dict[str, Any]) -> Any:
    """From the button to the register; the act that is registered."""
    return registered(desk, client.post(path, words))


def ask_of(desk: Node, number: int) -> Any:
    return next(ask for ask in desk.standing().asks.values() if ask.index == number)


def test_a_request_is_no_debt(desk: Node) -> None:
    client = client_of("UA/delegate")
    for path in ("/consents", f"/consents/{OPEN}", f"/consents/{LATE}", "/"):
        found = page(client, path)
        section = found.partition('id="requests"')[2].partition("</section>")[0] if path == "/" else found
        for word in ("overdue", "Overdue", "deadline", "is-against", "is-wait", "is-main", "must", "ago"):
            assert not re.search(rf"\b{word}\b", section), (path, word)
    found = page(client, "/consents")
    assert "They would like an answer by" in found
    assert "Answer whenever you wish, or not at all" in found
    assert "Without an answer nothing is consented" in found


def test_the_requests_stand_on_the_concerned_partys_home_and_on_nobody_elses(desk: Node) -> None:
    found = page(client_of("UA/delegate"), "/")
    assert "Requests to us" in found
    assert f'href="/consents/{OPEN}"' in found
    assert "Requests to us" not in page(client_of("FR/delegate"), "/")


def test_a_request_shows_its_text_its_reason_and_how_it_was_asked(desk: Node) -> None:
    client = client_of("UA/delegate")
    found = page(client, f"/consents/{OPEN}")
    assert "Experts of both sides exchange notes" in found
    assert "whether it wants more than a headline" in found
    assert ask_of(desk, OPEN).commitment in found
    assert "8 days 4 hours" in found
    assert found.count("asked</a>") == 3
    late = page(client, f"/consents/{LATE}")
    assert "DE asked UA again on ceasefire, 2 days after a refusal." in late


def test_the_three_answers_are_equal(desk: Node) -> None:
    found = page(client_of("UA/delegate"), f"/consents/{OPEN}")
    buttons = re.findall(r'class="(button[^"]*)"[^>]*>(Consent|Refuse|It touches nothing of ours)<', found)
    assert [words for _, words in buttons] == ["Consent", "Refuse", "It touches nothing of ours"]
    assert {look for look, _ in buttons} == {"button"}


def test_a_refusal_is_one_press_and_a_signature_and_needs_no_reason(desk: Node) -> None:
    client = client_of("UA/delegate")
    act = said(desk, client, f"/consents/{OPEN}/refuse", {})
    assert act.reason is None
    assert ask_of(desk, OPEN).answered == "refused"
    assert "You have refused." in page(client, f"/consents/{OPEN}")


def test_what_a_drafter_presses_waits_for_the_delegate(desk: Node) -> None:
    answer = client_of("UA/desk").post(f"/consents/{OPEN}/refuse")
    assert answer.status_code == 302
    assert Prepared.objects.get().person == "UA/delegate"


def test_a_text_that_touches_nothing_is_disclaimed_in_one_press(desk: Node) -> None:
    act = said(desk, client_of("UA/delegate"), f"/consents/{OPEN}/disclaim", {})
    assert act.commitment == ask_of(desk, OPEN).commitment
    assert ask_of(desk, OPEN).answered == "disclaimed"


def test_consent_is_given_to_the_exact_text_with_a_term(desk: Node) -> None:
    client = client_of("UA/delegate")
    form = page(client, f"/consents/{OPEN}/give")
    assert "Experts of both sides exchange notes" in form
    terms = re.findall(r'name="preset" value="([^"]+)"', form)
    act = said(desk, client, f"/consents/{OPEN}/give", {"preset": terms[1], "under_protest": "yes"})
    ask = ask_of(desk, OPEN)
    assert (act.commitment, act.topics, act.counterpart, act.level) == (
        ask.commitment,
        ask.topics,
        ask.counterpart,
        ask.level,
    )
    assert act.under_protest
    assert act.until > desk.now() + 89 * 86_400_000
    found = page(client, "/consents")
    assert "under protest" in found
    assert "Withdraw it" in found


def test_a_conditional_consent_counts_once_its_conditions_are_met_and_can_be_withdrawn(desk: Node) -> None:
    client = client_of("UA/delegate")
    words = {"until": "2026-08-01T10:00", "until-zone": "UTC", "conditions": f"Our expert is there. {EVIL}"}
    said(desk, client, f"/consents/{OPEN}/give", words)
    ref, held = list(desk.standing().consents.items())[-1]
    assert held.conditional
    assert "it counts for nothing" in page(client, "/consents")
    said(desk, client, f"/consents/given/{ref}/conditions-met", {})
    assert held.met is not None
    said(desk, client, f"/consents/given/{ref}/withdraw", {})
    assert held.withdrawn is not None
    assert "No consent of yours stands" in page(client, "/consents")


def test_a_word_covers_what_was_asked_whatever_the_browser_sends(desk: Node) -> None:
    other = ask_of(desk, LATE)
    forged = {"commitment": other.commitment, "topics": ["territory"], "counterpart": "XX", "ask": "f" * 64}
    words = forged | {"until": "2026-08-01T10:00", "until-zone": "UTC"}
    act = said(desk, client_of("UA/delegate"), f"/consents/{OPEN}/give", words)
    ask = ask_of(desk, OPEN)
    assert (act.commitment, act.topics, act.counterpart) == (ask.commitment, ask.topics, "RU")


def test_only_the_party_that_was_asked_answers(desk: Node) -> None:
    for who in ("FR/delegate", "DE/delegate"):
        client = client_of(who)
        for what in ("give", "refuse", "disclaim"):
            assert client.post(f"/consents/{OPEN}/{what}").status_code == 404
            assert client.get(f"/consents/{OPEN}/{what}").status_code == 404
        found = page(client, f"/consents/{OPEN}")
        for word in ("Refuse", "Your word", "They would like", "What was asked before"):
            assert word not in found
    assert Prepared.objects.count() == 0


# --- planned contacts ---


def test_a_planned_contact_is_claimed_and_then_needs_consent(desk: Node) -> None:
    client = client_of("UA/delegate")
    assert f'href="/consents/contact/{PLAN}"' in page(client, "/consents")
    found = page(client, f"/consents/contact/{PLAN}")
    assert "Take over the list of prisoners" in found
    act = said(desk, client, f"/consents/contact/{PLAN}/claim", {"topics": ["territory", "prisoners"]})
    assert act.topics == ("territory",)
    found = page(client, f"/consents/contact/{PLAN}")
    assert "You have claimed it" in found
    terms = re.findall(r'name="preset" value="([^"]+)"', page(client, f"/consents/contact/{PLAN}/give"))
    given = said(desk, client, f"/consents/contact/{PLAN}/give", {"preset": terms[0]})
    assert given.topics == ("territory",)
    plan = next(held for held in desk.standing().contacts.values() if held.index == PLAN)
    assert given.commitment == plan.lines
    assert "You have given your word on its lines" in page(client, "/consents")


def test_a_planned_contact_is_disclaimed_in_one_press(desk: Node) -> None:
    client = client_of("UA/delegate")
    act = said(desk, client, f"/consents/contact/{PLAN}/disclaim", {})
    plan = next(held for held in desk.standing().contacts.values() if held.index == PLAN)
    assert act.commitment == plan.lines
    found = page(client, f"/consents/contact/{PLAN}")
    assert "You have given your word on these lines" in found
    assert "It touches nothing of ours" not in found


def test_past_its_window_a_plan_is_only_read(desk: Node) -> None:
    found = page(client_of("UA/delegate"), f"/consents/contact/{PAST_PLAN}")
    assert "There is nothing to say about it now" in found
    assert "Claim it" not in found


def test_the_lines_are_for_the_concerned_party_alone_here(desk: Node) -> None:
    client = client_of("DE/envoy")
    assert client.get(f"/consents/contact/{PLAN}").status_code == 404
    assert client.post(f"/consents/contact/{PLAN}/claim").status_code == 404
    assert Prepared.objects.count() == 0


# --- partners ---


def test_a_partner_sees_what_it_asked_and_not_what_others_asked(desk: Node) -> None:
    found = page(client_of("FR/delegate"), "/consents")
    assert "Ceasefire and its monitoring, Territory" in found
    assert f'href="/consents/{OPEN}"' in found
    assert f'href="/consents/{LATE}"' not in found
    assert "Not answered" in found
    assert "is-wait" not in found
    assert f'href="/consents/{LATE}"' in page(client_of("DE/delegate"), "/consents")


def test_asking_begins_with_leaving_the_matter_out(desk: Node) -> None:
    client = client_of("FR/delegate")
    form = page(client, "/consents/ask")
    assert "Can the matter be left out?" in form
    assert set(re.findall(r'name="topics" value="([^"]+)"', form)) == {"ceasefire", "territory"}
    words = {
        "party": "UA",
        "topics": ["ceasefire"],
        "counterpart": "RU",
        "level": "technical",
        "text": EVIL,
        "reason": EVIL,
        "answer_by": "2026-07-20T10:00",
        "answer_by-zone": "UTC",
    }
    said(desk, client, "/consents/ask", words)
    number = desk.standing().size - 1
    concerned = client_of("UA/delegate")
    for path in ("/consents", f"/consents/{number}", f"/consents/{number}/give", "/"):
        found = page(concerned, path)
        assert "<script>alert" not in found
        assert "<img src=x" not in found


@pytest.mark.parametrize("number", [0, 1, 148, 176, 10**6, 10**15, 10**30])
def test_what_is_no_request_is_missing(desk: Node, number: int) -> None:
    client = client_of("UA/delegate")
    for tail in ("", "/give", "/refuse", "/disclaim"):
        assert client.get(f"/consents/{number}{tail}").status_code == 404
        assert client.get(f"/consents/contact/{number}{tail}").status_code == 404
    assert client.post(f"/consents/{OPEN}/nothing").status_code == 404
    assert client.post(f"/consents/contact/{PLAN}/nothing").status_code == 404
    assert client.post("/consents/given/" + "0" * 64 + "/withdraw").status_code == 404
    assert client.post("/consents/given/x/give").status_code == 404


def test_a_look_alone_prepares_nothing(desk: Node) -> None:
    client = client_of("UA/delegate")
    for path in (f"/consents/{OPEN}/refuse", f"/consents/{OPEN}/disclaim", f"/consents/contact/{PLAN}/claim"):
        assert client.get(path).status_code == 302
    assert Prepared.objects.count() == 0


@pytest.mark.parametrize("value", ["\x00", "-1", "9" * 400, "\u202e", "2026-13-99T99:99", "../..", "{}"])
def test_no_value_in_any_field_breaks_a_form(desk: Node, value: str) -> None:
    client = client_of("UA/delegate")
    names = (
        "until",
        "until-zone",
        "preset",
        "conditions",
        "under_protest",
        "topics",
        "by",
        "marking",
        "reason",
    )
    words = dict.fromkeys(names, value)
    for path in ("give", "refuse", "disclaim"):
        assert client.post(f"/consents/{OPEN}/{path}", words).status_code < 500
    for path in ("claim", "give", "disclaim"):
        assert client.post(f"/consents/contact/{PLAN}/{path}", words).status_code < 500
    partner = client_of("FR/delegate")
    words |= dict.fromkeys(("party", "counterpart", "level", "text", "answer_by", "linked"), value)
    assert partner.post("/consents/ask", words).status_code < 500
    assert partner.get("/consents/ask", words).status_code < 500
