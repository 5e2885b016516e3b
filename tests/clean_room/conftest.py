"""One empty Debian for all tests.

CLEAN_ROOM=FOLDER    # keeps it there, and goes on with it the next time: for work on these tests
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clean_room import rooms
from tests.clean_room.rooms import Room


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """An empty Debian with a clone in /root/dateline."""
    kept = os.environ.get("CLEAN_ROOM")
    root = Path(kept) if kept else tmp_path_factory.mktemp("room") / "debian"
    if not root.exists():
        rooms.build(root)
    rooms.clone(root / "root" / "dateline")
    with rooms.processes(root):
        yield Room(root)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Where what runs writes."""
    return tmp_path / "log"
