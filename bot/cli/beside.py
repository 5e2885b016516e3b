"""Opens what ``dateline evaluate --beside`` names: another home, other weights, or the generation before."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from bot.searching import open_searcher
from bot.settings import EMBEDDED, Settings
from corpus.errors import IndexUnusable, SettingsInvalid, WeightsInvalid
from index.answering.searcher import Searcher
from index.engine.embedded import EmbeddedEngine
from index.generations import folder as generations
from index.generations.folder import INDEX
from index.generations.keeping import rolled_back
from index.ranking.learned import read_weights, shipped

PREVIOUS, SHIPPED = "previous", "shipped"


def open_beside(settings: Settings, named: str) -> Searcher:
    """Return a searcher of what is named.

    Args:
        settings: of the home that it is compared with.
        named: ``PREVIOUS`` for the generation before, or the one that a rollback has left while it holds; ``SHIPPED``
            for the weights that ship with Dateline; a file of weights; or the folder of another home.

    Raises:
        SettingsInvalid: the generation before of a cluster is asked for.
        IndexUnusable: there is no generation before.
        WeightsInvalid: the weights cannot be used.
    """
    if named == PREVIOUS:
        return _previous(settings)
    if named == SHIPPED:
        return open_searcher(settings, weights=shipped)
    if Path(named).is_dir():
        return open_searcher(replace(settings, home=Path(named)))
    if not Path(named).is_file():
        raise WeightsInvalid(
            f"--beside {named}: is no home and no file of weights; name one, or {PREVIOUS} or {SHIPPED}"
        )
    found = read_weights(Path(named))
    return open_searcher(settings, weights=lambda: found)


def _previous(settings: Settings) -> Searcher:
    if settings.engine != EMBEDDED:
        raise SettingsInvalid("--beside previous: only the embedded engine opens it; go back with dateline cluster")
    index = settings.home / INDEX
    current = generations.pointed(index)
    held = rolled_back(index)
    others = [
        number for number in generations.numbers(index) if number < current or (held and number == held.instead_of)
    ]
    if not others:
        raise IndexUnusable(f"{index}: there is no generation before {current}; it is kept when another is built")
    return Searcher(settings.home, opened=partial(_Kept, index, others[-1], compiled=True))


class _Kept(EmbeddedEngine):
    """A generation that is answered from though the pointer names another."""

    def is_current(self) -> bool:
        """Tell that it stays."""
        return True
