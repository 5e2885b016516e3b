"""Finds the passages that are about a topic as a timeline counts them: with all of its words, published in its time."""

from __future__ import annotations

from functools import reduce
from itertools import chain

import numpy as np

from index.engine.engine import Engine, Facts
from index.generations.arrays import BoolArray, IntArray
from index.questions import Question, Scope
from index.ranking import order as ranking
from index.ranking.candidates import Candidates, candidates, in_given_order
from index.ranking.slots import alternative_terms


def of_topic(engine: Engine, question: Question, k: int) -> Candidates | None:
    """Return k passages of a topic, those that speak most of it first, then by their days; None if there is none."""
    passages = holding(engine, question)
    facts = engine.facts(passages)
    passages = passages[published_in(facts, question.scope)]
    if not passages.size:
        return None
    best = candidates(engine, question, question.scope, k)
    order, _ = ranking.in_order(best)
    telling = best.passages[order]
    chosen = dict.fromkeys([*telling[np.isin(telling, passages)].tolist(), *passages.tolist()])
    return in_given_order(engine, list(chosen)[:k], engine.lexicon.weights(question.terms))


def holding(engine: Engine, question: Question) -> IntArray:
    """Return the passages that hold each word of a question, in any of its forms, ascending: in date order."""
    slots = alternative_terms(question, engine.lexicon.languages)
    known = engine.lexicon.vocabulary.numbers(chain(*slots))
    numbers = [list(dict.fromkeys(known[term] for term in slot if term in known)) for slot in slots]
    if not numbers or not all(numbers):
        return np.zeros(0, np.int32)
    alone = [slot[0] for slot in numbers if len(slot) == 1]
    found = [engine.holding(alone)] if alone else []
    found += [reduce(np.union1d, (engine.holding([one]) for one in slot)) for slot in numbers if len(slot) > 1]
    return np.asarray(reduce(np.intersect1d, found), np.int32)


def published_in(facts: Facts, scope: Scope | None) -> BoolArray:
    """Return which passages were surely published in a time; of no time, those whose day is known at all."""
    dated = np.asarray(facts.first_days > 0, bool)
    if not scope:
        return dated
    within = np.zeros(dated.size, bool)
    for first, last in scope.days:
        within |= (facts.first_days >= first) & (facts.last_days <= last)
    return np.asarray(within & dated, bool)
