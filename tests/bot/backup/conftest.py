"""A backup of the sample's home, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.backup.making import back_up
from bot.settings import Settings


@pytest.fixture(scope="session")
def kept(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the sample's home."""
    file = tmp_path_factory.mktemp("kept") / "b.tar.zst"
    back_up(Settings(home=sample_home), file)
    return file
