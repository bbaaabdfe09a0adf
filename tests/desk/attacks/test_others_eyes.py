"""Somebody who is signed in asks for what is another party's or another person's."""

from __future__ import annotations

import re

import pytest
from attackkit import addresses, walk
from django.test import Client

import deskkit
from deskkit import client_of
from plenipo.acts.codec import decode
from plenipo.guard.rules.who import texts_of
from plenipo.register import decode_entry
from plenipo_node.drafts import outbox
from plenipo_node.drafts.models import Note, Prepared
from plenipo_node.pages.acts.records import words_of
from plenipo_node.web.node import Node

SECRET = "Zwiebelkuchen at dawn"  # noqa: S105 words to look for
REPORT = deskkit.REPORT | {"text": SECRET}


def furnished() -> dict[str, str]:
    """An act that waits, with its own words, and a note of FR's."""
    client = client_of("FR/delegate")
    token = str(client.post("/do/contact.report", REPORT)["location"]).rpartition("/")[2]
    note = client.post("/notes/new", {"title": SECRET})["location"]
    client.post(note, {"title": SECRET, "text": SECRET, "seen": str(Note.objects.get().changed)})
    return {"token": token, "number": str(Note.objects.get().pk)}


@pytest.mark.parametrize("person", ["DE/delegate", "UA/delegate", "FR/envoy"])
def test_what_waits_at_the_desk_is_found_by_nobody_else(desk: Node, person: str) -> None:
    samples = furnished()
    client = client_of(person)
    party_reads_notes = person.startswith("FR/")
    for path in addresses(**samples):
        for answer in (
            client.get(f"{path}?from={samples['token']}&note={samples['number']}"),
            client.get(path),
        ):
            if not (party_reads_notes and "note" in path):
                assert SECRET not in answer.content.decode("utf-8", "replace"), path
    for end in ("", "/file", "/options", "/demo", "/signature", "/undo", "/discard"):
        path = f"/sign/{samples['token']}{end}"
        assert client.get(path).status_code in {404, 405}, path
        assert client.post(path).status_code == 404 or end == "", path
    if not party_reads_notes:
        note = f"/notes/{samples['number']}"
        assert client.get(note).status_code == 404
        assert client.post(note, {"title": "x", "text": "x", "seen": "0"}).status_code == 404
        assert client.post(f"{note}/erase").status_code == 404
    assert Note.objects.get().text == SECRET
    assert Prepared.objects.get().state == Prepared.WAITING


def test_who_is_not_signed_in_gets_nothing_of_the_dialogue(desk: Node) -> None:
    samples = furnished()
    client = Client(headers={"host": "localhost:8310"})
    title = desk.standing().title
    for path in addresses(**samples):
        for answer in (client.get(path), client.get(path, headers={"HX-Request": "true"}), client.post(path)):
            text = answer.content.decode("utf-8", "replace")
            assert title not in text, path
            assert SECRET not in text, path
            assert answer.status_code in {200, 302, 401, 403, 404, 405, 429}, path
    assert client.post("/do/contact.report", REPORT).status_code == 302
    assert Prepared.objects.count() == 1


def sealed_from(desk: Node, party: str) -> list[str]:
    """Words of texts that are not sealed to this party, and are to another: the beginning of each."""
    found = []
    for data in desk.folder.register.read(0, desk.folder.register.size()):
        for text in texts_of(decode(decode_entry(data).act)):
            if words_of(desk, party, text) is None:
                words = next(
                    filter(None, (words_of(desk, other, text) for other in ("FR", "DE", "PL", "UA"))), ""
                )
                lines = [line for line in words.splitlines() if len(line) > 30 and "EXERCISE" not in line]
                found += [" ".join(line.split()[:6]) for line in lines[:2]]
    return found


@pytest.mark.parametrize("person", ["UA/delegate", "DE/delegate"])
def test_no_page_opens_a_text_that_is_not_sealed_to_ones_party(desk: Node, person: str) -> None:
    owner = client_of("FR/delegate")
    place = owner.post("/do/contact.report", REPORT | {"readers": ["FR"]})["location"]
    owner.post(f"{place}/demo")
    assert outbox.send_due(desk) == 1
    assert SECRET in owner.get(f"/register/{desk.standing().size - 1}").content.decode()
    secrets = [*sealed_from(desk, person.partition("/")[0]), SECRET]
    client = client_of(person)
    pages = dict(walk(client, each=12))
    pages |= {f"/register/{n}": client.get(f"/register/{n}") for n in range(desk.standing().size)}
    for words in secrets:
        pages[words] = client.get("/search", {"q": words})
    for path, answer in pages.items():
        shown = " ".join(re.sub(r"<[^>]+>", "", answer.content.decode("utf-8", "replace")).split())
        if path not in secrets:  # a search repeats what was typed
            assert not [words for words in secrets if words in shown], path
        else:
            assert shown.count(path) <= 2, path


def test_the_number_of_another_persons_passkey_opens_nothing(desk: Node) -> None:
    from plenipo_node.accounts.models import Passkey  # noqa: PLC0415 Django first

    held = Passkey.objects.create(
        person="FR/delegate",
        credential="x",
        attested=b"x",
        fingerprint="SHA256:" + "A" * 43,
        rp_id="localhost",
        origin="http://localhost:8310",
        copies=False,
        label=SECRET,
        made=0,
    )
    for person in ("DE/delegate", "DE/authority", "UA/delegate", "FR/envoy"):
        client = client_of(person)
        for end in ("", "/state", "/act"):
            assert client.get(f"/passkeys/{held.pk}{end}").status_code == 404
        for end in ("/finish", "/name", "/lost"):
            assert client.post(f"/passkeys/{held.pk}{end}", {"label": "mine"}).status_code == 404
    held.refresh_from_db()
    assert (held.label, held.lost) == (SECRET, None)
