"""The acts that passkeys need, and that no passkey may sign: `key.add` and `key.revoke`, ready to be signed.

They are written anew each time they are asked for, so that they name the newest entries and do not lapse on
the desk.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from plenipo.acts.codec import encode
from plenipo.acts.key import Add, KeyPolicy, Revoke
from plenipo_node.preparing.act_files import ActFile, act_file

if TYPE_CHECKING:
    from plenipo.acts import Act
    from plenipo_node.accounts.models import Passkey
    from plenipo_node.web.node import Node


def key_add(node: Node, passkey: Passkey, by: str) -> ActFile:
    """For `by`, an authority of the passkey's party, to sign with a key outside the browser."""
    policy = KeyPolicy(application=passkey.rp_id, origin=passkey.origin, backed_up=passkey.copies)
    return _file(
        Add(
            id=secrets.token_hex(16),
            by=by,
            dialogue=node.standing().dialogue,
            seen=node.seen(),
            owner=passkey.person,
            purpose="act",
            key=passkey.fingerprint,
            policy=policy,
        )
    )


def key_revoke(node: Node, passkey: Passkey, by: str) -> ActFile:
    """Doubtful from the moment at which it was reported lost."""
    return _file(
        Revoke(
            id=secrets.token_hex(16),
            by=by,
            dialogue=node.standing().dialogue,
            seen=node.seen(),
            owner=passkey.person,
            key=passkey.fingerprint,
            since=passkey.lost,
        )
    )


def _file(act: Act) -> ActFile:
    return act_file(encode(act), {})
