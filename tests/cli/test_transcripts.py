"""Each command as people use it, to the letter. PLENIPO_TRANSCRIPTS=write writes the transcripts anew."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from cli_session import FOUNDED, Session, play

from plenipo_cli.main import COMMANDS

HERE = Path(__file__).parent / "transcripts"
ALL = sorted(HERE.glob("*.txt"))


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("founded")
    with pytest.MonkeyPatch.context() as patch:
        Session(folder, patch).found()
    return folder


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_a_session_goes_as_its_transcript_says(
    path: Path, founded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    transcript = path.read_text(encoding="utf-8")
    folder = tmp_path / "here"
    if FOUNDED in transcript.splitlines():
        shutil.copytree(founded, folder)
    else:
        folder.mkdir()
    went = play(Session(folder, monkeypatch), transcript)
    if os.environ.get("PLENIPO_TRANSCRIPTS") == "write":
        path.write_text(went, encoding="utf-8")
    assert went == transcript


def test_every_command_has_a_transcript() -> None:
    said = "\n".join(path.read_text(encoding="utf-8") for path in ALL)
    called = set(re.findall(r"^\$ plenipo ([a-z-]+)", said, re.MULTILINE))
    assert set(COMMANDS) - called == set()


def test_no_transcript_shows_a_fault_of_the_program_or_a_traceback() -> None:
    for path in ALL:
        said = path.read_text(encoding="utf-8")
        assert "Traceback" not in said
        assert "fault of the program" not in said
