"""A dialogue that was founded a minute ago: each page says what it is for and leads on, for every role."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest
from desk_forms import chosen, shown
from django.core.management import call_command

import deskkit
from deskkit import client_of
from plenipo_cli.main import run
from plenipo_node.web import node as nodes
from plenipo_node.web.config import Config

PARTIES = ("FR", "DE", "UA")
PERSONS = ("authority", "reserve", "delegate")
ROLES = ("FR/delegate", "FR/authority", "UA/delegate", "UA/authority")
PAGES = [
    "/",
    "/timeline",
    "/consultations",
    "/consultations/open",
    "/mandates",
    "/contacts",
    "/contacts?k=planned",
    "/contacts?k=announced",
    "/contacts?k=all",
    "/contacts/plan",
    "/contacts/log",
    "/proposals",
    "/import",
    "/proposals/table",
    "/channels",
    "/offers",
    "/consents",
    "/consents/ask",
    "/readouts",
    "/do/readout.file",
    "/statements",
    "/sources",
    "/commitments",
    "/assessments",
    "/assessments/past",
    "/register",
    "/may",
    "/search",
    "/search?q=call",
    "/mine",
    "/notes",
    "/people",
    "/charter",
    "/do/contact.plan",
]


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of FR's node, as a demo's: everybody's key files lie in it."""
    place = tmp_path_factory.mktemp("founded")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        for party in PARTIES:
            assert run(["found", "keys", "--dir", party, "--party", party]) == 0
            for person in PERSONS:
                assert run(["key", "new", f"{party}-{person}", "--no-passphrase"]) == 0
        roles = ["--partner", "FR", "--partner", "DE", "--concerned", "UA"]
        assert run(["found", "draft", "d.json", *roles]) == 0
        keys = [word for party in PARTIES for word in ("--key", f"{party}-authority")]
        assert run(["found", "d.json", "--dir", "FR", *keys]) == 0
    people = place / "FR" / "people"
    people.mkdir()
    for file in place.glob("*-*"):
        shutil.copy(file, people)
    (people / "clock").write_text(str(time.time_ns() // 1_000_000))
    return place / "FR"


@pytest.fixture
def empty(founded: Path, tmp_path: Path) -> Iterator[nodes.Node]:
    folder = tmp_path / "FR"
    shutil.copytree(founded, folder)
    config = Config(folder=str(folder), address=deskkit.ADDRESS, demo=True, undo=0)
    with deskkit.tables(folder):
        call_command("migrate", verbosity=0, interactive=False)
        node = nodes.open_node(config)
        with mock.patch.object(nodes, "open_node", return_value=node):
            nodes.the_node.cache_clear()
            try:
                yield node
            finally:
                nodes.the_node.cache_clear()
                node.close()


@pytest.mark.parametrize("person", ROLES)
def test_every_page_opens_and_no_list_is_bare(empty: nodes.Node, person: str) -> None:
    client = client_of(person)
    for address in PAGES:
        page = shown(client, address)
        for said in re.findall(r'<p class="empty">(.*?)</p>', page, flags=re.DOTALL):
            assert len(said.split()) > 3, (address, said)
        assert not re.search(r"<tbody[^>]*>\s*</tbody>", page), address
        assert not re.search(r">\s*None\s*<", page), address


def test_where_nothing_can_be_planned_yet_the_way_leads_to_a_mandate(empty: nodes.Node) -> None:
    client = client_of("FR/delegate")
    for address in ("/", "/contacts/plan", "/proposals/table"):
        page = shown(client, address)
        assert "No mandate is in force, so that nobody may talk for all." in page, address
        assert 'href="/consultations/open?subject=mandate' in page, address
    assert 'href="/contacts/plan"' in shown(client, "/contacts?k=planned")
    assert 'href="/proposals/table"' in shown(client, "/proposals")


def test_who_can_put_nothing_to_the_partners_is_told_why_and_is_offered_no_way_that_is_refused(
    empty: nodes.Node,
) -> None:
    client = client_of("UA/delegate")
    for address in ("/", "/contacts/plan"):
        page = shown(client, address)
        assert "No mandate is in force, so that nobody may talk for all." in page, address
        assert "/consultations/open" not in page, address
    for address in ("/consents/ask", "/contacts/plan", "/do/channel.open"):
        assert "Nobody of your party may say this." in shown(client, address), address
    assert "Nobody of your party" not in shown(client, "/contacts/log")


def test_where_nothing_took_place_the_way_leads_to_what_can_be_logged(empty: nodes.Node) -> None:
    for person in ("FR/delegate", "UA/delegate"):
        client = client_of(person)
        assert 'href="/contacts/log">Log a contact' in shown(client, "/timeline")
        assert 'href="/import"' in shown(client, "/contacts")
        page = shown(client, "/do/readout.file")
        assert "No contact is recorded yet, and a readout is of one." in page
        assert 'href="/contacts/log"' in page


def test_the_only_counterpart_and_now_stand_in_the_first_log(empty: nodes.Node) -> None:
    page = shown(client_of("FR/delegate"), "/contacts/log")
    assert chosen(page, "claims", "nothing")
    assert 'name="counterpart" value="RU"' in page
