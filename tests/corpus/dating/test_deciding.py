"""Which claim is believed, what bounds it, and when sources disagree."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations

import pytest

from corpus.dates.spans import day_span, month_span, one_day
from corpus.dating.claims import CONFIDENCE
from corpus.dating.deciding import Rival, decide, latest_cited, rival
from corpus.dating.trust import TRUST
from corpus.model import DateClaim, DateSpan, Kind, Role, Status

DAY = date(2019, 1, 7)


def claim(kind: Kind, day: date | DateSpan = DAY, confidence: float | None = None) -> DateClaim:
    """Return a claim of a kind; mastheads speak of the capture."""
    role = Role.CAPTURED if kind is Kind.MASTHEAD else Role.PUBLISHED
    days = day if isinstance(day, DateSpan) else one_day(day)
    return DateClaim(role, kind, days, "words", "place", CONFIDENCE[kind] if confidence is None else confidence)


def test_every_kind_of_claim_has_a_record() -> None:
    assert set(TRUST) == set(Kind)


def test_without_claims_an_article_is_undated() -> None:
    dates = decide([], "Words.")
    assert (dates.published, dates.status, dates.kind, dates.not_after) == (None, Status.UNDATED, "none", None)


def test_a_masthead_never_becomes_the_publication_date_but_bounds_it() -> None:
    dates = decide([claim(Kind.MASTHEAD)], "Words.")
    assert (dates.published, dates.status) == (None, Status.UNDATED)
    assert dates.captured == dates.not_after == DAY


def test_what_is_said_to_be_published_after_it_was_saved_is_not_believed() -> None:
    late = claim(Kind.RECORD, DAY + timedelta(1))
    dates = decide([claim(Kind.MASTHEAD), late], "Words.")
    assert dates.published is None
    assert late in dates.claims


def test_what_was_published_on_the_day_it_was_saved_is_believed() -> None:
    assert decide([claim(Kind.MASTHEAD), claim(Kind.RECORD)], "").published == one_day(DAY)


def test_the_strongest_kind_is_chosen_in_whatever_order_the_claims_come() -> None:
    kinds = [Kind.RECORD, Kind.FILE_NAME, Kind.DATELINE]
    claims = [claim(kind, DAY + timedelta(90 * place)) for place, kind in enumerate(kinds)]
    for order in permutations(claims):
        dates = decide(order, "")
        assert dates.published == one_day(DAY)
        assert dates.kind == "record"
        assert [one.kind for one in dates.claims] == kinds


def test_of_one_kind_the_likelier_is_chosen() -> None:
    weak, strong = claim(Kind.DATELINE, DAY, 0.4), claim(Kind.DATELINE, DAY + timedelta(1), 0.85)
    dates = decide([weak, strong], "")
    assert dates.published == strong.span
    assert dates.status is Status.DATED


def test_two_trusted_claims_of_other_days_are_a_conflict_and_both_days_are_told() -> None:
    dates = decide([claim(Kind.FILE_NAME, DAY), claim(Kind.DATELINE, DAY + timedelta(1))], "")
    assert dates.status is Status.CONFLICT
    assert dates.published == one_day(DAY)
    assert rival(dates) == Rival(one_day(DAY + timedelta(1)))


def test_a_claim_that_is_seldom_right_puts_no_other_in_doubt() -> None:
    dates = decide([claim(Kind.FILE_NAME), claim(Kind.DATELINE, DAY + timedelta(30), 0.4)], "")
    assert (dates.status, rival(dates)) == (Status.DATED, None)


def test_a_month_that_holds_the_day_does_not_contradict_it() -> None:
    month = month_span(DAY.year, DAY.month)
    assert month is not None
    assert decide([claim(Kind.RECORD), claim(Kind.FILE_NAME, month)], "").status is Status.DATED


@pytest.mark.parametrize("kind", [Kind.RECORD, Kind.FRONT_MATTER])
@pytest.mark.parametrize(
    ("days", "status"), [(7, Status.DATED), (8, Status.CONFLICT), (-7, Status.DATED), (-8, Status.CONFLICT)]
)
def test_a_dispatch_may_be_printed_within_a_week_of_its_dateline(kind: Kind, days: int, status: Status) -> None:
    assert decide([claim(kind), claim(Kind.DATELINE, DAY + timedelta(days))], "").status is status


def test_what_the_maintainer_says_is_never_in_doubt() -> None:
    dates = decide([claim(Kind.RECORD, DAY + timedelta(900)), claim(Kind.MAINTAINER)], "")
    assert (dates.published, dates.status, rival(dates)) == (one_day(DAY), Status.DATED, None)


def test_an_undated_page_tells_the_latest_day_that_it_cites_before_it_was_saved() -> None:
    text = "On August 2, 2018 and August 3, 2018 it rained; rain is due on June 1, 2019. In 2018 it was dry."
    assert decide([claim(Kind.MASTHEAD)], text).cites_to == date(2018, 8, 3)
    assert decide([], text).cites_to == date(2019, 6, 1)


def test_a_month_or_year_cites_no_day() -> None:
    assert latest_cited("In May 2018, and in 2019, it rained.", None) is None


def test_a_dated_article_keeps_its_bounds() -> None:
    dates = decide([claim(Kind.RECORD, DAY - timedelta(9)), claim(Kind.MASTHEAD)], "")
    assert dates.status is Status.DATED
    assert dates.not_after == dates.captured == DAY


def test_the_earliest_and_the_latest_year_of_archives_are_days_as_others() -> None:
    for year in (1000, 2200):
        first = day_span(year, 1, 1)
        assert first is not None
        assert decide([claim(Kind.RECORD, first)], "").published == first
