"""Tells from the days of articles since when the archive tells of what some words name."""

from __future__ import annotations

import math
from collections.abc import Collection
from datetime import date, timedelta
from weakref import WeakKeyDictionary

import numpy as np

from index.engine.engine import Engine
from index.generations.arrays import IntArray
from index.questions import Scope

FEWEST = 3
"""Articles from which their days tell something."""
STRAY = 0.02
"""The share of articles that may stand before the first day: another of the same name, a wrong day. A choice."""
FIRST_DAYS, FIRST_SHARE = 60, 0.01
"""Days from the first in which what happened is told of most; they hold at least this share of the archive, as messages
of each year tell of it later. Choices."""
LIFT, BURST = 3.5, 0.25
"""In these days is at least so many times what the archive has there, and of what happened on a day this share of all.
Choices: of seven events of 2005 to 2008 all have .31 or more and 6 times, of "the committee", "the election", "the
fire" in the same archive none has more than .04 or twice."""
CHANCE = 3.0
"""The exponent of Chernoff's bound from which it is taken for no chance: 3 is one in twenty. A choice."""

DAYS: WeakKeyDictionary[Engine, IntArray] = WeakKeyDictionary()
"""What ``days_of_all`` has told of the engines that are open."""


def onset(engine: Engine, terms: Collection[str], every: IntArray) -> int | None:
    """Return the day, as an ordinal, since when the archive tells of what happened, most at first; None for none.

    Of terms that hardly any article holds together the more common half may be left out.

    Args:
        engine: that searches the archive.
        terms: of the words that name what happened.
        every: from ``days_of_all``.
    """
    numbers = _rarest_first(engine, terms)
    for count in range(len(numbers), (len(set(terms)) - 1) // 2, -1):
        days = _days(engine, numbers[:count])
        if days.size >= FEWEST:
            first, share, sure = _first(days, every)
            return first if sure and share >= BURST else None
    return None


def begins(engine: Engine, terms: Collection[str], every: IntArray) -> int | None:
    """Return the day, as an ordinal, since when the archive tells of what lasts, though it goes back farther; or None.

    Args:
        engine: that searches the archive.
        terms: of the words that name it, all of which must stand in a passage.
        every: from ``days_of_all``.
    """
    numbers = _rarest_first(engine, terms)
    days = _days(engine, numbers) if len(numbers) == len(set(terms)) else np.zeros(0, np.int32)
    if days.size < FEWEST:
        return None
    first, _, sure = _first(days, every)
    earlier = days.size * int(np.searchsorted(every, first))  # of every.size times as many, were they spread evenly
    return first if sure and earlier >= CHANCE * every.size else None


def days_of_all(engine: Engine) -> IntArray:
    """Return the days on which the articles of the archive were published, ascending."""
    if engine not in DAYS:
        DAYS[engine] = np.sort(engine.facts(engine.newest(engine.generation.articles)).first_days)
    return DAYS[engine]


def time_before(day: int) -> Scope:
    """Return all the time before a day."""
    return Scope(None, date.fromordinal(day) - timedelta(days=1))


def time_from(day: int, until: int | None = None) -> Scope:
    """Return the time from a day on, up to the one before another."""
    return Scope(date.fromordinal(day), None if until is None else date.fromordinal(until) - timedelta(days=1))


def _rarest_first(engine: Engine, terms: Collection[str]) -> list[int]:
    """Return the numbers of those of some terms that the archive knows."""
    known = engine.lexicon.vocabulary.numbers(terms)
    return sorted(known.values(), key=lambda number: -float(engine.lexicon.idf[number]))


def _days(engine: Engine, terms: list[int]) -> IntArray:
    """Return the days on which the articles were published that have all of some terms in a passage, ascending."""
    if not terms:
        return np.zeros(0, np.int32)
    facts = engine.facts(engine.holding(terms))
    _, firsts = np.unique(facts.articles, return_index=True)
    days = facts.first_days[firsts]
    return np.sort(days[days > 0])


def _first(days: IntArray, every: IntArray) -> tuple[int, float, bool]:
    """Return the first of some days, but for stray ones, the share that follows soon, and whether that is no chance.

    The first article itself counts for nothing: it stands there by definition.
    """
    first = int(days[int(STRAY * days.size)])
    begin = int(np.searchsorted(every, first))
    if begin == every.size:
        return first, 0.0, False
    end = max(first + FIRST_DAYS, int(every[min(every.size - 1, begin + int(FIRST_SHARE * every.size))]))
    usual = max(1, int(np.searchsorted(every, end)) - begin) / every.size
    others = days.size - 1
    share = (int(np.searchsorted(days, end)) - int(np.searchsorted(days, first)) - 1) / others
    return first, share, share >= LIFT * usual and others * _divergence(share, usual) >= CHANCE


def _divergence(share: float, usual: float) -> float:
    """Return how far a share is from the usual one, in nats: Chernoff's bound for n trials is exp(-n times this)."""
    if not 0 < usual < 1 or share <= 0:
        return 0.0
    rest = (1 - share) * math.log((1 - share) / (1 - usual)) if share < 1 else 0.0
    return share * math.log(share / usual) + rest
