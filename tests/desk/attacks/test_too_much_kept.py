"""Somebody fills the desk's own tables: what they may keep has an end, and what is there stays usable."""

from __future__ import annotations

import io
from typing import Any

import pytest

from deskkit import client_of, signed
from plenipo_node.drafts import limits
from plenipo_node.drafts.models import Note, Prepared
from plenipo_node.web.node import Node

REPORT = {
    "counterpart": "RU",
    "level": "technical",
    "medium": "call",
    "at": "2026-07-05T10:00",
    "at-zone": "Europe/Paris",
    "claims": "bilateral",
    "text": "Nothing new.",
}
FULL = "FR/delegate has prepared 2 acts that wait to be sent; no more are kept."
TABLE = b"at,medium,text\n2015-02-06,visit,One.\n2015-02-07T10:00:07Z,call,\n2015-02-08,visit,Three.\n"
SAME = {"col-party": "", "all-party": "FR", "all-counterpart": "RU", "all-level": "leader", "do": "prepare"}
SAME |= {"col-at": "at", "col-medium": "medium", "col-text": "text"}


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_WAITING", 2)
    monkeypatch.setattr(limits, "MAX_NOTES", 2)


def written(person: str, path: str = "/do/contact.report") -> Any:
    return client_of(person).post(path, REPORT)


def test_one_person_keeps_so_many_acts_waiting_and_is_told_what_to_do(desk: Node) -> None:
    first, second = written("FR/delegate"), written("FR/delegate")
    refused = written("FR/delegate")
    assert refused.status_code == 422
    assert f"{FULL} Sign some of them or discard them first." in refused.content.decode()
    assert "Nothing new." in refused.content.decode()  # what was typed is still there
    assert Prepared.objects.count() == 2
    assert written("DE/delegate").status_code == 302  # another person has room of their own
    token = first["Location"].rpartition("/")[2]
    changed = written("FR/delegate", f"/do/contact.report?from={token}")  # takes the place of the first
    assert changed.status_code == 302
    signed(desk, second)
    assert written("FR/delegate").status_code == 302  # what was sent waits no more


def test_an_import_that_does_not_fit_leaves_nothing_behind(desk: Node) -> None:
    answer = client_of("FR/delegate").post("/import", {"file": io.BytesIO(TABLE), **SAME})
    assert answer.status_code == 422
    assert FULL in answer.content.decode()
    assert Prepared.objects.count() == 0


def test_a_party_keeps_so_many_notes_and_is_told_what_to_do(desk: Node) -> None:
    client = client_of("FR/delegate")
    for _ in range(2):
        assert client.post("/notes/new").status_code == 302
    refused = client.post("/notes/new")
    assert refused.status_code == 422
    assert "FR keeps 2 drafts and notes here; no more are kept. Erase some" in refused.content.decode()
    assert Note.objects.count() == 2
    assert client_of("DE/delegate").post("/notes/new").status_code == 302
    assert client.post(f"/notes/{Note.objects.filter(party='FR').latest('pk').pk}/erase").status_code == 302
    assert client.post("/notes/new").status_code == 302


def test_a_comparison_that_does_not_fit_is_told_with_what_was_typed(desk: Node) -> None:
    client = client_of("FR/delegate")
    for _ in range(2):
        client.post("/notes/new")
    typed = {"on": ["x"], "a": ["Zwiebelkuchen"], "b": [""], "relation": ["only-a"]}
    refused = client.post("/contacts/147/accounts?a=159&b=169", typed)
    assert refused.status_code == 422
    assert "no more are kept" in refused.content.decode()
    assert "Zwiebelkuchen" in refused.content.decode()
    assert Note.objects.count() == 2
