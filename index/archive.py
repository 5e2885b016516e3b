"""An archive for programs: questions, timelines, articles, and what is new, as typed values."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from corpus.store.holdings import Counts
from corpus.store.library import StoreLibrary
from corpus.store.reading import StoredArticle, StoredPassage, WholeArticle
from index.answering.answers import Answer
from index.answering.searcher import Searcher
from index.answering.timeline import Timeline

MOST = 1000
"""Passages of one answer, or articles of one list; more are asked for by mistake."""


class Archive:
    """An indexed archive, open for reading; it follows when it is indexed anew, and may be asked by several threads.

    Made by ``index.open_archive``. Nothing of what is asked is kept or logged.

    Args:
        home: the folder that holds archive.db and index/.
        compiled: compile the loops first.
    """

    def __init__(self, home: Path, *, compiled: bool = False) -> None:
        self._library = StoreLibrary(home)
        self._searcher = Searcher(home, compiled=compiled, library=self._library)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the files; whoever asks afterwards opens them anew."""
        self._searcher.close()

    def answer(
        self,
        question: str,
        *,
        asked_on: date | None = None,
        first: date | None = None,
        last: date | None = None,
        top: int = 3,
        newest: bool = False,
        follows: str = "",
    ) -> Answer:
        """Answer a question as ``dateline ask`` does.

        Args:
            question: in words, with or without operators.
            asked_on: the day from which "last week" is counted; today unless told.
            first: the first day asked about; the question's own words count too.
            last: the last one.
            top: how many passages at most, 1 to 1,000.
            newest: newest first instead of best first.
            follows: the question before, which this one goes on about.

        Returns:
            ``verdict`` is "answer", "maybe" or "nothing"; ``matches`` holds what is told, best first, ``closest`` what
            came nearest if nothing answers. A passage's text is ``match.passage.text``, word for word.

        Raises:
            ValueError: ``top`` is out of range, or ``last`` is before ``first``.
            IndexUnusable: the index was damaged meanwhile.
        """
        if first is not None and last is not None and last < first:
            raise ValueError(f"last is {last}, before first, {first}")
        return self._searcher.answer(
            question, asked_on or _today(), first, last, top=_bounded(top), newest=newest, follows=follows
        )

    def timeline(self, topic: str, *, asked_on: date | None = None) -> Timeline:
        """Return when a topic was written about: its dated passages by year, month or day."""
        return self._searcher.timeline(self._searcher.read(topic, asked_on or _today()))

    def articles(self, article_id: str) -> list[WholeArticle]:
        """Return the articles with an id, with what is ruled of their dates: one for each archive that has one."""
        return self._library.whole_articles(article_id)

    def every_article(self) -> list[tuple[StoredArticle, int]]:
        """Return all articles in order of time, undated ones last, each with its number of passages."""
        return list(self._library.articles())

    def newest(self, count: int = 10) -> list[StoredPassage]:
        """Return the first passage of each of the newest dated articles, newest first."""
        return self._library.browser.newest(_bounded(count))

    def counts(self) -> Counts:
        """Return how much there is, and from when to when."""
        return self._library.counts()


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the asker's own day


def _bounded(count: int) -> int:
    if not 1 <= count <= MOST:
        raise ValueError(f"{count} is not from 1 to {MOST:,}")
    return count
