"""Consultations at the desk: read, acknowledged and answered, as people do it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from desk_consulting import ADOPTED, EVIL, LOST, SILENCE, VOTE, held_at, page, put, signed

import deskkit
from deskkit import client_of
from plenipo.consultation import Result
from plenipo.dialogue.derived import outcome_of
from plenipo.register import Entry
from plenipo_node.drafts import outbox
from plenipo_node.drafts.models import Prepared
from plenipo_node.pages.acts.records import entry_at
from plenipo_node.pages.decisions import consultations, consulting
from plenipo_node.web import node as nodes
from plenipo_node.web.node import Node


def test_the_list_has_what_is_open_then_what_closed_with_its_outcome(desk: Node) -> None:
    found = page(client_of("PL/delegate"), "/consultations")
    assert found.index("Lines for a call between foreign ministers") < found.index(
        "Common lines on monitoring"
    )
    assert found.index("Common lines on monitoring") < found.index("Closed consultations")
    assert "supported by 4 of 5; no mandate" in found
    assert "lapsed: not all were reached" in found


def test_the_urgent_stand_first(desk: Node) -> None:
    put(desk, "Answer at once.", title="The urgent one", precedence="NIACT")
    found = page(client_of("PL/delegate"), "/consultations")
    assert found.index("The urgent one") < found.index("Lines for a call between foreign ministers")
    assert "NIACT" in found


def test_opening_a_page_acknowledges_nothing(desk: Node) -> None:
    size = desk.standing().size
    page(client_of("PL/delegate"), f"/consultations/{SILENCE}")
    assert client_of("PL/delegate").get(f"/consultations/{SILENCE}/receive").status_code == 302
    assert outbox.send_due(desk) == 0
    assert (desk.standing().size, Prepared.objects.count()) == (size, 0)


def test_a_silence_is_acknowledged_and_objected_to_in_a_few_presses(desk: Node) -> None:
    client, (ref, held) = client_of("PL/delegate"), held_at(desk, SILENCE)
    found = page(client, f"/consultations/{SILENCE}")
    assert "Acknowledging starts PL's clock" in found.replace("&#x27;", "'")
    assert "Common lines on monitoring" in found
    signed(desk, client, f"/consultations/{SILENCE}/receive", {})
    assert "PL" in held.received
    found = page(client, f"/consultations/{SILENCE}")
    assert "To let it pass, do nothing more" in found
    choices = page(client, f"/consultations/{SILENCE}/answer?answer=object")
    assert re.search(r'value="object"[^>]*checked', choices)
    assert 'value="for"' not in choices
    signed(desk, client, f"/consultations/{SILENCE}/answer", {"answer": "object"})
    assert (
        outcome_of(desk.standing(), desk.standing().consultations[ref], desk.now()).outcome == "not-adopted"
    )
    found = page(client, f"/consultations/{SILENCE}")
    assert "Not adopted" in found
    assert "The silence is broken: the text is not adopted." in found
    assert "Let it pass" not in found


def test_a_reader_acknowledges_and_is_offered_nothing_that_it_may_not_do(desk: Node) -> None:
    client, (_ref, held) = client_of("PL/legal"), held_at(desk, SILENCE)
    signed(desk, client, f"/consultations/{SILENCE}/receive", {"by": "PL/legal"})
    assert "PL" in held.received


def test_several_texts_are_acknowledged_in_one_act(desk: Node) -> None:
    client, size = client_of("PL/delegate"), desk.standing().size
    assert "Acknowledge several at once" in page(client, "/consultations")
    signed(desk, client, "/consultations/acknowledge", {"number": [str(SILENCE), str(VOTE)]})
    assert desk.standing().size == size + 1
    assert all("PL" in held_at(desk, number)[1].received for number in (SILENCE, VOTE))
    assert "Acknowledge several at once" not in page(client, "/consultations")


def test_no_outcome_is_told_or_hinted_at_while_a_vote_runs(desk: Node) -> None:
    for who in ("DE/delegate", "PL/legal", "UA/delegate"):
        found = page(client_of(who), f"/consultations/{VOTE}")
        assert "Pending" in found
        assert "no outcome is told before it" in found
        for hint in ("supported by", "Supported by", "swing", "needed", "carry", "How it was counted"):
            assert hint not in found
        assert f'name="if-{who[:2]}"' not in found
        listed = page(client_of(who), f"/consultations/{VOTE}?if-FR=for&if-PL=for&if-UK=for")
        assert "What would have been" not in listed


def test_who_answered_what_and_every_change_is_shown(desk: Node) -> None:
    client = client_of("FR/delegate")
    signed(desk, client, f"/consultations/{VOTE}/answer", {"answer": "against"})
    signed(desk, client, f"/consultations/{VOTE}/answer", {"answer": "for"})
    found = page(client, f"/consultations/{VOTE}")
    assert "changed once" in found
    assert found.count("FR/delegate answered") == 2
    assert "PL, UK missing" in found


def test_each_answer_says_what_it_does_under_this_rule(desk: Node) -> None:
    found = page(client_of("FR/delegate"), f"/consultations/{VOTE}/answer")
    assert set(re.findall(r'name="answer" value="([a-z-]+)"', found)) == {
        "for",
        "against",
        "abstain",
        "vital-reasons",
    }
    assert "FR is not counted in favour" in found
    assert "TFEU 238(2)" in found


def test_the_guard_answers_as_an_answer_is_chosen(desk: Node) -> None:
    client = client_of("FR/delegate")
    words = {"answer": "vital-reasons"}
    answer = client.post(f"/consultations/{VOTE}/answer", words, headers={"HX-Request": "true"})
    assert "The guard refuses it" in answer.content.decode()
    assert Prepared.objects.count() == 0


def test_what_closed_explains_its_count_and_can_be_counted_otherwise(desk: Node) -> None:
    client = client_of("FR/delegate")
    found = page(client, f"/consultations/{LOST}")
    assert "Supported by 4 of 5: FR, DE, PL, IT. No mandate; binds nobody." in found
    assert "One member against suffices to prevent adoption; against: 1 (UK)." in found
    assert "Fewest further members whose yes would carry it: 1" in found
    counted = page(client, f"/consultations/{LOST}?if-UK=for")
    assert "Adopted." in counted
    assert "the outcome stays what it is" in counted


@pytest.mark.parametrize(
    "query", ["?if-UK=nonsense", "?if-UK=constructive", "?if-=for", "?with=", "?with=x", "?with=" + "9" * 40]
)
def test_odd_parameters_change_nothing(desk: Node, query: str) -> None:
    page(client_of("FR/delegate"), f"/consultations/{LOST}{query}")


@pytest.mark.parametrize("query", ["?p=0", "?p=-1", "?p=x", "?p=99999999999999999999", "?p=2"])
def test_any_page_of_the_list_is_answered(desk: Node, query: str) -> None:
    page(client_of("FR/delegate"), f"/consultations{query}")


def test_two_texts_are_compared_word_by_word(desk: Node) -> None:
    found = page(client_of("FR/delegate"), f"/consultations/{SILENCE}?with={ADOPTED}")
    assert re.search(r"\d+ words taken out, \d+ words put in", found)
    assert "<del>" in found
    assert "<ins>" in found


def test_a_text_that_is_not_sealed_to_ones_party_stays_closed(desk: Node) -> None:
    number = put(desk, "Partners alone read this.", title="A closed title")
    client = client_of("UA/delegate")
    found = page(client, f"/consultations/{number}")
    assert "Sealed; your party is not among its readers." in found
    compared = page(client, f"/consultations/{SILENCE}?with={number}")
    assert "Sealed; your party is not among its readers." in compared
    for shown in (found, compared, page(client, "/consultations")):
        assert "Partners alone" not in shown
        assert "A closed title" not in shown
    for path in ("text.docx", "amend"):
        assert client.get(f"/consultations/{number}/{path}").status_code == 404


def test_a_concerned_party_is_asked_for_no_answer(desk: Node) -> None:
    client = client_of("UA/delegate")
    assert "There is nothing to answer for UA now" in page(client, f"/consultations/{VOTE}/answer")
    found = page(client, f"/consultations/{SILENCE}")
    for action in ("acknowledge</button>", "Object", "Work on another wording"):
        assert action not in found


@pytest.mark.parametrize("number", [0, 1, 100, 176, 10**6, 10**15, 10**30])
def test_what_is_no_consultation_is_missing(desk: Node, number: int) -> None:
    client = client_of("FR/delegate")
    tails = ("", "/answer", "/amend", "/text.docx", "/attach", "/extend", "/withdraw", "/vouch", "/receive")
    for tail in tails:
        assert client.get(f"/consultations/{number}{tail}").status_code == 404
    assert client.get(f"/consultations/{SILENCE}/nothing").status_code == 404


def test_a_form_cannot_be_turned_against_another_record(desk: Node) -> None:
    client, (other, held) = client_of("PL/delegate"), held_at(desk, VOTE)
    forged = {"texts.consultation": other, "texts.commitment": held.commitment, "consultation": other}
    signed(desk, client, f"/consultations/{SILENCE}/receive", forged)
    assert "PL" in held_at(desk, SILENCE)[1].received
    assert "PL" not in held.received


def test_a_statement_is_attached_and_breaks_no_silence(desk: Node) -> None:
    client, (ref, _held) = client_of("PL/delegate"), held_at(desk, SILENCE)
    signed(
        desk, client, f"/consultations/{SILENCE}/attach", {"what": "reservation", "text": f"We note. {EVIL}"}
    )
    held = desk.standing().consultations[ref]
    assert (held.attached, held.said[-1:]) == (2, (desk.standing().size - 1,))
    found = page(client_of("DE/delegate"), f"/consultations/{SILENCE}")
    assert "We note. &lt;script&gt;" in found
    assert EVIL not in found
    assert outcome_of(desk.standing(), desk.standing().consultations[ref], desk.now()).outcome == "pending"


def test_only_who_put_a_text_moves_its_deadline_or_takes_it_back(desk: Node) -> None:
    opener, other = client_of("DE/delegate"), client_of("FR/delegate")
    assert "Move a deadline" in page(opener, f"/consultations/{VOTE}")
    assert "Move a deadline" not in page(other, f"/consultations/{VOTE}")
    words = {"deadline": "2026-07-08T18:00", "deadline-zone": "Europe/Paris"}
    signed(desk, opener, f"/consultations/{VOTE}/extend", words)
    assert len(held_at(desk, VOTE)[1].deadlines) == 2
    signed(desk, opener, f"/consultations/{VOTE}/withdraw", {})
    assert "Taken back" in page(other, f"/consultations/{VOTE}")


def test_a_late_objection_is_vouched_for_by_who_received_it_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0]
    real = nodes.story_clock
    monkeypatch.setattr(nodes, "story_clock", lambda people, last: lambda: real(people, last)() + now[0])
    with deskkit.desk(tmp_path) as desk:
        signed(desk, client_of("PL/delegate"), f"/consultations/{SILENCE}/receive", {})
        ref, held = held_at(desk, SILENCE)
        now[0] = held.deadline - desk.now() + 60_000
        found = page(client_of("DE/delegate"), f"/consultations/{SILENCE}")
        assert "Pending" in found
        assert "The deadline has passed, and nothing is adopted yet." in found
        assert "Let it pass" not in found
        signed(desk, client_of("DE/delegate"), f"/consultations/{SILENCE}/answer", {"answer": "object"})
        client = client_of("PL/delegate")
        assert "An objection was registered after the deadline." in page(client, f"/consultations/{SILENCE}")
        form = page(client, f"/consultations/{SILENCE}/vouch")
        assert 'name="received"' in form
        words = {"received": "2026-07-08T09:59", "received-zone": "UTC"}
        signed(desk, client, f"/consultations/{SILENCE}/vouch", words)
        given = held_at(desk, SILENCE)[1].answers["DE"][0]
        assert desk.standing().consultations[ref].vouched[given.ref] == {"PL": held.deadline - 60_000}
        assert client.get(f"/consultations/{SILENCE}/vouch").status_code == 404


def test_only_what_was_attached_is_read_however_much_was_entered_since(
    desk: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []

    def watched(node: Node, index: int) -> Entry | None:
        read.append(index)
        return entry_at(node, index)

    monkeypatch.setattr("plenipo_node.pages.public.spoken.entry_at", watched)
    held = held_at(desk, SILENCE)[1]
    page(client_of("FR/delegate"), f"/consultations/{SILENCE}")
    assert tuple(read) == held.said != ()


def test_of_very_many_statements_the_last_are_shown_and_it_says_so(
    desk: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of("PL/delegate")
    signed(desk, client, f"/consultations/{SILENCE}/attach", {"what": "statement", "text": "The last word."})
    for module in (consulting, consultations):
        monkeypatch.setattr(module, "ROWS", 1)
    found = page(client, f"/consultations/{SILENCE}")
    assert "More was attached than is shown here" in found
    assert "The last word." in found


def test_a_result_that_is_pending_has_no_reckoning(desk: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    pending = Result(rule="unanimity", outcome="pending")
    monkeypatch.setattr("plenipo_node.pages.decisions.consultations.result_of", lambda *_: pending)
    assert "What would have been" not in page(client_of("FR/delegate"), f"/consultations/{LOST}")
