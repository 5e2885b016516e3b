"""How a date is said to a reader, never more certain than the evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.wording import in_digits, words
from corpus.data import table
from corpus.dates.calendars import solar_of
from corpus.model import DateSpan, Mention, Precision, Status, precision_of
from corpus.store.reading import StoredArticle

ENGLISH = {
    "yMMMd": "{0.day} {0:%b} {0.year}", "yMMMEd": "{0:%a} {0.day} {0:%b} {0.year}", "MMMMd": "{0.day} {0:%B}",
    "MMMd": "{0.day} {0:%b}", "yMMM": "{0:%b} {0.year}", "yMMMM": "{0:%B} {0.year}",
}  # fmt: skip
"""Ours is "7 Jan 2019"; Babel's "en" writes "Jan 7, 2019" and "en_GB" writes "Sept". And Python knows these names."""

OLD_STYLE = "O.S."
NEW_STYLE = date(1752, 9, 14)
"""Britain's first day by the Gregorian calendar; what was written of days before it has other weekdays than ours."""


@dataclass(frozen=True, slots=True)
class DayTold:
    """A certain day where it stands in a line of ours; what is shown may say it as its reader is used to.

    Attributes:
        start: of its Gregorian form, ``end`` is the end; characters of the line.
        weekday: it is told with that.
    """

    start: int
    end: int
    day: date
    weekday: bool = False

    def behind(self, characters: int) -> DayTold:
        """Return the same in a line that has so many characters more before it."""
        return replace(self, start=self.start + characters, end=self.end + characters)


def day_told(line: str, span: DateSpan | None, locale: str, *, weekday: bool = False) -> tuple[DayTold, ...]:
    """Return where a day stands last in a line, nothing if it does not, or if the span is longer.

    Args:
        line: of ours.
        span: that the line tells.
        locale: the language of the line.
        weekday: the day is told with that.
    """
    if span is None or span.first != span.last:
        return ()
    weekday = weekday and span.first >= NEW_STYLE
    written = in_digits(_written(span.first, "yMMMEd" if weekday else "yMMMd", locale), locale)
    start = line.rfind(written)
    return () if start < 0 else (DayTold(start, start + len(written), span.first, weekday),)


def published_told(line: str, article: StoredArticle, locale: str, *, weekday: bool = False) -> tuple[DayTold, ...]:
    """Return where the day on which an article appeared stands last in a line, nothing if that day is not certain."""
    return day_told(line, article.published, locale, weekday=weekday) if article.status is Status.DATED else ()


def format_day(day: date, locale: str = "en", *, weekday: bool = False) -> str:
    """Write a day the short way of a language: "7 Jan 2019", with ``weekday`` "Mon 7 Jan 2019"."""
    written = _written(day, "yMMMEd" if weekday and day >= NEW_STYLE else "yMMMd", locale)
    return _with_solar(day, written) if locale == "fa" else written


def format_day_of_any_year(day: date, locale: str) -> str:
    """Write day and month: "7 January"."""
    return in_digits(_written(day, "MMMMd", locale), locale)


def format_weekday(weekday: int, locale: str) -> str:
    """Write a weekday, 0 for Monday."""
    day = date(2024, 1, 1 + weekday)
    if locale == "en":
        return f"{day:%A}"
    from babel import dates  # noqa: PLC0415 - as below

    return str(dates.format_date(day, "EEEE", locale=locale))


def format_period(span: DateSpan, locale: str) -> str:
    """Write a day, a month or a year in the fewest letters of a language: "Jan 2019"."""
    precision = precision_of(span.first, span.last)
    if precision is Precision.DAY:
        return format_short_day(span.first, locale, year=True)
    month = precision is Precision.MONTH
    return in_digits(_written(span.first, "yMMM", locale) if month else str(span.first.year), locale)


def format_short_day(day: date, locale: str, *, year: bool) -> str:
    """Write a day in the fewest letters of a language, where others stand beside it: "7 Jan"."""
    return in_digits(_written(day, "yMMMd" if year else "MMMd", locale), locale)


def format_span(span: DateSpan, locale: str = "en", *, weekday: bool = False, solar: bool = True) -> str:
    """Write a span: a day, "March 2006", "2006", or its first and last day.

    Args:
        span: to write.
        locale: a language; in Persian the time in the solar Hijri calendar stands behind it.
        weekday: name that of a day.
        solar: there is room for the other calendar.
    """
    whole = _solar_span(span) if locale == "fa" else ""
    written = whole or _span(span, locale, weekday=weekday)
    if locale == "fa" and solar and not whole and (beside := _solar_around(span)):
        written = f"{written} ({beside})"
    return in_digits(written, locale)


