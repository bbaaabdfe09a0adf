"""How a command ends.

0 done, or it holds · 1 refused, or it does not hold · 2 could not tell, or asked wrongly · 3 a fault of this
machine: disk, lock, key, agent · 4 a fault of the program · 130 interrupted
"""

from __future__ import annotations

from plenipo.errors import (
    BeyondHead,
    BlobMissing,
    ConsultationError,
    FolderError,
    MirrorRefusal,
    NodeError,
    NotRegistrar,
    PlenipoError,
    RootDiffers,
    SizeMoved,
    UnknownKind,
    UnknownRules,
)
from plenipo_cli.errors import Unclear, Unreadable

OK, NO, UNCLEAR, MACHINE, PROGRAM, INTERRUPTED = 0, 1, 2, 3, 4, 130

_BY_CLASS: tuple[tuple[type[PlenipoError], int], ...] = (
    (SizeMoved, NO),
    (RootDiffers, NO),
    (BlobMissing, NO),
    (NotRegistrar, NO),
    (MirrorRefusal, NO),
    (FolderError, UNCLEAR),
    (BeyondHead, UNCLEAR),
    (NodeError, MACHINE),
    (Unreadable, MACHINE),
    (Unclear, UNCLEAR),
    (ConsultationError, UNCLEAR),
    (UnknownRules, UNCLEAR),
    (UnknownKind, UNCLEAR),
)


def exit_of(error: PlenipoError) -> int:
    """A refusal, unless it is a fault of the machine or of the question."""
    return next((code for cls, code in _BY_CLASS if isinstance(error, cls)), NO)
