"""The secret behind cookies and drafts: made whole, for its owner alone, never replaced by another."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from plenipo.errors import KeyFileExposed, KeyFileUnusable, StoreDamaged
from plenipo_node.web.config import Config
from plenipo_node.web.readiness import check_secret
from plenipo_node.web.secret import FILE, secret_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "keys").mkdir()
    return tmp_path


def test_many_that_start_at_once_have_one_secret_that_nobody_else_reads(folder: Path) -> None:
    config = Config(folder=str(folder))
    with ThreadPoolExecutor(16) as threads:
        found = set(threads.map(lambda _: secret_of(config), range(64)))
    assert len(found) == 1
    (path,) = (folder / "keys").iterdir()
    assert path.read_text() in found
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    check_secret(folder)


def test_where_there_is_none_the_check_makes_none(folder: Path) -> None:
    check_secret(folder)
    assert not list((folder / "keys").iterdir())


@pytest.mark.parametrize(
    "held", ["", "\n", "a" * 63, "A" * 64, "a" * 65, "g" * 64, "a" * 64 + "\n\n", "é" * 64]
)
def test_one_that_a_crash_or_a_hand_left_is_told_and_not_used(folder: Path, held: str) -> None:
    path = folder / "keys" / FILE
    path.write_text(held, "utf-8")
    path.chmod(0o600)
    for look in (lambda: check_secret(folder), lambda: secret_of(Config(folder=str(folder)))):
        with pytest.raises((StoreDamaged, KeyFileUnusable)):
            look()
    assert path.read_text("utf-8") == held


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_one_that_others_may_reach_is_not_used(folder: Path, mode: int) -> None:
    config = Config(folder=str(folder))
    secret_of(config)
    (folder / "keys" / FILE).chmod(mode)
    with pytest.raises(KeyFileExposed):
        check_secret(folder)
    with pytest.raises(KeyFileExposed):
        secret_of(config)


def test_a_folder_in_its_place_is_told(folder: Path) -> None:
    path = folder / "keys" / FILE
    path.mkdir()
    with pytest.raises(KeyFileUnusable):
        check_secret(folder)
