"""Readouts as people meet them: listed, read, acknowledged, asked about, answered, shared, filed."""

from __future__ import annotations

import re
from typing import Any

import pytest

from deskkit import act_at, client_of, signed, whole
from plenipo_node.drafts import outbox
from plenipo_node.drafts.models import Note, Prepared
from plenipo_node.web.node import Node

FILED, THEIRS, CALL = 159, 169, 147  # FR's readout of the call of 3 July, RU's account of it, the call
HOSTILE = "<script>alert(1)</script>{{ 7 }}"


def test_the_list_says_what_is_to_be_acknowledged_and_opening_a_readout_acknowledges_nothing(
    desk: Node,
) -> None:
    client, before = client_of("DE/delegate"), desk.standing().size
    text = whole(client, "/readouts")
    assert f'value="{FILED}"' in text
    assert f'value="{THEIRS}"' not in text
    assert "Acknowledge it" in whole(client, f"/readouts/{FILED}")
    assert desk.standing().size == before


def test_a_readout_is_acknowledged_by_one_press_and_a_signature(desk: Node) -> None:
    client = client_of("DE/delegate")
    signed(desk, client.post("/readouts/acknowledge", {"readouts": [FILED]}))
    text = whole(client, f"/readouts/{FILED}")
    assert "Acknowledge it" not in text
    assert "DE/delegate" in text
    assert f'name="readouts" value="{FILED}"' not in whole(client, "/readouts")


def test_several_are_acknowledged_in_one_act(desk: Node) -> None:
    number = signed(
        desk, client_of("PL/delegate").post("/readouts/acknowledge", {"readouts": [FILED, THEIRS]})
    )
    assert len(act_at(desk, number).readouts) == 2


def test_to_acknowledge_nothing_is_told_and_registers_nothing(desk: Node) -> None:
    answer = client_of("PL/delegate").post("/readouts/acknowledge", {})
    assert answer.status_code == 422
    assert "Choose what your party has received and read." in answer.content.decode()
    assert not Prepared.objects.exists()


@pytest.mark.parametrize("hostile", ["999999", "-1", "x" * 500, "<b>", "1"])
def test_what_is_no_readout_is_never_acknowledged(desk: Node, hostile: str) -> None:
    before = desk.standing().size
    answer = client_of("DE/delegate").post("/readouts/acknowledge", {"readouts": [hostile]})
    if answer.status_code == 302:
        client_of("DE/delegate").post(f"{answer['Location']}/demo")
        outbox.send_due(desk)
    else:
        assert answer.status_code == 422
    assert desk.standing().size == before


def test_a_readout_shows_who_read_it_and_what_reserved_matters_came_up(desk: Node) -> None:
    text = whole(client_of("FR/delegate"), f"/readouts/{FILED}")
    assert "raised by them" in text
    assert "not raised" in text
    assert "UA/delegate" in text
    assert "UA/delegate asked" in text
    assert "Answer it" in text


def test_a_question_and_its_answer_reach_who_reads_the_readout_and_nobody_else(desk: Node) -> None:
    client = client_of("FR/envoy")
    address = re.findall(
        r'href="(/do/readout\.answer\?about=[0-9a-f]{64})"', whole(client, f"/readouts/{FILED}")
    )
    assert len(address) == 1
    assert "UA/delegate asks" in whole(client, address[0])
    number = signed(desk, client.post(address[0], {"text": "They did not.", "marking": "TLP:AMBER"}))
    assert "They did not." in whole(client_of("UA/delegate"), f"/readouts/{FILED}")
    assert "Not answered yet" not in whole(client_of("UA/delegate"), f"/readouts/{FILED}")
    assert act_at(desk, number).question == address[0].rpartition("=")[2]


def test_a_question_to_a_narrow_readout_stays_narrow(desk: Node) -> None:
    narrow = filed_for(desk, "DE")
    number = signed(
        desk,
        client_of("DE/delegate").post(
            f"/do/readout.question?about={narrow}",
            {"text": HOSTILE, "marking": "TLP:AMBER", "readers": ["PL", "RU"]},
        ),
    )
    for person in ("DE/delegate", "FR/delegate"):
        text = whole(client_of(person), f"/readouts/{narrow}")
        assert "&lt;script&gt;alert(1)" in text
        assert HOSTILE not in text
    assert "alert(1)" not in whole(client_of("PL/delegate"), f"/readouts/{narrow}")
    assert act_at(desk, number).by == "DE/delegate"


def test_what_was_prepared_is_changed_with_the_same_readers(desk: Node) -> None:
    narrow = filed_for(desk, "DE")
    client = client_of("DE/delegate")
    answer = client.post(f"/do/readout.question?about={narrow}", {"text": "Why?", "marking": "TLP:AMBER"})
    token = answer["Location"].rpartition("/")[2]
    text = whole(client, f"/do/readout.question?from={token}")
    assert "Why?" in text
    assert re.findall(r'name="readers" value="(\w+)"', text) == ["FR", "DE"]


def filed_for(desk: Node, *recipients: str, words: str = "What was said.", **more: Any) -> int:
    data = {
        "contact": CALL,
        "side": "ours",
        "text": words,
        "marking": "TLP:AMBER",
        "recipients": list(recipients),
        "matters.topic": ["ceasefire", "territory"],
        "matters.raised": ["not-raised", "not-raised"],
    }
    return signed(desk, client_of("FR/envoy").post("/do/readout.file", data | more))


