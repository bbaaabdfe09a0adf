from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import deskkit
from plenipo_node.web.node import Node


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Node]:
    """A desk of the demo's dialogue, answered for by this process."""
    with deskkit.desk(tmp_path) as node:
        yield node
