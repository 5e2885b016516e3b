"""The line that a reader sees, never more certain than the evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from babel.dates import format_date

from bot.wording.dates import ENGLISH, date_line, format_day, format_span, in_doubt
from corpus.dates.spans import day_span, month_span, months_span, year_span, years_span
from corpus.dating.deciding import Rival
from corpus.model import DateSpan, Precision, Status
from corpus.store.reading import StoredArticle


def day(year: int, month: int, number: int) -> DateSpan:
    """Return the span of a day that there is."""
    span = day_span(year, month, number)
    assert span is not None
    return span


def article(
    published: DateSpan | None, status: Status, captured: date | None = None, cites_to: date | None = None
) -> StoredArticle:
    """Return an article with some dates."""
    return StoredArticle(1, "a", "A", None, "a.txt", "en", published, "record", status, captured, cites_to)


def doubted(published: DateSpan, rival: Rival) -> StoredArticle:
    """Return an article whose sources disagree."""
    return replace(article(published, Status.CONFLICT), rival=rival)


@pytest.mark.parametrize(
    ("published", "line"),
    [
        (day(2019, 1, 7), "Published 7 Jan 2019"),
        (day(2003, 9, 30), "Published 30 Sep 2003"),
        (month_span(2006, 3), "Published March 2006"),
        (year_span(2006), "Published 2006"),
        (years_span(2006, 2008), "Published 2006–2008"),
        (months_span(2006, 12, 3, Precision.SEASON), "Published Dec 2006 – Feb 2007"),
        (months_span(2022, 1, 6, Precision.HALF), "Published Jan 2022 – Jun 2022"),
        (DateSpan(date(2006, 3, 5), date(2006, 5, 7), Precision.RANGE), "Published 5 Mar 2006 – 7 May 2006"),
    ],
)
def test_a_dated_article_says_when_it_was_published_as_exactly_as_is_known(published: DateSpan, line: str) -> None:
    assert date_line(article(published, Status.DATED)) == line


@pytest.mark.parametrize(
    ("captured", "cites_to", "line"),
    [
        (None, None, "Undated page"),
        (date(2024, 3, 27), None, "Undated page, saved 27 Mar 2024"),
        (date(2024, 3, 27), date(2022, 8, 3), "Undated page, saved 27 Mar 2024; cites dates up to 3 Aug 2022"),
        (None, date(2022, 8, 3), "Undated page; cites dates up to 3 Aug 2022"),
    ],
)
def test_an_undated_page_never_says_that_it_was_published(
    captured: date | None, cites_to: date | None, line: str
) -> None:
    assert date_line(article(None, Status.UNDATED, captured, cites_to)) == line


@pytest.mark.parametrize(
    ("published", "rival", "line"),
    [
        (day(2019, 1, 7), day(2019, 1, 8), "Published 7 or 8 Jan 2019 (sources disagree)"),
        (day(2019, 1, 8), day(2019, 1, 7), "Published 7 or 8 Jan 2019 (sources disagree)"),
        (day(2019, 1, 31), day(2019, 2, 1), "Published 31 Jan 2019 or 1 Feb 2019 (sources disagree)"),
        (day(2019, 1, 7), day(2018, 1, 7), "Published 7 Jan 2018 or 7 Jan 2019 (sources disagree)"),
        (day(2019, 1, 7), month_span(2019, 3), "Published 7 Jan 2019 or March 2019 (sources disagree)"),
    ],
)
def test_sources_that_disagree_are_both_told_the_earlier_first(published: DateSpan, rival: DateSpan, line: str) -> None:
    assert date_line(doubted(published, Rival(rival))) == line


@pytest.mark.parametrize(
    ("lang", "disagree", "misread"),
    [
        ("en", "Published 4 Mar 2019 or 3 Apr 2019 (sources disagree)", "(order of day and month not known)"),
        ("de", "Veröffentlicht 4. März 2019 oder 3. Apr. 2019 (Quellen uneins)", "(Folge von Tag und Monat unklar)"),
        ("fr", "Publié le 4 mars 2019 ou 3 avr. 2019 (les sources divergent)", "(ordre du jour et du mois inconnu)"),
        ("es", "Publicado: 4 mar 2019 o 3 abr 2019 (las fuentes no coinciden)", "(no consta el orden de día y mes)"),
        ("ar", "نُشر في 4 مارس 2019 أو 3 أبريل 2019 (المصادر غير متفقة)", "(ترتيب اليوم والشهر غير معروف)"),
        (
            "fa",
            "منتشرشده در ۴ مارس ۲۰۱۹ (۱۳ اسفند ۱۳۹۷) یا ۳ آوریل ۲۰۱۹ (۱۴ فروردین ۱۳۹۸) (منابع هم‌نظر نیستند)",
            "(ترتیب روز و ماه معلوم نیست)",
        ),
    ],
)
def test_a_conflict_is_told_in_every_language_with_both_days(lang: str, disagree: str, misread: str) -> None:
    chosen, other = day(2019, 4, 3), day(2019, 3, 4)
    assert date_line(doubted(chosen, Rival(other)), lang) == disagree
    assert date_line(doubted(chosen, Rival(other, misread=True)), lang).endswith(misread)


def test_a_day_is_written_in_the_readers_language() -> None:
    assert format_day(date(2019, 1, 7)) == "7 Jan 2019"
    assert format_day(date(2019, 1, 7), weekday=True) == "Mon 7 Jan 2019"
    assert format_day(date(2019, 1, 7), "de") == "7. Jan. 2019"
    assert format_day(date(2019, 1, 7), "de", weekday=True) == "Mo., 7. Jan. 2019"


@pytest.mark.parametrize(
    ("lang", "span", "line"),
    [
        ("fr", day(2006, 3, 7), "Publié le 7 mars 2006"),
        ("fr", month_span(2006, 3), "Publié\u00a0: mars 2006"),
        ("fr", years_span(2006, 2008), "Publié\u00a0: 2006–2008"),
        ("de", month_span(2006, 3), "Veröffentlicht März 2006"),
        ("es", month_span(2006, 3), "Publicado: marzo de 2006"),
    ],
)
def test_a_month_is_written_in_the_readers_language_not_like_a_day(lang: str, span: DateSpan, line: str) -> None:
    assert date_line(article(span, Status.DATED), lang) == line


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (date(2005, 10, 23), date(2005, 11, 21), "آبان ۱۳۸۴ (۲۳ اکتبر ۲۰۰۵ – ۲۱ نوامبر ۲۰۰۵)"),
        (date(2017, 2, 19), date(2017, 3, 20), "اسفند ۱۳۹۵ (۱۹ فوریه ۲۰۱۷ – ۲۰ مارس ۲۰۱۷)"),
        (date(2005, 3, 21), date(2006, 3, 20), "۱۳۸۴ (۲۱ مارس ۲۰۰۵ – ۲۰ مارس ۲۰۰۶)"),
        (date(2005, 10, 23), date(2005, 11, 20), "۲۳ اکتبر ۲۰۰۵ (۱ آبان ۱۳۸۴) – ۲۰ نوامبر ۲۰۰۵ (۲۹ آبان ۱۳۸۴)"),
        (date.max, date.max, "۳۱ دسامبر ۹۹۹۹"),
    ],
)
def test_a_whole_month_or_year_of_the_solar_calendar_is_told_as_one(first: date, last: date, written: str) -> None:
    assert format_span(DateSpan(first, last, Precision.RANGE), "fa") == written


@pytest.mark.parametrize("locale", ["en", "de", "fr", "es", "ar", "fa"])
def test_every_language_that_is_promised_can_write_every_kind_of_span(locale: str) -> None:
    spans = [day(2019, 1, 7), month_span(2006, 3), year_span(2006), years_span(2006, 2008)]
    written = [format_span(span, locale) for span in spans if span is not None]
    assert len(set(written)) == len(spans)


@pytest.mark.parametrize("lang", ["en", "de", "fr", "es", "ar", "fa"])
@pytest.mark.parametrize("span", [day(2018, 3, 4), month_span(2010, 2), year_span(2010)])
def test_two_claims_of_the_same_days_are_no_disagreement(span: DateSpan, lang: str) -> None:
    same = DateSpan(span.first, span.last, Precision.RANGE)
    found = doubted(span, Rival(same, misread=True))
    assert date_line(found, lang) == date_line(article(span, Status.DATED), lang)
    assert in_doubt(found, lang) == ""


@pytest.mark.parametrize(
    ("other", "line"),
    [
        (day(2018, 3, 5), "Published 4 or 5 Mar 2018 (order of day and month not known)"),
        (day(2018, 4, 3), "Published 4 Mar 2018 or 3 Apr 2018 (order of day and month not known)"),
        (day(2017, 3, 4), "Published 4 Mar 2017 or 4 Mar 2018 (order of day and month not known)"),
        (month_span(2018, 3), "Published March 2018 or 4 Mar 2018 (order of day and month not known)"),
    ],
)
def test_two_readings_of_a_day_are_two(other: DateSpan, line: str) -> None:
    assert date_line(doubted(day(2018, 3, 4), Rival(other, misread=True))) == line


@pytest.mark.parametrize(
    ("parts", "pattern"),
    [("yMMMd", "d MMM y"), ("yMMMEd", "EEE d MMM y"), ("MMMMd", "d MMMM"), ("MMMd", "d MMM"), ("yMMM", "MMM y"),
     ("yMMMM", "MMMM y")],
)  # fmt: skip
def test_english_names_of_days_and_months_are_those_of_babel(parts: str, pattern: str) -> None:
    for number in range(0, 400, 3):
        one = date.fromordinal(date(950, 1, 1).toordinal() + number)
        assert ENGLISH[parts].format(one) == format_date(one, pattern, "en")
