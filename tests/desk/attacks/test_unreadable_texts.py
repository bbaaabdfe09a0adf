"""A partner seals to us what is no text: who should read it is told so, not that it was kept from them."""

from __future__ import annotations

import secrets

import pytest

from deskkit import client_of, whole
from plenipo.acts.words import Text
from plenipo.sealing import Document, encode_document, parse_recipient, seal
from plenipo_node.accounts import demo
from plenipo_node.intake import Registered, Submission
from plenipo_node.preparing import compose
from plenipo_node.web.node import Node

BROKEN = "Sealed to your party, and it cannot be read."
KEPT = "Sealed; your party is not among its readers."
GOOD = encode_document(Document(kind="text", title="A text", text="A text."))


def said(desk: Node, document: bytes, commitment: str | None = None) -> int:
    """The delegate of DE says it with such a text, sealed to DE and FR. The record's number."""
    keys, by = desk.standing().sealing_keys, "DE/delegate"
    recipients = [parse_recipient(line) for party in ("DE", "FR") for line in keys[party]]
    blob = seal(document, recipients, salt=secrets.token_bytes(32))
    text = Text(blob=blob.cipher_sha256, commitment=commitment or blob.commitment, marking="TLP:AMBER")
    values = {"counterpart": "RU", "level": "technical", "medium": "call", "claims": "bilateral"}
    ready = compose(desk.standing(), desk.seen(), desk.now(), "contact.report", by, values, {"text": text})
    blobs = {blob.cipher_sha256: blob.ciphertext}
    (outcome,) = desk.intake.submit([Submission(ready.act, (demo.signature(by, ready.act),), blobs)])
    assert isinstance(outcome, Registered), outcome
    return outcome.index


@pytest.mark.parametrize(
    ("document", "commitment"),
    [(b"no document", None), (GOOD[:-2], None), (b"", None), (GOOD, "0" * 63 + "1")],
    ids=["words", "cut short", "nothing", "another commitment"],
)
def test_a_text_sealed_to_us_that_cannot_be_read_is_told_as_such_with_what_to_do(
    desk: Node, document: bytes, commitment: str | None
) -> None:
    number = said(desk, document, commitment)
    ours = whole(client_of("FR/delegate"), f"/contacts/{number}")
    assert BROKEN in ours
    assert "Ask its author for it again." in ours
    assert KEPT not in ours
    others = whole(client_of("PL/delegate"), f"/contacts/{number}")
    assert KEPT in others
    assert BROKEN not in others


def test_whoever_is_no_reader_is_told_that_of_a_text_that_can_be_read(desk: Node) -> None:
    number = said(desk, GOOD)
    assert "A text." in whole(client_of("FR/delegate"), f"/contacts/{number}")
    assert KEPT in whole(client_of("PL/delegate"), f"/contacts/{number}")
