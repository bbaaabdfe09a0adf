"""In the hour that the clocks show twice, “now” is now, and what is typed is said to mean the first."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from desk_forms import field, shown

import deskkit
from deskkit import client_of
from plenipo.acts.codec import decode
from plenipo.acts.contact import Report
from plenipo_node.drafts.models import Prepared
from plenipo_node.web import node as nodes

SECOND = round(datetime(2026, 10, 25, 1, 30, tzinfo=UTC).timestamp() * 1000)  # 02:30, the second time
LIVE = {"HX-Request": "true"}
CALL = {"counterpart": "RU", "level": "senior", "medium": "call", "claims": "bilateral", "party": "FR"}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "story_clock", lambda _people, _last: lambda: SECOND)


def test_a_contact_logged_then_took_place_now_and_not_an_hour_ago(tmp_path: Path, clock: None) -> None:
    with deskkit.desk(tmp_path):
        client = client_of("FR/delegate")
        page = shown(client, "/contacts/log")
        assert field(page, "at", "2026-10-25T01:30")
        assert "<option selected>UTC</option>" in page
        client.post("/contacts/log", CALL | {"at": "2026-10-25T01:30", "at-zone": "UTC"})
        said = decode(bytes(Prepared.objects.get().act))
        assert isinstance(said, Report)
        assert said.at == SECOND


def test_the_live_answer_says_which_hour_is_meant(tmp_path: Path, clock: None) -> None:
    with deskkit.desk(tmp_path):
        client = client_of("FR/delegate")
        twice = CALL | {"at": "2026-10-25T02:30", "at-zone": "Europe/Paris"}
        told = "Shown twice that day: the first is meant."
        assert told in client.post("/contacts/log", twice, headers=LIVE).content.decode()
        assert (
            told
            not in client.post("/contacts/log", twice | {"at-zone": "UTC"}, headers=LIVE).content.decode()
        )
        assert told not in client.post("/contacts/log", CALL, headers=LIVE).content.decode()


def test_a_written_procedure_opened_then_asks_for_consent_midway(tmp_path: Path, clock: None) -> None:
    with deskkit.desk(tmp_path):
        client = client_of("FR/delegate")
        words = {"subject": "position", "text": "We hold.", "procedure": "written"}
        until = {"deadline": "2026-10-25T02:00", "deadline-zone": "UTC"}
        page = client.post("/consultations/open", words | until | {"begin": "yes"}).content.decode()
        assert field(page, "consent_by", "2026-10-25T01:45")
        assert (
            "<option selected>UTC</option>"
            in page.partition('name="consent_by-zone"')[2].partition("</select")[0]
        )
