"""From a form to the register, as a person at the desk does it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from desk_consulting import held_at

import deskkit
from deskkit import REPORT, client_of
from plenipo.acts import KINDS
from plenipo.errors import ClockBehind
from plenipo_node.drafts import outbox
from plenipo_node.drafts.models import Prepared
from plenipo_node.pages.acts.records import document_of
from plenipo_node.web.node import Node, open_node


def prepared(client: Any, kind: str, words: dict[str, Any]) -> str:
    answer = client.post(f"/do/{kind}", words)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["location"])


def test_a_contact_is_written_looked_at_signed_and_registered(desk: Node) -> None:
    size = desk.standing().size
    client = client_of("FR/delegate")
    place = prepared(client, "contact.report", REPORT)
    page = client.get(place).content.decode()
    assert "You are about to sign" in page
    assert "Nothing new." in page
    assert re.search(r"read by [A-Z, ]*DE", page)
    assert client.post(f"{place}/demo").status_code == 302
    assert outbox.send_due(desk) == 1
    assert desk.standing().size == size + 1
    assert f"Registered as record {size}." in client.get(place).content.decode()
    held = Prepared.objects.get()
    assert (held.words, held.blobs) == ({}, {})


def test_what_is_signed_can_be_taken_back_until_it_leaves(tmp_path: Path) -> None:
    with deskkit.desk(tmp_path, undo=60) as node:
        size = node.standing().size
        client = client_of("FR/delegate")
        place = prepared(client, "contact.report", REPORT)
        client.post(f"{place}/demo")
        assert "Do not send it" in client.get(place).content.decode()
        assert outbox.send_due(node) == 0
        client.post(f"{place}/undo")
        assert "You are about to sign" in client.get(place).content.decode()
        assert outbox.send_due(node) == 0
        assert node.standing().size == size


def test_a_drafter_prepares_and_the_delegate_signs(desk: Node) -> None:
    vote = desk.standing().consultations
    open_vote = next(ref for ref, held in vote.items() if held.index == 154)
    drafter, delegate = client_of("FR/desk"), client_of("FR/delegate")
    words = {"consultation": open_vote, "answer": "for", "by": "FR/delegate"}
    place = prepared(drafter, "consultation.answer", words)
    assert "Waiting for the signature of FR/delegate" in drafter.get(place).content.decode()
    assert drafter.post(f"{place}/demo").status_code == 404
    assert place in delegate.get("/").content.decode()
    assert delegate.post(f"{place}/demo").status_code == 302
    assert outbox.send_due(desk) == 1


def test_nobody_else_sees_what_is_prepared(desk: Node) -> None:
    place = prepared(client_of("FR/delegate"), "contact.report", REPORT)
    for other in ("FR/envoy", "DE/delegate", "UA/delegate"):
        client = client_of(other)
        for path in (place, f"{place}/file"):
            assert client.get(path).status_code == 404
        for path in (f"{place}/demo", f"{place}/undo", f"{place}/discard", f"{place}/options"):
            assert client.post(path).status_code == 404
    assert Prepared.objects.count() == 1


def test_nobody_signs_as_a_person_of_another_party(desk: Node) -> None:
    place = prepared(client_of("FR/delegate"), "contact.report", REPORT | {"by": "DE/delegate"})
    assert Prepared.objects.get().person == "FR/delegate"
    assert b'"by":"FR/delegate"' in client_of("FR/delegate").get(f"{place}/file").content.replace(b"\\", b"")


def test_the_guard_answers_while_one_types_and_registers_nothing(desk: Node) -> None:
    client = client_of("FR/envoy")
    size = desk.standing().size
    words = {
        "mandate": next(iter(desk.standing().live)),
        "envoy": "FR/envoy",
        "counterpart": "RU",
        "level": "leader",
        "medium": "visit",
        "topics": ["territory"],
        "at": "2026-07-09T10:00",
        "at-zone": "Europe/Paris",
        "lines": "Say nothing.",
    }
    page = client.post("/do/contact.plan", words, headers={"HX-Request": "true"}).content.decode()
    assert "verdict is-no" in page
    assert page.count('<li><p class="why">') >= 2
    assert Prepared.objects.count() == 0
    assert desk.standing().size == size


@pytest.mark.parametrize("kind", ["dialogue.found", "no.such", "contact.report/..", "__proto__"])
def test_there_is_no_form_for_what_is_no_kind(desk: Node, kind: str) -> None:
    assert client_of("FR/delegate").get(f"/do/{kind}").status_code == 404


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("at", "yesterday"),
        ("at", "2026-03-29T02:30"),  # the clocks skip it
        ("at", "99999-01-01T00:00"),
        ("at-zone", "Mars/Olympus"),
        ("level", "<script>alert(1)</script>"),
        ("plan", "9999999999999999999"),
        ("plan", "../../etc/passwd"),
        ("text", "\x00"),
        ("party", "ZZ"),
        ("topics", "no-such"),
    ],
)
def test_what_cannot_be_is_told_beside_the_form_and_loses_nothing(desk: Node, name: str, value: str) -> None:
    client = client_of("FR/delegate")
    size = desk.standing().size
    answer = client.post("/do/contact.report", REPORT | {name: value})
    assert answer.status_code in {302, 422}
    if answer.status_code == 422:
        page = answer.content.decode("utf-8", "replace")
        assert 'role="alert"' in page
        assert "<script>alert(1)" not in page
        assert name == "text" or "Nothing new." in page
    assert desk.standing().size == size


def test_every_kind_has_a_form_for_every_sort_of_person(desk: Node) -> None:
    for person in ("FR/delegate", "UA/authority"):
        client = client_of(person)
        for kind in KINDS:
            if kind != "dialogue.found":
                assert client.get(f"/do/{kind}", follow=True).status_code == 200, kind


def test_a_clock_that_fell_behind_is_told_and_nothing_signed_is_lost(desk: Node) -> None:
    client = client_of("FR/delegate")
    place = prepared(client, "contact.report", REPORT)
    clock = desk.clock
    client.post(f"{place}/demo")
    desk.intake._clock = lambda: clock() - 3_600_000
    with pytest.raises(ClockBehind):
        outbox.send_due(desk)
    assert "It is tried again." in client.get(place).content.decode()
    assert client.post("/do/contact.report", REPORT, headers={"HX-Request": "true"}).status_code == 200
    desk.intake._clock = clock
    assert outbox.send_due(desk) == 1
    assert "Registered as record" in client.get(place).content.decode()


def test_a_demo_opened_again_goes_on_after_its_last_entry(desk: Node) -> None:
    client = client_of("FR/delegate")
    place = prepared(client, "contact.report", REPORT | {"at": "2026-07-05T11:00"})
    client.post(f"{place}/demo")
    outbox.send_due(desk)
    people = desk.demo
    assert people is not None
    (people / "clock").write_text("0\n")
    assert open_node(desk.config).now() >= desk.standing().stamp


def test_nobody_signs_a_bare_number_and_who_has_signed_finds_back(desk: Node) -> None:
    client = client_of("PL/delegate")
    place = client.post("/consultations/154/answer", {"answer": "for"})["location"]
    said = "DE/delegate put a text to the partners"
    page = client.get(place).content.decode()
    assert said in page
    assert "Lines for a call between foreign ministers" in page.partition("You are about to sign")[2]
    client.post(f"{place}/demo")
    outbox.send_due(desk)
    done = client.get(place).content.decode()
    assert "Registered as record" in done
    assert said in done
    assert 'href="/register/154"' in done


def test_what_a_plan_says_is_named_where_only_its_exact_text_is_signed(desk: Node) -> None:
    client = client_of("UA/delegate")
    place = client.post("/consents/contact/175/disclaim")["location"]
    assert "DE/envoy planned a contact" in client.get(place).content.decode()


def test_a_title_that_a_person_may_not_read_is_not_told_beside_the_record(desk: Node) -> None:
    text = deskkit.act_at(desk, 158).text
    held = document_of(desk, "PL", text)
    assert held is not None
    assert document_of(desk, "UA", text) is None
    ref = next(ref for ref, contact in desk.standing().contacts.items() if contact.index == 158)
    said = {"contact": ref, "side": "RU", "at": "2026-07-05T10:00", "at-zone": "Europe/Paris"}
    for person, reads in (("PL/delegate", True), ("UA/delegate", False)):
        client = client_of(person)
        page = client.get(prepared(client, "contact.confirm", said)).content.decode()
        assert "PL/delegate announced a bilateral contact" in page
        assert (f"“{held.title}”" in page) == reads


def test_what_the_guard_refuses_asks_to_be_changed_before_it_asks_to_be_signed(desk: Node) -> None:
    client = client_of("FR/envoy")
    refused = prepared(client, "mandate.accept", {"mandate": held_at(desk, 137)[0]})
    page = client.get(refused).content.decode()
    assert "The guard refuses it" in page
    assert re.search(r'is-main" href="[^"]*">Change it', page)
    assert '<button class="button">Sign with' in page
