"""Finds the passages that are about a topic as a timeline counts them: with all of its words, published in its time."""

from __future__ import annotations

from functools import reduce
from itertools import chain

import numpy as np

from index.analysis import tokens
from index.engine.engine import Engine, Facts
from index.generations.arrays import BoolArray, IntArray
from index.questions import Question, Scope, alternative_terms
from index.ranking import order as ranking
from index.ranking.candidates import Candidates, candidates, in_given_order
from index.ranking.order import Weights
from index.ranking.sifting import Sieve


def of_topic(engine: Engine, question: Question, by: Weights, k: int, sieve: Sieve | None = None) -> Candidates | None:
    """Return k passages of a topic, those that speak most of it first, then by their days; None if there is none."""
    passages = holding(engine, question, sieve)
    facts = engine.facts(passages)
    passages = passages[published_in(facts, question.scope)]
    if not passages.size:
        return None
    telling = passages[:0]
    if question.terms:
        best = candidates(engine, question, question.scope, k, sieve)
        telling = best.passages[ranking.in_order(best, by)[0]]
    chosen = dict.fromkeys([*telling[np.isin(telling, passages)].tolist(), *passages.tolist()])
    return in_given_order(engine, list(chosen)[:k], engine.lexicon.weights(question.terms))


def holding(engine: Engine, question: Question, sieve: Sieve | None = None) -> IntArray:
    """Return the passages that hold each word of a question, in any of its forms, ascending: in date order.

    Args:
        engine: what searches the archive.
        question: of words that need not stand there all, as alternatives, there is the sieve.
        sieve: tells what is wanted if not everything is.
    """
    either = {name for group in question.operators.either for one in group for name in tokens(one.text)}
    needed = [name for name, word in zip(question.terms, question.words, strict=True) if word not in either]
    if not needed:
        return sieve.keep(np.arange(engine.generation.passages, dtype=np.int32)) if sieve else np.zeros(0, np.int32)
    slots = alternative_terms(question.only(needed), engine.lexicon.languages)
    known = engine.lexicon.vocabulary.numbers(chain(*slots))
    numbers = [list(dict.fromkeys(known[term] for term in slot if term in known)) for slot in slots]
    if not all(numbers):
        return np.zeros(0, np.int32)
    alone = [slot[0] for slot in numbers if len(slot) == 1]
    found = [engine.holding(alone)] if alone else []
    found += [reduce(np.union1d, (engine.holding([one]) for one in slot)) for slot in numbers if len(slot) > 1]
    held = np.asarray(reduce(np.intersect1d, found), np.int32)
    return sieve.keep(held) if sieve else held


def published_in(facts: Facts, scope: Scope | None) -> BoolArray:
    """Return which passages were surely published in a time; of no time, those whose day is known at all."""
    dated = np.asarray(facts.first_days > 0, bool)
    if not scope:
        return dated
    within = np.zeros(dated.size, bool)
    for first, last in scope.days:
        within |= (facts.first_days >= first) & (facts.last_days <= last)
    return np.asarray(within & dated, bool)
