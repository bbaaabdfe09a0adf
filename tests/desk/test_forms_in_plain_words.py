"""Forms that a diplomat reads: pressure, admission, accreditation, and the words under every field."""

from __future__ import annotations

import html
from typing import Any

import pytest
from desk_consulting import EVIL, page, signed
from desk_typed import typed_in

from deskkit import client_of
from plenipo.acts import KINDS
from plenipo.acts.codec import decode
from plenipo.acts.consultation import Admission, Open
from plenipo.acts.person import Accredit
from plenipo.register import decode_entry
from plenipo_node.forms.fields import shapes_of
from plenipo_node.web.node import Node
from plenipo_node.wording.hints import HINTS, PLAIN, hint
from plenipo_node.wording.labels import LABELS


def act_at(desk: Node, number: int) -> Any:
    (data,) = desk.folder.register.read(number, number + 1)
    return decode(decode_entry(data).act)


def test_pressure_is_told_in_its_own_words_and_tied_to_records_by_choice(desk: Node) -> None:
    client = client_of("UA/delegate")
    found = html.unescape(page(client, "/do/pressure.report"))
    for words in (
        "Who is pressed",
        "Ukraine",
        "What happened",
        "Pressure from",
        "Records that it is tied to",
    ):
        assert words in found
    assert "Nobody owes such a report" in found
    assert found.index('value="territory"') < found.index('value="prisoners"')
    assert 'name="source" value="UA"' not in found
    linked = [each.partition('"')[0] for each in found.split('name="linked" value="')[1:]]
    typed = typed_in(found) | {
        "text": ["A call at night."],
        "topics": ["territory"],
        "source": ["RU"],
        "linked": [linked[0], "157"],
    }
    act = act_at(desk, signed(desk, client, "/do/pressure.report", typed))
    assert (act.topics, act.source, act.linked[0], len(act.linked)) == (("territory",), "RU", linked[0], 2)
    assert "pressure" not in page(client, "/").partition('id="waiting"')[2].partition("</section>")[0]


def test_a_report_of_pressure_is_a_concerned_partys_own(desk: Node) -> None:
    client = client_of("FR/delegate")
    typed = typed_in(page(client, "/do/pressure.report")) | {"text": ["x"], "topics": ["territory"]}
    answer = client.post("/do/pressure.report", typed, headers={"HX-Request": "true"})
    assert "The guard refuses it" in answer.content.decode()


@pytest.mark.parametrize("value", ["\x00", "-1", "9" * 400, "\u202e", "{}", EVIL])
def test_no_value_breaks_the_report_of_pressure(desk: Node, value: str) -> None:
    client = client_of("UA/delegate")
    words = dict.fromkeys(("text", "topics", "source", "linked", "by", "marking", "readers"), value)
    for headers in ({}, {"HX-Request": "true"}):
        answer = client.post("/do/pressure.report", words, headers=headers)
        assert answer.status_code < 500
        assert "<script>alert" not in answer.content.decode()
    assert client.get("/do/pressure.report", words).status_code == 200


def test_a_new_party_and_a_new_person_are_typed_not_chosen_among_the_old(desk: Node) -> None:
    client = client_of("FR/delegate")
    typed = typed_in(page(client, "/consultations/open?subject=admission"))
    own = "subject.admission."
    words = {
        f"{own}party.id": ["BE"],
        f"{own}party.name": ["Belgium"],
        f"{own}party.role": ["partner"],
        f"{own}founder.person": ["BE/authority"],
        f"{own}founder.functions": ["authority"],
        f"{own}founder.keys": [f"SHA256:{'A' * 43}\nSHA256:{'B' * 42}A"],
        "text": ["Belgium joins."],
        "preset": ["2026-07-09T18:00"],
    }
    act = act_at(desk, signed(desk, client, "/consultations/open", typed | words))
    assert isinstance(act, Open)
    assert isinstance(act.subject, Admission)
    assert (act.subject.party.id, act.subject.founder.person) == ("BE", "BE/authority")

    client = client_of("FR/authority")
    typed = typed_in(page(client, "/do/person.accredit"))
    words = {"person": ["FR/delegate-2"], "functions": ["delegate"], "keys": [f"SHA256:{'C' * 42}A"]}
    act = act_at(desk, signed(desk, client, "/do/person.accredit", typed | words))
    assert isinstance(act, Accredit)
    assert act.person == "FR/delegate-2"


def test_a_text_for_the_partners_is_never_written_as_json(desk: Node) -> None:
    client = client_of("FR/delegate")
    assert "What shall be decided?" in page(client, "/do/consultation.open")
    ref = next(iter(desk.standing().live))
    for about in (ref, ref[:12], "f" * 64, "0", "\x00", EVIL):
        assert client.get("/do/consultation.open", {"about": about}).status_code == 200
    typed = typed_in(page(client, f"/do/consultation.open?about={ref}"))
    assert (typed["subject"], typed["subject.end-mandate.mandate"]) == (["end-mandate"], [ref])


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - {"dialogue.found", "dialogue.amend"}))
def test_no_field_is_explained_by_the_format_or_by_its_own_label(kind: str) -> None:
    for shape in shapes_of(kind):
        words = hint(shape.member, kind, shape.means)
        assert not words or words[0].isupper(), (shape.member, words)
        assert "the sealed text" not in words
        if shape.member == "text":
            assert kind == "readout.share" or f"{kind} text" in LABELS


def test_no_member_is_both_plain_and_explained() -> None:
    assert not PLAIN & HINTS.keys()


def test_a_missing_page_has_its_way_out_in_its_heading(desk: Node) -> None:
    answer = client_of("FR/delegate").get("/nothing")
    assert answer.status_code == 404
    heading = answer.content.decode().partition('<header class="title">')[2].partition("</header>")[0]
    assert '<div class="actions"><a class="button" href="/">' in heading
