"""Style sheets, scripts and marks: served to anybody at once, whoever holds the desk and whoever asks."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore

from deskkit import client_of
from plenipo_node.pages.frame.static import assets
from plenipo_node.web.middleware import HEADERS
from plenipo_node.web.node import Node


class Held:
    """A lock that nobody gets."""

    def __enter__(self) -> None:
        raise AssertionError

    def __exit__(self, *_: object) -> None: ...


@pytest.fixture
def page(desk: Node, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, str]:
    """A client whose session nobody reads any more, and a page it had; the desk's lock is held."""
    client = client_of("FR/delegate")
    text = client.get("/timeline").content.decode()
    monkeypatch.setattr(desk, "lock", Held())
    monkeypatch.setattr(SessionStore, "load", Held.__enter__)
    return client, text


def test_they_wait_neither_for_the_desk_nor_for_a_session(page: tuple[Any, str]) -> None:
    client, text = page
    named = re.findall(r'(?:src|href)="(/static/[^"]+)"', text)
    assert len(set(named)) > 5
    for address in named:
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer["Vary"] == "Accept-Encoding"
        assert not answer.cookies
        assert {name: answer[name] for name in HEADERS} == HEADERS
    with pytest.raises(AssertionError):
        client.get("/timeline")


@pytest.mark.usefixtures("desk")
def test_nothing_else_is_served_from_there() -> None:
    client = client_of("FR/delegate")
    for name in (
        "../settings.py",
        "%2e%2e/web/settings.py",
        "desk.css/",
        "desk.css/x",
        "",
        "DESK.CSS",
        "desk.css%00",
    ):
        assert client.get(f"/static/{name}").status_code == 404, name
    assert client.get("/static/desk.css?v=old")["Cache-Control"] == "no-cache"
    assert client.post("/static/desk.css").status_code == 404


@pytest.mark.usefixtures("desk")
def test_a_browser_that_takes_no_gzip_gets_the_bytes_themselves() -> None:
    client = client_of()
    for name, held in assets().items():
        plain = client.get(f"/static/{name}")
        assert plain.content == held.body
        assert "Content-Encoding" not in plain
        assert client.get(f"/static/{name}", headers={"accept-encoding": "gzip"}).content == held.zipped
