"""A node's own keys: for the register it orders, for its mirror, for what is sealed to its party.

1. They are 32 random bytes each, in files that only their owner may read; none is ever overwritten.
2. A person's signing key is never among them.
3. A node may host parties that run none: it then keeps the sealing identity of each, hosted/PARTY.age, by the
   same rules. What else lies in that folder is refused: no key is kept under a name that nobody reads.
"""

from __future__ import annotations

import base64
import re
import secrets
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plenipo.errors import (
    HostedKeyMisnamed,
    KeyFileExists,
    KeyFileUnusable,
    KeyFolderExposed,
    MalformedKey,
)
from plenipo.register import Checkpoint, Ed25519Cosigner, Ed25519Signer, MLDSA44Cosigner, sign_note
from plenipo.sealing import HybridIdentity, parse_identity
from plenipo.signatures import ed25519
from plenipo.verify import origin_of
from plenipo_node.private_files import read_private, sync_names, write_new

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

SEED_SIZE = 32
MAX_FILE = 4096
REGISTRAR, REGISTRAR_PQ, MIRROR, SEALING = (
    "registrar-ed25519",
    "registrar-ml-dsa-44",
    "mirror-ed25519",
    "sealing.age",
)
HOSTED, AGE = "hosted", ".age"

_PARTY = re.compile(r"[A-Z][A-Z0-9-]{0,15}")


@dataclass(frozen=True, slots=True)
class NodeKeys:
    """Three seeds of 32 bytes, the party's age identity, and those of the parties hosted here. Signers are
    made once a term: it costs as much as signing.
    """

    registrar: bytes = field(repr=False)
    registrar_pq: bytes = field(repr=False)
    mirror: bytes = field(repr=False)
    sealing: HybridIdentity = field(repr=False)
    hosted: Mapping[str, HybridIdentity] = field(default_factory=dict, repr=False, hash=False)
    _classical: dict[str, Ed25519Signer] = field(default_factory=dict, init=False, repr=False, compare=False)
    _quantum: dict[str, MLDSA44Cosigner] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def registrar_key(self) -> str:
        """For `Charter.registrar_key`."""
        return _public(self.registrar)

    @property
    def cosigner_key(self) -> str:
        """For `Party.cosigner`."""
        return _public(self.mirror)

    @property
    def recipient(self) -> str:
        """For `key.add` with the purpose "seal": `age1pq1…`."""
        return str(self.sealing.recipient)

    def registrar_pq_vkey(self, dialogue: str, term: int) -> str:
        """For `key.add` with the purpose "register": the ML-DSA-44 vkey of this term."""
        return str(self._pq(origin_of(dialogue, term)).key)

    def sign(self, checkpoint: Checkpoint, registered: Sequence[str], time: int) -> bytes:
        """The checkpoint as a note, signed as registrar at `time`, POSIX seconds.

        The ML-DSA-44 line is there if its vkey is among the `registered`.
        """
        text = checkpoint.encode()
        post_quantum = self._pq(checkpoint.origin) if registered else None
        others = (
            [post_quantum.cosign(text, time)] if post_quantum and str(post_quantum.key) in registered else []
        )
        return sign_note(text, [self._signer(checkpoint.origin)], others).encode()

    def cosigner(self, dialogue: str, party: str) -> Ed25519Cosigner:
        """The mirror's key, named `<dialogue>/<PARTY>`."""
        return Ed25519Cosigner(f"{dialogue}/{party}", self.mirror)

    def _signer(self, origin: str) -> Ed25519Signer:
        found = self._classical.get(origin)
        if found is None:
            found = self._classical[origin] = Ed25519Signer(origin, self.registrar)
        return found

    def _pq(self, origin: str) -> MLDSA44Cosigner:
        found = self._quantum.get(origin)
        if found is None:
            found = self._quantum[origin] = MLDSA44Cosigner(origin, self.registrar_pq)
        return found


