"""How claims add up: agreement, months around days, guesses that only repeat, times in UTC."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from corpus.dates.spans import month_span
from corpus.dating.claims import CONFIDENCE
from corpus.dating.deciding import decide, rival
from corpus.dating.weighing import weigh
from corpus.model import DateClaim, DateSpan, Kind, Precision, Role, Status

DAY = date(2019, 1, 7)


def claim(kind: Kind, days: int = 0, role: Role = Role.PUBLISHED, offset: int | None = None) -> DateClaim:
    """Return a claim of some days after ``DAY``."""
    day = DAY + timedelta(days)
    return DateClaim(role, kind, DateSpan(day, day, Precision.DAY), "words", "place", CONFIDENCE[kind], offset)


def test_a_single_claim_is_as_likely_as_its_kind() -> None:
    (only,) = weigh([claim(Kind.META)])
    assert only.confidence == pytest.approx(CONFIDENCE[Kind.META])


def test_page_fields_that_agree_strengthen_each_other() -> None:
    one, two, three = (
        weigh([claim(kind) for kind in (Kind.META, Kind.JSON_LD, Kind.BYLINE)[:many]])[0].confidence
        for many in (1, 2, 3)
    )
    assert one < two < three
    assert two == pytest.approx(0.97, abs=0.02)


def test_one_kind_speaks_once_however_often_it_repeats_itself() -> None:
    assert weigh([claim(Kind.META)])[0].confidence == weigh([claim(Kind.META)] * 9)[0].confidence


def test_two_fields_that_agree_outweigh_a_third() -> None:
    claims = [claim(Kind.URL_PATH, 1), claim(Kind.META), claim(Kind.TIME), claim(Kind.BYLINE)]
    assert decide(claims, "").published == claims[1].span


def test_a_month_speaks_for_the_days_in_it_and_stands_where_there_are_none() -> None:
    month = month_span(2019, 1)
    assert month is not None
    address = replace(claim(Kind.URL_PATH), span=month)
    assert decide([address], "").published == month
    (day,) = weigh([address, claim(Kind.BYLINE)])
    assert day.span.precision is Precision.DAY
    assert day.confidence > CONFIDENCE[Kind.BYLINE]


def test_a_guess_backs_what_is_shown_but_only_repeats_fields() -> None:
    shown, field = claim(Kind.BYLINE), claim(Kind.META)
    assert weigh([shown, claim(Kind.GUESS)])[0].confidence > weigh([shown])[0].confidence
    assert weigh([field, claim(Kind.GUESS)])[0].confidence == weigh([field])[0].confidence


def test_a_utc_time_yields_to_the_days_beside_it_on_the_sites_own_clock() -> None:
    dates = decide([claim(Kind.META, 1, offset=0), claim(Kind.JSON_LD, offset=-300)], "")
    assert dates.published == claim(Kind.META).span


def test_sources_of_equal_weight_that_name_neighbouring_days_are_a_conflict() -> None:
    pairs = [claim(Kind.META), claim(Kind.JSON_LD), claim(Kind.TIME, 1), claim(Kind.MICRODATA, 1)]
    dates = decide(pairs, "")
    assert dates.status is Status.CONFLICT
    other = rival(dates)
    assert other is not None
    assert {dates.published, other.span} == {pairs[0].span, pairs[2].span}


def test_what_is_shown_on_the_day_of_a_masthead_is_the_masthead() -> None:
    saved = claim(Kind.MASTHEAD, role=Role.CAPTURED)
    dates = decide([saved, claim(Kind.BYLINE), claim(Kind.GUESS)], "")
    assert (dates.published, dates.confidence, dates.captured) == (None, 0.0, DAY)
    assert decide([saved, claim(Kind.BYLINE), claim(Kind.META)], "").published == saved.span


def test_a_page_that_only_tells_of_its_change_is_dated_by_it_with_little_confidence() -> None:
    dates = decide([claim(Kind.META, 5, Role.MODIFIED), claim(Kind.BYLINE, 2, Role.MODIFIED)], "")
    assert dates.published == claim(Kind.META, 2).span
    assert 0 < dates.confidence < CONFIDENCE[Kind.BYLINE]


def test_a_day_more_likely_wrong_than_right_is_not_said() -> None:
    weak = replace(claim(Kind.BYLINE), confidence=0.5)
    assert (decide([weak], "").published, decide([weak], "").status) == (None, Status.UNDATED)


def test_the_maintainers_word_stands_even_after_the_day_of_saving() -> None:
    dates = decide([claim(Kind.MASTHEAD, role=Role.CAPTURED), claim(Kind.MAINTAINER, 3)], "")
    assert (dates.published, dates.confidence) == (claim(Kind.MAINTAINER, 3).span, 1.0)
