"""The engines that are measured; each is imported only in the process that measures it.

An engine's module has ``build(home, folder, language) -> int``, which indexes every paragraph of the store in ``home``
and returns how many there were, and a function that opens what was built and gives a ``Search``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

Search = Callable[[str, int], Sequence[int]]
"""From a question's words to the numbers (rows of the store) of the best passages, best first."""


@dataclass(frozen=True, slots=True)
class Engine:
    """How an engine is built and asked.

    Attributes:
        title: as tables and plots call it.
        module: of this package.
        opener: the module's function ``(folder, language) -> Search``.
        top: passages that are asked for while time is taken.
    """

    title: str
    module: str
    opener: str = "searcher"
    top: int = 10

    def build(self, home: Path, folder: Path, language: str) -> int:
        """Index the paragraphs of a home's store in a folder; return how many there were."""
        return int(self._loaded().build(home, folder, language))

    def open(self, folder: Path, language: str) -> Search:
        """Open what was built in a folder."""
        search: Search = getattr(self._loaded(), self.opener)(folder, language)
        return search

    def _loaded(self) -> Any:
        return import_module(f"{__name__}.{self.module}")


ENGINES = {
    "dateline": Engine("Dateline, whole answer", "dateline", "answers", top=3),
    "candidates": Engine("Dateline, candidates", "dateline", "candidates"),
    "tantivy": Engine("tantivy", "tantivy"),
    "bm25s": Engine("bm25s", "bm25s"),
    "fts5": Engine("SQLite FTS5", "fts5"),
    "sklearn": Engine("scikit-learn cosine", "sklearn"),
}
