"""The key with which this desk signs its cookies' contents: 64 hex digits in DIR/keys, for nobody else."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plenipo_node.web.config import Config

FILE = "desk-secret"


def secret_of(config: Config) -> str:
    """Made when first needed. Without a folder, one that lives as long as the process."""
    if not config.folder:
        return secrets.token_hex(32)
    path = Path(config.folder) / "keys" / FILE
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except FileExistsError:
        return path.read_text("ascii").strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(32))
        file.flush()
        os.fsync(handle)
    return path.read_text("ascii").strip()
