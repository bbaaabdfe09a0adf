"""A one-time link for a person who is to sign in at this desk."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plenipo_cli.errors import NobodyKnown, NotInstalled
from plenipo_cli.options import common, dir_option
from plenipo_cli.screen import say
from plenipo_cli.values import person as named

if TYPE_CHECKING:
    from plenipo_node.web.config import Config


@click.command("invite", short_help="Print a one-time link by which a person makes a passkey.")
@click.argument("person", metavar="PARTY/person")
@dir_option
@common
def command(person: str, folder: Path, *, as_json: bool) -> None:
    """Print a link with which PARTY/person makes a passkey, once, within a day. An earlier link ends.

    Give it to that person by a way that you trust. The passkey signs in only after their party's authority
    has added it to the register, with a key outside the browser.
    """
    try:
        import django  # noqa: F401, PLC0415 whether it is there

        from plenipo_node.web.config import read_config  # noqa: PLC0415 the desk is an extra
        from plenipo_node.web.serving import prepare  # noqa: PLC0415 as above
    except ImportError as missing:
        raise NotInstalled(missing.name or "django", "desk") from None
    who, config = named(person), read_config(folder.absolute())
    prepare(config)
    link = _link(config, who)
    words = f"For {who}: good for one passkey within 24 hours. Keep it secret until then."
    say(as_json, {"person": who, "link": link}, [link, words])


def _link(config: Config, who: str) -> str:
    """NobodyKnown."""
    from plenipo_node.accounts.errors import NobodyAccredited  # noqa: PLC0415 Django must be set up
    from plenipo_node.accounts.invitations import invite  # noqa: PLC0415 as above
    from plenipo_node.accounts.passkeys import accredited  # noqa: PLC0415 as above
    from plenipo_node.web.node import open_node  # noqa: PLC0415 as above

    with closing(open_node(config)) as node:
        try:
            return invite(node, who)
        except NobodyAccredited:
            standing = node.standing()
            known = sorted(name for name in standing.persons if accredited(standing, name))
            raise NobodyKnown(who, tuple(known)) from None
