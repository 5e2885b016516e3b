"""Dates beside headlines in the languages of the web, and the days that only look like a page's own."""

from __future__ import annotations

import pytest

from corpus.model import Kind, Status
from tests.corpus.reading.test_page_styles import dates_of, day_of, page

DAY = "2019-03-04"


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("sv", "Publicerad 4 mars 2019"),
        ("hu", "2019. március 4."),
        ("lt", "2019 m. kovo 4 d."),
        ("cs", "4. března 2019"),
        ("ro", "4 martie 2019"),
        ("vi", "Thứ hai, 4/3/2019, 18:12 (GMT+7)"),
        ("id", "Senin, 4 Maret 2019"),
        ("da", "4. marts 2019"),
        ("fi", "4. maaliskuuta 2019"),
        ("ca", "4 de març del 2019"),
        ("hr", "04.03.2019. 18:12"),
        ("sr", "4. марта 2019."),
        ("bg", "4 март 2019 г."),
        ("fa", "13 اسفند 1397"),
        ("fa", "۴ مارس ۲۰۱۹"),
        ("ar", "الاثنين ٤ آذار ٢٠١٩"),
        ("zh-CN", "发布时间：2019年03月04日 18:12"),
        ("ja", "公開日：2019/03/04 更新日：2019/03/06"),
        ("nl", "04-03-2019"),
        ("en", "By Ann, 4th of March 2019"),
        ("en", "Mar. 4, 2019, 6:12 p.m. ET"),
        ("en", "Updated: March 6, 2019 | Published: March 4, 2019"),
        ("en", "FOR IMMEDIATE RELEASE: March 4, 2019"),
    ],
)
def test_a_byline_is_read_in_the_pages_language_by_dateline_itself(lang: str, words: str) -> None:
    found = dates_of(page(f'{{h1}}<p class="date">{words}</p>{{prose}}', "", lang))
    assert str(found.published and found.published.first) == DAY
    assert found.kind == Kind.BYLINE.value


@pytest.mark.parametrize(
    ("lang", "day"),
    [("en", "Monday 20 November 2023"), ("fr", "lundi 20 novembre 2023"), ("de", "Montag, 20. November 2023")],
)
def test_a_weekday_and_a_day_above_the_headline_are_the_day_of_the_visit(lang: str, day: str) -> None:
    bare = dates_of(page(f"<div id='top'><div>{day}</div><div>12°C</div></div>{{h1}}{{prose}}", "", lang))
    assert (bare.published, str(bare.captured)) == (None, "2023-11-20")
    with_own = page(f"<div id='top'><div>{day}</div></div>{{h1}}<p>04.03.2019</p>{{prose}}", "", lang)
    assert day_of(with_own) == DAY


def test_a_weekday_and_a_day_that_are_marked_as_the_articles_own_are() -> None:
    assert day_of(page('<p class="date-header">Monday, March 4, 2019</p>{h1}{prose}')) == DAY
    assert day_of(page("<p>Published: Monday, March 4, 2019</p>{h1}{prose}")) == DAY


def test_an_evening_in_america_and_its_utc_time_are_told_as_two_days_the_sites_own_first() -> None:
    field = '<meta property="article:published_time" content="2019-03-05T05:30:00Z">'
    found = dates_of(page("{h1}<p>March 4, 2019 9:30 p.m.</p>{prose}", field))
    assert (str(found.published and found.published.first), found.status) == (DAY, Status.CONFLICT)


def test_a_page_that_tells_its_last_change_goes_by_it_before_a_guess_and_tells_both() -> None:
    found = dates_of(
        page(
            "{h1}<p>Last updated: 4 March 2019</p>{prose}<div class='sidebar'>Founded on 9 May 2016</div>",
            '<meta name="og:image" content="https://valley.example/2016/05/09/bridge.jpg">',
        )
    )
    assert str(found.published and found.published.first) == DAY
    assert {str(claim.span.first) for claim in found.claims} == {DAY, "2016-05-09"}
    assert (found.status, found.confidence < 0.7) == (Status.CONFLICT, True)
