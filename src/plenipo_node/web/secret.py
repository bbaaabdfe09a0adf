"""The key with which this desk signs its cookies' contents: 64 hex digits in DIR/keys, for nobody else."""

from __future__ import annotations

import re
import secrets
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from plenipo.errors import StoreDamaged
from plenipo_node.private_files import read_private, write_whole

if TYPE_CHECKING:
    from plenipo_node.web.config import Config

FILE = "desk-secret"
_SECRET = re.compile(rb"([0-9a-f]{64})\n?")


def secret_of(config: Config) -> str:
    """Made when first needed. Without a folder, one that lives as long as the process."""
    if not config.folder:
        return secrets.token_hex(32)
    path = Path(config.folder) / "keys" / FILE
    with suppress(FileExistsError):
        write_whole(path, secrets.token_hex(32))
    return read_secret(path)


def read_secret(path: Path) -> str:
    """KeyFileMissing, KeyFileExposed, KeyFileUnusable, StoreDamaged."""
    found = _SECRET.fullmatch(read_private(path, 100))
    if found is None:
        raise StoreDamaged(str(path), "it is not 64 hexadecimal digits")
    return found[1].decode()
