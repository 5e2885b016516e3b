"""Keeps Python's search for unreachable cycles away from what is imported: it stays as long as the process."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
