"""Somebody who is signed in, of the same party or another, reaches for what another person has under way.

By the address of a form that is to change it, by a file from outside, by fields that a short form does not
ask for, by headers and words that pages do not expect.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from typing import Any

import pytest
from attackkit import address, kept, routes
from django.core.files.uploadedfile import SimpleUploadedFile

import deskkit
from deskkit import client_of
from plenipo.acts.codec import decode
from plenipo_node.drafts import outbox
from plenipo_node.drafts.models import Note, Prepared
from plenipo_node.pages.acts.records import entry_at
from plenipo_node.preparing.docx import word_file
from plenipo_node.web.node import Node

ASKED, SILENCE, VOTE = 145, 148, 154
SECRET = "Zwiebelkuchen at dawn"  # noqa: S105 words to look for
REPORT = deskkit.REPORT | {"text": SECRET}
HX = {
    "HX-Request": "true",
    "HX-Target": '"><script>alert(1)</script>',
    "HX-Current-URL": "https://evil.example/",
    "HX-Trigger": "x" * 2000,
    "HX-Boosted": "true",
    "HX-Prompt": "yes",
    "HX-History-Restore-Request": "true",
}


def written(person: str = "FR/delegate", kind: str = "contact.report", **words: Any) -> Prepared:
    answer = client_of(person).post(f"/do/{kind}", words or REPORT)
    assert answer.status_code == 302, answer.content.decode()
    return Prepared.objects.get(token=str(answer["location"]).rpartition("/")[2])


@pytest.mark.parametrize("person", ["FR/envoy", "FR/desk", "FR/authority", "DE/delegate", "UA/delegate"])
def test_nobody_takes_the_place_of_what_another_person_wrote(desk: Node, person: str) -> None:
    held = written()
    client = client_of(person)
    for path in ("/do/contact.report", "/contacts/log", "/import"):
        for asked in (
            f"?from={held.token}",
            f"?from={held.token}&from={held.token}",
            f"?about=157&from={held.token}",
        ):
            assert SECRET not in client.get(path + asked).content.decode()
            client.post(path + asked, REPORT | {"text": "other words", "party": person.partition("/")[0]})
    again = Prepared.objects.get(token=held.token)
    assert (bytes(again.act), again.words, again.state) == (bytes(held.act), held.words, Prepared.WAITING)


def test_what_is_signed_or_sent_is_not_written_anew_by_its_own_address(desk: Node) -> None:
    held = written()
    client = client_of("FR/delegate")
    client.post(f"/sign/{held.token}/demo")
    act = bytes(held.act)
    for state in (Prepared.SIGNED, Prepared.SENT):
        if state == Prepared.SENT:
            assert outbox.send_due(desk) == 1
        client.post(f"/do/contact.report?from={held.token}", REPORT | {"medium": "visit"})
        again = Prepared.objects.get(token=held.token)
        assert (bytes(again.act), again.state) == (act, state)


def test_a_note_of_a_colleague_is_not_erased_and_one_of_another_party_not_found(desk: Node) -> None:
    owner = client_of("FR/delegate")
    owner.post("/notes/new", {"title": SECRET})
    note = Note.objects.get()
    for person in ("FR/envoy", "FR/authority", "UA/delegate", "DE/delegate"):
        client = client_of(person)
        assert client.post(f"/notes/{note.pk}/erase").status_code == 404
        if not person.startswith("FR/"):
            for path in (f"/do/readout.file?draft={note.pk}", f"/contacts/157/accounts?note={note.pk}"):
                assert SECRET not in client.get(path).content.decode()
    assert Note.objects.filter(pk=note.pk).exists()


FIXED = {  # the address of a short form, what stands in it, and what its act has to say for all that
    f"/consents/{ASKED}/give": ("UA/delegate", {"until": "2026-09-01T10:00", "until-zone": "UTC"}),
    f"/consents/{ASKED}/disclaim": ("UA/delegate", {}),
    f"/consents/{ASKED}/refuse": ("UA/delegate", {}),
    f"/consultations/{VOTE}/answer": ("FR/delegate", {"answer": "for"}),
    f"/consultations/{VOTE}/attach": ("FR/delegate", {"what": "statement", "text": "We note it."}),
}


@pytest.mark.parametrize("path", FIXED)
def test_what_a_short_form_is_about_is_not_the_browsers_to_say(desk: Node, path: str) -> None:
    """Twice the same act but for its mark, though every other member was sent along, and twice."""
    person, words = FIXED[path]
    client = client_of(person)
    other = next(held for held in desk.standing().consultations.values() if held.index not in {SILENCE, VOTE})
    tampered = {
        "consultation": [str(SILENCE), str(other.index)],
        "commitment": ["0" * 64, other.commitment],
        "ask": ["117", "119"],
        "counterpart": ["FR", "DE"],
        "level": ["technical", "leader"],
        "topics": ["grain", "grain"],
        "contact": ["157"],
        "plan": ["157"],
        "by": ["DE/delegate", "RU/delegate"],
        "party": ["RU", "RU"],
        "id": ["0" * 32],
        "seen": ["0"],
        "seen.size": ["0"],
        "dialogue": ["0" * 64],
        "kind": ["consent.give"],
        "linked": ["157"],
    }
    acts = []
    for more in ({}, tampered):
        answer = client.post(path, words | more)
        assert answer.status_code == 302, answer.content.decode()
        held = Prepared.objects.get(token=str(answer["location"]).rpartition("/")[2])
        assert held.person == person
        said = json.loads(bytes(held.act))
        acts.append({name: value for name, value in said.items() if name not in {"id", "text", "linked"}})
    assert acts[0] == acts[1]


def test_whom_one_answers_for_is_read_before_it_is_signed(desk: Node) -> None:
    """No field can hide that the form did not ask for: the page of the signature has a line for each."""
    words = FIXED[f"/consultations/{VOTE}/answer"][1] | {"on_behalf": "DE"}
    client = client_of("FR/delegate")
    answer = client.post(f"/consultations/{VOTE}/answer", words)
    held = Prepared.objects.get(token=str(answer["location"]).rpartition("/")[2])
    said = decode(bytes(held.act))
    page = client.get(f"/sign/{held.token}").content.decode()
    assert getattr(said, "on_behalf", None) == "DE"
    assert re.search(r"<dt>On behalf of</dt><dd>[^<]*DE", page), page


def test_no_header_of_a_script_opens_anything_or_breaks_a_page(desk: Node) -> None:
    samples = {"token": written("FR/desk").token}
    client = client_of("UA/delegate")
    before = kept(desk)
    for route in routes():
        path = address(route, **samples) + "?format=palette&_method=DELETE"
        plain, forged = client.get(path), client.get(path, headers=HX)
        assert forged.status_code < 500, path
        assert (forged.status_code < 400) == (plain.status_code < 400), path
        text = forged.content.decode("utf-8", "replace")
        assert "alert(1)" not in text, path
        assert "evil.example" not in text, path
        assert SECRET not in text, path
    assert kept(desk) == before


def outside(words: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("from-moscow.docx", word_file("t", words, "TLP:CLEAR", "0" * 64))


def test_letters_that_turn_or_hide_others_in_a_file_from_outside_are_seen_at_once(desk: Node) -> None:
    client = client_of("FR/delegate")
    words = "pay \u202eeno\u202c million\nth\u200bree \U000e0041"
    answer = client.post(f"/consultations/{SILENCE}/amend", {"file": outside(words), "do": "read"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "⟨U+202E⟩eno⟨U+202C⟩" in page
    for letter in "\u202e\u202c\u200b\U000e0041":
        assert letter not in page


def test_a_word_file_that_goes_out_links_and_runs_nothing(desk: Node) -> None:
    """Whatever its words are."""
    words = 'INCLUDETEXT "evil"\n{ DDEAUTO c:\\\\cmd.exe "/k calc" }\n<w:instrText>DDE</w:instrText>]]>\n=1'
    data = word_file('"><w:p/>', words, "TLP:CLEAR", "0" * 64)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
    assert not [name for name in parts if re.search(r"vba|macro|embed|activeX", name)]
    for name, part in parts.items():
        assert "TargetMode" not in part, name
        assert "<w:instrText" not in part, name
        assert "fldSimple" not in part, name
        assert "attachedTemplate" not in part, name
    assert "&lt;w:instrText&gt;" in parts["word/document.xml"]


def test_no_cell_of_a_table_is_run_by_a_spreadsheet_that_parts_it_at_semicolons(desk: Node) -> None:
    client = client_of("FR/delegate")
    held = written(**REPORT | {"text": "Nothing;=cmd|' /C calc'!A1\n=1+1\n\t@SUM(1)"})
    client.post(f"/sign/{held.token}/demo")
    assert outbox.send_due(desk) == 1
    table = client.get("/contacts/export.csv").content.decode()
    assert "/C calc" in table
    for delimiter in ",;\t":
        for row in csv.reader(io.StringIO(table), delimiter=delimiter):
            for cell in row:
                assert cell.lstrip(" \"'")[:1] not in {"=", "@"} or "'" in cell, (delimiter, cell)


def test_a_report_says_who_said_it_however_its_words_are_addressed(desk: Node) -> None:
    """Members that are no member of this act are refused or left out, never signed."""
    held = written(
        **REPORT | {"on_behalf": "UA", "recipients": "UA", "authority": "UA/delegate", "as": "UA/delegate"}
    )
    said = json.loads(bytes(held.act))
    assert said["by"] == "FR/delegate"
    assert not {"on_behalf", "recipients", "authority", "as"} & set(said)
    assert entry_at(desk, desk.standing().size) is None
