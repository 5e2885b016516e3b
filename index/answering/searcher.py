"""Answers questions: candidates from the index, put in order, with passages from the store."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from time import perf_counter

from corpus.errors import EngineUnreachable, IndexUnusable
from corpus.store.library import Library, StoreLibrary
from index.answering.answers import Answer, Match, newest_first, with_marks
from index.answering.choosing import Chosen, given, outside, without_quotations
from index.answering.event_date import event_of
from index.answering.expunged import still_there
from index.answering.passage_cuts import forget
from index.answering.question import parse_question
from index.answering.timeline import Timeline, timeline
from index.answering.told_times import placed
from index.answering.unsaid import unsaid
from index.answering.versions import one_of_each, with_others
from index.engine.embedded import EmbeddedEngine
from index.engine.engine import Engine
from index.generations import folder as generations
from index.generations.arrays import LongArray
from index.generations.folder import INDEX
from index.questions import Question, Scope
from index.ranking.candidates import candidates
from index.ranking.duplicates import grouped, others
from index.ranking.learned import Following, Learned
from index.ranking.reranking import FIRST, Reranker, reranked
from index.ranking.sifting import Sieve
from index.stages import stage

SURER = 0.12
"""By how much a follow-up must be surer by itself: of 40 none loses its article, and 5 of 5 new topics are found."""


class Searcher:
    """Answers questions from the current generation, and follows when another becomes current.

    Args:
        home: the folder that holds archive.db and index/.
        compiled: compile the loops, for a process that answers many questions; without numba they stay plain.
        opened: opens the engine of the current generation; the embedded one unless told.
        library: where passages come from; archive.db unless told.
        reranker: puts the first passages of an answer in another order; what is an answer does not depend on it.
        weights: gives what ranking goes by; the home's own, or the shipped ones, unless told.

    Raises:
        StoreUnusable: there is no store.
        IndexUnusable: there is no index, or it is damaged.
        EngineUnreachable: the engine does not answer.
    """

    def __init__(
        self,
        home: Path,
        *,
        compiled: bool = True,
        opened: Callable[[], Engine] | None = None,
        library: Library | None = None,
        reranker: Reranker | None = None,
        weights: Callable[[], Learned] | None = None,
    ) -> None:
        self.index = home / INDEX
        if compiled:
            from index.answering import compiling  # noqa: PLC0415 - numba takes a second to import

            compiled = compiling.install()
        self.compiled = compiled
        self.store: Library = library or StoreLibrary(home)
        self._opened = opened or partial(EmbeddedEngine, self.index, compiled=compiled)
        self._reranker = reranker
        self.weights = weights or Following(home)
        self._lock = threading.Lock()
        with ExitStack() as refused:
            refused.callback(self.store.close)
            self._engine = self._open()
            refused.pop_all()

    @property
    def engine(self) -> Engine:
        """The engine of the current generation; a new one is opened as soon as there is one."""
        with _reaching(self.index):
            if not self._engine.is_current():
                with self._lock:
                    if not self._engine.is_current():  # another thread may have opened it while this one waited
                        self._engine = self._open()
        return self._engine

    def close(self) -> None:
        """Close the engine, and the store for this thread."""
        self._engine.close()
        self.store.close()

    def answer(
        self,
        text: str,
        asked_on: date,
        first: date | None = None,
        last: date | None = None,
        *,
        top: int = 3,
        newest: bool = False,
        follows: str = "",
    ) -> Answer:
        """Answer what somebody asks in words; ``first`` and ``last`` give the scope beside them.

        What follows another question goes on about that.
        """
        read = partial(self.follow, before=follows) if follows else self.read
        return self.find(read(text, asked_on=asked_on, first=first, last=last), top, newest=newest)

    @stage("reading")
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
        return parse_question(text, asked_on, first, last, usual or next(iter(self.engine.lexicon.languages), ""))

    def follow(
        self, text: str, before: str, asked_on: date, first: date | None = None, last: date | None = None
    ) -> Question:
        """Take apart a question that goes on about another, whose time it has unless it names one or asks when.

        Args:
            text: what the reader wrote.
            before: the question before.
            asked_on: the day both were asked.
            first: the beginning of the scope if it was given beside the words.
            last: its end, likewise.
        """
        earlier = self.read(before, asked_on)
        question = self.read(text, asked_on, first, last, usual=earlier.language)
        whole = question.about(earlier, earlier.wording)
        time = earlier.scope if question.scope is None and question.kind != "when" else None
        return whole.within(time.first, time.last) if time else whole

    def find(self, question: Question, top: int = 3, *, newest: bool = False, among: LongArray | None = None) -> Answer:
        """Answer a question that has been taken apart; a follow-up by itself if only that is answered.

        Args:
            question: from ``read``.
            top: how many passages.
            newest: order the passages by date, newest first, instead of by score.
            among: numbers in the store of the passages that alone may answer; None for all.
        """
        for _ in range(3):  # a generation may be replaced twice while its passages are fetched
            with _reaching(self.index):
                answer = self._answer(self.engine, question, top, newest=newest, among=among)
            if answer is not None:
                return answer if among is not None else self._alone(answer, top, newest=newest)
        raise IndexUnusable(f"{self.index}: the index and the store do not fit together; {generations.CURE}")

    def _alone(self, answer: Answer, top: int, *, newest: bool) -> Answer:
        """Return the answer to a follow-up by itself instead, where that is clearly surer."""
        alone = answer.question.alone
        if alone is None or len(alone.terms) < 2:  # noqa: PLR2004 - one word goes on
            return answer
        other = self.find(alone, top, newest=newest)
        least = answer.confidence + SURER if answer.answered else 0.0
        return other if other.answered and other.confidence > least else answer

    def timeline(self, topic: Question, *, closer: bool = True) -> Timeline:
        """Return when a topic was written about; see ``index.answering.timeline``."""
        with _reaching(self.index):
            engine = self.engine
            return timeline(engine, topic, self._sieve(engine, topic), closer=closer)

    def _sieve(self, engine: Engine, question: Question, among: LongArray | None = None) -> Sieve | None:
        wanted = question.operators or among is not None
        return Sieve(engine, question, self.store.labels, among) if wanted else None

    def _answer(
        self, engine: Engine, question: Question, top: int, *, newest: bool, among: LongArray | None
    ) -> Answer | None:
        started = perf_counter()
        by = self.weights()
        chosen, sieve, unmet = self._chosen(engine, question, by, top, among)
        matches = self._matches(chosen, top, question.scope if question.only_time else None)
        if matches is None:  # the generation is outdated, unless an article has been taken down
            chosen = still_there(self.store, chosen) or chosen
            if (matches := self._matches(chosen, top, None)) is None:
                return None
        if newest:
            matches = newest_first(matches)
        scope = question.scope
        widened = chosen.widened and not (scope and any(match.tells_of(scope) for match in matches))
        event = event_of(question, matches, engine) if chosen.verdict == "answer" and not chosen.given else None
        better = outside(engine, question, chosen, by, sieve) if among is None else None
        other = self._matches(better, 1, None) if better else None
        found, told = chosen.found, chosen.verdict != "nothing" and not chosen.given
        missing = unsaid(question, engine.lexicon, matches) if told else ()
        if chosen.verdict == "answer" and not chosen.given and not newest:
            matches = with_marks(question, matches, event)
        return Answer(
            question,
            chosen.verdict,
            chosen.confidence,
            matches if chosen.verdict != "nothing" else (),
            matches if chosen.verdict == "nothing" and chosen.close else (),
            event,
            (perf_counter() - started) * 1000,
            engine.generation.number,
            widened,
            question.as_written(found.absent) if found.absent and not question.only_time else (),
            other[0] if other else None,
            unmet,
            question.as_written(missing),
        )

    @stage("ranking")
    def _chosen(
        self, engine: Engine, question: Question, by: Learned, top: int, among: LongArray | None
    ) -> tuple[Chosen, Sieve | None, bool]:
        """Return what answers a question, what its operators let through, and whether that is nothing."""
        sieve = self._sieve(engine, question, among)
        chosen = self._best(engine, question, by, top, sieve)
        if sieve is None or among is not None or chosen.found.passages.size:
            return chosen, sieve, False
        other = without_quotations(question)  # what fits but for its quotations is what comes closest
        if other.operators != question.operators and question.terms:
            sieve = self._sieve(engine, other)
            chosen = replace(self._best(engine, other, by, top, sieve), verdict="nothing")
        return replace(chosen, confidence=0.0), sieve, True

    def _best(self, engine: Engine, question: Question, by: Learned, top: int, sieve: Sieve | None) -> Chosen:
        chosen = given(engine, question, self._texts, by, top, sieve)
        return chosen or self._reranked(placed(engine, question, by, sieve), question)

    def _reranked(self, chosen: Chosen, question: Question) -> Chosen:
        """Return passages in the order of the re-ranker, if there is one; scores stay with the ranks, going down.

        What they are told as stays: it was learned with the usual order.
        """
        if self._reranker is None or chosen.verdict == "nothing" or question.order:
            return chosen
        stored = self.store.passages(chosen.found.rows[chosen.order[:FIRST]].tolist())
        texts = [f"{one.article.title}\n{one.text}".strip() for one in stored if one is not None]
        if len(texts) < len(stored):  # of a generation that is outdated, which is told when passages are fetched
            return chosen
        return replace(chosen, order=reranked(chosen.order, question.wording, texts, self._reranker))

    def _texts(self, rows: Sequence[int]) -> list[str]:
        """Return passages word for word, "" for what is gone."""
        return [one.text if one is not None else "" for one in self.store.passages(rows)]

    @stage("passages")
    def _matches(self, chosen: Chosen, top: int, time: Scope | None, reach: int = 0) -> tuple[Match, ...] | None:
        """Fetch the best passages; None if the store has dropped one because the generation is outdated."""
        found, reach = chosen.found, reach or top
        groups = [(group.place, others(group, found.articles)) for group in grouped(chosen.order, found.words, reach)]
        places = [one for place, copies in groups for one in (place, *copies)]
        stored = [one for one in self.store.passages(found.rows[places].tolist()) if one is not None]
        if len(stored) < len(places):
            return None
        scores = dict(zip(chosen.order.tolist(), chosen.values.tolist(), strict=True))
        matches = {
            place: Match(0, scores[place], passage, found.weights, (), time)
            for place, passage in zip(places, stored, strict=True)
        }
        shown = one_of_each(groups, matches)
        if len(shown) < top and len(groups) == reach:  # copies and versions have taken the places of others
            return self._matches(chosen, top, time, 2 * reach)
        shown = shown[:top]
        captures = self.store.captures(matches[one.place].passage for one in shown)
        return tuple(with_others(rank, one, matches, captures) for rank, one in enumerate(shown, start=1))

    def _open(self) -> Engine:
        with _reaching(self.index):
            engine = self._opened()
        if engine.generation.store_state.partition(":")[0] != self.store.store_id:
            raise IndexUnusable(f"{self.index}: the index and the store do not fit together; {generations.CURE}")
        forget()
        if self.compiled and len(engine.lexicon.vocabulary):  # compile, or load what was, before anybody waits
            question = parse_question(engine.lexicon.vocabulary.term(1), date.min)
            candidates(engine, question, Scope(date.min, date.max), 1)
        return engine


@contextmanager
def _reaching(index: Path) -> Iterator[None]:
    """Turn what a connection to an engine fails with into EngineUnreachable, naming the index."""
    try:
        yield
    except OSError as error:
        raise EngineUnreachable(f"{index}: its engine does not answer ({error}); see that it runs") from error
