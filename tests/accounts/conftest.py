"""A new desk for each test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_cast import ODD_FOLDER, Desk, empty_tables, set_up

from plenipo_node.web import node as held


@pytest.fixture(scope="session")
def tables() -> None:
    set_up()


@pytest.fixture
def desk(tables: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    yield from opened(Desk(tmp_path / "FR"), monkeypatch)


@pytest.fixture
def demo_desk(tables: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    yield from opened(Desk(tmp_path / "FR", demo=True), monkeypatch)


@pytest.fixture
def odd_desk(tables: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """In a folder whose name a shell would take apart."""
    yield from opened(Desk(tmp_path / ODD_FOLDER), monkeypatch)


def opened(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """The process's desk is this one, with empty tables."""
    empty_tables()
    monkeypatch.setattr(held, "open_node", lambda _config: desk.node)
    held.the_node.cache_clear()
    yield desk
    held.the_node.cache_clear()
    desk.close()
