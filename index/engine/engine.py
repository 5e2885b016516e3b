"""The door to whatever searches an archive: term numbers and days go in, passage numbers and what is known of them out.

The passages of an article have numbers that follow one another, in the order in which they stand there.

All that needs the words of a question stays on this side of the door: the lexicon, spelling, evidence and ranking.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from index.generations.arrays import FloatArray, IntArray, LongArray
from index.generations.folder import Manifest
from index.generations.lexicon import Lexicon
from index.generations.ragged import Ragged

ARTICLE_SHARE = 0.6
"""Weight of an article's score beside its passage's when candidates are chosen. A search may ask for another; an engine
may be quicker with this one."""
LATE_DAYS = 45
"""An article may report a scope's events until this many days after it. A choice: all 50 scoped Senate questions are
answered from articles published within the scope, but monthly reviews and annual messages look back."""
WIDER = 4
"""A day, month or year that a passage names brings it into a scope that is at least this much of it. A choice."""


class Search(NamedTuple):
    """What passages are wanted.

    A passage scores what its terms weigh in it, each times its factor, and what they weigh in its article, each times
    its other factor. It must hold one of them.

    Attributes:
        terms: (n,) int32 numbers, none twice.
        factors: (n,) float32, what a term's weight counts in a passage.
        article_factors: (n,) float32, what it counts in an article.
        scope: the first and the last day, as ordinals, of each time that is meant; None for any time. A passage is in
            scope if it was published in one or up to ``LATE_DAYS`` later, or names a time in it that is not much longer
            (``WIDER``).
        k: how many passages at most.
        among: passages by number, ascending, that alone are wanted; None for all. They are chosen from before the best
            are.
        without: passages, likewise, that are not wanted.
    """

    terms: IntArray
    factors: FloatArray
    article_factors: FloatArray
    scope: tuple[tuple[int, int], ...] | None
    k: int
    among: IntArray | None = None
    without: IntArray | None = None


class Found(NamedTuple):
    """The k best passages, exactly, best first; of equal ones the lower number comes first.

    Attributes:
        passages: (n,) int32 numbers.
        scores: (n,) float32, each passage's own.
        article_scores: (n,) float32, that of its article.
    """

    passages: IntArray
    scores: FloatArray
    article_scores: FloatArray


class Facts(NamedTuple):
    """What is known of some passages, each an array of as many.

    Attributes:
        rows: int64, their numbers in the store.
        articles: int32, the article of each.
        places: int32, where in its article each stands, from 0.
        sizes: int32, passages of its article.
        first_days: int32, the first day, as an ordinal, on which it may have been published; 0 if that is not known.
        last_days: int32, the last.
    """

    rows: LongArray
    articles: IntArray
    places: IntArray
    sizes: IntArray
    first_days: IntArray
    last_days: IntArray


class Engine(Protocol):
    """One generation, open; safe to ask from several threads.

    Any method may raise IndexUnusable, if the generation is damaged or gone, or EngineUnreachable. What cannot be
    answered wholly is an error, never a shorter answer.
    """

    @property
    def generation(self) -> Manifest:
        """What the generation says of itself."""
        ...

    @property
    def lexicon(self) -> Lexicon:
        """Its terms; their numbers mean nothing to another generation."""
        ...

    def is_current(self) -> bool:
        """Tell whether no other generation has become the one to answer from."""
        ...

    def search(self, searches: Sequence[Search]) -> list[Found]:
        """Find the best passages for each of some searches."""
        ...

    def words(self, passages: IntArray) -> Ragged:
        """Return the words of n passages as int32 term numbers, 0 for the end of a sentence.

        There are 4 n rows: those of the passages, of the passages before them and of those behind them in the same
        article, empty where there are none, and of their articles' titles.
        """
        ...

    def facts(self, passages: IntArray) -> Facts:
        """Return what is known of some passages."""
        ...

    def named_days(self, passages: IntArray) -> Ragged:
        """Return a row for each passage: the first and the last day of each time that it names, (n, 2) int32."""
        ...

    def of_time(self, first: int, last: int) -> tuple[IntArray, IntArray]:
        """Return what belongs to some days, given as ordinals: passages by number, ascending, none twice.

        Returns:
            The first passages of articles that were surely published then, and the passages that name a time then which
            is no longer than these days.
        """
        ...

    def newest(self, k: int) -> IntArray:
        """Return the first passages of the k articles that were surely published last, newest first."""
        ...

    def holding(self, terms: Sequence[int], *, titled: bool = False) -> IntArray:
        """Return the passages that hold all of some terms, ascending; there is at least one term.

        With ``titled``, what stands in the title of its article counts as held by a passage.
        """
        ...

    def numbered(self, rows: LongArray) -> IntArray:
        """Return the passages that have some numbers in the store, ascending; there may be none for a number."""
        ...

    def rest(self) -> None:
        """Give back the memory that only searches need; the next one takes it again."""
        ...

    def close(self) -> None:
        """Let go of what the generation takes up."""
        ...
