"""Invitations: a one-time link that lets one accredited person make one passkey.

The secret stands in the link's fragment, which no browser sends. It has 125 random bits, so its hash needs no
salt, and the limit on tries is there to say so early. A code is used up when a passkey was made with it.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

from plenipo.acts.words import party_of
from plenipo_node.accounts.errors import CodeRefused, NobodyAccredited
from plenipo_node.accounts.models import Invitation, Passkey
from plenipo_node.accounts.passkeys import accredited

if TYPE_CHECKING:
    from plenipo.dialogue.standing import Standing
    from plenipo_node.web.node import Node

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is taken for another
LENGTH = 25
VALID_MS = 24 * 3600 * 1000


def invite(node: Node, person: str) -> str:
    """A new link for this person; earlier ones end. NobodyAccredited."""
    if not accredited(node.standing(), person):
        raise NobodyAccredited(person)
    now = node.now()
    Invitation.objects.filter(person=person, used=None).delete()
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    Invitation.objects.create(person=person, code_hash=_hash(code), expires=now + VALID_MS)
    return f"{node.config.address}/enrol#{grouped(code)}"


def first_link(node: Node) -> str | None:
    """At each start until somebody has a passkey: a link for the authority of the node's own party."""
    if Passkey.objects.exists():
        return None
    standing = node.standing()
    person = own_authority(node, standing) if standing.charter is not None else None
    return invite(node, person) if person else None


def own_authority(node: Node, standing: Standing) -> str | None:
    """The first authority of the party that this node belongs to, by the mirror's key in the charter."""
    key = node.folder.keys.cosigner_key
    own = next((p.id for p in standing.rule_book.parties if p.cosigner == key), None)
    names = (n for n, held in standing.persons.items() if "authority" in held.functions)
    return next((n for n in names if party_of(n) == own and accredited(standing, n)), None)


def open_invitation(code: str, standing: Standing, now: int) -> Invitation:
    """The invitation of this code, as typed. CodeRefused, NobodyAccredited."""
    held = Invitation.objects.filter(code_hash=_hash(normalised(code))).first()
    if held is None:
        raise CodeRefused("unknown")
    return still_open(held, standing, now)


def still_open(held: Invitation, standing: Standing, now: int) -> Invitation:
    """CodeRefused, NobodyAccredited."""
    if held.used is not None:
        raise CodeRefused("used")
    if now >= held.expires:
        raise CodeRefused("expired")
    if not accredited(standing, held.person):
        raise NobodyAccredited(held.person)
    return held


def use_up(held: Invitation, now: int) -> None:
    """Once: of two who try at the same time one is refused. CodeRefused."""
    if not Invitation.objects.filter(pk=held.pk, used=None).update(used=now):
        raise CodeRefused("used")


def normalised(code: str) -> str:
    """As made, however it was typed: any case, with or without dashes, O for 0, I and L for 1."""
    kept = "".join(char for char in code[:200].upper() if char.isalnum())
    return kept.translate(str.maketrans("OIL", "011"))


def grouped(code: str) -> str:
    return "-".join(code[at : at + 5] for at in range(0, len(code), 5))


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
