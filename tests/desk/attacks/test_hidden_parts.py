"""A partner seals with a program of its own what no page would ask for: nothing of it stays unseen.

The commitment is to the whole document: its title, words and marking, and whatever fields stand beside them.
Who consents to it, or signs it, has to have all of it before their eyes.
"""

from __future__ import annotations

import re
import secrets
from html import unescape
from typing import Any

import pytest
from attackkit import Page

from deskkit import client_of
from plenipo.acts.codec import decode
from plenipo.acts.words import Text
from plenipo.sealing import Document, encode_document, parse_marking, parse_recipient, seal
from plenipo_cli.main import run
from plenipo_node.accounts import demo
from plenipo_node.drafts.models import Prepared
from plenipo_node.intake import Registered, Submission
from plenipo_node.pages.acts.records import entry_at
from plenipo_node.preparing import compose
from plenipo_node.web.node import Node

DAY = 86_400_000  # ms
WORDS = "An exchange of lists of prisoners, and nothing else."
TITLE = "Terms of a cession of territory"
ANNEX = "All that stands above is void but for the \u202ecession\u202c."
REPORT = {
    "counterpart": "RU",
    "level": "technical",
    "medium": "call",
    "at": "2026-07-05T10:00",
    "at-zone": "Europe/Paris",
    "claims": "bilateral",
    "text": WORDS,
}


def sealed(desk: Node, to: tuple[str, ...], **changes: Any) -> tuple[Text, dict[str, bytes]]:
    plain: dict[str, Any] = {"kind": "consent.ask", "title": "A list", "text": WORDS}
    document = encode_document(Document(**plain | changes))
    keys = desk.standing().sealing_keys
    recipients = [parse_recipient(line) for party in to for line in keys[party]]
    blob = seal(document, recipients, salt=secrets.token_bytes(32))
    text = Text(blob=blob.cipher_sha256, commitment=blob.commitment, marking="TLP:AMBER")
    return text, {blob.cipher_sha256: blob.ciphertext}


def asked(desk: Node, **changes: Any) -> int:
    """FR asks UA for consent to such a document. The record's number."""
    text, blobs = sealed(desk, ("FR", "UA"), **changes)
    reason, more = sealed(desk, ("FR", "UA"))
    standing, now = desk.standing(), desk.now()
    topics = sorted(standing.reserved_to("UA"))[:1]
    values = {
        "party": "UA",
        "topics": topics,
        "counterpart": "RU",
        "level": "senior",
        "answer_by": now + 20 * DAY,
    }
    by = "FR/delegate"
    ready = compose(standing, desk.seen(), now, "consent.ask", by, values, {"text": text, "reason": reason})
    submission = Submission(ready.act, (demo.signature(by, ready.act),), blobs | more)
    (outcome,) = desk.intake.submit([submission])
    assert isinstance(outcome, Registered), outcome
    return outcome.index


def shown(answer: Any) -> str:
    """What a person reads on the page."""
    assert answer.status_code == 200
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


HIDDEN: dict[str, tuple[dict[str, Any], str]] = {
    "title": ({"title": TITLE}, TITLE),
    "field": (
        {"fields": {"annex": ANNEX}},
        "⟨annex⟩ All that stands above is void but for the ⟨U+202E⟩cession",
    ),
    "marking": ({"marking": parse_marking("TLP:RED")}, "⟨marking⟩ TLP:RED"),
}


@pytest.mark.parametrize("part", HIDDEN)
def test_who_is_asked_for_consent_sees_all_that_it_would_be_to(desk: Node, part: str) -> None:
    changes, words = HIDDEN[part]
    number = asked(desk, **changes)
    client = client_of("UA/delegate")
    for path in (f"/consents/{number}", f"/consents/{number}/give", f"/register/{number}"):
        page = shown(client.get(path))
        assert WORDS in page, path
        assert words in page, path


def test_what_says_nothing_more_is_shown_as_it_is(desk: Node) -> None:
    number = asked(desk, title=WORDS[:20], marking=parse_marking("TLP:AMBER"))
    page = shown(client_of("UA/delegate").get(f"/consents/{number}"))
    assert page.count(WORDS[:20]) == 2  # in the text, and in the reason
    assert "⟨" not in page


