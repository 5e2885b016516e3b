"""Fixtures of the tests of the package corpus."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder for a store; nothing is in it yet."""
    return tmp_path / "home"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An empty folder for the files of an archive."""
    folder = tmp_path / "archive"
    folder.mkdir()
    return folder
