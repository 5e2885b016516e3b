"""Puts the searcher together, as the settings have it, for every command and process."""

from __future__ import annotations

from bot.settings import Settings
from index.answering.searcher import Searcher
from index.ranking.reranking import Reranker


def open_searcher(settings: Settings, *, compiled: bool = True) -> Searcher:
    """Return a searcher of the archive, with the re-ranker if one is set.

    Args:
        settings: where the archive and the re-ranker are.
        compiled: compile the loops, for a process that answers many questions.

    Raises:
        StoreUnusable: there is no store.
        IndexUnusable: there is no index, or it is damaged.
        RerankerUnusable: the re-ranker cannot be used.
    """
    return Searcher(settings.home, compiled=compiled, reranker=_reranker(settings))


def _reranker(settings: Settings) -> Reranker | None:
    if settings.reranker is None:
        return None
    from index.ranking.cross_encoder.opening import open_cross_encoder  # noqa: PLC0415 - nobody else needs it

    return open_cross_encoder(settings.reranker, settings.reranker_seconds, settings.reranker_threads)
