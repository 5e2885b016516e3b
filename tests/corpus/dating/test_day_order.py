"""The order of day and month in 03/04/2019 is told by the other dates of the archive, or by nothing."""

from __future__ import annotations

from datetime import date

import pytest

from bot.rendering.why import explain, in_english
from corpus.dating.archive.comparing import Comparison
from corpus.dating.archive.pages import Page
from corpus.dating.claims import claims_from_field
from corpus.dating.deciding import Rival, rival
from corpus.dating.rulings import Ruled, doubt, rule, settle
from corpus.model import ArticleDates, DateClaim, DateSpan, Kind, Precision, Role, Status

PLACE = 'record field "date"'


def page(row: int, words: str, folder: str = "f", place: str = PLACE, *more: DateClaim) -> Page:
    """Return a page with a date in a field."""
    claims = (*claims_from_field(words, Kind.META, place, "en"), *more)
    return Page(row, folder, tuple(Ruled(claim) for claim in claims))


def ruled(asked: Page, *others: Page) -> tuple[Ruled, ...]:
    """Return the claims of a page in the light of others."""
    comparison = Comparison()
    for one in (asked, *others):
        comparison.count(one)
    comparison.settle(lambda _: "")
    return rule((one.claim for one in asked.claims), lambda claim: comparison.ruling(asked, claim), None)


def decided(asked: Page, *others: Page) -> ArticleDates:
    """Return the dates of a page in the light of others."""
    return settle(ruled(asked, *others), "")


ASKED = page(0, "03/04/2019")
DAY_FIRST = [page(row, words) for row, words in enumerate(("13/04/2019", "25/12/2018", "30/1/2019"), 1)]
MONTH_FIRST = [page(row, words) for row, words in enumerate(("04/13/2019", "12/25/2018", "1/30/2019"), 1)]


def span(day: date) -> DateSpan:
    """Return the span of a day."""
    return DateSpan(day, day, Precision.DAY)


@pytest.mark.parametrize(("others", "day"), [(DAY_FIRST, date(2019, 4, 3)), (MONTH_FIRST, date(2019, 3, 4))])
def test_dates_in_the_same_place_tell_the_order(others: list[Page], day: date) -> None:
    dates = decided(ASKED, *others)
    assert (dates.published, dates.status) == (span(day), Status.DATED)
    plain = decided(page(0, "2019-04-03"))
    assert dates.confidence == pytest.approx(plain.confidence, abs=0.01)


def test_dates_in_other_places_of_the_folder_tell_it_where_the_place_itself_does_not() -> None:
    others = [page(row, "13/04/2019", "f", "<time>") for row in range(1, 4)]
    assert decided(ASKED, *others).published == span(date(2019, 4, 3))
    near = [page(row, "04/13/2019") for row in range(4, 7)]
    assert decided(ASKED, *others, *near).published == span(date(2019, 3, 4))


def test_other_folders_and_too_few_or_mixed_dates_tell_nothing() -> None:
    elsewhere = [page(row, "13/04/2019", "g") for row in range(1, 9)]
    for others in (elsewhere, DAY_FIRST[:2], [*DAY_FIRST, *MONTH_FIRST]):
        dates = decided(ASKED, *others)
        assert (dates.published, dates.status) == (span(date(2019, 3, 4)), Status.CONFLICT)
        assert rival(dates) == Rival(span(date(2019, 4, 3)), misread=True)


def test_a_day_in_other_evidence_tells_the_order_of_its_page_and_of_others() -> None:
    def agreeing(row: int) -> Page:
        url = DateClaim(Role.PUBLISHED, Kind.URL_PATH, span(date(2019, 6, 5)), "2019/06/05", "address", 0.96)
        return page(row, "05/06/2019", "f", PLACE, url)

    own = decided(agreeing(0))
    assert (own.published, own.status) == (span(date(2019, 6, 5)), Status.DATED)
    assert decided(ASKED, *(agreeing(row) for row in range(1, 4))).published == span(date(2019, 4, 3))


def test_what_can_be_read_one_way_only_is_left_alone() -> None:
    for words in ("2019-04-03", "3.4.2019", "04/04/2019"):
        others = [page(row, "04/13/2019") for row in range(1, 9)]
        assert all(one.counts_as is None for one in ruled(page(0, words), *others))


def test_a_maintainer_is_told_what_decided_or_that_nothing_does() -> None:
    def told(claims: tuple[Ruled, ...]) -> str:
        dates = settle(claims, "")
        why = in_english(explain(dates.published, dates.kind, dates.status, None, claims))
        return " ".join((why.choice, *why.claims))

    known = ruled(ASKED, *DAY_FIRST)
    assert "the day comes first in 3 of 3 numeric dates in the same place" in told(known)
    unknown = ruled(ASKED)
    assert "nothing tells whether '03/04/2019' has the day or the month first" in told(unknown)
    assert doubt(unknown) == Rival(span(date(2019, 4, 3)), misread=True)
