"""Which days the date expressions of an English text mean."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates.mentions import article_mentions, mentions_in
from corpus.model import ArticleDates, DateSpan, Mention, Precision, Status
from tests.corpus.making import examples

MONDAY = date(2019, 1, 7)

# Text, the words found, first day, last day. Published on Monday 7 January 2019.
TABLE = [
    ("It was on August 2, 2022 that", "August 2, 2022", "2022-08-02", "2022-08-02"),
    ("in 2019-11 and", "2019-11", "2019-11-01", "2019-11-30"),
    ("on 2019-11-05 we", "2019-11-05", "2019-11-05", "2019-11-05"),
    ("on 30/04/2018 we", "30/04/2018", "2018-04-30", "2018-04-30"),
    ("in the summer of 1988 they", "the summer of 1988", "1988-06-01", "1988-08-31"),
    ("in the winter of 1988 they", "the winter of 1988", "1988-12-01", "1989-02-28"),
    ("in the first half of 2022 alone", "the first half of 2022", "2022-01-01", "2022-06-30"),
    ("the third quarter of 1990 was", "the third quarter of 1990", "1990-07-01", "1990-09-30"),
    ("between 1979 and 1981 he", "1979 and 1981", "1979-01-01", "1981-12-31"),
    ("in the 1990s and", "the 1990s", "1990-01-01", "1999-12-31"),
    ("in the 19th century", "the 19th century", "1800-01-01", "1899-12-31"),
    ("from March 3-5, 2018.", "March 3-5, 2018", "2018-03-03", "2018-03-05"),
    ("the crash of 2008 hit", "2008", "2008-01-01", "2008-12-31"),
    ("January 31  2007  Washington", "January 31  2007", "2007-01-31", "2007-01-31"),
    ("He died on Friday.", "Friday", "2019-01-04", "2019-01-04"),
    ("He will speak on Friday.", "Friday", "2019-01-11", "2019-01-11"),
    ("last Tuesday it rained", "last Tuesday", "2019-01-01", "2019-01-01"),
    ("next Tuesday it rains", "next Tuesday", "2019-01-08", "2019-01-08"),
    ("It rained yesterday.", "yesterday", "2019-01-06", "2019-01-06"),
    ("the day before yesterday", "day before yesterday", "2019-01-05", "2019-01-05"),
    ("last month he", "last month", "2018-12-01", "2018-12-31"),
    ("last year he", "last year", "2018-01-01", "2018-12-31"),
    ("earlier this year they", "earlier this year", "2019-01-01", "2019-12-31"),
    ("in June of last year they", "June of last year", "2018-06-01", "2018-06-30"),
    ("last November it", "last November", "2018-11-01", "2018-11-30"),
    ("on July 15, reporters", "July 15", "2018-07-15", "2018-07-15"),
    ("on December 20 they", "December 20", "2018-12-20", "2018-12-20"),
    ("ten days ago, she", "ten days ago", "2018-12-28", "2018-12-28"),
    ("two weeks ago they", "two weeks ago", "2018-12-24", "2018-12-30"),
    ("three months ago they", "three months ago", "2018-10-01", "2018-10-31"),
    ("a year ago they", "a year ago", "2018-01-01", "2018-12-31"),
    ("over the weekend they", "the weekend", "2019-01-05", "2019-01-06"),
    ("last night they", "last night", "2019-01-06", "2019-01-06"),
    ("on the 31st day of October last, the", "the 31st day of October last", "2018-10-31", "2018-10-31"),
    ("the 4th of December last the", "the 4th of December last", "2018-12-04", "2018-12-04"),
    ("on the 3d instant", None, "", ""),
    ("before Thanksgiving they", "Thanksgiving", "2018-11-22", "2018-11-22"),
    ("the last week of January 2020 was", "the last week of January 2020", "2020-01-25", "2020-01-31"),
    ("at the beginning of 2018 which", "the beginning of 2018", "2018-01-01", "2018-12-31"),
    ("mid-June saw", "mid-June", "2018-06-01", "2018-06-30"),
    ("In May, they", "May", "2018-05-01", "2018-05-31"),
]


@pytest.mark.parametrize(("text", "words", "first", "last"), TABLE)
def test_an_expression_means_its_days(text: str, words: str | None, first: str, last: str) -> None:
    found = [mention for mention in mentions_in(text, MONDAY, "en") if mention.span is not None]
    if words is None:
        assert not found
        return
    (only,) = found
    assert only.span is not None
    assert (only.text, only.span.first.isoformat(), only.span.last.isoformat()) == (words, first, last)


@pytest.mark.parametrize(
    "text",
    [
        "for four years they",
        "It may rain and they march on.",
        "It cost $2019 or 1,999 dollars.",
        "some 2000 people came to Room 2011",
        "the year 12019 and 0000-00-00",
        "31 February 2019 or 2019-02-31 or 45/45/2019",
        "several years past it has",
        "the last three months were",
        "Call 202-224-1990.",
        "COVID-19 may spread like flu.",
        "An F-15 May not fly.",
    ],
)
def test_what_is_no_date_claims_none(text: str) -> None:
    assert [mention for mention in mentions_in(text, MONDAY, "en") if mention.span is not None] == []


def test_that_year_leans_on_the_mention_before() -> None:
    found = mentions_in("In early 2018 he spoke. Iran started that year in turmoil.", None, "en")
    assert [(mention.text, mention.span and mention.span.first.year) for mention in found] == [
        ("early 2018", 2018),
        ("that year", 2018),
    ]


def test_an_expression_leans_on_a_mention_in_an_earlier_passage() -> None:
    dates = ArticleDates(DateSpan(MONDAY, MONDAY, Precision.DAY), "record", Status.DATED)
    first, second = article_mentions(["The treaty was signed on 3 May 1921.", "It failed that year."], dates, "en")
    assert first[0].status == "stated"
    (only,) = second
    assert (only.anchor, only.span) == ("antecedent", DateSpan(date(1921, 1, 1), date(1921, 12, 31), Precision.YEAR))


def _undated(captured: date, cites_to: date) -> ArticleDates:
    return ArticleDates(captured=captured, not_after=captured, cites_to=cites_to)


def _mention(text: str, dates: ArticleDates) -> Mention:
    ((only,),) = article_mentions([text], dates, "en")
    return only


def test_an_undated_page_gives_few_readings_as_assumed_and_many_as_none() -> None:
    """A page that cites August 2022 and was saved in March 2024 was written somewhere between."""
    dates = _undated(date(2024, 3, 27), date(2022, 8, 3))
    yearless = _mention("On July 15, reporters came.", dates)
    assert yearless.status == "assumed"
    assert [one.first.isoformat() for one in yearless.candidates] == ["2022-07-15", "2023-07-15"]
    assert yearless.span is None
    composed = _mention("His installation in June of last year was noted.", dates)
    assert [one.first.year for one in composed.candidates] == [2021, 2022, 2023]
    vague = _mention("It began last month.", dates)
    assert (vague.status, vague.span, vague.candidates) == ("unresolved", None, ())


def test_without_any_day_to_lean_on_the_words_are_kept() -> None:
    only = _mention("It began last month.", ArticleDates())
    assert (only.text, only.status, only.span) == ("last month", "unresolved", None)


def test_an_order_that_cannot_be_told_is_a_span_and_says_so() -> None:
    (only,) = mentions_in("on 03/04/2019 they", None, "en")
    assert only.status == "assumed"
    assert [one.first.isoformat() for one in only.candidates] == ["2019-03-04", "2019-04-03"]
    (near,) = mentions_in("on 03/04/2019 they", date(2019, 4, 5), "en")
    assert near.span == DateSpan(date(2019, 4, 3), date(2019, 4, 3), Precision.DAY)


WORDS = st.sampled_from(
    """last next this the of in on 31 3rd first May march Friday year month weeks quarter ago 2019 '98 1990s 03/04/2019
    early that same day yesterday , . - summer century 0000-00-00 12019 two and to between October Thanksgiving
    """.split()
)


@examples(100)
@given(
    st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=25).map(" ".join)),
    st.one_of(st.none(), st.dates()),
    st.booleans(),
)
def test_any_text_on_any_day_resolves_without_error_to_ordered_exact_spans(
    text: str, day: date | None, window: bool
) -> None:
    if window and day is not None and day > date.min + timedelta(days=3000):
        dates = _undated(day, day - timedelta(days=2500))
        ((*found,),) = article_mentions([text], dates, "en")
    else:
        found = list(mentions_in(text, day))
    end = 0
    for mention in found:
        assert text[mention.start : mention.end] == mention.text
        assert end <= mention.start < mention.end
        end = mention.end
        for span in (mention.span, *mention.candidates):
            assert span is None or span.first <= span.last


@pytest.mark.parametrize("piece", ["1 ", "last ", "the first of the ", "20190107", "Monday, ", "may "])
def test_repetition_does_not_make_it_slower_than_its_length(piece: str) -> None:
    short, long = (_seconds(piece * (size // len(piece))) for size in (8_000, 32_000))
    assert long < 9 * short + 0.2, "sixteen times as long for a text four times as long"


def _seconds(text: str) -> float:
    """Return the processor time that a text takes of which every mention stands where it says."""
    began = time.process_time()
    found = mentions_in(text, MONDAY, "en")
    taken = time.process_time() - began
    assert all(text[one.start : one.end] == one.text for one in found)
    return taken
