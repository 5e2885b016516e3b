"""Spares what importing would cost: libraries and certificates that are not needed, and searches for cycles."""

from __future__ import annotations

import gc
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


@contextmanager
def for_good() -> Iterator[None]:
    """Search for no cycles meanwhile, and never among what is there then: of a first answer that takes a twelfth."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if enabled:
            gc.enable()


@contextmanager
def without_certificates() -> Iterator[None]:
    """Let what is imported meanwhile load no certificates of the system: by what it keeps nobody is trusted.

    aiohttp loads them twice when it is imported, for connections to others, and what only serves makes none.
    """
    import ssl  # noqa: PLC0415 - most processes speak no TLS

    ssl.SSLContext.set_default_verify_paths = lambda self: None  # type: ignore[method-assign]  # noqa: ARG005
    try:
        yield
    finally:
        del ssl.SSLContext.set_default_verify_paths
