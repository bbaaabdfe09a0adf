"""A concerned party works at the desk of its host: what it has not sent yet shows nowhere but before itself.

Every page of the host's people is looked at before and after. What differs would tell them that an answer is
being written, to lean on who writes it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from attackkit import walk

import deskkit
from deskkit import client_of
from plenipo.acts.words import party_of
from plenipo_node.drafts import outbox
from plenipo_node.drafts.models import Note, Prepared
from plenipo_node.pages.acts.listing import caught_up
from plenipo_node.web.node import Node

ASKED = 145  # an open request to UA
SECRET = "Zwiebelkuchen at dawn"  # noqa: S105 words to look for
CHANGES = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"|data-draft-keys="[^"]*"')
MORE = (
    "/search?q=refuse",
    "/search?q=UA&kind=consent",
    "/search?format=palette&q=con",
    f"/consents/{ASKED}",
    "/consents",
    "/mine",
    "/people",
    "/notes",
    "/register/check/state",
    "/may",
)


def seen(person: str, *, walked: bool = True) -> dict[str, bytes]:
    client = client_of(person)
    pages = {
        path: answer.content for path, answer in walk(client, each=int(walked)) if not path.endswith(".docx")
    }
    pages |= {path: client.get(path).content for path in MORE}
    return {path: CHANGES.sub(b"", page) for path, page in pages.items()}


def works(node: Node) -> None:
    """Refuses, and may still take it back; writes a consent, a report of pressure, a note."""
    client = client_of("UA/delegate")
    for path in ("/consents", f"/consents/{ASKED}", f"/consents/{ASKED}/give", f"/register/{ASKED}"):
        assert client.get(path).status_code == 200
    place = str(client.post(f"/consents/{ASKED}/refuse", {"reason": SECRET})["location"])
    client.post(f"{place}/demo")
    give = {"until": "2026-09-01T10:00", "until-zone": "UTC", "conditions": SECRET}
    assert client.post(f"/consents/{ASKED}/give", give).status_code == 302
    report = {"text": SECRET, "topics": sorted(node.standing().reserved_to("UA"))[:1]}
    assert client.post("/do/pressure.report", report).status_code == 302
    note = str(client.post("/notes/new", {"title": SECRET, "about": str(ASKED)})["location"])
    client.post(note, {"title": SECRET, "text": SECRET, "seen": str(Note.objects.get().changed)})
    assert Prepared.objects.filter(state=Prepared.SIGNED).count() == 1
    assert Prepared.objects.filter(state=Prepared.WAITING).count() == 2


def test_no_page_of_the_host_tells_that_its_guest_is_about_to_answer(tmp_path: Path) -> None:
    """Nor that a request was opened, how often, or by whom."""
    with deskkit.desk(tmp_path, undo=60) as node:
        now = node.now()
        node.clock = lambda: now
        while not caught_up(node).complete:
            pass
        before = seen("FR/delegate")
        works(node)
        after = seen("FR/delegate")
        assert len(before) > 50
        assert before.keys() == after.keys()
        assert not [path for path in before if before[path] != after[path]]
        assert SECRET in client_of("UA/delegate").get("/notes").content.decode()


def test_what_is_sent_does_show_there(tmp_path: Path) -> None:
    """So the comparison sees what there is to be seen."""
    with deskkit.desk(tmp_path) as node:
        before = seen("FR/delegate", walked=False)
        client = client_of("UA/delegate")
        place = str(client.post(f"/consents/{ASKED}/refuse")["location"])
        client.post(f"{place}/demo")
        assert outbox.send_due(node) == 1
        after = seen("FR/delegate", walked=False)
        assert [path for path in before if before[path] != after[path]]


@pytest.mark.parametrize("person", ["FR/delegate", "DE/delegate", "FR/envoy"])
def test_no_partner_is_shown_which_request_of_another_waits_or_was_refused(desk: Node, person: str) -> None:
    """Not where a text is chosen for a plan either: that is no list of whom to lean on."""
    asks = {ask.index: ask for ask in desk.standing().asks.values()}
    party = person.partition("/")[0]
    others = {n for n, ask in asks.items() if party_of(ask.by) != party}
    vain = {n for n in others if asks[n].answered not in {"given", "disclaimed"}}
    assert vain
    client = client_of(person)
    for path in ("/", "/contacts/plan", "/proposals/table", "/consents", "/may", "/mandates"):
        page = client.get(path).content.decode().partition("<main")[2].partition("</main>")[0]
        words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
        assert not re.search(r"asked of \w+: not answered", words), path
        named = {int(number) for number in re.findall(r"[Rr]ecord (\d+), asked of", words)}
        named |= {int(number) for number in re.findall(r'href="/consents/(\d+)', page)}
        assert not named & vain, path
    shown = client.get("/contacts/plan").content.decode()
    assert re.search(r"Record \d+, asked of UA", shown)
