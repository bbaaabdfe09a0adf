"""Mandates at the desk."""

from __future__ import annotations

import re

import pytest

from deskkit import client_of, page, signed
from plenipo_node.web.node import Node

LIVE, ENDED, NEVER = 137, 78, 87


def test_the_list_has_those_in_force_then_those_that_ended_and_how_full_the_cap_is(desk: Node) -> None:
    found = page(client_of("FR/delegate"), "/mandates")
    assert "2 of 2 interlocutors: DE/envoy, FR/envoy" in found
    assert found.index(f"mandate {LIVE}") < found.index("Ended") < found.index(f"mandate {ENDED}")


def test_a_mandate_shows_its_objectives_red_lines_scope_and_what_it_rests_on(desk: Node) -> None:
    found = page(client_of("FR/envoy"), f"/mandates/{LIVE}")
    for words in (
        "A second exchange of prisoners",
        "Norm: Charter of the United Nations, Article 2(4).",
        "May suspend or end it alone",
        "Accepted by FR/envoy",
        f'href="/mandates/{ENDED}"',
        "Next regular report",
        'href="/contacts/175"',
    ):
        assert words in found
    assert "Renewed by another mandate" in page(client_of("FR/envoy"), f"/mandates/{ENDED}")


def test_a_mandate_that_nobody_accepted_says_so(desk: Node) -> None:
    found = page(client_of("FR/delegate"), f"/mandates/{NEVER}")
    assert "Adopted, not accepted yet" in found


def test_who_may_suspend_it_is_offered_to_and_others_are_not(desk: Node) -> None:
    assert "Suspend a mandate" in page(client_of("PL/delegate"), f"/mandates/{LIVE}")
    assert "Suspend a mandate" not in page(client_of("DE/delegate"), f"/mandates/{LIVE}")
    assert "Report under a mandate" in page(client_of("FR/envoy"), f"/mandates/{LIVE}")
    assert "Put its end to the partners" not in page(client_of("UA/delegate"), f"/mandates/{LIVE}")


def test_suspending_and_resuming_stay_in_what_became_of_it(desk: Node) -> None:
    client = client_of("PL/delegate")
    for what in ("suspend", "resume"):
        found = page(client, f"/mandates/{LIVE}")
        link = re.search(rf'href="(/do/mandate\.{what}\?about=[0-9a-f]+)"', found)
        assert link is not None
        ref = link[1].rpartition("=")[2]
        answer = client.post(f"/do/mandate.{what}", {"mandate": ref})
        signed(desk, answer)
    found = page(client, f"/mandates/{LIVE}")
    assert "Suspended by PL" in found
    assert "resumed" in found


def test_its_end_is_put_to_the_partners_from_its_page(desk: Node) -> None:
    client = client_of("DE/delegate")
    found = page(client, f"/mandates/{LIVE}")
    link = re.search(r'href="(/consultations/open\?subject=end-mandate[^"]+)"', found)
    assert link is not None
    form = page(client, link[1].replace("&amp;", "&"))
    assert re.search(r'<option value="[0-9a-f]{64}" selected>', form)


def test_a_renewal_begins_where_the_mandate_ends_and_names_it(desk: Node) -> None:
    client = client_of("DE/delegate")
    link = re.search(r'href="(/consultations/open\?subject=mandate[^"]+)"', page(client, f"/mandates/{LIVE}"))
    assert link is not None
    form = page(client, link[1].replace("&amp;", "&"))
    assert 'name="subject.mandate.starts" value="2026-10-01T00:00"' in form
    renewed = next(ref for ref, held in desk.standing().consultations.items() if held.index == LIVE)
    assert f'<option value="{renewed}" selected>' in form
    assert not re.search(r'name="subject.mandate.envoys" value="UA', form)


@pytest.mark.parametrize("number", [0, 1, 148, 145, 176, 10**15, 10**30])
def test_what_is_no_mandate_is_missing(desk: Node, number: int) -> None:
    assert client_of("FR/delegate").get(f"/mandates/{number}").status_code == 404


@pytest.mark.parametrize("query", ["?p=0", "?p=x", "?p=99999999999999999999", "?p=2"])
def test_any_page_of_the_list_is_answered(desk: Node, query: str) -> None:
    page(client_of("FR/delegate"), f"/mandates{query}")
