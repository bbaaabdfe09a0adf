"""What people do in a hurry."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from attack_cast import export, folder_of, reported

from plenipo_cli.main import run

PLENIPO = (sys.executable, "-c", "from plenipo_cli.main import main; main()")


def test_a_reader_that_goes_away_is_no_refusal(tmp_path: Path) -> None:
    """Exit status 1 would say that the export does not hold."""
    world = reported(1)
    out = export(world, tmp_path / "out")
    words = (*PLENIPO, "verify", str(out), "--root", world.founding)
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0


def test_a_contact_is_logged_in_few_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whose contact and with whom goes without saying."""
    world = reported(1)
    folder = folder_of(world, tmp_path / "FR", signed=2)
    words = [
        "act",
        "contact.report",
        "--level",
        "senior",
        "--medium",
        "call",
        "--at",
        "-2h",
        "--as",
        "FR/delegate",
        "--prepare",
    ]
    assert run([*words, str(tmp_path / "act.json"), "--dir", str(folder)]) == 0
    said = json.loads(json.loads((tmp_path / "act.json").read_bytes())["act"])
    assert (said["party"], said["counterpart"]) == ("FR", "RU")
    capsys.readouterr()


@pytest.mark.parametrize("command", [["found"], ["completion"]])
def test_the_steps_in_a_help_text_are_lines(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*command, "--help"]) == 0
    out = capsys.readouterr().out
    assert "\\b" not in out
    assert all(
        any(line.strip().startswith(first) for line in out.splitlines()) for first in STEPS[command[0]]
    )


STEPS = {
    "found": ("1. each party", "2. one of them", "3. each party", "4. each party", "5. each party"),
    "completion": ("bash:", "zsh:", "fish:"),
}
