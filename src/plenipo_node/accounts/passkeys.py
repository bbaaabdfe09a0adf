"""Passkeys and what the register makes of them. Only one that is in force opens the desk."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Literal, TypeAlias

from fido2.webauthn import AttestedCredentialData

from plenipo.acts.words import party_of
from plenipo.signatures import PublicKey, passkey_public_key
from plenipo_node.accounts.models import Passkey

if TYPE_CHECKING:
    from plenipo.dialogue.standing import Standing

# waiting: not in the register yet. other: the register names it otherwise than it was made.
State: TypeAlias = Literal["in-force", "waiting", "revoked", "lost", "withdrawn", "other"]


def accredited(standing: Standing, person: str) -> bool:
    """The dialogue knows this person now, of a party that takes part in it."""
    held = standing.persons.get(person)
    return held is not None and held.ended is None and standing.role_of(person) in {"partner", "concerned"}


def state_of(passkey: Passkey, standing: Standing) -> State:
    held = standing.keys.get(passkey.fingerprint)
    if held is not None and held.revoked is not None:
        return "revoked"
    if passkey.lost is not None:
        return "lost"
    if not accredited(standing, passkey.person):
        return "withdrawn"
    if held is None:
        return "waiting"
    policy = held.policy
    stored = (held.owner, policy and policy.application, policy and policy.origin)
    return "in-force" if stored == (passkey.person, passkey.rp_id, passkey.origin) else "other"


def in_force(person: str, standing: Standing) -> list[Passkey]:
    """The passkeys with which this person can sign in, and sign, now."""
    held = Passkey.objects.filter(person=person).order_by("made")
    return [each for each in held if state_of(each, standing) == "in-force"]


def attested_of(passkey: Passkey) -> AttestedCredentialData:
    return AttestedCredentialData(bytes(passkey.attested))


def public_key_of(attested: AttestedCredentialData, rp_id: str) -> PublicKey:
    """As the register and OpenSSH know it. BadPublicKey."""
    cose = attested.public_key
    return passkey_public_key(b"\x04" + cose[-2] + cose[-3], rp_id)


def handle_of(dialogue: str, person: str) -> bytes:
    """What an authenticator files a person's passkeys under: the same for all of theirs in this dialogue."""
    return hashlib.sha256(f"plenipo desk {dialogue} {person}".encode()).digest()


def copies_refused(standing: Standing, person: str) -> bool:
    """Whether a passkey that its vendor may copy is refused: authorities, and who may speak consents."""
    functions = set(standing.persons[person].functions)
    if "authority" in functions:
        return True
    return standing.role_of(person) == "concerned" and "delegate" in functions


def authority_of(standing: Standing, person: str, viewer: str | None = None) -> str | None:
    """Who signs for this person's keys: an authority of their party that holds a key outside browsers.

    The viewer, if they are one.
    """
    outside = {
        k.owner for k in standing.keys.values() if k.revoked is None and not (k.policy and k.policy.origin)
    }
    known = [
        name
        for name, held in standing.persons.items()
        if "authority" in held.functions
        and name in outside
        and party_of(name) == party_of(person)
        and accredited(standing, name)
    ]
    return viewer if viewer in known else next(iter(known), None)
