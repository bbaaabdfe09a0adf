"""One desk of the demo's dialogue and one browser for each module that asks for them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from served import CHROMIUM, chromium, served

import deskkit


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a copy of the story, at which anybody may be anybody."""
    if CHROMIUM is None:
        pytest.skip("Debian's chromium is not installed")
    folder = tmp_path_factory.mktemp("browser") / "demo"
    shutil.copytree(deskkit.story(), folder)
    with served(folder, "--demo", undo=3) as address:
        yield address


@pytest.fixture(scope="module")
def browser(demo: str) -> Iterator[Browser]:  # noqa: ARG001 the story is made before the browser opens
    with chromium() as opened:
        yield opened
