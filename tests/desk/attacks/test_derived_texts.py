"""Words of a narrowly marked text go on in another one: as an amendment, as a new round, through a draft."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from deskkit import client_of, page, registered
from plenipo.acts.consultation import Open
from plenipo_node.drafts.models import Note, Prepared
from plenipo_node.pages.acts.records import words_of
from plenipo_node.web.node import Node

WORDS = "Zwiebelkuchen at dawn."
NARROW = "TLP:AMBER // REL TO DE"
KEPT = "TLP:AMBER // REL TO DE,FR"
LAXER = ("TLP:AMBER", "TLP:GREEN // REL TO DE,FR", "TLP:AMBER // REL TO DE,FR,PL")


@pytest.fixture
def narrow(desk: Node) -> int:
    """A text of FR, put to the partners, that is released to DE alone."""
    found = page("FR/delegate", "/consultations/open?subject=position")
    (preset, *_more) = re.findall(r'name="preset" value="([^"]+)"', found)
    words = {
        "subject": "position",
        "procedure": "silence",
        "preset": preset,
        "text": WORDS,
        "marking": NARROW,
    }
    size = desk.standing().size
    act = registered(desk, client_of("FR/delegate").post("/consultations/open", words))
    assert isinstance(act, Open)
    return size


def amended(number: int, **more: str) -> Any:
    words = {"answer": "amend", "declaration": f"{WORDS} And at dusk."} | more
    return client_of("DE/delegate").post(f"/consultations/{number}/answer", words)


def marking_in(found: str) -> str:
    match = re.search(r'name="marking" value="([^"]*)"', found)
    assert match is not None
    return unescape(match[1])


def test_an_amended_wording_goes_to_its_author_and_to_whom_the_text_was_released(
    desk: Node, narrow: int
) -> None:
    act = registered(desk, amended(narrow))
    assert act.declaration.marking == KEPT
    assert words_of(desk, "FR", act.declaration) is not None
    assert words_of(desk, "PL", act.declaration) is None


@pytest.mark.parametrize("marking", LAXER)
def test_an_amended_wording_is_marked_no_laxer_than_the_text_of_another(
    desk: Node, narrow: int, marking: str
) -> None:
    answer = amended(narrow, marking=marking)
    assert answer.status_code == 422
    assert f"Mark it {KEPT} or stricter" in answer.content.decode()
    assert Prepared.objects.filter(kind="consultation.answer").count() == 0
    assert marking_in(answer.content.decode()) == marking  # where it can be changed
    assert registered(desk, amended(narrow, marking="TLP:AMBER // REL TO FR")).declaration.marking == (
        "TLP:AMBER // REL TO FR"
    )


def test_the_form_for_an_answer_begins_as_the_text_is_marked(desk: Node, narrow: int) -> None:
    assert marking_in(page("DE/delegate", f"/consultations/{narrow}/answer?answer=amend")) == KEPT


def test_a_new_round_begins_as_the_text_is_marked_and_stays_so(desk: Node, narrow: int) -> None:
    client = client_of("DE/delegate")
    begun = {"subject": "position", "like": str(narrow), "text": WORDS, "begin": "1"}
    found = client.post("/consultations/open", begun).content.decode()
    assert marking_in(found) == KEPT
    assert f'name="origin" value="{narrow}"' in found
    (preset, *_more) = re.findall(r'name="preset" value="([^"]+)"', found)
    words = {
        "subject": "position",
        "procedure": "vote",
        "preset": preset,
        "text": WORDS,
        "origin": str(narrow),
    }
    refused = client.post("/consultations/open", words | {"marking": "TLP:AMBER"})
    assert refused.status_code == 422
    assert "or stricter" in refused.content.decode()
    assert registered(desk, client.post("/consultations/open", words)).text.marking == KEPT


def test_whose_text_it_is_may_widen_it(desk: Node, narrow: int) -> None:
    client = client_of("FR/delegate")
    begun = {"subject": "position", "like": str(narrow), "text": WORDS, "begin": "1"}
    found = client.post("/consultations/open", begun).content.decode()
    (preset, *_more) = re.findall(r'name="preset" value="([^"]+)"', found)
    words = {
        "subject": "position",
        "procedure": "vote",
        "preset": preset,
        "text": WORDS,
        "origin": str(narrow),
    }
    answer = client.post("/consultations/open", words | {"marking": "TLP:AMBER"})
    assert registered(desk, answer).text.marking == "TLP:AMBER"


@pytest.mark.parametrize("origin", ["0", "999999", "x", "-1", "9" * 30])
def test_an_origin_that_is_none_breaks_nothing(desk: Node, origin: str) -> None:
    words = {"subject": "position", "procedure": "vote", "text": WORDS, "origin": origin}
    assert client_of("DE/delegate").post("/consultations/open", words).status_code in {404, 422}


def test_a_readout_from_a_draft_on_a_narrow_record_begins_as_that_is_marked(desk: Node, narrow: int) -> None:
    client = client_of("DE/delegate")
    client.post("/notes/new", {"about": str(narrow)})
    note = Note.objects.latest("pk")
    found = client.get(f"/do/readout.file?draft={note.pk}").content.decode()
    assert marking_in(found) == KEPT
    words = {
        "contact": "147",
        "side": "ours",
        "text": WORDS,
        "draft": str(note.pk),
        "recipients": ["FR"],
        "matters.topic": ["ceasefire", "territory"],
        "matters.raised": ["not-raised", "not-raised"],
    }
    refused = client.post("/do/readout.file", words | {"marking": "TLP:AMBER", "recipients": ["FR", "PL"]})
    assert refused.status_code == 422
    assert "or stricter" in refused.content.decode()
    others = client_of("PL/delegate").post("/do/readout.file", words | {"marking": "TLP:AMBER"})
    assert "or stricter" not in others.content.decode()  # the draft is none of theirs


def test_no_readout_is_made_of_what_a_comparison_keeps(desk: Node, narrow: int) -> None:
    note = Note.objects.create(
        kind=Note.COMPARISON, party="DE", author="DE/delegate", title="x", text=WORDS, made=1, changed=1
    )
    found = client_of("DE/delegate").get(f"/do/readout.file?draft={note.pk}").content.decode()
    assert WORDS not in found
