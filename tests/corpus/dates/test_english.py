"""English date expressions that lean on what was told before: quarters, tense, the year of a sentence."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.dates.mentions import mentions_in

WEDNESDAY = date(1998, 2, 18)
NEW_YEAR = date(2020, 1, 1)

Found = list[tuple[str, str]]


def found(text: str, published: date | None) -> Found:
    """Return the words of each mention with its days, one day written once."""
    return [
        (one.text, f"{one.span.first}" if one.span.first == one.span.last else f"{one.span.first}/{one.span.last}")
        for one in mentions_in(text, published, "en")
        if one.span is not None
    ]


QUARTERS = [
    (
        "Net fell in the third quarter. Sales were $2, from $3 a year earlier. For the quarter, costs rose.",
        [
            ("the third quarter", "1997-07-01/1997-09-30"),
            ("a year earlier", "1996-07-01/1996-09-30"),
            ("the quarter", "1997-07-01/1997-09-30"),
        ],
    ),
    (
        "Third-quarter net rose, from $2 in the corresponding period last year. The latest period had a gain.",
        [
            ("Third-quarter", "1997-07-01/1997-09-30"),
            ("the corresponding period last year", "1996-07-01/1996-09-30"),
            ("The latest period", "1997-07-01/1997-09-30"),
        ],
    ),
    (
        "Second-quarter net rose, from the same quarter a year ago. In the 1995 quarter it fell.",
        [
            ("Second-quarter", "1998-04-01/1998-06-30"),
            ("the same quarter a year ago", "1996-10-01/1996-12-31"),
            ("the 1995 quarter", "1995-10-01/1995-12-31"),
        ],
    ),
    (
        "Earnings fell in the first nine months of 1997, compared with a year earlier.",
        [("the first nine months of 1997", "1997-01-01/1997-09-30"), ("a year earlier", "1996-01-01/1996-12-31")],
    ),
    ("Losses will continue through the third quarter of 1998, from $3 a year ago.",
     [("the third quarter of 1998", "1998-07-01/1998-09-30"), ("a year ago", "1997-01-01/1997-12-31")]),
    ("Rates are just above their quarter-century low.", []),
    ("In fiscal 1990's first quarter", [("fiscal 1990's first quarter", "1989-10-01/1989-12-31")]),
    ("in the last quarter of 1988", [("the last quarter of 1988", "1988-10-01/1988-12-31")]),
    ("the last three months of 1988", [("the last three months of 1988", "1988-10-01/1988-12-31")]),
]  # fmt: skip
TENSES = [
    ("It had been due to expire Friday evening.", [("Friday evening", "1998-02-13")]),
    ("It is due to expire Friday evening.", [("Friday evening", "1998-02-20")]),
    ("It began as previously planned Saturday night.", [("Saturday night", "1998-02-14")]),
    ("Until Monday, they had not called him a suspect.", [("Monday", "1998-02-16")]),
    ("They postponed it until Monday.", [("Monday", "1998-02-23")]),
    ("Roads closed due to the landslide on Saturday.", [("Saturday", "1998-02-14")]),
    ("He will be buried in the city on Tuesday.", [("Tuesday", "1998-02-24")]),
    ("The notes would be redeemed in five years.", [("five years", "2003-01-01/2003-12-31")]),
    ("It will open in two weeks.", [("two weeks", "1998-03-02/1998-03-08")]),
    ("It was built in two weeks.", []),
    ("The slated visit of the minister in April is still on.", [("April", "1998-04-01/1998-04-30")]),
    ("The house burned in November.", [("November", "1997-11-01/1997-11-30")]),
]
WORDS = [
    ("In nineteen eighty-eight he left.", [("nineteen eighty-eight", "1988-01-01/1988-12-31")]),
    ("Nineteen people left.", []),
    ("the nineteen eighties", [("the nineteen eighties", "1980-01-01/1989-12-31")]),
    ("Twenty-five years ago he left.", [("Twenty-five years ago", "1973-01-01/1973-12-31")]),
    ("It closed half a century ago.", [("a century ago", "1948-01-01/1948-12-31")]),
    ("It closed months ago.", []),
    ("It closed 10 to 15 years ago.", []),
    ("The Last Days of Dolwyn was a film.", []),
    ("At 5 p.m. (2100 UTC) and (2024 Friday, UTC)", [("Friday", "1998-02-13")]),
    ("It opens five weeks from now.", [("five weeks from now", "1998-03-23/1998-03-29")]),
    ("It rose over 2005-2015.", [("2005-2015", "2005-01-01/2015-12-31")]),
    ("the 1990-91 season", [("1990-91", "1990-01-01/1991-12-31")]),
    ("the party's 2016 ticket", [("2016", "2016-01-01/2016-12-31")]),
    ("Call 555-2016 now.", []),
    ("Friday of last week", [("Friday of last week", "1998-02-13")]),
    ("this past weekend", [("this past weekend", "1998-02-14/1998-02-15")]),
    ("the last day of November", [("the last day of November", "1997-11-30")]),
    ("the late 1800s", [("the late 1800s", "1800-01-01/1899-12-31")]),
    ("in Oct. '97 they", [("Oct. '97", "1997-10-01/1997-10-31")]),
    ("The latter half of the 1980s was calm.", [("The latter half of the 1980s", "1980-01-01/1989-12-31")]),
]
NEIGHBOURS = [
    (
        "It fell on March 3. The previous day he had left. The next day he was back.",
        [("March 3", "1998-03-03"), ("The previous day", "1998-03-02"), ("The next day", "1998-03-03")],
    ),
    ("It rose in June 1997, after May, the month before.",
     [("June 1997", "1997-06-01/1997-06-30"), ("May", "1997-05-01/1997-05-31"),
      ("the month before", "1997-04-01/1997-04-30")]),
    ("It fell the previous month.", [("the previous month", "1998-01-01/1998-01-31")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [*QUARTERS, *TENSES, *WORDS, *NEIGHBOURS])
def test_mentions_of_a_text_mean_their_days(text: str, expected: Found) -> None:
    assert found(text, WEDNESDAY) == expected


FRAMED = [
    ("In 2019 it broke out first on February 6, then on October 22. It ended on December 8.",
     ["2019-02-06", "2019-10-22", "2019-12-08"]),
    ("In 1945 the war ended. The bomb fell on August 6.", ["1945-08-06"]),
    ("In the 2016 election he stayed until the convention of July 25.", ["2016-07-25"]),
    ("On October 23, 2018, he was killed, and on May 6 a man was charged.", ["2018-10-23", "2019-05-06"]),
    ("Founded in 1949, the firm said on February 6 it would close.", ["2020-02-06"]),
    ("In 2018 he won. He will speak on March 3.", ["2020-03-03"]),
    ("In 1945 the war ended. Yesterday they met again, and on December 6.", ["2019-12-31", "2019-12-06"]),
    ("In 1945 the war ended.\nThey met again on December 6.", ["2019-12-06"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "days"), FRAMED)
def test_a_year_that_opens_the_sentence_goes_before_nearness_to_publication(text: str, days: list[str]) -> None:
    assert [span for _, span in found(text, NEW_YEAR) if "/" not in span] == days


def test_the_year_of_the_sentence_dates_days_of_an_undated_page() -> None:
    (_, day) = mentions_in("In 1945 the bomb fell on August 6.", None, "en")
    assert day.span is not None
    assert (day.span.first, day.status, day.anchor) == (date(1945, 8, 6), "resolved", "antecedent")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("USA Today reported it.", []),
        ("He told USA TODAY.", []),
        ("She was on NBC's Today show.", []),
        ("When did Salud Today hold its class?", []),
        ("Today, Senator Frist said so.", ["Today"]),
        ("Senator Frist today said so.", ["today"]),
        ("It was Iraq. Today he left.", ["Today"]),
        ("WASHINGTON - Today the Senate met.", ["Today"]),
        ("SENATOR FRIST TODAY SAID SO.", ["TODAY"]),
        ("Senate Passes Bill Today", ["Today"]),
        ("Frist Today Praised the Bill", ["Today"]),
    ],
)
def test_today_as_a_part_of_a_name_is_no_day(text: str, told: list[str]) -> None:
    assert [words for words, _ in found(text, WEDNESDAY)] == told
