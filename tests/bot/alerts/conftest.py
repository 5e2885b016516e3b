"""A small archive about bridges, and a key."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from tests.bot.running import index

KEY = base64.urlsafe_b64encode(bytes(range(32))).decode()
OTHER_KEY = base64.urlsafe_b64encode(bytes(range(1, 33))).decode()


class Archive:
    """An archive that grows.

    Args:
        folder: of its files and of its home.
    """

    def __init__(self, folder: Path) -> None:
        self.files, self.home = folder / "archive", folder / "home"
        self.files.mkdir()

    def write(self, name: str, *paragraphs: str) -> None:
        """Write an article: its title, then its paragraphs."""
        (self.files / f"{name}.txt").write_text("\n\n".join(paragraphs) + "\n", "utf-8")

    def index(self) -> None:
        """Index what stands there now."""
        index(self.home, self.files)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(tmp_path)
    made.write(
        "2019-05-01-arun",
        "Bridge over the Arun opens",
        "The old stone bridge over the river Arun was opened again by the mayor on Wednesday.",
        "Three hundred people walked across it before the first cars were let through in the afternoon.",
    )
    made.write(
        "2019-06-02-bakery",
        "Bakery wins a prize",
        "A bakery in the lower town won the prize for the best rye bread of the county.",
    )
    made.index()
    return made