def new_keys() -> NodeKeys:
    return NodeKeys(
        secrets.token_bytes(SEED_SIZE),
        secrets.token_bytes(SEED_SIZE),
        secrets.token_bytes(SEED_SIZE),
        HybridIdentity(secrets.token_bytes(SEED_SIZE)),
    )


def write_keys(folder: Path, keys: NodeKeys) -> None:
    """Make the folder, 0700, with the keys in it, 0600. FileExistsError and other OSErrors."""
    folder.mkdir(mode=0o700)
    seeds = {REGISTRAR: keys.registrar, REGISTRAR_PQ: keys.registrar_pq, MIRROR: keys.mirror}
    lines = {name: seed.hex() for name, seed in seeds.items()} | {SEALING: keys.sealing.encode()}
    for name, line in lines.items():
        write_new(folder / name, line + "\n")
    for party, identity in keys.hosted.items():
        host_party(folder, party, identity)


def host_party(folder: Path, party: str, identity: HybridIdentity) -> None:
    """Keep the sealing identity of a party beside the node's own keys. It is there whole, or not at all.

    HostedKeyMisnamed, KeyFolderExposed, KeyFileExists, OSErrors.
    """
    place = folder / HOSTED
    path = place / (party + AGE)
    if not _PARTY.fullmatch(party):
        raise HostedKeyMisnamed(str(path))
    place.mkdir(mode=0o700, exist_ok=True)
    _private(place)
    beside = folder / f".{HOSTED}.{secrets.token_hex(4)}"
    try:
        write_new(beside, identity.encode() + "\n")
        path.hardlink_to(beside)
    except FileExistsError:
        raise KeyFileExists(str(path)) from None
    finally:
        beside.unlink(missing_ok=True)
    for changed in (place, folder):
        sync_names(changed)


def read_keys(folder: Path) -> NodeKeys:
    """KeyFileMissing, KeyFileExposed, KeyFileUnusable, KeyFolderExposed, HostedKeyMisnamed."""
    return NodeKeys(
        _seed(folder / REGISTRAR),
        _seed(folder / REGISTRAR_PQ),
        _seed(folder / MIRROR),
        _identity(folder / SEALING),
        dict(_hosted(folder / HOSTED)),
    )


def _hosted(folder: Path) -> Iterator[tuple[str, HybridIdentity]]:
    """Each party hosted here with its identity, by name."""
    try:
        _private(folder)
        found = sorted(folder.iterdir())
    except FileNotFoundError:
        return
    except OSError:
        raise KeyFileUnusable(str(folder), "unreadable") from None
    for path in found:
        party = path.name.removesuffix(AGE)
        if not _PARTY.fullmatch(party) or path.name != party + AGE:
            raise HostedKeyMisnamed(str(path))
        yield party, _identity(path)


def _private(folder: Path) -> None:
    """KeyFolderExposed, OSErrors."""
    mode = stat.S_IMODE(folder.stat().st_mode)
    if mode & 0o077:
        raise KeyFolderExposed(str(folder), mode)


def _identity(path: Path) -> HybridIdentity:
    try:
        identity = parse_identity(_line(path))
    except MalformedKey:
        raise KeyFileUnusable(str(path), "format") from None
    if not isinstance(identity, HybridIdentity):
        raise KeyFileUnusable(str(path), "kind")
    return identity


def _seed(path: Path) -> bytes:
    line = _line(path)
    try:
        seed = bytes.fromhex(line)
    except ValueError:
        seed = b""
    if len(seed) != SEED_SIZE or seed.hex() != line:
        raise KeyFileUnusable(str(path), "format")
    return seed


def _line(path: Path) -> str:
    """The one line of a key file."""
    data = read_private(path, MAX_FILE)
    if not data.isascii() or not data.endswith(b"\n"):
        raise KeyFileUnusable(str(path), "format")
    return data[:-1].decode()


def _public(seed: bytes) -> str:
    return base64.b64encode(ed25519.public_key(seed)).decode()
