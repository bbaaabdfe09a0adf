"""The cast of the register's tests: a registrar with two keys, three mirrors, a stranger, a log in memory."""

from __future__ import annotations

from hashlib import sha256

from plenipo.register import (
    Checkpoint,
    Ed25519Cosigner,
    Ed25519Signer,
    Frontier,
    MLDSA44Cosigner,
    Note,
    NoteSignature,
    Policy,
    TileReader,
    leaf_hash,
    sign_note,
    tiles_of,
    verifier_of,
)
from plenipo.register.tiles import expand

ORIGIN = "7f3a.register.example/1"
NOON = 1_770_000_000


def seed(name: str) -> bytes:
    return sha256(b"plenipo test key " + name.encode()).digest()


REGISTRAR = Ed25519Signer(ORIGIN, seed("registrar"))
REGISTRAR_PQ = MLDSA44Cosigner(ORIGIN, seed("registrar, post-quantum"))
MIRRORS = [Ed25519Cosigner(f"mirror.example/{name}", seed(name)) for name in ("north", "south", "east")]
STRANGER = Ed25519Cosigner("stranger.example", seed("stranger"))

REGISTRAR_KEYS = (REGISTRAR.key, REGISTRAR_PQ.key)
MIRROR_KEYS = tuple(mirror.key for mirror in MIRRORS)
VERIFIERS = [verifier_of(key) for key in REGISTRAR_KEYS]
POLICY = Policy(ORIGIN, REGISTRAR_KEYS, MIRROR_KEYS, quorum=2)


class Log:
    """A register that keeps all its tiles, and signs what it is told to."""

    def __init__(self, entries: list[bytes]) -> None:
        self.entries = entries

    def root(self, size: int | None = None) -> bytes:
        tree = Frontier()
        tree.extend(map(leaf_hash, self.entries[:size]))
        return tree.root()

    def reader(self) -> TileReader:
        return TileReader(len(self.entries), self.root(), self.tiles().get)

    def tiles(self) -> dict[str, bytes]:
        row = b"".join(map(leaf_hash, self.entries))
        files = {}
        for tile in tiles_of(len(self.entries)):
            if tile.level and not tile.index:
                full = range(0, len(row) // 8192 * 8192, 8192)
                row = b"".join(expand(row[at : at + 8192])[8] for at in full)
            files[tile.path] = row[tile.index * 8192 :][: tile.width * 32]
        return files

    def text(self, size: int | None = None) -> bytes:
        count = len(self.entries) if size is None else size
        return Checkpoint(ORIGIN, count, self.root(size)).encode()

    def note(self, size: int | None = None, cosigners: int = 0) -> Note:
        text = self.text(size)
        return sign_note(text, [REGISTRAR], [REGISTRAR_PQ.cosign(text, NOON), *cosigned(text, cosigners)])


def cosigned(text: bytes, count: int) -> list[NoteSignature]:
    return [mirror.cosign(text, NOON + at) for at, mirror in enumerate(MIRRORS[:count])]


def log(size: int, mark: str = "entry") -> Log:
    return Log([f"{mark} {index}".encode() for index in range(size)])
