"""When a topic was written about: what is counted, by which unit, and what time is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from index.answering.searcher import Searcher
from index.answering.timeline import Timeline, timeline, topic_of
from tests.index.making import ASKED_ON, searching_records

DAYS = {
    "harbour": [f"{year}-06-0{1 + year % 9}" for year in range(1950, 1975)],
    "comet": ["1962-03-02", "1985-08-09", "1986-01-11", *(f"1986-{month:02}-05" for month in range(2, 12))],
    "strike": ["1954-05-01", *(f"1971-10-{day:02}" for day in (3, 3, 4, 6, 9, 9, 12, 20)), "1990-02-02"],
    "fair": ["1980-09-01"] * 5,
    "mars": ["1950-07-07", "1977-02-01", "1977-02-03", "1980-01-01"],
    "lamp": ["2015-02-03", "2015-03", "2015-04-01", "2015-04-02", "2016-01-09"],
    "census": ["2001", "2002", "2003-04-01", "2003"],
    "ferry": [f"{year}-{month:02}-15" for year in range(2010, 2016) for month in (1, 7)],
}
"""Days of publication of articles on topics of an invented valley."""
RECORDS = [
    {"id": f"{topic}-{number}", "title": "News", "date": day, "text": f"The {topic} number {number} was looked at."}
    for topic, days in DAYS.items()
    for number, day in enumerate(days)
]
UNDATED = [
    {"id": "undated", "title": "News", "text": "The fair of no day was looked at."},
    {"id": "speaks", "title": "News", "date": "1999-01-01", "text": "The harbour of 1960 and the mill of 1961."},
    {"id": "gone", "title": "News", "date": "1986-06-06", "text": "The town without one looked on."},
]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """A searcher of the topics."""
    with searching_records(tmp_path_factory.mktemp("topics"), RECORDS + UNDATED) as found:
        yield found


def _drawn(searcher: Searcher, topic: str, *, closer: bool = True, usual: str = "en") -> Timeline:
    return timeline(searcher.engine, topic_of(searcher.read(topic, ASKED_ON, usual=usual)), closer=closer)


def _filled(drawn: Timeline) -> dict[str, int]:
    return {str(one.first): one.count for one in drawn.periods if one.count}


def test_what_spreads_over_many_years_is_drawn_by_year(searcher: Searcher) -> None:
    drawn = _drawn(searcher, "harbour")
    assert (drawn.unit, len(drawn.periods), drawn.elsewhere, drawn.vague) == ("Y", 50, 0, 0)
    assert sum(one.count for one in drawn.periods) == 26


def test_a_years_event_is_drawn_by_month_and_the_rest_is_counted(searcher: Searcher) -> None:
    drawn = _drawn(searcher, "comet")
    assert (drawn.unit, drawn.elsewhere) == ("M", 2)
    assert list(_filled(drawn)) == [f"1986-{month:02}-01" for month in range(1, 12)]
    whole = _drawn(searcher, "comet", closer=False)
    assert (whole.unit, whole.elsewhere, sum(one.count for one in whole.periods)) == ("Y", 0, 13)


def test_a_months_event_is_drawn_by_day(searcher: Searcher) -> None:
    drawn = _drawn(searcher, "strike")
    assert (drawn.unit, drawn.elsewhere) == ("D", 2)
    assert (str(drawn.periods[0].first), str(drawn.periods[-1].last)) == ("1971-10-03", "1971-10-20")
    assert _filled(drawn)["1971-10-09"] == 2


def test_one_day_is_no_picture_of_days(searcher: Searcher) -> None:
    drawn = _drawn(searcher, "fair")
    assert (drawn.unit, _filled(drawn)) == ("M", {"1980-09-01": 5})


@pytest.mark.parametrize(
    ("topic", "usual"),
    [("comet 1986", "en"), ("comet in 1986", "en"), ("comet 1986", "de"), ("comet ۱۹۸۶", "fa")],
)
def test_a_time_asked_about_is_drawn_whole_by_month(searcher: Searcher, topic: str, usual: str) -> None:
    drawn = _drawn(searcher, topic, usual=usual)
    assert (drawn.unit, len(drawn.periods), sum(one.count for one in drawn.periods)) == ("M", 12, 11)
    assert (drawn.periods[0].first, drawn.periods[-1].last) == (date(1986, 1, 1), date(1986, 12, 31))


def test_a_month_asked_about_is_drawn_by_day(searcher: Searcher) -> None:
    drawn = _drawn(searcher, "strike October 1971")
    assert (drawn.unit, len(drawn.periods)) == ("D", 31)


def test_what_only_speaks_of_a_time_does_not_count_in_it(searcher: Searcher) -> None:
    assert _filled(_drawn(searcher, "harbour 1960")) == {"1960-06-01": 1}


def test_years_that_are_a_topic_by_themselves_are_words(searcher: Searcher) -> None:
    assert _filled(_drawn(searcher, "1960")) == {"1999-01-01": 1}


def test_a_topic_that_is_a_month_elsewhere_is_a_topic(searcher: Searcher) -> None:
    for topic in ("Mars 1977", "mars in 1977"):
        drawn = _drawn(searcher, topic)
        assert (len(drawn.periods), sum(one.count for one in drawn.periods)) == (12, 2)


def test_days_that_are_not_known_well_enough_are_counted_apart(searcher: Searcher) -> None:
    assert _drawn(searcher, "census").unit == "Y"
    drawn = _drawn(searcher, "lamp")
    assert (drawn.unit, drawn.vague, sum(one.count for one in drawn.periods)) == ("M", 0, 5)


def test_a_word_counts_in_every_form_that_the_archive_has_it_in(searcher: Searcher) -> None:
    for usual in ("en", "de", "fr", "es"):
        assert sum(one.count for one in _drawn(searcher, "ferry", usual=usual).periods) == 12


def test_nothing_is_drawn_of_what_nothing_holds(searcher: Searcher) -> None:
    for topic in ("zeppelin", "comet zeppelin", "comet 1901", "😀"):
        assert _drawn(searcher, topic).periods == ()


def test_the_passages_of_a_period_are_those_that_were_counted(searcher: Searcher) -> None:
    topic = topic_of(searcher.read("harbour", ASKED_ON)).within(date(1960, 1, 1), date(1960, 12, 31))
    (match,) = searcher.find(topic, 12).matches
    assert match.passage.article.published is not None
    assert match.passage.article.published.first.year == 1960
    topic = topic_of(searcher.read("comet number", ASKED_ON)).within(date(1986, 1, 1), date(1986, 12, 31))
    assert len({match.passage.article.article_id for match in searcher.find(topic, 12).matches}) == 11
