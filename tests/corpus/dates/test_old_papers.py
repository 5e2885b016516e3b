"""What old newspapers and local histories write of days: datelines, clubs named after a weekday, seasons, clauses."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.dates.mentions import article_mentions, mentions_in
from corpus.model import ArticleDates, DateSpan, Precision, Status
from tests.corpus.dates.told import told

PRINTED = date(1937, 7, 17)  # a Saturday

DATELINES = [
    ("Kuala Lumpur, July 16.\nNo records were lowered today.", "1937-07-16 1937-07-16"),
    ("(From Our Own Correspondent) Kuala Lumpur, July 15. He won the hurdles this evening.", "1937-07-15 1937-07-15"),
    ("KUALA LUMPUR, Fri. — The Sikhs won at hockey today.", "1937-07-16 1937-07-16"),
    ("RESULTS OF THE MEETING\n\nLONDON, July 14: They met yesterday.", "1937-07-14 1937-07-13"),
    (
        "LONDON, July 14.\nThey met today.\nParis, July 15.\nIt rained today.",
        "1937-07-14 1937-07-14 1937-07-15 1937-07-15",
    ),
    ("He came to London, July 14. They met today.", "1937-07-14 1937-07-17"),
    ("Kuala Lumpur, July 18. They meet today.", "1937-07-18 1937-07-17"),
    ("London, May 3. They met today.", "1937-05-03 1937-07-17"),
]


@pytest.mark.parametrize(("text", "days"), DATELINES)
def test_days_count_from_the_dateline_of_a_report(text: str, days: str) -> None:
    """A paper prints on Saturday what was wired on Friday: "today" is Friday."""
    assert told(text, "en", PRINTED) == days


def test_a_dateline_holds_for_the_paragraphs_below_it() -> None:
    dates = ArticleDates(DateSpan(PRINTED, PRINTED, Precision.DAY), "record", Status.DATED)
    _, (only,) = article_mentions(["Kuala Lumpur, July 16.", "No records were lowered today."], dates, "en")
    assert only.span == DateSpan(date(1937, 7, 16), date(1937, 7, 16), Precision.DAY)


SAME_WEEKDAY = [
    ("RACE ON SUNDAY\nThe race is to be run in Ipoh this Sunday.", "1937-07-18 1937-07-18"),
    ("Race on Tuesday\nThey will run on Tuesday.", "1937-07-20 1937-07-20"),
    ("Race on Tuesday\nThey ran on Tuesday.", "1937-07-13 1937-07-13"),
    ("They met on Tuesday. They will meet next Tuesday.", "1937-07-13 1937-07-20"),
]


@pytest.mark.parametrize(("text", "days"), SAME_WEEKDAY)
def test_a_headline_without_a_verb_means_the_weekday_that_its_text_tells(text: str, days: str) -> None:
    assert told(text, "en", PRINTED) == days


CLUBS = [
    ("The Sunday Closing Association met in 1887.", "1887"),
    ("He spoke to the Sunday Closing Assoc. of Burra.", ""),
    ("The Saturday Half Holiday Movement grew.", ""),
    ("It was the Sunday Observance Act that closed it.", ""),
    ("On Tuesday Labour Party Association members voted.", "1937-07-13"),
    ("The meeting on Tuesday Mr. Singh left.", "1937-07-13"),
]


@pytest.mark.parametrize(("text", "days"), CLUBS)
def test_a_body_named_after_a_weekday_tells_no_day(text: str, days: str) -> None:
    assert told(text, "en", PRINTED) == days


CLAUSES = [
    ("en", "On 6 May he came. He was born on the day that Jefferson died.", "1937-05-06"),
    ("en", "In 1920 he left. The year that followed was hard.", "1920"),
    ("en", "Nobody knows to this day.", ""),
    ("en", "It opens on 1 September 1938, and on this day they meet.", "1938-09-01 1938-09-01"),
    ("de", "Bis zum 1. September 1938 feilen sie, bevor sie es an diesem Tag zeigen.", "1938-09-01 1938-09-01"),
    ("es", "El 3 de mayo de 1935 nació y en este día murió su padre.", "1935-05-03 1935-05-03"),
    ("fr", "Aucune réponse à ce jour.", ""),
]


@pytest.mark.parametrize(("lang", "text", "days"), CLAUSES)
def test_what_points_at_its_own_sentence_is_no_other_day(lang: str, text: str, days: str) -> None:
    assert told(text, lang, PRINTED) == days


SEASONS = [
    ("en", "The ferry runs between mid-April and October.", "1937-04-01..1937-04-30 1937-10-01..1937-10-31"),
    ("en", "The fair is open from June to September.", "1937-06-01..1937-06-30 1937-09-01..1937-09-30"),
    ("en", "It is open from April through October.", "1937-04-01..1937-04-30 1937-10-01..1937-10-31"),
    ("en", "It is shut from November to March.", "1936-11-01..1936-11-30 1937-03-01..1937-03-31"),
    ("en", "It was open in June and in December.", "1937-06-01..1937-06-30 1936-12-01..1936-12-31"),
    ("en", "It was open from May to October.", "1936-05-01..1936-05-31 1936-10-01..1936-10-31"),
    ("en", "It was shut from November to March.", "1936-11-01..1936-11-30 1937-03-01..1937-03-31"),
]


@pytest.mark.parametrize(("lang", "text", "days"), SEASONS)
def test_a_time_from_month_to_month_ends_after_it_begins(lang: str, text: str, days: str) -> None:
    assert told(text, lang, PRINTED) == days


YEARS_AGO = [
    ("en", "Almost five years ago it began.", date(2018, 12, 11), "2013|2014?"),
    ("en", "Nearly four years ago it began.", date(1998, 2, 27), "1994"),
    ("en", "It began more than five years ago.", date(2018, 2, 11), "2012|2013?"),
    ("en", "It began over five years ago.", date(2018, 12, 11), "2013"),
    ("en", "It began five years ago.", date(2018, 12, 11), "2013"),
    ("de", "Vor fast fünf Jahren ging es los.", date(2018, 12, 11), "2013|2014?"),
    ("es", "Hace casi cinco años.", date(2018, 12, 11), "2013|2014?"),
    ("fr", "Il y a presque cinq ans.", date(2018, 12, 11), "2013|2014?"),
]


@pytest.mark.parametrize(("lang", "text", "published", "years"), YEARS_AGO)
def test_a_count_of_years_that_is_not_full_may_mean_either(lang: str, text: str, published: date, years: str) -> None:
    assert told(text, lang, published) == years


def test_a_range_whose_weekdays_are_those_of_other_days_is_not_sure() -> None:
    (wrong,) = mentions_in("They strike from Monday 5 July to Thursday 8 July.", date(2026, 7, 4), "en")
    (right,) = mentions_in("They strike from Sunday 5 July to Wednesday 8 July.", date(2026, 7, 4), "en")
    assert (wrong.status, right.status) == ("assumed", "resolved")
