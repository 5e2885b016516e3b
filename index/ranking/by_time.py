"""Puts what was found in order by time: newest or oldest first, or the best of each time that was asked for."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from index.engine.engine import Engine, Facts
from index.generations.ragged import Ragged
from index.questions import Question, Scope
from index.ranking.candidates import Candidates, in_given_order, time_fit
from index.ranking.evidence import EITHER
from index.ranking.of_time import Keep, told_on

ABOUT = 0.9
"""Passages are clearly about the subject if they and their titles meet so much of what the best one does. A choice."""
BETTER = 0.35
"""A passage of another time is offered if it meets so much more of the question, one word of three. A choice."""

Order = npt.NDArray[np.intp]


def by_time(engine: Engine, question: Question, found: Candidates, order: Order) -> Order:
    """Return the order in time that a question asks for, or with the best of each of its times first."""
    if question.order:
        return in_time(engine, found, order, newest=question.order == "newest")
    return of_each_part(engine, found, order, question.scope) if question.scope else order


def in_time(engine: Engine, found: Candidates, order: Order, *, newest: bool) -> Order:
    """Return an order with the passages that are clearly about the subject first, by their day of publication.

    Of an article its best passage does so; the others, undated ones, and those that are about less keep their order
    behind.

    Args:
        engine: that knows the days.
        found: the candidates.
        order: their places, best first.
        newest: whether the newest comes first, or the oldest.
    """
    if not order.size:
        return order
    facts = engine.facts(found.passages[order])
    met = found.evidence[order, EITHER]
    _, firsts = np.unique(found.articles[order], return_index=True)
    leading = np.zeros(order.size, bool)
    leading[firsts] = True
    clear = np.flatnonzero(leading & (met >= ABOUT * met.max()) & (facts.first_days > 0))
    days = facts.last_days[clear] if newest else facts.first_days[clear]
    by_day = clear[np.argsort(-days if newest else days, kind="stable")]
    rest = np.setdiff1d(np.arange(order.size), clear)
    return np.asarray(order[np.concatenate([by_day, rest])], np.intp)


def of_each_part(engine: Engine, found: Candidates, order: Order, scope: Scope) -> Order:
    """Return an order in which the best of each part of a time comes before all others: of "1870 and 1900" both."""
    if not scope.parts or scope.readings or not order.size:
        return order
    passages = found.passages[order]
    facts, named = engine.facts(passages), engine.named_days(passages)
    best = sorted({place for part in scope.parts if (place := _best(part, facts, named)) is not None})
    rest = np.setdiff1d(np.arange(order.size), best)
    return np.asarray(order[np.concatenate([np.array(best, np.intp), rest])], np.intp)


def told_in(
    engine: Engine, found: Candidates, order: Order, scope: Scope, keep: Keep | None = None
) -> Candidates | None:
    """Return the passages that name a time in the articles that were found, best article first; None if none does.

    Such a passage may have no word of the question, which its article has: "What happened in Iran in 1988?"
    """
    told = told_on(engine, scope)
    told = told if keep is None else keep(told)
    rank = {article: place for place, article in reversed(list(enumerate(found.articles[order].tolist())))}
    places = [rank.get(article, order.size) for article in engine.facts(told).articles.tolist()]
    passages = [passage for place, passage in sorted(zip(places, told.tolist(), strict=True)) if place < order.size]
    return in_given_order(engine, passages, found.weights) if passages else None


def answers_better(other: Candidates, other_order: Order, found: Candidates, order: Order) -> bool:
    """Tell whether the best of some candidates meets clearly more of the question than the best of others."""
    met = float(found.evidence[order[0], EITHER]) if order.size else 0.0
    return bool(other_order.size) and float(other.evidence[other_order[0], EITHER]) >= met + BETTER


def is_plain(found: Candidates, order: Order) -> bool:
    """Tell whether the best candidate meets so much of the question that none can answer it much better."""
    return bool(order.size) and float(found.evidence[order[0], EITHER]) > 1 - BETTER


def _best(part: Scope, facts: Facts, named: Ragged) -> int | None:
    """Return the first place that is about a time, None if none is."""
    there = np.flatnonzero(time_fit(part, facts, named, np.zeros(facts.rows.size, bool)))
    return int(there[0]) if there.size else None
