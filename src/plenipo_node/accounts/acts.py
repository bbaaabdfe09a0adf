"""The acts that passkeys need, and that no passkey may sign: `key.add` and `key.revoke`, ready to be signed.

They are written anew each time they are asked for, so that they name the newest entries and do not lapse on
the desk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plenipo_node.preparing import compose
from plenipo_node.preparing.act_files import ActFile, act_file

if TYPE_CHECKING:
    from plenipo_node.accounts.models import Passkey
    from plenipo_node.web.node import Node


def key_add(node: Node, passkey: Passkey, by: str) -> ActFile:
    """For `by`, an authority of the passkey's party, to sign with a key outside the browser."""
    policy = {"application": passkey.rp_id, "origin": passkey.origin, "backed_up": passkey.copies}
    return _file(node, "key.add", by, passkey, {"purpose": "act", "policy": policy})


def key_revoke(node: Node, passkey: Passkey, by: str) -> ActFile:
    """Doubtful from the moment at which it was reported lost."""
    return _file(node, "key.revoke", by, passkey, {"since": passkey.lost})


def _file(node: Node, kind: str, by: str, passkey: Passkey, values: dict[str, Any]) -> ActFile:
    of = {"owner": passkey.person, "key": passkey.fingerprint}
    ready = compose(node.standing(), node.seen(), node.now(), kind, by, of | values)
    return act_file(ready.act, ready.blobs)
