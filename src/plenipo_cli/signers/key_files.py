"""OpenSSH private key files: read if Ed25519 and private, made once, never overwritten."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from plenipo.errors import (
    KeyFileExists,
    KeyFileMissing,
    KeyFileUnusable,
    PassphraseNeeded,
    WrongPassphrase,
)
from plenipo.signatures import ed25519, ed25519_public_key, format_authorized_key, to_be_signed
from plenipo.signatures.keys import ED25519
from plenipo.signatures.wire import pack_string
from plenipo_cli.signers.base import finish
from plenipo_node.private_files import read_private

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.serialization import SSHPrivateKeyTypes

    from plenipo.signatures import PublicKey

MAX_FILE = 65536


@dataclass(frozen=True)
class KeyFileSigner:
    """Holds the 32-byte seed in memory; it is not shown."""

    public_key: PublicKey
    _seed: bytes = field(repr=False)

    def sign(self, act: bytes) -> bytes:
        raw = ed25519.sign(self._seed, to_be_signed(act))
        return finish(self.public_key, act, pack_string(ED25519.encode()) + pack_string(raw))


def load_key_file(path: Path, passphrase: bytes | None = None) -> KeyFileSigner:
    """Read the private key at `path`; a passphrase for a key that has none is ignored."""
    private = _decode(read_private(path, MAX_FILE), path, passphrase)
    if not isinstance(private, Ed25519PrivateKey):
        raise KeyFileUnusable(str(path), "kind")
    seed = private.private_bytes_raw()
    return KeyFileSigner(ed25519_public_key(ed25519.public_key(seed)), seed)


def generate_key(path: Path, passphrase: bytes | None = None, comment: str = "") -> PublicKey:
    """Write a new private key (mode 0600) and beside it its `.pub`; durable when it returns."""
    seed = secrets.token_bytes(ed25519.SEED_SIZE)
    key = ed25519_public_key(ed25519.public_key(seed))
    public = path.with_name(path.name + ".pub")
    private_file = _create(path, 0o600)
    try:
        public_file = _create(public, 0o644)
    except BaseException:
        os.close(private_file)
        path.unlink()
        raise
    _fill(private_file, _encode(seed, passphrase))
    _fill(public_file, format_authorized_key(key, comment))
    return key


def _encode(seed: bytes, passphrase: bytes | None) -> bytes:
    protection = (
        serialization.BestAvailableEncryption(passphrase) if passphrase else serialization.NoEncryption()
    )
    return Ed25519PrivateKey.from_private_bytes(seed).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, protection
    )


def _decode(data: bytes, path: Path, passphrase: bytes | None) -> SSHPrivateKeyTypes:
    try:
        return serialization.load_ssh_private_key(data, password=None)
    except TypeError:  # the library's word for "encrypted"
        if not passphrase:
            raise PassphraseNeeded(str(path)) from None
    except UnsupportedAlgorithm:
        raise KeyFileUnusable(str(path), "kind") from None
    except ValueError:
        raise KeyFileUnusable(str(path), "format") from None
    try:
        return serialization.load_ssh_private_key(data, passphrase)
    except UnsupportedAlgorithm:
        raise KeyFileUnusable(str(path), "kind") from None
    except (ValueError, TypeError):
        raise WrongPassphrase(str(path)) from None


def _create(path: Path, mode: int) -> int:
    try:
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    except FileExistsError:
        raise KeyFileExists(str(path)) from None
    except FileNotFoundError:
        raise KeyFileMissing(str(path.parent)) from None
    except OSError:
        raise KeyFileUnusable(str(path), "unwritable") from None


def _fill(descriptor: int, data: bytes) -> None:
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