def test_no_text_of_the_story_says_more_than_its_pages_did(desk: Node) -> None:
    client = client_of("FR/delegate")
    for number in range(0, desk.standing().size, 5):
        assert "⟨" not in shown(client.get(f"/register/{number}"))


def written(by: str, **changes: str) -> Prepared:
    client = client_of(by)
    answer = client.post("/do/contact.report", REPORT | {"by": "FR/delegate"} | changes)
    assert answer.status_code == 302, answer.content.decode()
    return Prepared.objects.get(token=str(answer["location"]).rpartition("/")[2])


def test_the_title_that_somebody_else_gave_a_text_is_read_before_it_is_signed(desk: Node) -> None:
    held = written("FR/desk", title=TITLE)
    assert (held.person, held.by) == ("FR/delegate", "FR/desk")
    page = shown(client_of("FR/delegate").get(f"/sign/{held.token}"))
    assert TITLE in page
    assert "Prepared by FR/desk" in page


def test_only_who_can_read_a_text_is_said_to_read_it(desk: Node) -> None:
    """A party without a sealing key gets nothing, whatever the form says."""
    keys = desk.standing().sealing_keys
    kept = keys.pop("UA")
    try:
        held = asking(desk)
        page = shown(client_of("FR/delegate").get(f"/sign/{held.token}"))
    finally:
        keys["UA"] = kept
    assert "UA" not in held.readers
    assert "read by FR, DE, PL" in page
    assert "Not sealed to UA" in page


def test_who_is_asked_is_not_left_out_unseen_by_who_signs(desk: Node) -> None:
    """A drafter, or a form that was tampered with, names other readers."""
    held = asking(desk, readers=["FR", "DE"])
    page = shown(client_of("FR/delegate").get(f"/sign/{held.token}"))
    assert "Not sealed to UA" in page
    assert "Not sealed to" not in shown(client_of("FR/delegate").get(f"/sign/{asking(desk).token}"))


def asking(desk: Node, **changes: Any) -> Prepared:
    words = {
        "party": "UA",
        "topics": sorted(desk.standing().reserved_to("UA"))[:1],
        "counterpart": "RU",
        "level": "senior",
        "text": WORDS,
        "reason": WORDS,
        "answer_by": "2026-08-01T10:00",
        "answer_by-zone": "UTC",
    }
    answer = client_of("FR/delegate").post("/do/consent.ask", words | changes)
    assert answer.status_code == 302, answer.content.decode()
    return Prepared.objects.get(token=str(answer["location"]).rpartition("/")[2])


IMITATION = (
    "Nothing new.\nAct: Refuse consent\nBy: FR/envoy\n1. sealed text, TLP:CLEAR, read by FR\nDigest: 00"
)


def test_no_words_make_a_line_of_their_own_on_the_page_that_is_signed(desk: Node) -> None:
    """Each member is an element; what imitates further ones stays within that of the text."""
    plain = written("FR/desk")
    held = written("FR/desk", text=IMITATION)
    client = client_of("FR/delegate")
    pages = [Page(client.get(f"/sign/{each.token}").content.decode()) for each in (plain, held)]
    lines = [[tag for tag, _ in page.tags if tag in {"dt", "dd", "h1", "h2"}] for page in pages]
    assert lines[0] == lines[1]
    act = decode(bytes(held.act))
    assert act.by == "FR/delegate"
    words = shown(client.get(f"/sign/{held.token}"))
    assert words.index("Refuse consent") > words.index("sealed text")


def test_what_is_committed_to_is_what_stands_in_the_register(desk: Node) -> None:
    number = asked(desk, title=TITLE)
    entry = entry_at(desk, number)
    assert entry is not None
    text = decode(entry.act).text  # type: ignore[attr-defined] # an ask has one
    page = client_of("UA/delegate").get(f"/consents/{number}").content.decode()
    assert text.commitment in page


def test_the_command_line_hides_nothing_of_it_either(desk: Node, capsys: pytest.CaptureFixture[str]) -> None:
    number = asked(desk, title=TITLE, fields={"annex": f"{ANNEX}\nTwo."}, marking=parse_marking("TLP:RED"))
    assert run(["show", str(number), "--node", "--dir", str(desk.folder.path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    for words in (TITLE, WORDS, "<marking> TLP:RED", "Two."):
        assert f"    | {words}" in lines
    assert any(line.startswith("    | <annex> All that stands above") for line in lines)
    assert "\u202e" not in "".join(lines)
