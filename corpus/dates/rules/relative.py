"""Rules for days and periods beside the day of writing or an earlier mention: "yesterday", "last week", "that year"."""

from __future__ import annotations

from datetime import date, timedelta

from corpus.dates import kinds
from corpus.dates.expressions import Leaning, Phrase
from corpus.dates.leaning import NEAR_DAYS
from corpus.dates.periods import back, period
from corpus.dates.rules.years import plain_year
from corpus.dates.spans import one_day
from corpus.model import DateSpan, Precision

LONGEST_WEEK = 7
"""Days that an expression may span and still be one that "the same day" speaks of."""


def deictic(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "yesterday"."""
    return None if leaning.day is None else one_day(leaning.day + timedelta(days=phrase.value(kinds.TODAY)))


def weekday(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "on Friday", "next Tuesday", "the following Monday", "Friday of last week"."""
    if leaning.day is None:
        return None
    wanted, shift = phrase.value(kinds.WEEKDAY), phrase.shift
    if leaning.antecedent is not None and phrase.first(kinds.THAT):
        return _from(leaning.antecedent.first, wanted, phrase.value(kinds.THAT))
    if not phrase.first(kinds.LAST_NEXT):
        return _from(leaning.day, wanted, 1 if leaning.future and leaning.day.weekday() != wanted else 0)
    if phrase.first(kinds.WEEK):
        return _from(period("week", leaning.day, shift, leaning.lang).first - timedelta(days=1), wanted, 1)
    if shift == 0:
        return one_day(leaning.day + timedelta(days=wanted - leaning.day.weekday()))
    return _from(leaning.day, wanted, shift)


def _from(day: date, weekday: int, shift: int) -> DateSpan:
    """Return the weekday after a day, before it if ``shift`` is negative, or the last one with the day if it is 0."""
    since = (day.weekday() - weekday) % 7
    if shift > 0:
        return one_day(day + timedelta(days=7 * shift - since))
    further = 7 * (-shift - 1) if shift < 0 else 0
    return one_day(day - timedelta(days=further + (since or (7 if shift < 0 else 0))))


def relative(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "last week", "earlier this year", "the week before last"."""
    if leaning.day is None:
        return None
    rolling = phrase.shift < 0 and phrase.reads("THE LAST_NEXT (WEEK | MONTH | YEAR | DECADE)")
    if rolling and leaning.asked and leaning.lang == "en":  # "in the past year", which is not "last year"
        return DateSpan(back(leaning.day, phrase.word(kinds.UNIT), 1), leaning.day, Precision.RANGE)
    told, shift = leaning.antecedent, phrase.shift
    points_back = phrase.reads("THE LAST_NEXT DAY") if shift else phrase.reads("(LAST_NEXT DAY | DAY LAST_NEXT)")
    if told is not None and _is_day(told) and points_back and not leaning.asked:
        return one_day(told.first + timedelta(days=shift))  # "the next day", "this day" of what was told
    lang = "en" if phrase.word(kinds.CALENDAR) == "gregorian" else leaning.lang
    return period(phrase.word(kinds.UNIT), leaning.day, shift, lang)


def anaphoric(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "that year", "the same day", "the previous month" from what was mentioned before."""
    unit = phrase.word(kinds.UNIT) or "day"
    if leaning.antecedent is None:  # "the previous month" where nothing was spoken of is the one before this
        if leaning.day is None or phrase.value(kinds.THAT) >= 0:
            return None
        return period(unit, leaning.day, -1, leaning.lang)
    if unit == "day" and (leaning.antecedent.last - leaning.antecedent.first).days > LONGEST_WEEK:
        return None  # the day after what?
    shift = phrase.value(kinds.THAT + kinds.THAT_BEHIND + kinds.DAY_AFTER)
    return period(unit, leaning.antecedent.first, shift, leaning.lang)


def lately(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "the last three months" of a question: up to the day of asking; in an article they are a duration."""
    count, unit = phrase.value(kinds.NUMERAL), phrase.word(kinds.UNIT)
    if leaning.day is None or not leaning.asked or not count or phrase.first(kinds.WEEKEND + kinds.HALF):
        return None
    if phrase.shift > 0:
        return DateSpan(leaning.day, back(leaning.day, unit, -count), Precision.RANGE)
    return DateSpan(back(leaning.day, unit, count), leaning.day, Precision.RANGE)


def part_of_period(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "the end of the year", "early 2018": the whole period, as nothing tells where early ends."""
    if phrase.value(kinds.YEAR_NUMBER) and not phrase.first(kinds.WITHIN_YEAR):
        return plain_year(phrase, leaning)
    if phrase.first(kinds.THAT):
        return anaphoric(phrase, leaning)
    if phrase.reads("YEAR (HYPHEN | POSSESSIVE)? EARLY | EARLY YEAR"):  # year-end
        return None if leaning.day is None else period("year", leaning.day)
    return relative(phrase, leaning)


def part_of_day(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "this morning", "last night", "the next morning"."""
    refers = phrase.first(kinds.THAT + kinds.EARLIER) or phrase.reads("THE LAST_NEXT PART_OF_DAY")
    told = leaning.antecedent if refers else None
    base = told.first if told is not None and (phrase.first(kinds.THAT) or _is_day(told)) else leaning.day
    if base is None:
        return None
    before = phrase.first(kinds.EARLIER) is not None  # "the night before"
    return one_day(base + timedelta(days=-1 if before else phrase.value(kinds.THAT + kinds.LAST_NEXT)))


def _is_day(span: DateSpan) -> bool:
    return span.first == span.last


def recent_unit(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "the quarter", "the latest period", "the weekend": the one that has just been."""
    unit = phrase.word(kinds.WEEKEND + kinds.QUARTER)
    if phrase.first(kinds.PERIOD) and phrase.value(kinds.LAST_NEXT) <= 0:
        return leaning.quarter
    if leaning.day is None or not unit:
        return None
    if unit == "quarter":
        spoken_of = (one for one in (leaning.antecedent, leaning.quarter) if one is not None and _is_quarter(one))
        return next(spoken_of, None) or period(unit, leaning.day, -1)
    whole = period(unit, leaning.day, 0, leaning.lang)
    passed = whole.first <= leaning.day or leaning.future
    return whole if passed else period(unit, leaning.day, -1, leaning.lang)


def _is_quarter(span: DateSpan) -> bool:
    """Tell whether a span is as long as a quarter of a year."""
    return 80 < (span.last - span.first).days <= NEAR_DAYS  # noqa: PLR2004 - days of three months
