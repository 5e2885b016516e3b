"""Spans of days, made from parts of dates and written as ISO days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates.spans import (
    FIRST_YEAR,
    LAST_YEAR,
    around,
    day_span,
    iso,
    month_span,
    months_span,
    parse_day,
    parse_period,
    year_span,
    years_span,
)
from corpus.model import DateSpan, Precision, precision_of
from tests.corpus.making import hostile

NUMBERS = st.integers(-20, 3000)


def days(span: DateSpan | None) -> tuple[str, str, str] | None:
    """Return a span in short."""
    return None if span is None else (str(span.first), str(span.last), span.precision.value)


def test_a_day_is_its_own_first_and_last() -> None:
    assert days(day_span(2020, 2, 29)) == ("2020-02-29", "2020-02-29", "day")


@pytest.mark.parametrize(
    "parts", [(2019, 2, 29), (2019, 2, 31), (2019, 13, 1), (2019, 0, 1), (2019, 1, 0), (999, 1, 1)]
)
def test_a_day_that_never_was_is_none(parts: tuple[int, int, int]) -> None:
    assert day_span(*parts) is None


def test_a_month_ends_on_its_last_day() -> None:
    assert days(month_span(2020, 2)) == ("2020-02-01", "2020-02-29", "month")
    assert days(month_span(2019, 12)) == ("2019-12-01", "2019-12-31", "month")


def test_a_winter_goes_on_into_the_next_year() -> None:
    assert days(months_span(2019, 12, 3, Precision.SEASON)) == ("2019-12-01", "2020-02-29", "season")


def test_years_stand_from_new_year_to_new_years_eve() -> None:
    assert days(year_span(2019)) == ("2019-01-01", "2019-12-31", "year")
    assert days(years_span(2018, 2020)) == ("2018-01-01", "2020-12-31", "range")
    assert years_span(2020, 2018) is None


@hostile
@given(NUMBERS, NUMBERS, NUMBERS)
def test_any_numbers_make_a_span_within_the_years_of_archives_or_none(year: int, month: int, count: int) -> None:
    made = [day_span(year, month, count), month_span(year, month), year_span(year), years_span(year, count)]
    made.append(months_span(year, month, count % 24 + 1, Precision.RANGE))
    for span in made:
        assert span is None or FIRST_YEAR <= span.first.year <= span.last.year <= LAST_YEAR
        assert span is None or span.first <= span.last


def test_a_span_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        DateSpan(date(2019, 5, 2), date(2019, 5, 1), Precision.RANGE)


@hostile
@given(*[st.dates(date(2000, 1, 1), date(2000, 12, 31))] * 4)
def test_spans_overlap_if_and_only_if_they_share_a_day(a: date, b: date, c: date, d: date) -> None:
    one = DateSpan(min(a, b), max(a, b), Precision.RANGE)
    other = DateSpan(min(c, d), max(c, d), Precision.RANGE)
    every = [{span.first + timedelta(n) for n in range((span.last - span.first).days + 1)} for span in (one, other)]
    assert one.overlaps(other) == other.overlaps(one) == bool(every[0] & every[1])


@pytest.mark.parametrize(
    ("first", "last", "precision"),
    [
        ("2019-05-07", "2019-05-07", Precision.DAY),
        ("2019-05-01", "2019-05-31", Precision.MONTH),
        ("2020-02-01", "2020-02-29", Precision.MONTH),
        ("2019-01-01", "2019-12-31", Precision.YEAR),
        ("2018-01-01", "2019-12-31", Precision.RANGE),
        ("2019-05-01", "2019-05-30", Precision.RANGE),
        ("2019-05-01", "2019-06-30", Precision.RANGE),
    ],
)
def test_precision_is_guessed_from_whole_days_months_and_years(first: str, last: str, precision: Precision) -> None:
    assert precision_of(date.fromisoformat(first), date.fromisoformat(last)) is precision


@hostile
@given(st.dates(), st.integers(0, 4_000_000))
def test_the_days_around_a_day_stay_within_the_calendar(day: date, margin: int) -> None:
    first, last = around(day, margin)
    assert date.min <= first <= day <= last <= date.max
    assert (day - first).days == min(margin, (day - date.min).days)
    assert (last - day).days == min(margin, (date.max - day).days)


@hostile
@given(st.dates())
def test_a_day_comes_back_from_its_iso_form(day: date) -> None:
    written = iso(day)
    assert written is not None
    assert (len(written), parse_day(written), iso(None)) == (10, day, None)


@pytest.mark.parametrize("text", ["2019", "2019-02", "2019-02-28", "0999", "2019-02-30", "2019-2", "soon", ""])
def test_a_year_a_month_and_a_day_are_read_as_what_they_are(text: str) -> None:
    lengths = {"2019": 365, "2019-02": 28, "2019-02-28": 1}
    span = parse_period(text)
    assert (span and (span.last - span.first).days + 1) == lengths.get(text)


@pytest.mark.parametrize("text", "2019 2019-05 20190507 2019-02-30 2019-W19-2 2019-05-07T10:00".split())
def test_what_is_no_iso_day_is_none(text: str) -> None:
    assert parse_day(text) is None


@hostile
@given(st.text(max_size=12))
def test_any_text_is_a_day_or_none(text: str) -> None:
    day = parse_day(text)
    assert day is None or len(text) == len("YYYY-MM-DD")
