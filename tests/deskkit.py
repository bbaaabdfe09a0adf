"""A desk to try: the demo's dialogue, a copy of it for each test, its pages answered in this process."""

from __future__ import annotations

import functools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import django
import msgspec

from plenipo.acts.codec import decode
from plenipo.register import decode_entry
from plenipo_cli.demo import play
from plenipo_cli.demo.narrator import Narrator
from plenipo_node.web import node as nodes
from plenipo_node.web.config import Config

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plenipo_node.web.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 settings first
from django.db import connections  # noqa: E402 settings first
from django.test import Client  # noqa: E402 settings first

from plenipo_node.drafts import outbox  # noqa: E402 settings first
from plenipo_node.drafts.models import Prepared  # noqa: E402 settings first

ADDRESS = "http://localhost:8310"
# A bilateral call of FR's, as its form sends it.
REPORT = {
    "party": "FR",
    "counterpart": "RU",
    "level": "technical",
    "medium": "call",
    "at": "2026-07-05T10:00",
    "at-zone": "Europe/Paris",
    "claims": "bilateral",
    "text": "Nothing new.",
}


@functools.cache
def story() -> Path:
    """The demo's folder with the desk's empty tables, made once for each test process."""
    folder = Path(tempfile.mkdtemp(prefix="plenipo-desk-")) / "demo"
    play(folder, Narrator(silent=True))
    with tables(folder):
        call_command("migrate", verbosity=0, interactive=False)
    return folder


@contextmanager
def tables(folder: Path) -> Iterator[None]:
    """The desk's own tables are those in this folder."""
    before = connections["default"]
    ours = before.copy()
    ours.settings_dict["NAME"] = str(folder / "desk.sqlite")
    connections["default"] = ours
    try:
        yield
    finally:
        ours.close()
        connections["default"] = before


@contextmanager
def desk(place: Path, **settings: Any) -> Iterator[nodes.Node]:
    """A copy of the story, answered for by this process until the end of the test."""
    folder = place / "demo"
    shutil.copytree(story(), folder)
    config = Config(folder=str(folder), address=ADDRESS, demo=True, undo=0)
    node = nodes.open_node(msgspec.structs.replace(config, **settings))
    with tables(folder), mock.patch.object(nodes, "open_node", return_value=node):
        nodes.the_node.cache_clear()
        try:
            yield node
        finally:
            nodes.the_node.cache_clear()
            node.close()


def client_of(person: str | None = None) -> Client:
    """Django's test client at the desk's own address, signed in as one of the demo's people."""
    client = Client(headers={"host": ADDRESS.partition("//")[2]})
    if person is not None:
        answer = client.post("/accounts/switch", {"person": person})
        assert answer.status_code == 302, answer.content
    return client


def page(who: Client | str, path: str) -> str:
    """What a page says to this person, without the frame that all pages have."""
    return whole(who, path).partition("<main")[2].partition("</main>")[0]


def whole(who: Client | str, path: str) -> str:
    client = client_of(who) if isinstance(who, str) else who
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return str(answer.content.decode())


def signed(node: nodes.Node, answer: Any) -> int:
    """What a form has just prepared is signed by its author and sent; the record that it is."""
    assert answer.status_code == 302, answer.content.decode()
    size, token = node.standing().size, answer["Location"].rpartition("/")[2]
    held = Prepared.objects.get(token=token)
    assert client_of(held.person).post(f"/sign/{token}/demo").status_code == 302
    assert outbox.send_due(node) == 1
    held.refresh_from_db()
    assert (held.state, held.record) == (Prepared.SENT, size), held.trouble
    return size


def registered(node: nodes.Node, answer: Any) -> Any:
    """The act that it is."""
    return act_at(node, signed(node, answer))


def act_at(node: nodes.Node, number: int) -> Any:
    (data,) = node.folder.register.read(number, number + 1)
    return decode(decode_entry(data).act)
