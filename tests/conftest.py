"""After every test, each world that it made is rebuilt from its entries' bytes. And a desk for who asks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from plenipo_node.web.node import Node
from world import Worlds

settings.register_profile("plenipo", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("plenipo")


@pytest.fixture(autouse=True)
def incremental_equals_rebuilt() -> Iterator[None]:
    Worlds.made.clear()
    yield
    worlds = list(Worlds.made)
    Worlds.made.clear()
    for world in worlds:
        world.check_replay()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Node]:
    """A desk of the demo's dialogue, answered for by this process."""
    import deskkit  # noqa: PLC0415 the desk's libraries are for those who ask for it

    with deskkit.desk(tmp_path) as node:
        yield node
