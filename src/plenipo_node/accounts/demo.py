"""The demo's ready-made people: their key files lie in the demo's folder, so anybody here may be them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_ssh_private_key

from plenipo.acts.words import party_of
from plenipo.signatures import armored_act_signature, ed25519, ed25519_public_key, to_be_signed
from plenipo.signatures.keys import ED25519
from plenipo.signatures.wire import pack_string
from plenipo_node.accounts.errors import NobodyAccredited
from plenipo_node.accounts.passkeys import accredited
from plenipo_node.web.node import the_node

if TYPE_CHECKING:
    from plenipo_node.web.asking import Asked

PARTIES = ("FR", "DE", "PL", "UA")


def people(request: Asked) -> list[str]:
    """Who may be played, by party; nobody outside a demo."""
    folder = request.node.demo
    if folder is None:
        return []
    standing = request.standing
    known = (n for n in standing.persons if party_of(n) in PARTIES and accredited(standing, n))
    held = [name for name in known if (folder / _file(name)).is_file()]
    return sorted(held, key=lambda name: (PARTIES.index(party_of(name)), name))


def by_party(people: list[str]) -> list[tuple[str, list[str]]]:
    """For a page."""
    return [(party, list(names)) for party, names in groupby(people, party_of)]


def signature(person: str, act: bytes) -> bytes:
    """The armored signature of one of the demo's people. NobodyAccredited outside a demo."""
    folder = the_node().demo
    path = folder / _file(person) if folder is not None else None
    if path is None or not path.is_file():
        raise NobodyAccredited(person)
    key = load_ssh_private_key(path.read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise NobodyAccredited(person)
    public = ed25519_public_key(key.public_key().public_bytes_raw())
    raw = ed25519.sign(key.private_bytes_raw(), to_be_signed(act))
    return armored_act_signature(public.blob, pack_string(ED25519.encode()) + pack_string(raw))


def _file(person: str) -> str:
    return person.replace("/", "-")
