"""Draws pictures where matplotlib is installed, which is extra: every reply is whole in words without."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

log = logging.getLogger(__name__)
Picture = TypeVar("Picture", bytes, str)


def drawn(draw: Callable[..., Picture], *values: Any) -> Picture | None:
    """Return the picture that a function draws of some values, None where it cannot be drawn; the log says so once."""
    try:
        return draw(*values)
    except ImportError as error:
        _tell(str(error).partition("\n")[0])
        return None


@cache
def _tell(reason: str) -> None:
    log.warning("matplotlib cannot be used (%s): there are no pictures; pip install 'dateline[pictures]'", reason)
