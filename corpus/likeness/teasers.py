"""Tells which article a feed's teaser points to: the one at its address, or one of its title that holds its words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urlsplit

FEWEST_WORDS = 8
"""Of a teaser that is looked for in articles of its title; fewer stand in many."""
TRACKING = re.compile(r"utm_\w+|at_\w+|fbclid|gclid|mc_[ce]id|cmpid")
WORD = re.compile(r"\w+")


def address_key(url: str | None) -> str:
    """Return what tells a page's address from others, whatever way leads to it; "" for none."""
    try:
        parts = urlsplit((url or "").strip())
        query = [(name, value) for name, value in parse_qsl(parts.query) if not TRACKING.fullmatch(name.lower())]
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    path = parts.path.rstrip("/")
    return f"{host}{path}?{urlencode(query)}" if host and (path or query) else ""


def title_key(title: str) -> str:
    """Return what tells a title from others; "" for none."""
    return " ".join(WORD.findall(title.casefold()))


def holds(texts: Iterable[str], teaser: Iterable[str]) -> bool:
    """Tell whether the words of a teaser stand in a text as they are."""
    whole, part = (f" {' '.join(WORD.findall(' '.join(one).casefold()))} " for one in (texts, teaser))
    return part.count(" ") > FEWEST_WORDS and part in whole
