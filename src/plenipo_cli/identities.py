"""Identity files on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plenipo_cli import files
from plenipo_node.preparing import texts

if TYPE_CHECKING:
    from pathlib import Path

    from plenipo.sealing import PartyIdentity

MAX_IDENTITY_FILE = 65_536


def read_identities(path: Path) -> list[PartyIdentity]:
    """NoSuchFile, MalformedKey."""
    return texts.read_identities(files.read_text(path, MAX_IDENTITY_FILE))
