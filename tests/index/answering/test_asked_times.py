"""Words of time in questions: what they mean on the day of asking, Friday 1 March 2024, in six languages."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.dates.mentions import mentions_in
from index.answering.question import parse_question
from index.questions import Question
from tests.index.making import ASKED_ON

TIMES = [
    ("floods last spring", "2023-03-01", "2023-05-31"),
    ("What did the council decide last Friday?", "2024-02-23", "2024-02-23"),
    ("floods last Christmas", "2023-12-25", "2023-12-25"),
    ("COVID-19 last summer", "2023-06-01", "2023-08-31"),
    ("Super Bowl 50 last October", "2023-10-01", "2023-10-31"),
    ("floods last October", "2023-10-01", "2023-10-31"),
    ("floods in the last 3 months", "2023-12-01", "2024-03-01"),
    ("floods within the last 90 days", "2023-12-02", "2024-03-01"),
    ("floods over the past year", "2023-03-01", "2024-03-01"),
    ("floods last year", "2023-01-01", "2023-12-31"),
    ("floods the week before last", "2024-02-12", "2024-02-18"),
    ("floods the weekend before last", "2024-02-17", "2024-02-18"),
    ("floods the summer before last", "2022-06-01", "2022-08-31"),
    ("floods early 90s", "1990-01-01", "1992-07-01"),
    ("floods in the 80s", "1980-01-01", "1989-12-31"),
    ("floods Q3 2019", "2019-07-01", "2019-09-30"),
    ("floods the weekend before 12 March 2020", "2020-03-07", "2020-03-08"),
    ("floods the month after May 2019", "2019-06-01", "2019-06-30"),
    ("floods at the end of last year", "2023-10-02", "2023-12-31"),
    ("floods q3 2019", "2019-07-01", "2019-09-30"),
    ("floods on the last Friday of March 2020", "2020-03-27", "2020-03-27"),
    ("floods on the first Monday of May 2019", "2019-05-06", "2019-05-06"),
    ("floods the weekend of 12 March 2020", "2020-03-14", "2020-03-15"),
    ("Flut am letzten Freitag im März 2020", "2020-03-27", "2020-03-27"),
    ("inondation le dernier vendredi de mars 2020", "2020-03-27", "2020-03-27"),
    ("inundación el último viernes de marzo de 2020", "2020-03-27", "2020-03-27"),
    ("Flut im letzten Sommer", "2023-06-01", "2023-08-31"),
    ("Streik letzten Sommer", "2023-06-01", "2023-08-31"),
    ("Was entschied der Rat letzten Freitag?", "2024-02-23", "2024-02-23"),
    ("Streik in den letzten drei Monaten", "2023-12-01", "2024-03-01"),
    ("Streik vorletzte Woche", "2024-02-12", "2024-02-18"),
    ("Streik Anfang der 90er", "1990-01-01", "1992-07-01"),
    ("Streik in den frühen Neunzigern", "1990-01-01", "1992-07-01"),
    ("Fluten am Wochenende vor dem 12. März 2020", "2020-03-07", "2020-03-08"),
    ("grève en avril dernier", "2023-04-01", "2023-04-30"),
    ("grève l'été dernier", "2023-06-01", "2023-08-31"),
    ("Qu'a décidé le conseil vendredi dernier ?", "2024-02-23", "2024-02-23"),
    ("grève ces trois derniers mois", "2023-12-01", "2024-03-01"),
    ("grève au cours des 3 derniers mois", "2023-12-01", "2024-03-01"),
    ("grève le week-end avant le 12 mars 2020", "2020-03-07", "2020-03-08"),
    ("grève T3 2019", "2019-07-01", "2019-09-30"),
    ("grève à la fin de l'année dernière", "2023-10-02", "2023-12-31"),
    ("huelga el verano pasado", "2023-06-01", "2023-08-31"),
    ("¿Qué decidió el consejo el viernes pasado?", "2024-02-23", "2024-02-23"),
    ("huelga en los últimos tres meses", "2023-12-01", "2024-03-01"),
    ("huelga la semana antepasada", "2024-02-12", "2024-02-18"),
    ("huelga a principios de los 90", "1990-01-01", "1992-07-01"),
    ("huelga a finales del año pasado", "2023-10-02", "2023-12-31"),
    ("إضراب الصيف الماضي", "2023-06-01", "2023-08-31"),
    ("إضراب يوم الجمعة الماضي", "2024-02-23", "2024-02-23"),
    ("إضراب في الأشهر الثلاثة الماضية", "2023-12-01", "2024-03-01"),
    ("إضراب الأسبوع قبل الماضي", "2024-02-10", "2024-02-16"),
    ("إضراب في نهاية العام الماضي", "2023-10-02", "2023-12-31"),
    ("اعتصاب هفته پیش", "2024-02-17", "2024-02-23"),
    ("اعتصاب سال پیش", "2022-03-21", "2023-03-20"),
    ("اعتصاب جمعه گذشته", "2024-02-23", "2024-02-23"),
    ("اعتصاب تابستان گذشته", "2023-06-22", "2023-09-22"),
    ("اعتصاب در سه ماه گذشته", "2023-12-01", "2024-03-01"),
    ("اعتصاب در ۳ ماه اخیر", "2023-12-01", "2024-03-01"),
    ("سیل یک سال پیش از ۲۰۱۹", "2018-01-01", "2018-12-31"),
]


def parse(text: str) -> Question:
    """Take a question apart that was asked on Friday 1 March 2024."""
    return parse_question(text, ASKED_ON)


@pytest.mark.parametrize(("text", "first", "last"), TIMES)
def test_words_of_time_count_from_the_day_of_asking_and_are_not_matched(text: str, first: str, last: str) -> None:
    found = parse(text)
    assert found.scope is not None
    assert (found.scope.first, found.scope.last) == (date.fromisoformat(first), date.fromisoformat(last))
    assert len(found.terms) <= 3


@pytest.mark.parametrize(
    "text",
    [
        "railroads in 1870 and 1900", "railroads in 1870 vs 1900", "railroads in 1870 compared to 1900",
        "Eisenbahnen 1870 und 1900", "Eisenbahnen 1870 im Vergleich zu 1900", "les trains en 1870 et en 1900",
        "trenes en 1870 frente a 1900", "القطارات 1870 مقابل 1900", "قطار در ۱۸۷۰ و ۱۹۰۰",
    ],
)  # fmt: skip
def test_of_two_times_both_are_meant_and_nothing_between_them(text: str) -> None:
    found = parse(text)
    assert found.scope is not None
    assert [(part.first, part.last) for part in found.scope.parts] == [
        (date(year, 1, 1), date(year, 12, 31)) for year in (1870, 1900)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "floods on Friday",
        "floods in March",
        "people in their 90s",
        "the last few floods",
        "۲۵۰۰ سال پیش",
        "a ferry of 3 months",
    ],
)
def test_what_names_no_time_of_its_own_gives_no_scope(text: str) -> None:
    assert parse(text).scope is None


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("It rained in the last three months.", "en"), ("It was in the 90s all week.", "en"),
        ("Il a plu ces trois derniers mois.", "fr"), ("Llovió en los últimos tres meses.", "es"),
        ("Es regnete in den letzten drei Monaten.", "de"), ("در سه ماه گذشته باران آمد.", "fa"),
    ],
)  # fmt: skip
def test_an_article_claims_no_days_by_them(text: str, lang: str) -> None:
    assert mentions_in(text, date(2019, 7, 10), lang) == ()


def test_a_count_before_last_week_leaves_it_what_it_is() -> None:
    (found,) = mentions_in("It rained two days last week.", date(2019, 7, 10), "en")
    assert found.text == "last week"
