"""Finds what belongs to a time that is all a question asks for: what was published then, and what tells of it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain, zip_longest

import numpy as np
import numpy.typing as npt

from index.engine.engine import Engine, Facts
from index.generations.arrays import IntArray
from index.questions import Question, Scope
from index.ranking.candidates import Candidates, in_given_order

Keep = Callable[[IntArray], IntArray]
"""Returns those of some passages that are wanted, in their order."""


def of_time(engine: Engine, question: Question, k: int, keep: Keep | None = None) -> tuple[Candidates | None, bool]:
    """Return the k best passages of a time, best first, and whether they are of another: the newest for "today".

    None if the question names more, or nothing is of its time.

    What tells of the time and what was published then take turns, an article once in each: of what tells, first what
    names just this time, then what was published nearest to it; what was published comes by its day. Of no time, the
    newest come first.

    Args:
        engine: what searches the archive.
        question: its time.
        k: how many.
        keep: tells what is wanted if not everything is; the newest of all may then be none of it.
    """
    scope = question.scope
    if question.only_time and scope is None and keep is None:
        return _newest(engine, question, k), False
    if not question.only_time or scope is None or scope.first is None or scope.last is None:
        return None, False
    found = [_of_days(engine, *days, k, keep) for days in scope.days]
    passages = list(dict.fromkeys(one for turn in zip_longest(*found) for one in turn if one is not None))[:k]
    if not passages and keep is None and _outlives(engine, scope):
        return _newest(engine, question, k), True
    return _given(engine, passages, question), False


def _newest(engine: Engine, question: Question, k: int) -> Candidates | None:
    """Return what was published last, newest first: "what's new?"; None in an archive without a day."""
    return _given(engine, engine.newest(k).tolist(), question)


def _given(engine: Engine, passages: list[int], question: Question) -> Candidates | None:
    return in_given_order(engine, passages, engine.lexicon.weights(question.terms)) if passages else None


def _outlives(engine: Engine, scope: Scope) -> bool:
    """Tell whether a time begins behind all that was published: "today", asked of an archive that ends earlier."""
    last = engine.facts(engine.newest(1)).last_days
    return last.size > 0 and scope.days[0][0] > int(last[0])


def told_on(engine: Engine, scope: Scope) -> IntArray:
    """Return the passages that name a time which lies in a scope, ascending."""
    return np.unique(np.concatenate([engine.of_time(first, last)[1] for first, last in scope.days]))


def _of_days(engine: Engine, first: int, last: int, k: int, keep: Keep | None) -> list[int]:
    """Return passages of some days, those that tell of them and those that were published then in turns."""
    appeared, told = engine.of_time(first, last)
    if keep is not None:
        appeared, told = keep(appeared), keep(told)
    of_told, of_appeared = engine.facts(told), engine.facts(appeared)
    named = engine.named_days(told)
    just = np.zeros(told.size, bool)
    just[np.repeat(np.arange(told.size), named.lengths)[(named.values == (first, last)).all(axis=1)]] = True
    away = np.where(of_told.first_days > 0, np.abs(of_told.first_days - last), np.iinfo(np.int32).max)
    best = _of_each_article(told, of_told, np.lexsort((told, away, ~just)), k)
    shown = _of_each_article(appeared, of_appeared, np.lexsort((appeared, of_appeared.first_days)), k)
    return [one for one in chain.from_iterable(zip_longest(best, shown)) if one is not None]


def _of_each_article(passages: IntArray, facts: Facts, order: npt.NDArray[np.intp], k: int) -> list[int]:
    """Return the first passage of each of the first k articles, of passages that are put in order."""
    _, firsts = np.unique(facts.articles[order], return_index=True)
    found: list[int] = passages[order][np.sort(firsts)[:k]].tolist()
    return found
