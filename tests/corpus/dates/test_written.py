"""Days as pages write them: in fields for machines, in words, in figures whose order may be open."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates.fields import read_field
from corpus.dates.written import LIKELY, UNLIKELY, find_days, month_number
from tests.corpus.making import hostile

DAY = date(2019, 1, 7)


@pytest.mark.parametrize(
    ("value", "offset"),
    [
        ("2019-01-07", None),
        ("2019-1-7", None),
        ("2019-01-07T10:00:00Z", 0),
        ("2019-01-07T10:00:00.123+0100", 60),
        ("2019-01-07 10:00 -03:30", -210),
        ("20190107", None),
        ("20190107T103000Z", 0),
        ("Mon, 07 Jan 2019 10:00:00 GMT", 0),
        ("Mon, 07 Jan 2019 10:00:00 +0530", 330),
        ("January 7th, 2019", None),
        ("7. Januar 2019", None),
        ("7.Januar 2019", None),
        ("7.Jan.2019", None),
        ("7 de enero de 2019", None),
        ("1546848000", 0),
        ("1546848000000", 0),
        ("2019年1月7日", None),
        ("1397/10/17", None),
    ],
)
def test_a_field_is_read_with_its_offset_whatever_its_form(value: str, offset: int | None) -> None:
    (reading,) = read_field(value, None)
    assert (reading.span.first, reading.span.last, reading.utc_offset) == (DAY, DAY, offset)


@pytest.mark.parametrize(
    "value", ["", "soon", "31 February 2019", "2019-02-30", "0000-00-00", "12019-01-07", "1.234.567", "99/99/9999"]
)
def test_what_is_no_day_is_not_read(value: str) -> None:
    assert read_field(value, None) == ()


@pytest.mark.parametrize("lang", ["en-US", "en", "en_CA", None])
def test_where_day_and_month_may_be_swapped_both_readings_are_kept(lang: str | None) -> None:
    first, second = read_field("03/04/2019", lang)
    assert (first.span.first, second.span.first) == (date(2019, 3, 4), date(2019, 4, 3))
    assert (first.share, second.share) == (LIKELY, UNLIKELY)


@pytest.mark.parametrize("lang", ["en-GB", "en_AU", "fr", "pt-BR", "de"])
def test_elsewhere_than_in_america_the_day_comes_first(lang: str) -> None:
    (only,) = read_field("03/04/2019", lang)
    assert (only.span.first, only.share) == (date(2019, 4, 3), 1.0)


@pytest.mark.parametrize("lang", ["fa", "ar", None])
@pytest.mark.parametrize("words", ["۱۷ دی ۱۳۹۷", "7 كانون الثاني 2019", "7 جانفي 2019"])
def test_months_in_arabic_letters_are_of_every_calendar_that_pages_use(words: str, lang: str | None) -> None:
    if (lang, words[0]) not in {("fa", "7"), ("ar", "۱")}:
        ((only,),) = find_days(f"({words})", lang)
        assert (only.span.first, only.start, only.end) == (DAY, 1, 1 + len(words))


def test_between_points_the_day_comes_first_and_two_figures_make_a_year_of_this_century_or_the_last() -> None:
    assert [found[0].span.first for found in find_days("03.04.19, 03.04.98", None)] == [
        date(2019, 4, 3),
        date(1998, 4, 3),
    ]


def test_a_utc_time_near_midnight_is_less_sure() -> None:
    (late,), (noon,) = read_field("2019-01-07T23:30:00Z", None), read_field("2019-01-07T12:00:00Z", None)
    assert late.share < noon.share == 1.0


def test_where_languages_disagree_on_a_month_the_pages_own_wins() -> None:
    assert (month_number("listopad", "hr"), month_number("Listopad", "pl-PL")) == (10, 11)
    assert month_number("Brumaire", "fr") is None


@hostile
@given(
    st.text(alphabet="0123456789./-:T Z+janmé年月日", max_size=60) | st.text(max_size=60),
    st.sampled_from(["en", "de", None, "x"]),
)
def test_any_text_is_read_without_error_and_positions_are_exact(text: str, lang: str | None) -> None:
    read_field(text, lang)
    for readings in find_days(text, lang):
        assert all(0 <= one.start < one.end <= len(text) for one in readings)
