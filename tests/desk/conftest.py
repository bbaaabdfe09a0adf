"""What the tests of the desk's pages share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from plenipo_node.web.node import Node


@pytest.fixture
def contexts(desk: Node) -> Iterator[None]:
    """Answers keep what their page was given."""
    from django.test.utils import (  # noqa: PLC0415 as above
        setup_test_environment,
        teardown_test_environment,
    )

    setup_test_environment()
    yield
    teardown_test_environment()
