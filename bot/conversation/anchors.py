"""Names a passage within its article by how it begins, so that a link to it outlasts re-indexing, and a new home."""

from __future__ import annotations

from hashlib import blake2s

SIZE = 6
"""Bytes of a name: of the passages of one article no two that begin otherwise have the same by chance."""
BEGINNING = 200
"""Characters of its first paragraph that count: what is written behind them later changes no name. A choice."""


def anchor_of(text: str) -> str:
    """Return the name of a passage; how its words are spaced does not count."""
    first = " ".join(text.strip().partition("\n")[0].split())[:BEGINNING]
    return f"p-{blake2s(first.encode('utf-8', 'surrogatepass'), digest_size=SIZE).hexdigest()}"
