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

import msgspec

from plenipo_cli.demo import play
from plenipo_cli.demo.narrator import Narrator
from plenipo_node.web import node as nodes
from plenipo_node.web.config import Config, hand_over

ADDRESS = "http://localhost:8310"


@functools.cache
def story() -> Path:
    """The demo's folder with the desk's empty tables, made once for each test process; Django set up."""
    folder = Path(tempfile.mkdtemp(prefix="plenipo-desk-")) / "demo"
    play(folder, Narrator(silent=True))
    hand_over(Config(folder=str(folder), address=ADDRESS, demo=True, undo=0, language="en"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "plenipo_node.web.settings"
    import django  # noqa: PLC0415 it reads the settings that were just handed over
    from django.core.management import call_command  # noqa: PLC0415 as above

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    from django.db import connections  # noqa: PLC0415 as above

    connections.close_all()
    return folder


@contextmanager
def desk(place: Path, **settings: Any) -> Iterator[nodes.Node]:
    """A copy of the story, answered for by this process until the end of the test."""
    source = story()
    from django.db import connections  # noqa: PLC0415 Django is set up by then

    folder = place / "demo"
    shutil.copytree(source, folder)
    config = Config(folder=str(folder), address=ADDRESS, demo=True, undo=0)
    node = nodes.open_node(msgspec.structs.replace(config, **settings))
    connections.close_all()
    connections["default"].settings_dict["NAME"] = str(folder / "desk.sqlite")
    with mock.patch.object(nodes, "open_node", return_value=node):
        nodes.the_node.cache_clear()
        try:
            yield node
        finally:
            nodes.the_node.cache_clear()
            connections.close_all()
            node.close()


def client_of(person: str | None = None) -> Any:
    """Django's test client at the desk's own address, signed in as one of the demo's people."""
    from django.test import Client  # noqa: PLC0415 Django is set up by then

    client = Client(headers={"host": ADDRESS.partition("//")[2]})
    if person is not None:
        answer = client.post("/accounts/switch", {"person": person})
        assert answer.status_code == 302, answer.content
    return client
