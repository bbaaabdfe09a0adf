"""Whoever reads the server's log, or its addresses in a history, learns nothing that was said."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator

import pytest
from attackkit import Page, addresses, walk

from deskkit import client_of
from plenipo.acts.codec import decode
from plenipo.guard.rules.who import texts_of
from plenipo.register import decode_entry
from plenipo_node.drafts import outbox
from plenipo_node.drafts.models import Prepared
from plenipo_node.pages.acts.records import words_of
from plenipo_node.web.logs import OneLine
from plenipo_node.web.node import Node

SECRET = "Zwiebelkuchen at dawn"  # noqa: S105 words to look for
LINE = re.compile(r"[0-9-]{10} [0-9:,]{12} (WARNING|ERROR) [\w.]+ .+")


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that any logger says, written as the desk writes it."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(OneLine())
    loggers = [logging.getLogger(), logging.getLogger("django")]
    ours = logging.getLogger("plenipo_node")
    level = ours.level
    ours.setLevel(logging.INFO)  # the most that an operator may ask for
    for each in loggers:
        each.addHandler(handler)
    yield lines
    ours.setLevel(level)
    for each in loggers:
        each.removeHandler(handler)


def secrets_of(desk: Node) -> set[str]:
    """Lines of every sealed text that this desk opens."""
    found: set[str] = set()
    for data in desk.folder.register.read(0, desk.folder.register.size()):
        for text in texts_of(decode(decode_entry(data).act)):
            for party in ("FR", "DE", "UA"):
                words = words_of(desk, party, text) or ""
                found |= {line for line in words.splitlines() if len(line) > 20}
    return found


def test_no_log_line_and_no_address_holds_what_is_sealed(desk: Node, log: io.StringIO) -> None:
    secrets = secrets_of(desk)
    assert len(secrets) > 50
    for person in ("FR/delegate", "UA/delegate"):
        client = client_of(person)
        for path, answer in walk(client, each=4):
            links = Page(answer.content.decode()).links() if "html" in answer["Content-Type"] else ()
            for link in (path, str(answer.get("Location", "")), *links):
                assert not [words for words in secrets if words in link], path
                assert client.session.session_key not in link
        for path in addresses():
            client.post(path, {"text": SECRET, "q": SECRET, "answer": SECRET})
    said = log.getvalue()
    assert said.count(" INFO plenipo_node.web.logs ") > 100
    assert SECRET not in said
    assert not [words for words in secrets if words in said]


def test_a_fault_is_one_line_that_says_where_and_not_what(
    desk: Node, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> object:
        raise ValueError(SECRET + "\nand more")

    client = client_of("FR/delegate")
    client.raise_request_exception = False
    place = client.post("/do/contact.outcome")
    monkeypatch.setattr("plenipo_node.pages.acts.sign.act_words.plain", fails)
    monkeypatch.setattr("plenipo_node.pages.register.page.acts.plain", fails)
    answer = client.get("/register/150", {"q": SECRET})
    assert answer.status_code == 500, place
    assert SECRET not in answer.content.decode()
    assert "This desk made a mistake" in answer.content.decode()
    faults = [line for line in log.getvalue().splitlines() if " ERROR " in line]
    assert faults
    for line in faults:
        assert LINE.fullmatch(line), line
        assert "ValueError" in line
        assert "test_what_is_logged.py" in line
    assert SECRET not in log.getvalue()
    assert "and more" not in log.getvalue()


def test_an_outbox_that_fails_says_so_in_a_line_and_tries_again(
    desk: Node, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "TICK", 0.001)
    calls: list[int] = []

    class Enough(BaseException):
        pass

    def fails(_node: Node) -> int:
        calls.append(1)
        if len(calls) > 2:
            raise Enough
        raise ValueError(SECRET)

    monkeypatch.setattr(outbox, "send_due", fails)
    with pytest.raises(Enough):
        outbox._run(desk)
    lines = [line for line in log.getvalue().splitlines() if "outbox" in line]
    assert len(lines) == 2
    assert all(LINE.fullmatch(line) for line in lines)
    assert SECRET not in log.getvalue()
    assert Prepared.objects.count() == 0
