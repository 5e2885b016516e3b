"""Draws pictures where matplotlib is installed, which is extra: every reply is whole in words without."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from typing import Any

log = logging.getLogger(__name__)


def drawn(draw: Callable[..., bytes], *values: Any) -> bytes | None:
    """Return the picture that a function draws of some values, None where it cannot be drawn; the log says so once."""
    try:
        return draw(*values)
    except ImportError as error:
        _tell(str(error).partition("\n")[0])
        return None


@cache
def _tell(reason: str) -> None:
    log.warning("matplotlib cannot be used (%s): replies have no pictures; see docs/release.md.", reason)
