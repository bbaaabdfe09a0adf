"""Open the desk: pages for the people of this node's dialogue."""

from __future__ import annotations

import webbrowser
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from plenipo_cli import exits
from plenipo_cli.errors import NotInstalled
from plenipo_cli.options import common
from plenipo_cli.screen import say

if TYPE_CHECKING:
    from plenipo_node.web.config import Config

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@click.command("serve", short_help="Open the desk: pages for the people of the dialogue.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--port", type=click.IntRange(1, 65535), help="Listen on this port of localhost.  [8310]")
@click.option("--demo", is_flag=True, help="Let anybody be any of the demo's people; on this machine only.")
@click.option("--open", "opens", is_flag=True, help="Open the address in this machine's browser.")
@common
def command(folder: Path, port: int | None, *, demo: bool, opens: bool, as_json: bool) -> int:
    """Serve the desk of the dialogue in DIR until Ctrl+C.

    Settings stand in DIR/desk.toml, which is written with remarks at the first start.
    """
    try:
        import django  # noqa: F401, PLC0415 whether it is there
        import granian  # noqa: F401, PLC0415 as above

        from plenipo_node.web import readiness, serving  # noqa: PLC0415 the desk is an extra
        from plenipo_node.web.config import read_config, write_config  # noqa: PLC0415 as above
    except ImportError as missing:
        raise NotInstalled(missing.name or "django", "desk") from None
    from plenipo_node.folder import open_folder  # noqa: PLC0415 only a server needs it

    open_folder(folder).close()
    config = _told(read_config(folder), port, demo=demo)
    write_config(folder, config)
    readiness.check(config, datetime.now(UTC))
    serving.prepare(config)
    link = serving.first_link()

    def ready() -> None:
        lines = [f"The desk is open: {config.address}"]
        lines += ["Demo: be anybody you like; Ctrl+C closes it."] if demo else ["Ctrl+C closes it."]
        lines += [f"Nobody can sign in yet. The first person enrols here, once: {link}"] if link else []
        say(as_json, {"address": config.address, "first_link": link}, lines)
        if opens:
            webbrowser.open(config.address)

    serving.serve(config, ready)
    return exits.OK


def _told(config: Config, port: int | None, *, demo: bool) -> Config:
    """The settings with what the command says. A demo is never reachable from elsewhere."""
    if port is not None:
        listen = f"{config.listen.rpartition(':')[0] or '127.0.0.1'}:{port}"
        local = config.host == "localhost"
        scheme = "https" if config.secure else "http"
        address = f"{scheme}://localhost:{port}" if local else config.address
        config = msgspec.structs.replace(config, listen=listen, address=address)
    if demo:
        if config.listen.rpartition(":")[0] not in LOOPBACK or config.host != "localhost":
            raise click.UsageError("--demo works on localhost only: see address and listen in desk.toml.")
        config = msgspec.structs.replace(config, demo=True)
    return config
