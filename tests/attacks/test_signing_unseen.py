"""A desk that was broken into offers another act than its page shows, under the name of that one."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from deskkit import client_of, story
from plenipo_cli.looking import SHOWN_WHOLE, lines
from plenipo_cli.main import run
from plenipo_node.drafts.models import Prepared
from plenipo_node.preparing.act_files import ActFile, read_act_file
from plenipo_node.web.node import Node


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def offered(by: str, kind: str, **words: str) -> ActFile:
    answer = client_of(by).post(f"/do/{kind}", words)
    assert answer.status_code == 302, answer.content.decode()
    held = Prepared.objects.get(token=str(answer["location"]).rpartition("/")[2])
    return read_act_file(client_of(by).get(f"/sign/{held.token}/file").content)


@pytest.fixture
def swapped(desk: Node, tmp_path: Path) -> Path:
    """What the page calls the report of a contact ends a person's accreditation."""
    assert "FR/envoy" in desk.standing().persons
    path = tmp_path / "contact.report-0a1b2c3d.json"
    path.write_bytes(offered("FR/authority", "person.withdraw", person="FR/envoy").encode())
    return path


def signed(path: Path, out: Path, answer: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    seen = Terminal()
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    monkeypatch.setattr("sys.stderr", seen)
    key = story() / "people" / "FR-authority"
    code = run(["act", "--file", str(path), "--key", str(key), "--prepare", str(out)])
    return code, seen.getvalue()


@pytest.mark.parametrize("answer", ["n\n", "\n", "", "no\n"])
def test_what_a_file_says_is_shown_and_asked_for_before_it_is_signed(
    swapped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    out = tmp_path / "out.json"
    code, seen = signed(swapped, out, answer, monkeypatch)
    assert "1 x person.withdraw  by FR/authority" in seen
    assert "person: FR/envoy" in seen
    assert "Sign this?" in seen
    assert code != 0
    assert not out.exists()


def test_what_was_looked_at_is_signed(swapped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out.json"
    code, seen = signed(swapped, out, "y\n", monkeypatch)
    assert code == 0
    assert read_act_file(swapped.read_bytes()).ref in seen
    assert read_act_file(out.read_bytes()).signatures


@pytest.mark.usefixtures("desk")
def test_one_act_of_another_kind_among_many_stands_out() -> None:
    report = offered(
        "FR/delegate",
        "contact.report",
        counterpart="RU",
        level="technical",
        medium="call",
        at="2026-07-05T10:00",
        **{"at-zone": "UTC"},
    )
    other = offered("FR/authority", "person.withdraw", person="FR/envoy")
    acts = [report] * (SHOWN_WHOLE * 4) + [other]
    shown = list(lines(acts))
    assert shown[1:3] == ["  20 x contact.report  by FR/delegate", "  1 x person.withdraw  by FR/authority"]
    assert len(shown) == 1 + 2 + len(acts)
    assert shown[-1].startswith('person.withdraw {"person": "FR/envoy"')
