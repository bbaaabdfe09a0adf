"""Start the server: settings checked, tables brought up to date, then one process answers until stopped."""

from __future__ import annotations

import os
import socket
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from plenipo_node.web.config import Config, checked, hand_over, handed_over

if TYPE_CHECKING:
    from collections.abc import Callable

THREADS = 64  # one page at a time is made; the others wait for it, or for those who send slowly


def prepare(config: Config) -> None:
    """Django is set up with these settings, and its tables are those of this version. BadSetting."""
    hand_over(checked(config))
    os.environ["DJANGO_SETTINGS_MODULE"] = "plenipo_node.web.settings"
    import django  # noqa: PLC0415 it reads the settings that were just handed over
    from django.core.management import call_command  # noqa: PLC0415 as above

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    with suppress(FileNotFoundError):
        (Path(config.folder) / "desk.sqlite").chmod(0o600)


def first_link() -> str | None:
    """At a first start, the link by which the first person enrols."""
    from plenipo_node.accounts.invitations import first_link as made  # noqa: PLC0415 Django must be set up
    from plenipo_node.web.node import open_node  # noqa: PLC0415 as above

    node = open_node(handed_over())
    try:
        return None if node.demo else made(node)
    finally:
        node.close()


def serve(config: Config, ready: Callable[[], None]) -> None:
    """Answer until a signal ends it. `ready` is called when the address can be opened."""
    from granian import Granian  # noqa: PLC0415 only a server needs it
    from granian.constants import Interfaces  # noqa: PLC0415 as above

    host, _, port = config.listen.rpartition(":")
    server = Granian(
        "plenipo_node.web.server:application",
        address=host or "127.0.0.1",
        port=int(port),
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        websockets=False,
        log_enabled=False,
        ssl_cert=Path(config.certificate) if config.certificate else None,
        ssl_key=Path(config.private_key) if config.private_key else None,
    )
    opened = Thread(target=_when_open, args=(host or "127.0.0.1", int(port), ready), daemon=True)
    server.on_startup(opened.start)
    server.serve()


def _when_open(host: str, port: int, ready: Callable[[], None]) -> None:
    """The server's own word comes before its process listens."""
    while True:
        with suppress(OSError), socket.create_connection((host.strip("[]"), port), timeout=1):
            return ready()
        time.sleep(0.05)
