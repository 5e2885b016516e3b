"""When a topic was written about: the dated passages that hold all of its words, by year, month or day.

A year is drawn by month and a month by day where nearly all passages are from it: among years it would be one high bar.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from index.engine.engine import Engine
from index.questions import Question, Scope
from index.ranking.of_topic import holding, published_in
from index.ranking.sifting import Sieve

Unit = Literal["Y", "M", "D"]
MOST: dict[Unit, int] = {"D": 92, "M": 72}
"""Days or months in a picture: a quarter, and six years. More bars are too thin for a phone; years may be any."""
EXACT = 0.9
"""Share of the passages whose day must be known to a unit for it to be drawn by that. A choice."""
NEARLY_ALL = 0.8
"""Share of the passages from which on the few years, or months, that hold them are drawn by themselves. A choice."""
TOGETHER = 3
"""Years, or months, that may be drawn by themselves; they must be no more than a third of all."""
TELLING = 3
"""Days, or parts of a year, with passages that make a picture worth drawing."""
FIRST_YEAR, LAST_YEAR = 1000, 2200

Days = npt.NDArray[np.datetime64]


@dataclass(frozen=True, slots=True)
class Period:
    """A year, a month or a day, and how many passages that were published in it hold the topic."""

    first: date
    last: date
    count: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """When a topic was written about.

    Attributes:
        unit: what a period is: "Y" a year, "M" a month, "D" a day.
        periods: without gaps, in order of time.
        elsewhere: passages from other times than are drawn.
        vague: passages whose day of publication is not known well enough to draw them.
    """

    unit: Unit
    periods: tuple[Period, ...]
    elsewhere: int = 0
    vague: int = 0


def topic_of(question: Question) -> Question:
    """Return the topic of a timeline: its words without the time, which is its scope ("floods 2019").

    Of a topic that is nothing but a time the words are what is looked for, all but a year behind others.
    """
    if question.only_time:  # "Mars 2012" is a month of that year in French
        question = replace(question, scope=None, leaning=None, only_time=False)
    if question.scope is None and question.leaning is not None:
        rest = [term for term in question.terms if term not in question.timing]
        return replace(question.only(rest), scope=question.leaning, leaning=None, every=True)
    *rest, last = question.terms or ("",)
    if question.scope is None and rest and last.isdecimal() and FIRST_YEAR <= int(last) <= LAST_YEAR:
        year = Scope(date(int(last), 1, 1), date(int(last), 12, 31))
        return replace(question.only(rest), scope=year, timing=(last,), every=True)
    return replace(question, every=True)


def timeline(engine: Engine, topic: Question, sieve: Sieve | None = None, *, closer: bool = True) -> Timeline:
    """Return the passages of a topic by their publication.

    Args:
        engine: what searches the archive.
        topic: from ``topic_of``; its time is drawn whole.
        sieve: tells what is wanted if not everything is.
        closer: of a topic of any time, draw the part alone that nearly all passages are from.
    """
    facts = engine.facts(holding(engine, topic, sieve))
    inside = published_in(facts, topic.scope)
    if not inside.any():
        return Timeline("Y", ())
    days = np.stack([facts.first_days[inside], facts.last_days[inside]], axis=1).astype(np.int64)
    spans: Days = (days - _EPOCH).astype("datetime64[D]")
    first, last = _ends(spans, topic.scope)
    unit = _unit(spans, first, last)
    drawn = spans
    while closer and topic.scope is None and (crowded := _crowded(drawn, unit, len(spans))) is not None:
        drawn, unit = crowded
        first, last = drawn[:, 0].min(), drawn[:, 1].max()
    placed = drawn[_exact(drawn, unit)][:, 0].astype(f"datetime64[{unit}]")
    return Timeline(unit, _periods(placed, first, last, unit), len(spans) - len(drawn), len(drawn) - len(placed))


def _ends(spans: Days, scope: Scope | None) -> tuple[Any, Any]:
    """Return the first and the last day to draw: those of the time asked about, as far as it has ends."""
    first, last = spans[:, 0].min(), spans[:, 1].max()
    if scope and scope.first:
        first = np.datetime64(scope.first)
    if scope and scope.last:
        last = np.datetime64(scope.last)
    return first, last


def _exact(spans: Days, unit: Unit) -> npt.NDArray[np.bool_]:
    """Return which spans lie in one year, month or day."""
    begins, ends = spans.astype(f"datetime64[{unit}]").T
    return np.asarray(begins == ends, bool)


def _unit(spans: Days, first: Any, last: Any) -> Unit:
    """Return the smallest unit that a time can be drawn by."""
    for unit, most in MOST.items():
        begin, end = (np.datetime64(day, unit).astype(int) for day in (first, last))
        exact = _exact(spans, unit)
        if end - begin >= most or exact.mean() < EXACT:
            continue
        if unit != "D" or np.unique(spans[exact][:, 0]).size >= TELLING:
            return unit
    return "Y"


def _crowded(spans: Days, unit: Unit, total: int) -> tuple[Days, Unit] | None:
    """Return the passages of the few periods beside each other that hold nearly all, and the unit to draw them by.

    None if they do not crowd, or nothing more would be seen.
    """
    exact = spans[_exact(spans, unit)]
    if unit == "D" or not len(exact):
        return None
    numbers = exact[:, 0].astype(f"datetime64[{unit}]").astype(int)
    counts = np.bincount(numbers - numbers.min())
    for width in range(1, min(TOGETHER, counts.size // 3) + 1):
        held = np.convolve(counts, np.ones(width, int), "valid")
        begin = int(held.argmax())
        if held[begin] < NEARLY_ALL * total:
            continue
        place = numbers - numbers.min()
        chosen = exact[(place >= begin) & (place < begin + width)]
        closer = _unit(chosen, chosen[:, 0].min(), chosen[:, 1].max())
        filled = np.unique(chosen[_exact(chosen, closer)][:, 0].astype(f"datetime64[{closer}]")).size
        return (chosen, closer) if closer != unit and filled >= TELLING else None
    return None


def _periods(placed: Days, first: Any, last: Any, unit: Unit) -> tuple[Period, ...]:
    """Count what is placed in each period from one day to another; nothing if nothing is."""
    if not len(placed):
        return ()
    begin, end = (np.datetime64(day, unit).astype(int) for day in (first, last))
    counts = np.bincount(placed.astype(int) - begin, minlength=end - begin + 1)
    starts = (begin + np.arange(counts.size + 1)).astype(f"datetime64[{unit}]").astype("datetime64[D]")
    return tuple(
        Period(start.astype(object), (following - np.timedelta64(1, "D")).astype(object), int(count))
        for start, following, count in zip(starts, starts[1:], counts, strict=False)
    )


_EPOCH = date(1970, 1, 1).toordinal()
