"""What an export carries beside its register: the root and the verifier keys, for tools of others.

They prove nothing here, since all keys are read from the entries. But whoever uses them with another tool
relies on them, so they are to say what the entries say. Likewise every line under the checkpoint is to be by
a known key: an unknown one means nothing (signed-note), so a known one could be made to mean nothing unseen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plenipo.verify import known_keys
from plenipo_cli import files
from plenipo_cli.errors import DoesNotHold

if TYPE_CHECKING:
    from pathlib import Path

    from plenipo.dialogue.standing import Standing
    from plenipo.register import Note

ROOT, VKEYS = "root", "vkeys"
MAX_BESIDE = 4 * 1024 * 1024


def beside(standing: Standing) -> dict[str, bytes]:
    """The files beside the register, with what they are to hold."""
    keys = "".join(f"{key}\n" for key in known_keys(standing))
    return {VKEYS: keys.encode(), ROOT: f"{standing.dialogue}\n".encode()}


def check_beside(folder: Path, note: Note | None, standing: Standing) -> None:
    """DoesNotHold if one is there and says something else. One that is not there says nothing."""
    known = {(key.name, key.key_id) for key in known_keys(standing)}
    for line in note.signatures if note else ():
        if (line.name, line.key_id) not in known:
            raise DoesNotHold(str(folder), f"its checkpoint has a line by an unknown key of {line.name}")
    for name, wanted in beside(standing).items():
        path = folder / name
        if path.is_file() and files.read(path, MAX_BESIDE) != wanted:
            raise DoesNotHold(str(folder), f"its file {name} does not say what its entries say")
