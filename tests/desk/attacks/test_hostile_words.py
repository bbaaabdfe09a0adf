"""A partner, or who broke into one, writes what would be markup, a formula or a trick of writing direction.

The whole story is played with such words in every member that takes free words, and in every sealed text.
Then all pages are read as a browser reads them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from attackkit import Page, walk

import deskkit
from deskkit import client_of
from plenipo.acts.charter import Charter
from plenipo.sealing import Document
from plenipo_cli.demo import people, stage
from plenipo_node.web.node import Node

MARKUP = (
    '</p></textarea></script>"><x-evil data-evil=1><img src=x onerror=alert(1)>{{1234*1234}}{% now "Y" %}'
)
CLOSES = "'--></title></style><script>alert(1)</script><a href=javascript:alert(1)>"
LONG = "W" * 3000
TRICKS = "pay \u202eeno\u202c \u2066two\u2069 th\u200bree\ufeff \U000e0041\u2028next"
WORDS = f"=cmd|' /C calc'!A1 {MARKUP}\n{CLOSES}\njavascript:alert(1) {TRICKS}\n{LONG}"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The story as such a partner tells it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stage, "charter", hostile_charter(people.charter))
        patch.setattr(stage, "Document", hostile_document)
        patch.setattr(deskkit, "story", deskkit.story.__wrapped__)
        yield deskkit.story()


def hostile_charter(real: Any) -> Any:
    def made(*arguments: Any) -> Charter:
        charter: Charter = real(*arguments)
        return msgspec.structs.replace(
            charter,
            parties=tuple(msgspec.structs.replace(one, name=f"{MARKUP}{one.id}") for one in charter.parties),
            topics=tuple(msgspec.structs.replace(one, name=f"{CLOSES}{one.id}") for one in charter.topics),
        )

    return made


def hostile_document(**members: Any) -> Document:
    return Document(**members | {"title": f"{MARKUP} \u202eeltit", "text": f"{WORDS}\n{members['text']}"})


@pytest.fixture
def hostile(played: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Node]:
    monkeypatch.setattr(deskkit, "story", lambda: played)
    with deskkit.desk(tmp_path) as node:
        yield node


@pytest.mark.parametrize("person", ["FR/delegate", "UA/delegate", "FR/envoy"])
def test_no_words_of_a_partner_become_markup(hostile: Node, person: str) -> None:
    seen = 0
    for path, answer in walk(client_of(person), each=5):
        assert answer.status_code < 500, path
        if answer["Content-Type"].startswith("text/html"):
            text = answer.content.decode()
            seen += "x-evil" in text
            harmless(path, text)
    assert seen > 20  # so the words came where they could do harm


def harmless(path: str, text: str) -> None:
    page = Page(text)
    assert not [tag for tag, _ in page.tags if tag in {"x-evil", "iframe", "object", "embed", "base"}], path
    for tag, attributes in page.tags:
        assert not [name for name in attributes if name.startswith(("on", "hx-on", "style"))], (path, tag)
        assert "data-evil" not in attributes, path
        assert tag != "img" or str(attributes["src"]).startswith("/static/"), path
        assert tag != "script" or str(attributes.get("src", "")).startswith("/static/"), path
        assert "srcdoc" not in attributes, path
    assert not "".join(page.scripts).strip(), path
    for link in page.links():
        assert re.match(r"[/?#]", link) or link == "", (path, link)
        assert not link.startswith("//"), (path, link)
    words = "".join(page.words)
    assert "1522756" not in words, path
    for trick in "\u202e\u202c\u2066\u2069\u200b\ufeff\U000e0041\u2028":
        assert trick not in text, (path, hex(ord(trick)))


def test_what_turns_or_hides_letters_is_shown_by_its_number(hostile: Node) -> None:
    client = client_of("FR/delegate")
    pages = [a.content.decode() for _, a in walk(client, each=3) if a["Content-Type"].startswith("text/html")]
    shown = [page for page in pages if "⟨U+202E⟩eno⟨U+202C⟩" in page]
    assert shown
    assert any("⟨U+202E⟩eltit" in page for page in pages)


def test_no_cell_of_a_table_file_begins_a_formula(hostile: Node) -> None:
    files = [
        answer.content.decode()
        for _, answer in walk(client_of("FR/delegate"), each=3)
        if answer["Content-Type"].startswith("text/csv")
    ]
    assert any("/C calc" in file for file in files)
    for file in files:
        for row in csv.reader(io.StringIO(file)):
            assert not [cell for cell in row if cell.lstrip().startswith(("=", "+", "-", "@"))], row


@pytest.mark.parametrize(
    "path",
    [
        "/timeline",
        "/contacts",
        "/consultations",
        "/consents",
        "/register",
        "/do/contact.report",
        "/sign-in",
        "/search",
        "/contacts/log",
        "/import",
        "/readouts",
        "/mandates",
        "/notes",
    ],
)
def test_nothing_in_an_address_becomes_markup(hostile: Node, path: str) -> None:
    client = client_of("FR/delegate")
    names = {
        attributes["name"]
        for tag, attributes in Page(client.get(path).content.decode()).tags
        if tag in {"input", "select", "textarea"} and attributes.get("name")
    }
    names |= {
        "q",
        "p",
        "about",
        "from",
        "next",
        "back",
        "until",
        "since",
        "behind",
        "upto",
        "kind",
        "party",
        "note",
    }
    for value in (MARKUP, CLOSES, "javascript:alert(1)", "//evil.example/", "\u202e\x00"):
        answer = client.get(path, dict.fromkeys(map(str, names), value), follow=True)
        assert answer.status_code < 500, path
        page = Page(answer.content.decode())
        assert not [tag for tag, attributes in page.tags if tag == "x-evil" or "data-evil" in attributes], (
            path
        )
        assert not [each for each in page.links() if each.startswith(("javascript:", "//evil"))], path
        assert not "".join(page.scripts).strip(), path
