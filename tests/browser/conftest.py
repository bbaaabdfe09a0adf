"""One desk of the demo's dialogue and one browser for each module that asks for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from founded import Place, found
from hands import Passkeys
from playwright.sync_api import Browser
from staged import agree, staged

from served import CHROMIUM, chromium, story_served


@pytest.fixture(scope="module")
def demo() -> Iterator[str]:
    """The address of a copy of the story, at which anybody may be anybody."""
    if CHROMIUM is None:
        pytest.skip("Debian's chromium is not installed")
    with story_served(undo=3) as address:
        yield address


@pytest.fixture(scope="module")
def browser(demo: str) -> Iterator[Browser]:  # noqa: ARG001 the story is made before the browser opens
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def founding(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A dialogue that nobody has spoken in yet; each test takes a copy."""
    if CHROMIUM is None:
        pytest.skip("Debian's chromium is not installed")
    place = Place(tmp_path_factory.mktemp("founding"))
    found(place)
    return place


@pytest.fixture(scope="module")
def window(founding: Place) -> Iterator[Browser]:  # noqa: ARG001 likewise
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def agreed(founding: Place, tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, Mapping[str, Passkeys]]:
    """FR has a mandate; the passkeys of those who agreed it."""
    place = founding.copied(tmp_path_factory.mktemp("agreed") / "place")
    with chromium() as browser, staged(place, browser, "touch") as stage:
        agree(stage)
        passkeys = {name: person.passkeys() for name, person in stage.people.items()}
    return place, passkeys
