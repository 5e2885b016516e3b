"""A running page on the sample archive, for all tests that do not change it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.web.running import Page, running_page


@pytest.fixture(scope="session")
def page(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The page, which nothing it is asked has made fail."""
    log = tmp_path_factory.mktemp("page") / "log"
    with running_page(sample_home, log) as running:
        yield running
        running.stop()
    assert "ERROR" not in log.read_text("utf-8")
