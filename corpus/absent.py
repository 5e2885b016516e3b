"""Keeps a library from loading others that it can do without and whose use is none of ours: memory is scarce."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def absent(*packages: str) -> Iterator[None]:
    """Let what is imported meanwhile find that some packages are not installed, but for those that are loaded."""
    hidden = [package for package in packages if package not in sys.modules]
    for package in hidden:
        sys.modules[package] = None  # type: ignore[assignment]  # Python's own sign for it
    try:
        yield
    finally:
        for package in hidden:
            sys.modules.pop(package, None)
