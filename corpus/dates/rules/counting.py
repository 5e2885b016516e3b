"""Rules for what is counted from a day: "two weeks ago", "in five days", "the same quarter last year"."""

from __future__ import annotations

from corpus.dates import kinds
from corpus.dates.expressions import Leaning, Phrase
from corpus.dates.lexicon import lexicon
from corpus.dates.periods import MONTHS_IN, period, shifted
from corpus.dates.spans import months_span, year_span
from corpus.model import DateSpan, Precision

COUNTED = kinds.THE + kinds.ONE + kinds.NUMERAL + kinds.ORDINAL + kinds.TWO_UNITS + kinds.AGO_FIRST + kinds.AHEAD_FIRST
COMPARED = kinds.HYPHEN + kinds.PERIOD + kinds.QUARTER
"""Signs of how much is counted, without which ("years ago") no date is claimed, and of what is set beside a quarter."""


def ago(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "two weeks ago", "a year earlier", "the year-ago quarter"."""
    if phrase.follows("NUMERAL (TO | HYPHEN | AND)"):
        return None  # "10 to 15 years ago", Persian "twenty and five years ago"
    alone = leaning.asked and lexicon(leaning.lang).ago_alone and phrase.reads("(WEEK | MONTH | YEAR) AGO")
    if phrase.first(kinds.SEVERAL) or not (alone or phrase.first(COUNTED + COMPARED)):
        return None  # "several years ago", "months ago"
    unit, count, start = phrase.word(kinds.ANY_UNIT), phrase.count, leaning.day
    later = phrase.first(kinds.LATER + kinds.AHEAD_FIRST) is not None
    year_apart = unit == "year" and phrase.first(kinds.ONE + kinds.ORDINAL + COMPARED)
    if leaning.antecedent is not None and phrase.first(kinds.EARLIER + kinds.LATER) and not year_apart:
        start = leaning.antecedent.first
    counts_on = leaning.antecedent is not None or leaning.lang == "en" or phrase.first(kinds.AHEAD_FIRST)
    if start is None or (later and not counts_on):
        return None  # "three years later" than what?
    told = phrase.first(kinds.QUARTER + kinds.ORDINAL) or leaning.quarter is not None
    if unit == "year" and count == 1 and not later and told:
        return _year_before(phrase, leaning)
    if unit in {"decade", "century"}:
        count *= MONTHS_IN[unit] // MONTHS_IN["year"]
        count //= 2 if phrase.first(kinds.HALF) or phrase.follows("HALF HYPHEN?") else 1  # "half a century ago"
        unit = "year"
    return period(unit, start, count if later else -count, leaning.lang)


def _year_before(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Return "the year-earlier quarter": the quarter that was spoken of last, a year before."""
    if leaning.day is None:
        return None
    if phrase.first(kinds.ORDINAL):
        return months_span(leaning.day.year - 1, 3 * phrase.value(kinds.ORDINAL) - 2, 3, Precision.RANGE)
    base = leaning.quarter or period("quarter", leaning.day, -1)
    return shifted(base, -1)


def from_now(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "five weeks from now"."""
    if leaning.day is None or phrase.first(kinds.SEVERAL):
        return None
    return period(phrase.word(kinds.ANY_UNIT), leaning.day, phrase.count, leaning.lang)


def ahead(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "in two weeks" where the sentence speaks of what is to come; elsewhere it is how long something took."""
    return from_now(phrase, leaning) if leaning.future else None


def compared(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "the same quarter last year": the one that was spoken of last, in another year."""
    if leaning.day is None:
        return None
    base = leaning.quarter
    if base is None and phrase.first(kinds.QUARTER):
        base = period("quarter", leaning.day, -1)
    year = phrase.value(kinds.YEAR_NUMBER) or (base.first.year if base else leaning.day.year) - 1
    return year_span(year) if base is None else shifted(base, year - base.first.year)
