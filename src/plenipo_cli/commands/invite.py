"""A one-time link for a person who is to sign in at this desk."""

from __future__ import annotations

from pathlib import Path

import click

from plenipo_cli.options import common, dir_option
from plenipo_cli.screen import say
from plenipo_cli.values import person as named


@click.command("invite", short_help="Print a one-time link by which a person makes a passkey.")
@click.argument("person", metavar="PARTY/person")
@dir_option
@common
def command(person: str, folder: Path, *, as_json: bool) -> None:
    """Print a link with which PARTY/person makes a passkey, once, within a day. An earlier link ends.

    Give it to that person by a way that you trust. The passkey signs in only after their party's authority
    has added it to the register, with a key outside the browser.
    """
    from plenipo_cli.errors import NobodyKnown  # noqa: PLC0415 help needs no desk
    from plenipo_node.web.config import read_config  # noqa: PLC0415 as above
    from plenipo_node.web.serving import prepare  # noqa: PLC0415 as above

    who = named(person)
    prepare(read_config(folder.absolute()))
    from plenipo_node.accounts.errors import NobodyAccredited  # noqa: PLC0415 needs what was prepared
    from plenipo_node.accounts.invitations import invite  # noqa: PLC0415 as above
    from plenipo_node.accounts.passkeys import accredited  # noqa: PLC0415 as above
    from plenipo_node.web.node import the_node  # noqa: PLC0415 as above

    node = the_node()
    try:
        link = invite(node, who)
    except NobodyAccredited:
        known = (name for name in node.standing().persons if accredited(node.standing(), name))
        raise NobodyKnown(who, tuple(sorted(known))) from None
    facts = {"person": who, "link": link, "hours": 24}
    say(
        as_json, facts, [link, f"For {who}: good for one passkey within 24 hours. Keep it secret until then."]
    )
