"""Puts the searcher together, as the settings have it, for every command and process."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.settings import EMBEDDED, Settings
from corpus.errors import SettingsInvalid
from corpus.store.library import Library, StoreLibrary
from index.answering.searcher import Searcher
from index.ranking.learned import Learned
from index.ranking.reranking import Reranker

if TYPE_CHECKING:
    from index.engine.opensearch.cluster import Cluster
    from index.engine.opensearch.nodes import Access


def open_searcher(
    settings: Settings, *, compiled: bool = True, weights: Callable[[], Learned] | None = None
) -> Searcher:
    """Return a searcher of the archive, with the re-ranker if one is set.

    Args:
        settings: where the archive and the re-ranker are.
        compiled: compile the loops, for a process that answers many questions.
        weights: gives what ranking goes by, if that is not what the home says.

    Raises:
        StoreUnusable: there is no store.
        IndexUnusable: there is no index, or it is damaged.
        RerankerUnusable: the re-ranker cannot be used.
        EngineUnreachable: the cluster does not answer.
    """
    if settings.engine == EMBEDDED:
        return Searcher(settings.home, compiled=compiled, reranker=_reranker(settings), weights=weights)
    cluster = _cluster(settings)
    return Searcher(
        settings.home,
        compiled=compiled,
        opened=cluster.open,
        library=cluster.library,
        reranker=_reranker(settings),
        weights=weights,
    )


def open_library(settings: Settings) -> Library:
    """Return what answers show, without an index: archive.db, or the library of a cluster.

    Raises:
        StoreUnusable: there is no store.
    """
    return StoreLibrary(settings.home) if settings.engine == EMBEDDED else _cluster(settings).library


def _cluster(settings: Settings) -> Cluster:
    from index.engine.opensearch.cluster import Cluster  # noqa: PLC0415 - most have none

    return Cluster(cluster_access(settings), settings.cluster_prefix)


def cluster_access(settings: Settings) -> Access:
    """Return how the cluster is reached.

    Raises:
        SettingsInvalid: no address of a node is set.
    """
    from index.engine.opensearch.nodes import Access  # noqa: PLC0415 - most have none

    if not settings.cluster_urls:
        raise SettingsInvalid("OPENSEARCH_URL: is empty, but DATELINE_ENGINE is opensearch; name the cluster's nodes")
    return Access(
        settings.cluster_urls, settings.cluster_user, settings.cluster_password.reveal(), settings.cluster_authority
    )


def _reranker(settings: Settings) -> Reranker | None:
    if settings.reranker is None:
        return None
    from index.ranking.cross_encoder.opening import open_cross_encoder  # noqa: PLC0415 - nobody else needs it

    return open_cross_encoder(settings.reranker, settings.reranker_seconds, settings.reranker_threads)
