"""What days an expression means that counts from another day: "yesterday", "two weeks ago"; one function per rule."""

from __future__ import annotations

from datetime import date, timedelta

from corpus.dates.grammar import Phrase
from corpus.dates.leaning import NEAR_DAYS, Leaning
from corpus.dates.named import plain_year
from corpus.dates.periods import period, shifted
from corpus.dates.solar import period_at
from corpus.dates.spans import months_span, year_span
from corpus.model import DateSpan, Precision

LONGEST_WEEK = 7
"""Days that an expression may span and still be one that "the same day" speaks of."""


def ago(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "two weeks ago", "a year earlier", "the year-ago quarter"."""
    unit = phrase.word("123456789V")
    count = 2 if phrase.first("V") else (phrase.values("Nd") or [1])[0]
    if phrase.before[-2:] in {"Nt", "dt", "Nh", "dh"}:
        return None  # "10 to 15 years ago"
    if phrase.first("n") or not phrase.first("TaNdoVXRhI5"):
        return None  # "several years ago", "months ago" claim no date
    start = leaning.day
    later = phrase.first("LR") is not None
    if phrase.first("BL") and leaning.antecedent is not None and not (unit == "year" and phrase.first("a5Iho")):
        start = leaning.antecedent.first
    if start is None or (later and leaning.antecedent is None and leaning.lang != "en" and not phrase.first("R")):
        return None  # "three years later" than what?
    if unit == "year" and count == 1 and not later and (phrase.first("5o") or leaning.quarter is not None):
        return _same_part_of_year(phrase, leaning)
    if unit in {"decade", "century"}:
        unit, count = "year", count * (10 if unit == "decade" else 100)
        count //= 2 if "6" in phrase.before[-2:] or phrase.first("6") else 1  # "half a century ago"
    return period_at(unit, start, count if later else -count, leaning.lang)


def from_now(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "five weeks from now"."""
    if leaning.day is None or phrase.first("n"):
        return None
    count = 2 if phrase.first("V") else (phrase.values("Nd") or [1])[0]
    return period_at(phrase.word("123456789V"), leaning.day, count, leaning.lang)


def ahead(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "in two weeks" where the sentence speaks of what is to come; elsewhere it is how long something took."""
    if leaning.day is None or not leaning.future:
        return None
    return period_at(phrase.word("1247"), leaning.day, (phrase.values("Nd") or [1])[0], leaning.lang)


def compared(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "the same quarter last year": the one that was spoken of last, in another year."""
    if leaning.day is None:
        return None
    base = leaning.quarter
    if base is None and phrase.first("5"):
        base = shifted(period("quarter", leaning.day), "quarter", -1)
    year = phrase.value("y") or (base.first.year - 1 if base else leaning.day.year - 1)
    return year_span(year) if base is None else shifted(base, "year", year - base.first.year)


def _same_part_of_year(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Return "the year-earlier quarter": the quarter that was spoken of last, a year before."""
    if leaning.day is None:
        return None
    if phrase.first("o"):
        return months_span(leaning.day.year - 1, 3 * phrase.value("o") - 2, 3, Precision.RANGE)
    base = leaning.quarter or shifted(period("quarter", leaning.day), "quarter", -1)
    return shifted(base, "year", -1)


def deictic(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "yesterday"."""
    if leaning.day is None:
        return None
    only = leaning.day + timedelta(days=phrase.value("D"))
    return DateSpan(only, only, Precision.DAY)


def weekday(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "on Friday", "next Tuesday", "the following Monday"."""
    if leaning.day is None:
        return None
    weekday = phrase.value("W")
    told, back_reference = phrase.first("r"), phrase.first("A")
    if back_reference is not None and leaning.antecedent is not None:
        return _weekday_from(leaning.antecedent.first, weekday, int(back_reference.value))
    back = (leaning.day.weekday() - weekday) % 7
    if told is not None:
        shift = phrase.shift
        if phrase.first("2"):  # "Friday of last week"
            first = period_at("week", leaning.day, shift, leaning.lang).first
            return one_day(first + timedelta(days=(weekday - first.weekday()) % 7))
        if shift == 0:
            week = leaning.day - timedelta(days=leaning.day.weekday())
            return one_day(week + timedelta(days=weekday))
        return one_day(leaning.day - timedelta(days=back or 7) if shift < 0 else leaning.day + timedelta(days=7 - back))
    if leaning.future and back:
        return one_day(leaning.day + timedelta(days=7 - back))
    return one_day(leaning.day - timedelta(days=back))


def _weekday_from(day: date, weekday: int, shift: int) -> DateSpan:
    ahead = (weekday - day.weekday()) % 7
    if shift > 0:
        return one_day(day + timedelta(days=ahead or 7))
    return one_day(day - timedelta(days=(7 - ahead) % 7 or (7 if shift < 0 else 0)))


def one_day(day: date) -> DateSpan:
    """Return the span of a day."""
    return DateSpan(day, day, Precision.DAY)


def relative(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "last week", "earlier this year"."""
    if leaning.day is None:
        return None
    unit = phrase.word("123456789")
    shift = phrase.shift
    if phrase.codes == "Tr1" and shift and leaning.antecedent is not None and is_day(leaning.antecedent):
        return one_day(leaning.antecedent.first + timedelta(days=shift))  # "the next day" of what was told
    return period_at(unit, leaning.day, shift, "en" if phrase.word("C") == "gregorian" else leaning.lang)


def part_of_period(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "the end of the year", "early 2018": the whole period, as nothing tells where early ends."""
    year = phrase.value("y")
    if year and not phrase.first("123456"):
        return plain_year(phrase, leaning)
    if phrase.first("A"):
        return anaphoric(phrase, leaning)
    if phrase.codes.endswith("E") or (phrase.codes.startswith("E7") and len(phrase.codes) <= 3):  # noqa: PLR2004 - year-end
        return None if leaning.day is None else period("year", leaning.day)
    return relative(phrase, leaning)


def part_of_day(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "this morning", "last night", "the next morning"."""
    told = leaning.antecedent if phrase.first("AB") or phrase.codes == "TrP" else None
    base = told.first if told is not None and (phrase.first("A") or is_day(told)) else leaning.day
    if base is not None and phrase.first("B"):
        return one_day(base - timedelta(days=1))  # "the night before"
    if base is None:
        return None
    return one_day(base + timedelta(days=phrase.value("Ar")))


def is_day(span: DateSpan) -> bool:
    """Tell whether a span is one day."""
    return span.first == span.last


def is_quarter(span: DateSpan) -> bool:
    """Tell whether a span is as long as a quarter of a year."""
    return 80 < (span.last - span.first).days <= NEAR_DAYS  # noqa: PLR2004 - days of three months


def anaphoric(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "that year", "the same day", "the previous month" from what was mentioned before."""
    unit = phrase.word("123456789") or "day"
    if leaning.antecedent is None:  # "the previous month" where nothing was spoken of is the one before this
        backward = leaning.day is not None and phrase.value("A") < 0
        return period_at(unit, leaning.day, -1, leaning.lang) if backward and leaning.day else None
    if unit == "day" and (leaning.antecedent.last - leaning.antecedent.first).days > LONGEST_WEEK:
        return None  # the day after what?
    return period_at(unit, leaning.antecedent.first, phrase.value("AQO"), leaning.lang)


def recent_unit(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Resolve "the quarter", "the latest period", "the weekend": the one that has just been."""
    unit = phrase.word("35")
    if phrase.first("I") and phrase.value("r") <= 0:
        return leaning.quarter
    if leaning.day is None or not unit:
        return None
    if unit == "quarter":
        spoken_of = (one for one in (leaning.antecedent, leaning.quarter) if one is not None and is_quarter(one))
        return next(spoken_of, None) or shifted(period(unit, leaning.day), unit, -1)
    whole = period_at(unit, leaning.day, 0, leaning.lang)
    return whole if whole.first <= leaning.day or leaning.future else shifted(whole, unit, -1)
