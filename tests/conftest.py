"""After every test, each world that it made is rebuilt from its entries' bytes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from world import Worlds


@pytest.fixture(autouse=True)
def incremental_equals_rebuilt() -> Iterator[None]:
    Worlds.made.clear()
    yield
    worlds = list(Worlds.made)
    Worlds.made.clear()
    for world in worlds:
        world.check_replay()
