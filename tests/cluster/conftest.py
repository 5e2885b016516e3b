"""Three real nodes for the tests that need them, started once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cluster.nodes import Cluster, three_nodes


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """Three joined nodes; a test that takes one away brings it back, and takes its own indices away."""
    with three_nodes() as started:
        yield started
