"""Acts in one's name, what one may say, people and keys, the charter: as a person looks at them."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from deskkit import client_of, signed, whole
from plenipo.acts.codec import decode
from plenipo.acts.dialogue import Amend, Found
from plenipo.guard.may import may
from plenipo.register import decode_entry
from plenipo.signatures import signer_of
from plenipo_node.pages.acts.listing import caught_up, lists_of
from plenipo_node.pages.finding import charter as charter_page
from plenipo_node.pages.register import mine
from plenipo_node.web.node import Node
from plenipo_node.wording.acts import title
from plenipo_node.wording.families import FAMILIES, family_of

PATHS = ("/mine", "/may", "/people", "/charter")


def numbers(text: str) -> list[int]:
    return [int(each) for each in re.findall(r'id="record-(\d+)"', text)]


def in_the_name(node: Node, person: str) -> list[int]:
    """By walking the whole register, as `plenipo mine` does."""
    entries = [decode_entry(data) for data in node.folder.register.read()]
    keys = {mark for mark, key in node.standing().keys.items() if key.owner == person}
    return [
        index
        for index, entry in enumerate(entries)
        if decode(entry.act).by == person or keys & set(map(signer_of, entry.signatures))
    ]


# --- acts in my name ---


def test_all_acts_in_ones_name_are_listed_and_no_others(desk: Node) -> None:
    while not caught_up(desk).complete:
        pass
    for person in ("FR/delegate", "DE/authority", "UA/desk", "PL/legal"):
        assert numbers(whole(person, "/mine")) == in_the_name(desk, person)[::-1][: mine.ROWS]


def test_an_act_just_registered_is_the_first_line(desk: Node) -> None:
    client = client_of("FR/desk")
    words = {"grade": "B2", "published": "2026-07-05T10:00", "text": "x"}
    signed(desk, client.post("/do/source.add", words))
    while not caught_up(desk).complete:
        pass
    text = whole("FR/desk", "/mine")
    assert numbers(text)[0] == desk.standing().size - 1
    assert "added a source" in text


def test_the_page_says_where_else_to_look(desk: Node) -> None:
    text = whole("FR/delegate", "/mine")
    assert "plenipo mine FR/delegate --dir DIR" in text
    assert "A desk that was broken into" in text


def test_ones_acts_are_paged(desk: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mine, "ROWS", 4)
    while not caught_up(desk).complete:
        pass
    every = in_the_name(desk, "FR/delegate")[::-1]
    assert numbers(whole("FR/delegate", "/mine")) == every[:4]
    assert numbers(whole("FR/delegate", f"/mine?before={every[3]}")) == every[4:8]
    assert f"?before={every[7]}" in whole("FR/delegate", f"/mine?before={every[3]}")


@pytest.mark.parametrize("before", ["", "x", "-1", "9" * 40, "²", "0", "<b>"])
def test_a_page_that_is_none_is_answered_calmly(desk: Node, before: str) -> None:
    answer = client_of("FR/delegate").get("/mine", {"before": before})
    assert answer.status_code == 200
    assert "<b>" not in answer.content.decode().partition("<main")[2]


def test_an_act_that_anothers_key_signed_in_ones_name_stands_there_with_that_key(desk: Node) -> None:
    while not caught_up(desk).complete:
        pass
    lists = lists_of(desk)
    ours = next(mark for mark, key in desk.standing().keys.items() if key.owner == "FR/envoy")
    foreign = in_the_name(desk, "FR/envoy")[0]
    found = lists.named("DE/nobody", [ours], None, 999)
    assert foreign in found
    assert set(found) == set(in_the_name(desk, "FR/envoy"))


# --- what may I do now? ---


@pytest.mark.parametrize("person", ["FR/delegate", "FR/authority", "DE/envoy", "UA/delegate", "PL/legal"])
def test_what_the_guard_admits_is_offered_and_what_it_refuses_is_not(desk: Node, person: str) -> None:
    text = html.unescape(whole(person, "/may"))
    found = may(desk.standing(), person, desk.now(), desk.intake.past)
    sayable = {option.kind for option in found if option.state in {"may", "needs"}}
    refused = {option.kind for option in found} - sayable
    assert all(title(kind) in text for kind in sayable)
    assert all(f"/do/{kind}" not in text for kind in refused)
    assert all(str(FAMILIES[family_of(kind)]) in text for kind in sayable)


def test_every_form_that_is_offered_opens(desk: Node) -> None:
    client = client_of("FR/delegate")
    text = client.get("/may").content.decode()
    main = text.partition("<main")[2].partition("</main")[0]
    links = {html.unescape(link) for link in re.findall(r'href="([^"]+)"', main)}
    assert len(links) > 20
    for link in links:
        assert client.get(link).status_code == 200, link


def test_a_refusal_says_why_and_what_helps(desk: Node) -> None:
    text = whole("FR/delegate", "/may")
    assert "FR may not do this alone" in text
    assert "Have the partners decide" in text


def test_every_family_of_acts_has_a_name() -> None:
    from plenipo.acts import KINDS  # noqa: PLC0415 beside what it is compared with

    assert {family_of(kind) for kind in KINDS} == set(FAMILIES)


# --- people and keys ---


def test_parties_persons_functions_and_keys_are_shown_to_every_party(desk: Node) -> None:
    for person in ("FR/legal", "UA/desk"):
        text = whole(person, "/people")
        for name, held in desk.standing().persons.items():
            assert name in text
            assert held.functions[0] in text
        for mark in desk.standing().keys:
            assert f'title="{mark}"' in text


def test_only_an_authority_is_offered_its_acts_and_only_on_its_own_party(desk: Node) -> None:
    text = html.unescape(whole("FR/authority", "/people"))
    assert "/do/person.accredit" in text
    assert "/do/person.withdraw?person=FR/envoy" in text.replace("%2F", "/")
    assert "person=DE" not in text
    assert "owner=DE" not in text
    plain = whole("FR/legal", "/people")
    assert "/do/person.accredit" not in plain
    assert "/do/person.withdraw" not in plain
    assert set(re.findall(r"owner=FR%2F([a-z]+)", plain)) == {"legal"}


def test_an_authority_prepares_the_end_of_an_accreditation(desk: Node) -> None:
    client = client_of("FR/authority")
    text = html.unescape(client.get("/people").content.decode())
    link = next(each for each in re.findall(r'href="([^"]+)"', text) if "person=FR%2Fdesk" in each)
    assert "FR/desk" in client.get(link).content.decode()
    signed(desk, client.post("/do/person.withdraw", {"person": "FR/desk"}))
    assert desk.standing().persons["FR/desk"].ended is not None
    text = whole("DE/legal", "/people")
    assert "ended <time" in text


def test_a_revoked_key_is_shown_as_revoked(desk: Node) -> None:
    client = client_of("FR/authority")
    mark = next(mark for mark, key in desk.standing().keys.items() if key.owner == "FR/desk")
    signed(desk, client.post("/do/key.revoke", {"owner": "FR/desk", "key": mark}))
    assert desk.standing().keys[mark].revoked is not None
    text = whole("DE/legal", "/people")
    row = text[text.index(f'title="{mark}"') :].partition("</li>")[0]
    assert "revoked <time" in row


# --- the charter ---


def test_the_charter_is_told_in_plain_words(desk: Node) -> None:
    text = html.unescape(whole("UA/desk", "/charter"))
    charter = desk.standing().rule_book
    for party in charter.parties:
        assert party.name in text
    for topic in charter.topics:
        assert topic.name in text
    assert "reserved to UA: decided only with its own consent" in text
    assert "Adopted when no member is against." in text
    assert charter.ceiling in text
    assert "FR/authority founded the dialogue" in text


def test_each_amendment_says_what_it_changed(desk: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    """The story has no amendment: its founding, a charter with another cap, and one without effect."""
    (data,) = desk.folder.register.read(0, 1)
    founding = decode_entry(data)
    found = decode(founding.act)
    assert isinstance(found, Found)
    changed = msgspec.structs.replace(found.charter, version=2, cap=7, quorum=4)
    amend = Amend(
        id="0" * 32,
        by="FR/authority",
        dialogue=desk.standing().dialogue,
        seen=desk.seen(),
        consultation="0" * 64,
        charter=changed,
    )
    acts: dict[int, Any] = {0: found, 5: amend, 9: amend}
    desk.standing().void[9] = ("not-adopted",)
    monkeypatch.setattr(charter_page, "lists_of", lambda _node: Kinds())
    monkeypatch.setattr(charter_page, "entry_at", lambda _node, at: replace(founding, act=str(at).encode()))
    monkeypatch.setattr(charter_page, "decode", lambda data: acts[int(data)])
    text = whole("FR/legal", "/charter").partition('id="history"')[2]
    amended = text[text.index("/register/5") :].partition("</ul>")[0]
    assert "Version 2" in amended
    assert "Most envoys at a time: 2 → 7" in amended
    assert "Countersignatures that make final: 3 → 4" in amended
    assert "without effect" in text[text.index("/register/9") :].partition("</li>")[0]


class Kinds:
    """Three entries that changed the charter, or say so."""

    @staticmethod
    def of_kinds(_kinds: tuple[str, ...]) -> list[int]:
        return [9, 5, 0]


# --- for everybody ---


@pytest.mark.parametrize("path", PATHS)
def test_nobody_sees_a_page_without_signing_in(desk: Node, path: str) -> None:
    assert client_of().get(path)["location"].startswith("/sign-in")


@pytest.mark.parametrize("path", PATHS)
def test_people_of_every_function_and_role_see_each_page(desk: Node, path: str) -> None:
    for person in ("FR/authority", "FR/legal", "DE/envoy", "PL/desk", "UA/authority", "UA/delegate"):
        whole(person, path)
