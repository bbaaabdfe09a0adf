"""Texts amended and put to the partners at the desk, and forms sent with what is none."""

from __future__ import annotations

import re
from typing import Any

import pytest
from desk_consulting import EVIL, SILENCE, VOTE, held_at, page, put, signed
from django.core.files.uploadedfile import SimpleUploadedFile

from deskkit import client_of
from plenipo.dialogue.derived import outcome_of
from plenipo_node.drafts.models import Prepared
from plenipo_node.preparing.docx import word_file, words_in
from plenipo_node.web.node import Node

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


def test_what_was_typed_for_one_decision_is_not_restored_into_another(desk: Node) -> None:
    client = client_of("FR/delegate")
    forms = [page(client, f"/consultations/open?subject={each}") for each in ("position", "contact")]
    begun = {"subject": "position", "begin": "1", "like": str(SILENCE)}
    forms += [
        client.post("/consultations/open", begun | {"text": words}).content.decode()
        for words in ("one wording", "another wording")
    ]
    marks = [re.findall(r'data-draft="([^"]*)"', form) for form in forms]
    assert len({mark for (mark,) in marks}) == len(forms)


@pytest.mark.parametrize("like", ["9" * 15, "0", "66666"])
def test_a_form_like_nothing_is_missing(desk: Node, like: str) -> None:
    assert client_of("FR/delegate").get(f"/consultations/open?subject=mandate&like={like}").status_code == 404


def test_scripts_in_a_title_and_a_text_are_words(desk: Node) -> None:
    number = put(desk, EVIL, title=EVIL)
    for path in (f"/consultations/{number}", "/consultations", f"/consultations/{number}/answer"):
        found = page(client_of("DE/delegate"), path)
        assert "<script>alert" not in found
        assert "<img src=x" not in found


NAMES = ("subject", "like", "procedure", "preset", "deadline", "deadline-zone", "consent_by",
    "consent_by-zone",
    "precedence", "title", "text", "marking", "by", "answer", "declaration", "on_behalf", "what", "wording",
    "number", "received", "received-zone", "begin", "readers")  # fmt: skip
PATHS = ("open", "acknowledge", f"{SILENCE}/receive", f"{SILENCE}/answer", f"{SILENCE}/attach",
    f"{SILENCE}/amend", f"{VOTE}/answer", f"{VOTE}/extend", f"{VOTE}/withdraw")  # fmt: skip


@pytest.mark.parametrize(
    "value", ["\x00", "-1", "9" * 400, "\u202e", "0x10", "2026-13-99T99:99", "../..", "{}"]
)
def test_no_value_in_any_field_breaks_a_form(desk: Node, value: str) -> None:
    client = client_of("DE/delegate")
    for path in PATHS:
        words = dict.fromkeys(NAMES, value)
        if path == "open":
            words |= {"subject": "mandate", "subject.mandate.envoys": value, "subject.mandate.ends": value}
            words.pop("begin")
        assert client.post(f"/consultations/{path}", words).status_code < 500
        answer = client.post(f"/consultations/{path}", words, headers={"HX-Request": "true"})
        assert answer.status_code < 500
    for path in ("/consultations", f"/consultations/{SILENCE}", "/consultations/open"):
        assert client.get(path, dict.fromkeys((*NAMES, "with", "p", "renewal"), value)).status_code < 500
