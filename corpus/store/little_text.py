"""Finds the pages of which little text was found although they show much more, for a maintainer to look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from corpus.model import LITTLE, LITTLE_TEXT
from corpus.store.rows import load_furniture

PAGES = f"""
    SELECT article_id, COALESCE(source, ''), furniture FROM articles
    WHERE retired_in IS NULL AND instr(furniture, '["{LITTLE_TEXT}",') AND {LITTLE} > (
        SELECT SUM(length(text)) FROM passages WHERE article = articles.id AND role IS NOT 'rest'
    )
"""
"""What the reader has found more of in another way says so no longer."""
ORDER = "ORDER BY source, article_id"


@dataclass(frozen=True, slots=True)
class LittleText:
    """A page of which little text was found.

    Attributes:
        source: where it is.
        told: how much of what the page shows.
    """

    article_id: str
    source: str
    told: str


def little_text(row: Sequence[Any]) -> LittleText:
    """Read a row of ``PAGES``."""
    article_id, source, furniture = row
    told = next(piece.text for piece in load_furniture(furniture) if piece.role == LITTLE_TEXT)
    return LittleText(article_id, source, told)
