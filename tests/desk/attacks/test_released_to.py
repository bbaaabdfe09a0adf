"""A text is marked for some parties, and somebody seals it to others: by a slip, or by a field sent along."""

from __future__ import annotations

from typing import Any

import pytest

from deskkit import client_of
from plenipo.acts.codec import decode
from plenipo_node.drafts import outbox
from plenipo_node.drafts.models import Prepared
from plenipo_node.pages.acts.records import entry_at, words_of
from plenipo_node.web.node import Node

WORDS = "Zwiebelkuchen at dawn."
NARROW = "TLP:AMBER // REL TO DE"
CONTACT = 147
REPORT = {
    "counterpart": "RU",
    "level": "technical",
    "medium": "call",
    "at": "2026-07-05T10:00",
    "at-zone": "Europe/Paris",
    "claims": "bilateral",
    "text": WORDS,
    "marking": NARROW,
}
ASK = {
    "party": "UA",
    "topics": "ceasefire",
    "counterpart": "RU",
    "level": "senior",
    "text": WORDS,
    "reason": WORDS,
    "answer_by": "2026-08-01T10:00",
    "answer_by-zone": "UTC",
    "marking": NARROW,
}
READOUT = {
    "contact": str(CONTACT),
    "side": "ours",
    "text": WORDS,
    "marking": NARROW,
    "matters.topic": ["ceasefire", "territory"],
    "matters.raised": ["not-raised", "not-raised"],
}


def registered(desk: Node, path: str, words: dict[str, Any]) -> int:
    client = client_of("FR/delegate")
    answer = client.post(path, words)
    assert answer.status_code == 302, answer.content.decode()
    client.post(f"{answer['location']}/demo")
    assert outbox.send_due(desk) == 1
    held = Prepared.objects.order_by("-pk")[0]
    assert held.record is not None, held.trouble
    return held.record


def readers(desk: Node, number: int) -> set[str]:
    """Who opens the text with the keys that lie in the story."""
    entry = entry_at(desk, number)
    assert entry is not None
    text = decode(entry.act).text  # type: ignore[attr-defined] # these acts have one
    return {party for party in ("FR", "DE", "PL", "UA") if words_of(desk, party, text) is not None}


def test_a_text_goes_to_its_author_and_to_whom_its_marking_releases_it(desk: Node) -> None:
    assert readers(desk, registered(desk, "/do/contact.report", REPORT)) == {"FR", "DE"}
    wide = REPORT | {"marking": "TLP:AMBER", "medium": "visit"}
    assert readers(desk, registered(desk, "/do/contact.report", wide)) >= {"FR", "DE", "PL"}


@pytest.mark.parametrize(
    ("path", "words", "whom"),
    [
        ("/do/contact.report", REPORT | {"readers": ["FR", "DE", "PL"]}, "PL"),
        ("/do/contact.report", REPORT | {"readers": ["UA"]}, "UA"),
        ("/do/consent.ask", ASK, "UA"),
        ("/do/readout.file", READOUT | {"recipients": ["DE", "PL"]}, "PL"),
    ],
    ids=["readers", "a reader", "asked", "recipients"],
)
def test_whoever_was_chosen_and_may_not_have_it_is_told_and_nothing_is_sealed(
    desk: Node, path: str, words: dict[str, Any], whom: str
) -> None:
    answer = client_of("FR/delegate").post(path, words)
    assert answer.status_code == 422
    assert f"the text may not go to {whom}" in answer.content.decode()
    assert Prepared.objects.count() == 0


def test_what_was_released_to_one_is_not_shared_with_another(desk: Node) -> None:
    number = registered(desk, "/do/readout.file", READOUT | {"recipients": ["DE"]})
    client = client_of("FR/delegate")
    answer = client.post("/do/readout.share", {"readout": str(number), "recipients": ["PL"]})
    assert answer.status_code == 422
    assert "the text may not go to PL" in answer.content.decode()
    assert Prepared.objects.filter(kind="readout.share").count() == 0
