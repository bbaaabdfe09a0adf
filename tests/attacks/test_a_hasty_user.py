"""What people do in a hurry."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from attack_cast import export, folder_of, reported

from plenipo_cli import exits
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


@pytest.mark.parametrize(
    "words",
    [
        "log --kind contcat",
        "log --by FRA",
        "log --by FRA/delegate",
        "timeline --party FRA",
        "may FR/delegate --kind contact.reprot",
    ],
)
def test_a_name_that_is_mistyped_is_not_answered_by_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    """An empty answer would say that nothing happened."""
    world = reported(1)
    folder = folder_of(world, tmp_path / "FR", signed=2)
    assert run([*words.split(), "--dir", str(folder)]) == exits.UNCLEAR
    wanted = words.replace("contcat", "contact").replace("FRA", "FR").replace("reprot", "report")
    assert run([*wanted.split(), "--dir", str(folder)]) == exits.OK
    capsys.readouterr()


def test_any_number_of_last_entries_may_be_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    world = reported(2)
    folder = folder_of(world, tmp_path / "FR", signed=3)
    for count, lines in (("2", 2), ("9" * 40, 3)):
        assert run(["log", str(folder), "--last", count]) == exits.OK
        assert len(capsys.readouterr().out.splitlines()) == lines


def test_a_draft_that_the_guard_would_refuse_is_not_passed_round_to_be_signed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for party in ("FR", "DE", "UA"):
        assert run(["found", "keys", "--dir", party, "--party", party]) == exits.OK
        for name in ("authority", "reserve", "delegate"):
            assert run(["key", "new", f"{party}-{name}", "--no-passphrase"]) == exits.OK
    assert run(["found", "draft", "d.json", "--partner", "FR", "--partner", "DE", "--concerned", "UA"]) == 0
    good = Path("d.json").read_text()
    Path("d.json").write_text(good.replace('"registrar": "FR"', '"registrar": "RU"'))
    assert run(["found", "sign", "d.json", "--key", "FR-authority"]) == exits.NO
    assert not Path("d.founding.json").exists()
    assert "registrar" in capsys.readouterr().err
    Path("d.json").write_text(good)
    assert run(["found", "sign", "d.json", "--key", "FR-authority"]) == exits.OK


def test_a_lost_public_file_of_a_node_is_written_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever was interrupted before it was written has the keys, and needs no others."""
    monkeypatch.chdir(tmp_path)
    words = ["found", "keys", "--dir", "FR", "--party", "FR"]
    assert run(words) == exits.OK
    first = Path("FR.node.json").read_bytes()
    assert run(words) != exits.OK
    Path("FR.node.json").unlink()
    assert run(words) == exits.OK
    assert Path("FR.node.json").read_bytes() == first
    capsys.readouterr()


def test_what_somebody_put_into_an_export_is_not_lost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    world = reported(1)
    folder, out = folder_of(world, tmp_path / "FR", signed=2), tmp_path / "out"
    for _ in range(2):
        assert run(["export", str(folder), str(out)]) == exits.OK
    (out / "index.html").write_text("mine")
    assert run(["export", str(folder), str(out)]) == exits.UNCLEAR
    assert (out / "index.html").read_text() == "mine"
    capsys.readouterr()


def test_no_two_lines_of_what_a_person_may_say_are_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    world = reported(1)
    folder = folder_of(world, tmp_path / "FR", signed=2)
    assert run(["may", "FR/delegate", "--kind", "consultation.open", "--dir", str(folder)]) == exits.OK
    lines = [line for line in capsys.readouterr().out.splitlines() if "to decide" in line]
    assert len(lines) == len(set(lines)) > 1


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
