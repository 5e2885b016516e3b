"""Turns the patterns that rules are written in (rules.toml) into regular expressions over the letters of kinds."""

from __future__ import annotations

import re
from functools import cache

from corpus.data import table
from corpus.dates import kinds


def expression(pattern: str) -> str:
    """Return the regular expression over the letters of kinds that a pattern stands for."""
    grouped = re.sub(r"\((?!\?)", "(?:", pattern)
    return re.sub(r"[A-Z_]+", lambda name: _named(name[0]), grouped).replace(" ", "").replace("\n", "")


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern, ready to be matched."""
    return re.compile(expression(pattern))


def _named(name: str) -> str:
    pieces: dict[str, str] = table("corpus.dates", "rules")["pieces"]
    if name in pieces:
        return f"(?:{expression(pieces[name])})"
    letters: str = getattr(kinds, name)
    return re.escape(letters) if len(letters) == 1 else f"[{letters}]"
