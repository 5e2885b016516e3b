"""Finds the date expressions inside an article's passages and what days they mean."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.dates.explicit import find_explicit
from corpus.model import ArticleDates, Mention


def article_mentions(texts: Sequence[str], dates: ArticleDates, lang: str | None) -> list[tuple[Mention, ...]]:
    """Return the mentions of each passage of an article.

    Args:
        texts: its passages in reading order; an expression may lean on one in an earlier passage.
        dates: of the article, against which relative expressions are resolved.
        lang: its language as a BCP 47 code, or None if the format does not tell.
    """
    return [find_mentions(text) for text in texts] if dates or lang else []


def find_mentions(text: str) -> tuple[Mention, ...]:
    """Return the explicit mentions of one passage, in order."""
    return tuple(
        Mention(found.start, found.end, text[found.start : found.end], "explicit", found.span, "stated")
        for found in find_explicit(text)
    )
