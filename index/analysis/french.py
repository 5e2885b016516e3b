"""A stemmer for French: Snowball's, and the plural s that it leaves in amis, lois and photos."""

from __future__ import annotations

import Stemmer

SNOWBALL = Stemmer.Stemmer("french", 0)
PLURAL = ("as", "is", "os", "us")
LEAST = 3
"""Letters that must be left."""


def stem(word: str) -> str:
    """Return the stem of a folded French word."""
    found = str(SNOWBALL.stemWord(word))
    return found[:-1] if found.endswith(PLURAL) and len(found) > LEAST else found
