"""Consultations at the desk: read, acknowledged, answered, amended and opened, as people do it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from deskkit import client_of
from plenipo.consultation import Result
from plenipo.dialogue.derived import outcome_of
from plenipo.dialogue.records import Consultation
from plenipo_node.drafts import outbox
from plenipo_node.drafts.models import Prepared
from plenipo_node.pages import consulting
from plenipo_node.preparing.docx import word_file, words_in
from plenipo_node.web.node import Node

SILENCE, VOTE, LOST, ADOPTED = 148, 154, 93, 99
EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def held_at(desk: Node, number: int) -> tuple[str, Consultation]:
    return next((ref, held) for ref, held in desk.standing().consultations.items() if held.index == number)


def page(client: Any, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return str(answer.content.decode())


def signed(desk: Node, client: Any, path: str, words: dict[str, Any]) -> int:
    """From the form to the register; the number of the record."""
    answer = client.post(path, words)
    assert answer.status_code == 302, answer.content.decode()
    size = desk.standing().size
    assert client.post(f"{answer['location']}/demo").status_code == 302
    assert outbox.send_due(desk) == 1
    held = Prepared.objects.order_by("-pk")[0]
    assert held.record == size, held.trouble
    return size


def put(desk: Node, text: str, **words: Any) -> int:
    """A new text under silence, put by the delegate of FR."""
    form = {"subject": "position", "procedure": "silence", "text": text, "preset": "2026-07-09T18:00"}
    return signed(desk, client_of("FR/delegate"), "/consultations/open", form | words)


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
    assert desk.standing().consultations[ref].attached == 2
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


# --- another wording ---


def wording(client: Any) -> str:
    found = page(client, f"/consultations/{SILENCE}/amend")
    match = re.search(r"<textarea[^>]*name=\"wording\"[^>]*>(.*?)</textarea>", found, re.DOTALL)
    assert match is not None
    return match[1].replace("&#x27;", "'").replace("&quot;", '"')


def test_an_amendment_is_seen_as_a_difference_before_it_breaks_the_silence(desk: Node) -> None:
    client, (ref, _held) = client_of("PL/delegate"), held_at(desk, SILENCE)
    changed = wording(client).replace("we take note", "we say nothing")
    answer = client.post(f"/consultations/{SILENCE}/amend", {"wording": changed})
    found = answer.content.decode()
    assert answer.status_code == 200
    assert re.search(r"<del>take note,?</del><ins>say nothing,?</ins>", found)
    assert Prepared.objects.count() == 0
    signed(desk, client, f"/consultations/{SILENCE}/answer", {"answer": "amend", "declaration": changed})
    assert (
        outcome_of(desk.standing(), desk.standing().consultations[ref], desk.now()).outcome == "not-adopted"
    )
    assert "we say nothing" in page(client_of("DE/delegate"), f"/consultations/{SILENCE}")


def test_another_wording_becomes_a_new_text_on_the_same_subject(desk: Node) -> None:
    client = client_of("PL/delegate")
    words = {"subject": "contact", "like": str(VOTE), "text": "1. Other lines.", "begin": "1"}
    answer = client.post("/consultations/open", words)
    found = answer.content.decode()
    assert answer.status_code == 200
    assert "1. Other lines." in found
    assert re.search(r'value="ministerial"[^>]*checked', found)
    assert Prepared.objects.count() == 0


def test_the_text_goes_out_as_a_word_file_and_comes_back_amended(desk: Node) -> None:
    client = client_of("PL/delegate")
    answer = client.get(f"/consultations/{SILENCE}/text.docx")
    assert answer["Content-Disposition"] == f'attachment; filename="consultation-{SILENCE}.docx"'
    words = words_in(answer.content)
    assert "COMMON LINES ON MONITORING" in words
    changed = word_file("x", words.replace("No envoy", "Nobody"), "TLP:AMBER", "00")
    file = SimpleUploadedFile("lines.docx", changed)
    found = client.post(f"/consultations/{SILENCE}/amend", {"file": file}).content.decode()
    assert "<del>No envoy</del><ins>Nobody</ins>" in found


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"x" * (2 * 1024 * 1024 + 1)])
def test_a_file_that_cannot_be_read_is_refused_in_words(desk: Node, data: bytes) -> None:
    client = client_of("PL/delegate")
    answer = client.post(
        f"/consultations/{SILENCE}/amend", {"file": SimpleUploadedFile("lines.docx", data, "text/html")}
    )
    assert answer.status_code == 422
    assert "notice is-error" in answer.content.decode()


def test_scripts_in_a_wording_are_words(desk: Node) -> None:
    answer = client_of("PL/delegate").post(f"/consultations/{SILENCE}/amend", {"wording": EVIL})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    assert "<img" not in answer.content.decode().split("</header>", 2)[2]


# --- putting a text ---


def test_a_text_is_put_with_a_deadline_that_leaves_the_partners_their_time(desk: Node) -> None:
    client = client_of("FR/delegate")
    assert "Lines of a contact" in page(client, "/consultations/open").replace("The lines", "Lines")
    form = page(client, "/consultations/open?subject=position")
    offered = re.findall(r'name="preset" value="([^"]+)"', form)
    assert len(offered) == 4
    number = put(desk, "A common text.", title="A title", preset=offered[0])
    _ref, held = held_at(desk, number)
    assert held.deadline - held.minimum > desk.now()
    assert "A title" in page(client_of("DE/delegate"), f"/consultations/{number}")


def test_the_guard_says_while_one_types_that_a_deadline_is_too_soon(desk: Node) -> None:
    words = {
        "subject": "position",
        "procedure": "silence",
        "text": "A text.",
        "deadline": "2026-07-06T12:00",
        "deadline-zone": "Europe/Paris",
    }
    client = client_of("FR/delegate")
    answer = client.post("/consultations/open", words, headers={"HX-Request": "true"}).content.decode()
    assert "The guard refuses it" in answer
    assert Prepared.objects.count() == 0


def test_a_written_procedure_gets_a_day_to_agree_to_it_midway(desk: Node) -> None:
    number = put(desk, "In writing.", procedure="written")
    _ref, held = held_at(desk, number)
    assert held.consent_by is not None
    assert held.at < held.consent_by < held.deadline


def test_a_mandate_is_put_for_envoys_alone_and_a_renewal_begins_as_the_mandate_was(desk: Node) -> None:
    client = client_of("FR/delegate")
    form = page(client, "/consultations/open?subject=mandate")
    assert set(re.findall(r'name="subject.mandate.envoys" value="[A-Z]+/([a-z]+)"', form)) == {"envoy"}
    assert not re.search(r'name="subject.mandate.envoys"[^>]*checked', form)
    again = page(client, "/consultations/open?subject=mandate&like=137")
    assert re.search(r'name="subject.mandate.envoys" value="DE/envoy" checked', again)


@pytest.mark.parametrize(
    "query",
    ["?subject=nothing", "?subject=", "?subject=amendment", "?subject=admission", "?subject=end-mandate",
     "?subject=mandate&like=148", "?subject=contact&preset=x&deadline=x"],
)  # fmt: skip
def test_every_kind_of_decision_has_its_form(desk: Node, query: str) -> None:
    page(client_of("FR/delegate"), f"/consultations/open{query}")


@pytest.mark.parametrize("like", ["9" * 15, "0", "66666"])
def test_a_form_like_nothing_is_missing(desk: Node, like: str) -> None:
    assert client_of("FR/delegate").get(f"/consultations/open?subject=mandate&like={like}").status_code == 404


def test_scripts_in_a_title_and_a_text_are_words(desk: Node) -> None:
    number = put(desk, EVIL, title=EVIL)
    for path in (f"/consultations/{number}", "/consultations", f"/consultations/{number}/answer"):
        found = page(client_of("DE/delegate"), path)
        assert "<script>alert" not in found
        assert "<img src=x" not in found


def test_what_others_wrote_since_costs_no_more_than_the_limit(
    desk: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consulting, "SCANNED", 1)
    found = page(client_of("FR/delegate"), f"/consultations/{SILENCE}")
    assert "More was attached than is shown here" in found


def test_a_result_that_is_pending_has_no_reckoning(desk: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    pending = Result(rule="unanimity", outcome="pending")
    monkeypatch.setattr("plenipo_node.pages.consultations.result_of", lambda *_: pending)
    assert "What would have been" not in page(client_of("FR/delegate"), f"/consultations/{LOST}")
