"""Verifier keys (vkeys) of C2SP signed-note: a name, a signature type and the public key.

1. A name is not empty and holds no Unicode space, no plus and no control character.
2. The key id is the first four bytes of SHA-256(name, newline, type, public key).
3. Only the types that this register uses are known, each with one length of key.
4. Within one set, no name and id occurs twice, and no public key: an Ed25519 cosignature does not say whose
   it is, so one key under two names would count as two cosigners (tlog-cosignature).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from plenipo.errors import MalformedVerifierKey, VerifierKeyClash
from plenipo.register.text import base64, unbase64

if TYPE_CHECKING:
    from collections.abc import Iterable

ED25519: Final = 0x01
ED25519_COSIGNATURE: Final = 0x04
ML_DSA_44_COSIGNATURE: Final = 0x06

PUBLIC_KEY_SIZE = {ED25519: 32, ED25519_COSIGNATURE: 32, ML_DSA_44_COSIGNATURE: 1312}
MAX_VKEY = 4096

_NOT_IN_NAME = re.compile(r"[\x00-\x1f+\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """Who signs: `kind` is the signature type byte of signed-note."""

    name: str
    kind: int
    public: bytes

    def __post_init__(self) -> None:
        if not is_key_name(self.name):
            raise MalformedVerifierKey("name")
        if PUBLIC_KEY_SIZE.get(self.kind) != len(self.public):
            raise MalformedVerifierKey("public key")

    @property
    def key_id(self) -> bytes:
        """The four bytes before each signature by this key."""
        return sha256(b"%s\n%c%s" % (self.name.encode(), self.kind, self.public)).digest()[:4]

    def __str__(self) -> str:
        """The vkey: `<name>+<key id in hex>+<base64 of type and key>`."""
        return f"{self.name}+{self.key_id.hex()}+{base64(bytes([self.kind]) + self.public).decode()}"


def parse_vkey(text: str) -> VerifierKey:
    """The key of which `text` is the vkey. MalformedVerifierKey."""
    if len(text) > MAX_VKEY:
        raise MalformedVerifierKey("length")
    # A name holds no plus; the base64 at the end may.
    name, _, rest = text.partition("+")
    _, _, encoded = rest.partition("+")
    material = unbase64(encoded.encode("ascii", "replace"))
    if not material:
        raise MalformedVerifierKey("base64")
    key = VerifierKey(name, material[0], material[1:])
    if str(key) != text:
        raise MalformedVerifierKey("key id")
    return key


def is_key_name(name: str) -> bool:
    """Rule 1."""
    # `split` knows every Unicode space; a lone surrogate has no UTF-8.
    return name.split() == [name] and not _NOT_IN_NAME.search(name)


def check_distinct(keys: Iterable[VerifierKey]) -> None:
    """Rule 4. VerifierKeyClash."""
    seen: dict[object, str] = {}
    for key in keys:
        for mark in ((key.name, key.key_id), key.public):
            if mark in seen:
                raise VerifierKeyClash(key.name, seen[mark])
            seen[mark] = key.name
