"""Fixtures of the tests of the package index."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.index.making import FACTS, filler, indexed, write_records


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder for a store and an index; nothing is in it yet."""
    return tmp_path / "home"


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    """Where a test writes the records of its archive; nothing is there yet."""
    return tmp_path / "wire.jsonl"


@pytest.fixture(scope="session")
def valley(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of an index of the invented valley, facts and filler; no test changes it."""
    folder = tmp_path_factory.mktemp("valley")
    indexed(folder / "home", write_records(folder / "wire.jsonl", [*FACTS, *filler(200)]))
    return folder / "home"
