"""Search at the desk: all that one may read, and no word more."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from deskkit import client_of, signed
from plenipo.acts.codec import decode
from plenipo.guard.rules.who import texts_of
from plenipo.register import decode_entry
from plenipo_node.lists import Wanted
from plenipo_node.lists.sqlite import FILE
from plenipo_node.pages.acts import listing
from plenipo_node.pages.acts.listing import caught_up, lists_of
from plenipo_node.pages.acts.records import words_of
from plenipo_node.web import node as nodes
from plenipo_node.web.node import Node

SOURCE_TEXT = "zanzibar <script>alert(1)</script> & <b>bold</b> ends"
REPORT = {
    "party": "FR",
    "counterpart": "RU",
    "level": "technical",
    "medium": "call",
    "at": "2026-07-05T10:00",
    "at-zone": "Europe/Paris",
    "claims": "bilateral",
}


_made: list[bytes] = []  # the lists of the whole story, once they were made


@pytest.fixture
def complete(desk: Node) -> Node:
    """A desk whose lists are complete."""
    path = desk.folder.path / FILE
    for made in _made:
        path.touch(0o600)
        path.write_bytes(made)
    while not caught_up(desk).complete:
        pass
    if not _made:
        lists_of(desk)._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[attr-defined]
        _made.append(path.read_bytes())
    return desk


def page(client: Client, **asked: Any) -> str:
    answer = client.get("/search", asked)
    assert answer.status_code == 200
    return answer.content.decode()


def rows(text: str) -> list[int]:
    return [int(each) for each in re.findall(r'scope="row"><a href="[^"]*">(\d+)</a>', text)]


def said(node: Node, person: str, **words: Any) -> int:
    """A contact logged by this person, and its number."""
    return signed(node, client_of(person).post("/do/contact.report", REPORT | words))


def test_a_word_of_a_text_is_found_with_where_it_stands(complete: Node) -> None:
    index = said(
        complete, "FR/delegate", text="We met at the lighthouse in the evening.", readers=["FR", "DE"]
    )
    text = page(client_of("DE/legal"), q="lighthouse")
    assert rows(text) == [index]
    assert "<mark>lighthouse</mark> in the evening" in text
    assert "logged a contact" in text
    assert f'href="/contacts/{index}"' in text


def test_no_word_of_a_text_sealed_to_others_is_found_counted_or_shown(complete: Node) -> None:
    said(complete, "FR/delegate", text="We met at the lighthouse.", readers=["FR"])
    for person in ("DE/delegate", "UA/delegate"):
        client = client_of(person)
        for words in ("lighthouse", "light", "lighthouse FR", 'lighthouse" OR "contact'):
            text = page(client, q=words)
            assert rows(text) == []
            assert "We met" not in text
            assert "<mark>" not in text
            assert client.get("/search", {"q": words, "format": "palette"}).json()["lines"] == []
    assert rows(page(client_of("FR/legal"), q="lighthouse")) != []


def test_of_the_whole_story_no_party_finds_a_word_that_only_others_can_read(complete: Node) -> None:
    """Long words of each text that a party cannot open, unless they stand where that party can read them."""
    parties = [party.id for party in complete.standing().rule_book.parties]
    tried = 0
    for index, data in enumerate(complete.folder.register.read()):
        texts = list(texts_of(decode(decode_entry(data).act)))
        opened = {party: [words_of(complete, party, text) or "" for text in texts] for party in parties}
        every = set(re.findall(r"[A-Za-z]{7,}", " ".join(" ".join(each) for each in opened.values())))
        facts = _open(complete, index)
        for party, own in opened.items():
            known = f"{facts} {' '.join(own)}".casefold()
            secret = sorted(word for word in every if word.casefold() not in known)
            for word in secret[:5]:
                tried += 1
                found = lists_of(complete).find(Wanted(party=party, words=word, limit=999))
                assert index not in {each.index for each in found}, (party, word)
    assert tried > 100


def _open(node: Node, index: int) -> str:
    """What is listed of a record for everybody."""
    (data,) = node.folder.register.read(index, index + 1)
    listed = listing._listed(node, index, decode_entry(data))
    return f"{listed.known} {listed.shown}"


def test_an_open_fact_is_found_by_every_party(complete: Node) -> None:
    for person in ("FR/delegate", "DE/legal", "UA/delegate"):
        assert 159 in rows(page(client_of(person), q="readout FR/envoy"))


@pytest.mark.parametrize("q", ["157", " 157 "])
def test_a_number_goes_straight_to_its_record(complete: Node, q: str) -> None:
    answer = client_of("UA/desk").get("/search", {"q": q})
    assert (answer.status_code, answer["location"]) == (302, "/register/157")


def test_a_number_of_no_record_is_looked_for_as_a_word(complete: Node) -> None:
    assert "Nothing that you may read" in page(client_of("UA/desk"), q="99999999999999999")
    assert "Nothing that you may read" in page(client_of("UA/desk"), q="176176")


def test_the_beginning_of_a_reference_finds_its_record(complete: Node) -> None:
    ref, held = next(iter(complete.standing().consultations.items()))
    assert rows(page(client_of("UA/desk"), q=ref[:10])) == [held.index]


def test_kind_and_year_narrow(complete: Node) -> None:
    client = client_of("FR/delegate")
    every = rows(page(client, q="prisoners"))
    contacts = rows(page(client, q="prisoners", kind="contact"))
    assert set(contacts) < set(every)
    assert contacts
    assert rows(page(client, q="prisoners", year="2026")) == every
    assert rows(page(client, kind="channel"))


def test_an_empty_search_says_what_can_be_looked_for(complete: Node) -> None:
    assert "Write a word" in page(client_of("FR/delegate"))
    assert "Nothing that you may read" in page(client_of("FR/delegate"), q="xylophone")


@pytest.mark.parametrize(
    "asked",
    [
        {"q": '"'},
        {"q": '" OR party:DE --'},
        {"q": "NEAR(a b"},
        {"q": "\x00\x02"},
        {"q": "a" * 5000},
        {"q": "x", "kind": "<script>"},
        {"q": "x", "year": "9999"},
        {"q": "x", "year": "-1"},
        {"q": "x", "before": "99999999999999999999"},
        {"q": "x", "before": "²"},
        {"q": "x", "format": "palette", "before": "x"},
    ],
)
def test_hostile_questions_are_answered_calmly(complete: Node, asked: dict[str, str]) -> None:
    assert client_of("FR/delegate").get("/search", asked).status_code == 200


def test_what_a_partner_wrote_never_becomes_markup(complete: Node) -> None:
    index = said(complete, "DE/delegate", party="DE", text=SOURCE_TEXT, readers=["FR", "DE"])
    client = client_of("FR/delegate")
    text = page(client, q="zanzibar")
    assert rows(text) == [index]
    assert "<script>alert" not in text
    assert "<mark>zanzibar</mark> &lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;bold" in text
    echoed = page(client, q="<script>alert(2)</script>")
    assert "<script>alert(2)" not in echoed
    answer = client.get("/search", {"q": "zanzibar", "format": "palette"})
    assert answer["content-type"] == "application/json"


def test_further_pages_go_on_where_the_last_ended(complete: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plenipo_node.pages.finding.search.ROWS", 5)
    client = client_of("FR/delegate")
    every = rows(page(client, q="RU"))
    first = every[:5]
    text = page(client, q="RU")
    link = re.search(r'href="(\?q=RU&amp;before=\d+)" rel="next"', text)
    assert link is not None
    second = rows(client.get("/search" + link[1].replace("&amp;", "&")).content.decode())
    assert len(second) == 5
    assert max(second) < min(first)


def test_while_the_lists_are_behind_the_page_says_so_and_goes_on(
    desk: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plenipo_node.pages.acts.listing.BATCH", 100)
    monkeypatch.setattr("plenipo_node.pages.finding.search.caught_up", lambda node: caught_up(node, 0))
    client = client_of("FR/delegate")
    assert "Not complete yet: 100 of 176" in page(client, q="prisoners")
    assert "Not complete yet" not in page(client, q="prisoners")


def test_lists_go_on_after_a_restart_and_take_only_what_is_new(
    complete: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = said(complete, "FR/delegate", text="The heron.", readers=["FR"])
    read: list[tuple[int, int]] = []
    register = complete.folder.register
    whole = register.read
    again = nodes.Node(complete.folder, complete.config, complete.clock)

    def noted(start: int, stop: int) -> Iterator[bytes]:
        read.append((start, stop))
        return whole(start, stop)

    monkeypatch.setattr(register, "read", noted)
    assert caught_up(again).complete
    assert read == [(index, index + 1)]


def test_lists_of_another_register_are_dropped(complete: Node) -> None:
    lists = lists_of(complete)
    lists.add([], type(lists.position())(lists.position().size, "00" * 32))
    while not caught_up(complete).complete:
        pass
    assert lists.position().root == complete.folder.register.head().root.hex()
    assert lists.find(Wanted(party="FR", words="prisoners"))


def test_lists_that_were_damaged_are_made_anew(complete: Node) -> None:
    path = complete.folder.path / FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    lists_of(complete)._db.execute("DROP TABLE position")  # type: ignore[attr-defined]
    while not caught_up(complete).complete:
        pass
    assert rows(page(client_of("FR/delegate"), q="prisoners"))


def test_where_no_lists_can_be_kept_the_page_says_so(desk: Node) -> None:
    (desk.folder.path / FILE).symlink_to(desk.folder.path / "elsewhere")
    answer = client_of("FR/delegate").get("/search", {"q": "prisoners"})
    assert answer.status_code == 503
    assert "Nothing can be looked for now." in answer.content.decode()
    assert client_of("FR/delegate").get("/mine").status_code == 200


def test_who_is_not_signed_in_finds_nothing(complete: Node) -> None:
    for asked in ({"q": "prisoners"}, {"q": "prisoners", "format": "palette"}, {"q": "157"}):
        answer = client_of().get("/search", asked)
        assert answer.status_code == 302
        assert answer["location"].startswith("/sign-in")


def test_a_party_whose_key_this_node_no_longer_holds_finds_open_facts_alone(
    complete: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of("DE/delegate")
    assert 175 in rows(page(client, q="presence"))
    monkeypatch.setattr(complete, "identities", lambda _party: [])
    assert rows(page(client, q="presence")) == []
    assert rows(page(client, q="prisoners"))


def test_the_palette_gets_what_one_may_say_and_what_is_found(complete: Node) -> None:
    client = client_of("FR/delegate")
    acts = client.get("/search", {"format": "palette"}).json()["lines"]
    assert {"words": "Log a contact", "href": "/contacts/log", "hint": "act"} in acts
    assert "Give consent" not in {line["words"] for line in acts}
    found = client.get("/search", {"format": "palette", "q": "157"}).json()["lines"]
    assert found[0]["href"] == "/register/157"
    found = client.get("/search", {"format": "palette", "q": "prison"}).json()["lines"]
    assert 0 < len(found) <= 8
    assert all(line["href"].startswith("/") for line in found)
