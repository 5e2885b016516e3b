"""A backup of the sample's home, made once."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from bot.backup.making import back_up
from bot.settings import Settings

OF_BOTS = re.compile(r"(?!archive)\w+\.db(-wal|-shm)?|last-run\.json|\.indexing.*")
"""What bots and other tests' runs leave in the home that all share."""


def untouched(home: Path, copy: Path) -> Path:
    """Copy a home without what bots have kept in it."""
    return shutil.copytree(home, copy, ignore=lambda _, names: [name for name in names if OF_BOTS.match(name)])


@pytest.fixture(scope="session")
def kept(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the sample's home."""
    file = tmp_path_factory.mktemp("kept") / "b.tar.zst"
    back_up(Settings(home=untouched(sample_home, file.parent / "home")), file)
    return file
