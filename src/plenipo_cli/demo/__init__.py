"""The story of a dialogue, played through the real write path with a clock of its own."""

from __future__ import annotations

from pathlib import Path

from plenipo_cli.demo import consents, contacts, council, decisions, ending, public, today, tracks
from plenipo_cli.demo.narrator import Narrator
from plenipo_cli.demo.stage import Stage

CHAPTERS = (public, decisions, council, contacts, consents, tracks, ending, today)


def play(folder: Path, tell: Narrator) -> dict[str, str | int]:
    """Play the whole story into a new dialogue folder; what was made. FolderExists, StoreError."""
    tell.title("Plenipo: a coalition speaks with one voice to a counterpart that it does not trust")
    stage = Stage(folder, tell)
    try:
        for chapter in CHAPTERS:
            chapter.play(stage)
        stage.leave()
        return {"folder": str(folder), "root": stage.folder.pinned(), "entries": stage.standing.size}
    finally:
        stage.close()
