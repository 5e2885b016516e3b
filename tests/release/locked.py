"""The locks: which package in which version, told by their names."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PINNED = re.compile(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)", re.MULTILINE)


def locked(lock: str) -> dict[str, frozenset[str]]:
    """Return the versions of each package in a lock, more than one where they depend on the Python."""
    found: dict[str, frozenset[str]] = {}
    for name, version in PINNED.findall((ROOT / lock).read_text("utf-8")):
        found[name] = found.get(name, frozenset()) | {version}
    return found
