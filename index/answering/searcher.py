"""Answers questions: candidates from the index, put in order, with passages from the store."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter

import numpy as np
import numpy.typing as npt

from corpus.errors import IndexUnusable
from corpus.store.reading import StoreReader
from index.answering.answers import Answer, EventDate, Match
from index.answering.event_date import event_date
from index.answering.question import Question, Scope, parse_question
from index.engine.embedded import Candidates, MappedIndex
from index.generations import folder as generations
from index.generations.arrays import FloatArray
from index.ranking import order as ranking
from index.ranking.duplicates import grouped, others

CANDIDATES = 100
"""Candidates that are put in order; a right article is among the first 100 for 97 of 100 Senate
questions, the passage with the answer for 94."""


class Searcher:
    """Answers questions from the current generation, and follows when another becomes current.

    Args:
        home: the folder that holds archive.db and index/.
        compiled: compile the loops, for a process that answers many questions.

    Raises:
        StoreUnusable: there is no store.
        IndexUnusable: there is no index, or it is damaged.
    """

    def __init__(self, home: Path, *, compiled: bool = True) -> None:
        self.index = home / generations.INDEX
        self.compiled = compiled
        if compiled:
            from index.engine import compiling as kernels  # noqa: PLC0415 - numba takes a second to import

            kernels.install()
        self.store = StoreReader(home)
        self._lock = threading.Lock()
        self._mapped = self._load(self._pointed())

    @property
    def mapped(self) -> MappedIndex:
        """The current generation; a new one is loaded as soon as the pointer names it."""
        number = self._pointed()
        if number != self._mapped.generation.number:
            with self._lock:
                number = self._pointed()  # it may have moved on while this thread waited
                if number != self._mapped.generation.number:
                    self._mapped = self._load(number)
        return self._mapped

    def answer(
        self,
        text: str,
        asked_on: date,
        first: date | None = None,
        last: date | None = None,
        *,
        top: int = 3,
        newest: bool = False,
    ) -> Answer:
        """Answer what somebody asks in words; ``first`` and ``last`` give the scope beside them."""
        return self.find(self.read(text, asked_on, first, last), top, newest=newest)

    def read(
        self,
        text: str,
        asked_on: date,
        first: date | None = None,
        last: date | None = None,
        *,
        usual: str = "",
    ) -> Question:
        """Take a question apart, once for all that is done with it.

        Args:
            text: what the reader wrote.
            asked_on: the day it was asked.
            first: the beginning of the scope if it was given beside the words.
            last: its end, likewise.
            usual: the language of words that tell none, such as that of the reader's app; the archive's if empty.
        """
        return parse_question(text, asked_on, first, last, usual or self.mapped.usual)

    def find(self, question: Question, top: int = 3, *, newest: bool = False) -> Answer:
        """Answer a question that has been taken apart.

        Args:
            question: from ``read``.
            top: how many passages.
            newest: order the passages by date, newest first, instead of by score.
        """
        for _ in range(3):  # a generation may be replaced twice while its passages are fetched
            answer = self._answer(self.mapped, question, top, newest=newest)
            if answer is not None:
                return answer
        raise IndexUnusable(f"{self.index}: the index and the store do not fit together; {generations.CURE}")

    def _answer(self, mapped: MappedIndex, question: Question, top: int, *, newest: bool) -> Answer | None:
        started = perf_counter()
        candidates = mapped.candidates(question, question.scope, CANDIDATES)
        widened = not candidates.passages.size and bool(question.scope)
        if widened:
            candidates = mapped.candidates(question, None, CANDIDATES)
        order, values = ranking.in_order(candidates)
        sure = ranking.sureness(candidates, order, values) if order.size else 0.0
        answered = not widened and ranking.answers(candidates, order, sure, question.language)
        close = not answered and ranking.close(candidates, order, sure, question.language)
        matches = self._matches(mapped, question, candidates, order, values, top)
        if matches is None:
            return None
        if newest:
            matches = _newest_first(matches)
        event = _event(question, matches, mapped) if answered else None
        return Answer(
            question,
            answered,
            matches if answered else (),
            matches if close else (),
            event,
            (perf_counter() - started) * 1000,
            mapped.generation.number,
            widened,
            question.as_written(candidates.absent),
        )

    def _matches(
        self,
        mapped: MappedIndex,
        question: Question,
        candidates: Candidates,
        order: npt.NDArray[np.intp],
        values: FloatArray,
        top: int,
    ) -> tuple[Match, ...] | None:
        """Fetch the best passages; None if the store has dropped one because the generation is outdated."""
        groups = grouped(order, candidates.passages, mapped.words, top)
        shown = [one for group in groups for one in (group.place, *others(group, candidates.articles))]
        stored = self.store.passages([mapped.passage_rows[one] for one in candidates.passages[shown]])
        found = dict(zip(shown, stored, strict=True))
        scores = dict(zip(order.tolist(), values.tolist(), strict=True))
        weights = mapped.weights(question.terms)
        matches = []
        for rank, group in enumerate(groups, start=1):
            passage = found[group.place]
            also = [found[one] for one in others(group, candidates.articles)]
            if passage is None or None in also:
                return None
            articles = tuple(one.article for one in also if one is not None)
            matches.append(Match(rank, scores[group.place], passage, weights, articles))
        return tuple(matches)

    def _pointed(self) -> int:
        number = generations.current_number(self.index)
        if number is None:
            raise IndexUnusable(f"{self.index}: there is no index yet; run: dateline index PATH")
        return number

    def _load(self, number: int) -> MappedIndex:
        mapped = MappedIndex(self.index, number, compiled=self.compiled)
        if mapped.generation.store_state.partition(":")[0] != self.store.store_id:
            raise IndexUnusable(f"{self.index}: the index and the store do not fit together; {generations.CURE}")
        if self.compiled and len(mapped.vocabulary):  # compile, or load what was compiled, before anybody waits
            question = parse_question(mapped.vocabulary.term(1), date.min)
            for scope in (Scope(date.min, date.max), None):
                mapped.candidates(question, scope, 1)
        return mapped


def _newest_first(matches: tuple[Match, ...]) -> tuple[Match, ...]:
    """Order matches by publication, newest first, undated ones last, and number them anew."""
    dated = [match for match in matches if match.passage.article.published is not None]
    undated = [match for match in matches if match.passage.article.published is None]
    dated.sort(key=lambda match: match.passage.article.published.last, reverse=True)  # type: ignore[union-attr]
    return tuple(replace(match, rank=rank) for rank, match in enumerate([*dated, *undated], start=1))


def _event(question: Question, matches: tuple[Match, ...], mapped: MappedIndex) -> EventDate | None:
    """Return the date that answers a "when" question, from the first article."""
    if question.kind != "when" or not matches:
        return None
    return event_date(question.text, matches, mapped.weights((*question.terms, *question.asking)))
