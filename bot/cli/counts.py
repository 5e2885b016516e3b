"""Says how many things there are, in the English that the command line speaks."""

from __future__ import annotations


def many(count: int, noun: str) -> str:
    """Return a count with its noun, which takes an s: "1 article", "3,085 articles"."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
