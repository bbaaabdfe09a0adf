"""Who is given the key to what a browser keeps of a form: its person, while signed in, and no cache."""

from __future__ import annotations

import re

from attackkit import walk

from deskkit import client_of
from plenipo_node.pages.frame.shell import DRAFTS_LAST, draft_keys
from plenipo_node.web.node import Node

KEYS = re.compile(r'data-draft-keys="([0-9a-f]{64}) ([0-9a-f]{64})"')


def test_a_key_lasts_a_period_is_given_out_for_one_more_and_never_again() -> None:
    begun = 600 * DRAFTS_LAST
    now, before = draft_keys("FR/delegate", begun).split()
    assert draft_keys("FR/delegate", begun + DRAFTS_LAST - 1).split() == [now, before]
    after = draft_keys("FR/delegate", begun + DRAFTS_LAST).split()
    assert after[1] == now
    assert after[0] not in {now, before}
    assert not {now, before} & set(draft_keys("FR/delegate", begun + 2 * DRAFTS_LAST).split())


def test_everybody_has_keys_of_their_own(desk: Node) -> None:
    people = ["FR/delegate", "FR/envoy", "DE/delegate", "UA/delegate"]
    given = [KEYS.search(client_of(person).get("/").content.decode()) for person in people]
    assert len({key for found in given if found for key in found.groups()}) == 2 * len(people)


def test_no_page_without_a_person_has_keys_and_none_with_them_is_kept_by_a_cache(desk: Node) -> None:
    for path, answer in walk(client_of(), each=2, start=("/sign-in", "/accessibility", "/enrol")):
        assert b"data-draft-keys" not in answer.content, path
    seen = 0
    for path, answer in walk(client_of("FR/delegate"), each=1):
        if b"data-draft-keys" in answer.content:
            assert answer["Cache-Control"] == "no-store", path
            seen += 1
    assert seen > 30