def test_a_readout_is_sealed_to_its_recipients_and_can_be_shared_with_one_more(desk: Node) -> None:
    narrow = filed_for(desk, "DE", words="Between us.")
    assert "Between us." in whole(client_of("DE/delegate"), f"/readouts/{narrow}")
    pl = client_of("PL/delegate")
    assert "Sealed; your party is not among its readers." in whole(pl, f"/readouts/{narrow}")
    ref = list(desk.standing().readouts)[-1]
    client = client_of("FR/envoy")
    assert ">Poland<" in whole(client, f"/do/readout.share?about={ref}")
    signed(desk, client.post(f"/do/readout.share?about={ref}", {"recipients": ["PL"]}))
    text = whole(pl, f"/readouts/{narrow}")
    assert "Between us." in text
    assert "Shared with it on" in text
    assert "Between us." not in whole(client_of("UA/delegate"), f"/readouts/{narrow}")


def test_nobody_shares_what_another_party_filed(desk: Node) -> None:
    ref = next(ref for ref, held in desk.standing().readouts.items() if held.index == FILED)
    answer = client_of("DE/delegate").post(f"/do/readout.share?about={ref}", {"recipients": ["DE"]})
    before = desk.standing().size
    client_of("DE/delegate").post(f"{answer['Location']}/demo")
    outbox.send_due(desk)
    assert desk.standing().size == before


def test_a_reserved_matter_that_is_not_stated_is_asked_for(desk: Node) -> None:
    text = whole(client_of("FR/envoy"), f"/do/readout.file?contact={CALL}")
    assert text.count('name="matters.raised"') == 2
    assert text.count("selected>not raised") == 0
    assert 'value="UA" checked' not in text
    answer = client_of("FR/envoy").post(
        "/do/readout.file",
        {"contact": CALL, "side": "ours", "text": "t", "recipients": ["DE"], "marking": "TLP:AMBER"}
        | {"matters.topic": ["ceasefire", "territory"], "matters.raised": ["by-us", ""]},
    )
    assert answer.status_code == 422
    assert "t</textarea>" in answer.content.decode()


def test_what_is_owed_stands_first_with_its_deadline_until_it_is_filed(desk: Node) -> None:
    plan = next(
        held.index
        for held in desk.standing().contacts.values()
        if held.envoy == "FR/envoy" and held.kind == "planned" and held.report is None
    )
    data = {"party": "FR", "counterpart": "RU", "level": "technical", "medium": "call", "plan": plan}
    data |= {"at": "2026-07-06T05:30", "at-zone": "UTC", "envoy": "FR/envoy", "claims": "mandate"}
    data |= {"topics": "nuclear-safety", "known": "own-account"}
    client = client_of("FR/envoy")
    number = signed(desk, client.post("/do/contact.report", data))
    text = whole(client, "/readouts")
    assert "Owed by us" in text
    assert "8 July 2026, 07:30 CEST" in text
    assert f'href="/do/readout.file?contact={number}"' in text
    assert "Owed by us" not in whole(client_of("DE/delegate"), "/readouts")


def test_what_is_typed_into_one_readout_is_kept_apart_from_any_other(desk: Node) -> None:
    assert desk.standing().size
    client = client_of("FR/envoy")
    keys = [
        re.findall(r'data-draft="([^"]+)"', whole(client, f"/do/readout.file?contact={contact}"))
        for contact in (CALL, 109)
    ]
    assert keys[0] != keys[1]


def test_a_draft_becomes_a_readout_and_stays_until_its_author_erases_it(desk: Node) -> None:
    client = client_of("FR/envoy")
    ref = next(ref for ref, held in desk.standing().contacts.items() if held.index == CALL)
    assert f'name="about" value="{CALL}"' in whole(client, f"/contacts/{CALL}/accounts")
    begun = client.post("/notes/new", {"about": ref})["Location"]
    assert "Call with RU</h1>" in whole(client, begun)
    note = Note.objects.get()
    client.post(begun, {"title": "Draft", "text": "We said A.", "seen": note.changed})
    form = whole(client, f"/do/readout.file?draft={note.pk}")
    assert "We said A.</textarea>" in form
    assert f'name="contact" value="{CALL}"' in form
    number = filed_for(desk, "DE", words="We said A.", draft=str(note.pk))
    assert Note.objects.count() == 1
    assert f"record {number}." in whole(client, begun)
    assert client_of("FR/delegate").post(f"{begun}/erase").status_code == 404
    assert client.post(f"{begun}/erase").status_code == 302
    assert not Note.objects.exists()


@pytest.mark.parametrize("address", ["/readouts/1", "/readouts/999999", "/readouts/99999999999999999999"])
def test_what_is_no_readout_has_no_page(desk: Node, address: str) -> None:
    assert desk.standing().size > 1
    assert client_of("FR/delegate").get(address).status_code == 404


@pytest.mark.parametrize("query", ["?behind=x", "?behind=-1", "?behind=9" + "9" * 40, "?behind=%00"])
def test_a_hostile_place_shows_the_first_page(desk: Node, query: str) -> None:
    assert f'href="/readouts/{FILED}"' in whole(client_of("FR/delegate"), f"/readouts{query}")
    assert desk.standing().size


@pytest.mark.parametrize(
    "address",
    [
        "/do/readout.question?about=1",
        "/do/readout.share?about=1",
        "/do/readout.answer?about=159",
        "/do/contact.outcome?about=1",
    ],
)
def test_a_form_about_nothing_has_no_page(desk: Node, address: str) -> None:
    assert desk.standing().size
    assert client_of("FR/delegate").get(address).status_code == 404