def _span(span: DateSpan, locale: str, *, weekday: bool) -> str:
    first, last = span.first, span.last
    precision = precision_of(first, last)
    if precision is Precision.DAY:
        return format_day(first, locale, weekday=weekday)
    if precision is Precision.MONTH:
        return _written(first, "yMMMM", locale)
    if precision is Precision.YEAR:
        return str(first.year)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year}–{last.year}"
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        return f"{_written(first, 'yMMM', locale)} – {_written(last, 'yMMM', locale)}"
    return f"{format_day(first, locale)} – {format_day(last, locale)}"


def date_line(article: StoredArticle, lang: str = "en") -> str:
    """Return the one short line that tells an article's date."""
    word, published = words(lang), article.published
    if published is None:
        saved, cited = article.captured, article.cites_to
        line = word["saved"].format(day=format_day(saved, lang)) if saved else word["undated"]
        return line + ("; " + word["cites"].format(day=format_day(cited, lang)) if cited else "")
    if article.rival is not None and (days := in_doubt(article, lang)):
        return word["misread" if article.rival.misread else "disagree"].format(days=days)
    return around_span("published", published, lang)


def around_span(key: str, span: DateSpan, lang: str, *, weekday: bool = False) -> str:
    """Return the words of a key around a span; some languages put a month or a year otherwise than a day."""
    pattern = words(lang)[key if span.first == span.last else f"{key}_longer"]
    return pattern.format(day=format_span(span, lang, weekday=weekday))


def in_doubt(article: StoredArticle, lang: str, *, weekday: bool = False) -> str:
    """Return both days of an article whose sources disagree, "" if they do not."""
    if article.status is not Status.CONFLICT or article.rival is None or article.published is None:
        return ""
    first, second = sorted((article.published, article.rival.span), key=lambda span: span.first)
    one, *other = said(first, second, lang=lang, weekday=weekday)
    days = first.first == first.last and second.first == second.last
    if lang == "en" and not weekday and days and (first.first.year, first.first.month) == second.first.timetuple()[:2]:
        one = str(first.first.day)  # month and year, which they share, are not repeated
    return f" {words(lang)['or']} ".join([one, *other]) if other else ""


def said(*readings: DateSpan, lang: str = "en", weekday: bool = False) -> list[str]:
    """Write what something can mean, nothing twice: two readings that are one day are no two."""
    return list(dict.fromkeys(format_span(one, lang, weekday=weekday) for one in readings))


def format_mention(mention: Mention, locale: str = "en") -> str:
    """Write the days that an expression means, with the weekday unless its words are of the old calendar."""
    assert mention.span is not None
    return format_span(mention.span, locale, weekday=OLD_STYLE not in mention.text)


def _with_solar(day: date, gregorian: str) -> str:
    """Add the day of the solar Hijri calendar, as Persian readers count."""
    try:
        year, month, number = solar_of(day)
    except ValueError:  # long before the calendar was reckoned this way
        return in_digits(gregorian, "fa")
    return in_digits(f"{gregorian} ({number} {_solar_month(month)} {year})", "fa")


def _solar_span(span: DateSpan) -> str:
    """Write a whole month or year of the solar Hijri calendar with its Gregorian days, "" for any other span."""
    try:
        year, month, day = solar_of(span.first)
        following = solar_of(span.last + timedelta(days=1))
    except (ValueError, OverflowError):
        return ""
    if day != 1 or span.first >= span.last:
        return ""
    if following == (year + month // 12, month % 12 + 1, 1):
        written = f"{_solar_month(month)} {year}"
    elif month == 1 and following == (year + 1, 1, 1):
        written = str(year)
    else:
        return ""
    first, last = (_written(day, "yMMMd", "fa") for day in (span.first, span.last))
    return f"{written} ({first} – {last})"


def _solar_around(span: DateSpan) -> str:
    """Write the solar Hijri months or years that a Gregorian month, year or range of these has days in, "" for days."""
    try:
        (first, begin, _), (last, end, _) = solar_of(span.first), solar_of(span.last)
    except ValueError:  # long before the calendar was reckoned this way
        return ""
    if (span.first.month, span.first.day, span.last.month, span.last.day) == (1, 1, 12, 31):
        return f"{first}–{last}"
    if span.first.day != 1 or (span.last + timedelta(days=1)).day != 1:
        return ""
    beginning = _solar_month(begin) if first == last else f"{_solar_month(begin)} {first}"
    return f"{beginning} – {_solar_month(end)} {last}"


def _solar_month(month: int) -> str:
    names: str = table("corpus.dates.languages", "fa")["solar_months"][month - 1]
    return names.partition("|")[0].strip()


def _written(day: date, parts: str, locale: str) -> str:
    """Write some parts of a day, named by their letters in CLDR, in the order of a language."""
    if locale == "en":
        return ENGLISH[parts].format(day)
    from babel import dates  # noqa: PLC0415 - what loads it takes as long as an answer, and English needs none

    return str(dates.format_skeleton(parts, day, locale=locale))
