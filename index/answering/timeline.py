"""When a topic was written about: the dated passages that hold all of its words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from index.engine.engine import Engine
from index.ranking.sifting import Sieve

MONTHS_AT_MOST = 36
"""A longer time is counted by years: more bars are too thin for a phone."""


@dataclass(frozen=True, slots=True)
class Period:
    """A month or a year, and how many passages that were published in it hold the topic."""

    first: date
    last: date
    count: int


def periods(engine: Engine, terms: tuple[str, ...], sieve: Sieve | None = None) -> list[Period]:
    """Return the passages that hold all of some terms by month, or year, of publication, without gaps.

    Passages whose day of publication is known no better than to a year count in a timeline of years only.

    Args:
        engine: what searches the archive.
        terms: at least one, unless there is a sieve.
        sieve: tells what is wanted if not everything is.
    """
    numbers = engine.lexicon.vocabulary.numbers(terms)
    if len(numbers) < len(set(terms)) or not (terms or sieve):
        return []
    passages = (
        engine.holding(list(numbers.values())) if terms else np.arange(engine.generation.passages, dtype=np.int32)
    )
    facts = engine.facts(passages if sieve is None else sieve.keep(passages))
    dated = facts.first_days > 0
    if not dated.any():
        return []
    begin, end = (
        (days[dated].astype(np.int64) - _EPOCH).astype("datetime64[D]") for days in (facts.first_days, facts.last_days)
    )
    unit = "M" if (begin.max() - begin.min()).astype(int) <= MONTHS_AT_MOST * 31 else "Y"
    months, ends = begin.astype(f"datetime64[{unit}]"), end.astype(f"datetime64[{unit}]")
    if (months != ends).any() and unit == "M":
        unit = "Y" if (months != ends).mean() > 0.5 else unit  # noqa: PLR2004 - most of them
        months, ends = begin.astype(f"datetime64[{unit}]"), end.astype(f"datetime64[{unit}]")
    months = months[months == ends]
    if not months.size:
        return []
    counts = np.bincount((months - months.min()).astype(int))
    starts = months.min() + np.arange(counts.size + 1)
    days = [day.astype("datetime64[D]") for day in starts]
    return [
        Period(first.astype(object), (following - 1).astype(object), int(count))
        for first, following, count in zip(days, days[1:], counts, strict=False)
    ]


_EPOCH = date(1970, 1, 1).toordinal()
