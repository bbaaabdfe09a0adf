"""What docs/cli.md shows is run, in order, and what it says of exit statuses and commands is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cli_session import Session

from plenipo_cli import exits
from plenipo_cli.main import COMMANDS

PAPER = (Path(__file__).parents[2] / "docs/cli.md").read_text(encoding="utf-8")


def test_every_session_on_the_page_goes_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(tmp_path, monkeypatch)
    blocks = re.findall(r"```console\n(.*?)```", PAPER, re.DOTALL)
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
    assert len(lines) > 30
    for line in lines:
        said = session.say(line)
        assert not re.fullmatch(r"\[\d+\]", said[-1] if said else ""), (line, said)


def test_the_table_of_exit_statuses_is_the_programs() -> None:
    table = {int(status) for status in re.findall(r"^\| (\d+) \|", PAPER, re.MULTILINE)}
    known = {exits.OK, exits.NO, exits.UNCLEAR, exits.MACHINE, exits.PROGRAM, exits.INTERRUPTED}
    assert table == known


def test_every_command_is_on_the_page() -> None:
    assert {name for name in COMMANDS if f"plenipo {name}" not in PAPER} == set()
