"""Leaves out of an answer what has been taken down, while the generation without it is still being built."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from corpus.store.library import Library
from index.answering.choosing import Chosen

LOOKED_AT = 300
"""Of the best passages; an answer shows a hundred at most."""


def still_there(store: Library, chosen: Chosen) -> Chosen | None:
    """Return what was chosen without the articles that are gone; None if none has been removed on purpose.

    If the best is gone, nothing that answers is left.
    """
    if not store.expunging():
        return None
    best = chosen.order[:LOOKED_AT]
    stored = store.passages(chosen.found.rows[best].tolist())
    articles = chosen.found.articles[best]
    gone = np.array([one is None for one in stored], bool)
    kept = ~np.isin(articles, articles[gone])
    left = replace(chosen, order=best[kept], values=chosen.values[:LOOKED_AT][kept])
    return replace(left, verdict="nothing", confidence=0.0) if gone[:1].any() else left
