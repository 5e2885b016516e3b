"""Finds the date expressions inside a passage and what days they mean."""

from __future__ import annotations

from corpus.dates.explicit import find_explicit
from corpus.model import Mention


def find_mentions(text: str) -> list[Mention]:
    """Return the mentions of a passage, in order.

    Args:
        text: the passage.
    """
    return [
        Mention(found.start, found.end, text[found.start : found.end], "explicit", found.span, "stated")
        for found in find_explicit(text)
    ]
