"""Names of numbered files that carry another file's day are told from dispatches that were printed late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import pytest

from corpus.dating.archive.comparing import Comparison
from corpus.dating.archive.pages import Page, lent
from corpus.dating.claims import CONFIDENCE
from corpus.dating.rulings import CountsAs, Ruled
from corpus.model import DateClaim, DateSpan, Kind, Precision, Role

FIRST = date(2006, 1, 2)
DAYS = [FIRST + timedelta(3 * number) for number in range(60)]


def claim(kind: Kind, day: date, place: str, words: str) -> DateClaim:
    """Return a claim of publication."""
    return DateClaim(Role.PUBLISHED, kind, DateSpan(day, day, Precision.DAY), words, place, CONFIDENCE[kind])


def page(number: int, named: date, told: date | None, name: str = "note") -> Page:
    """Return a page with a numbered name; ``told`` is its dateline."""
    claims = [claim(Kind.FILE_NAME, named, "file name", str(named))]
    if told:
        claims.append(claim(Kind.DATELINE, told, "line 1", str(told)))
    return Page(number, "f", tuple(Ruled(one) for one in claims), (), f"{named}{name}{number}.txt")


def series(step: int, told: Sequence[date | None] = DAYS, begin: int = 0) -> list[Page]:
    """Return pages whose names, from one number on, carry the day of the page a step before."""
    count = len(DAYS)
    named = [DAYS[max(0, min(count - 1, n - step))] if n >= begin else DAYS[n] for n in range(count)]
    return [page(number, named[number], told[number]) for number in range(count)]


def compared(pages: Iterable[Page]) -> tuple[set[int], dict[int, date]]:
    """Return the numbers of the pages whose names count as nothing, and the days that are lent, by number."""
    pages = list(pages)
    comparison = Comparison()
    for one in pages:
        comparison.count(one)
    comparison.settle(lambda _: "")
    nothing = set()
    for one in pages:
        ruling = comparison.ruling(one, one.claims[0].claim)
        if ruling is not None:
            assert ruling[0] is CountsAs.NOTHING
            nothing.add(one.row)
    given = {one.row: found.claim for one in pages if (found := comparison.lent(one))}
    assert all(lent(found) for found in given.values())
    return nothing, {row: found.span.first for row, found in given.items()}


@pytest.mark.parametrize("step", [1, 2, -1])
def test_names_that_carry_a_neighbours_day_count_as_nothing_and_the_right_day_is_lent(step: int) -> None:
    told = [None if number % 7 == 3 else day for number, day in enumerate(DAYS)]
    nothing, given = compared(series(step, told))
    assert len(nothing) >= len(DAYS) - 6
    assert len(given) >= len(DAYS) - 12
    assert all(given[number] == DAYS[number] for number in given)
    assert any(told[number] is None for number in given)


def test_names_before_a_slip_begins_stay_as_they_are() -> None:
    nothing, given = compared(series(1, begin=25))
    assert nothing == set(range(25, 60))
    assert set(given) == set(range(25, 59))


def test_papers_that_print_late_have_not_slipped() -> None:
    pages = [page(n, day, day - timedelta(1 + n % 2)) for n, day in enumerate(DAYS)]
    assert compared(pages) == (set(), {})


def test_names_that_fit_their_own_texts_stay_though_neighbours_are_of_the_same_day() -> None:
    days = [FIRST + timedelta(number // 6) for number in range(60)]
    assert compared(page(n, day, day) for n, day in enumerate(days)) == (set(), {})


def test_numbers_that_come_twice_are_no_series() -> None:
    first, again = series(1), series(1)
    assert compared([*first, *again]) == (set(), {})


def test_other_names_and_few_files_tell_nothing() -> None:
    few = series(1)[:15]
    others = [page(n, DAYS[n - 1], DAYS[n], f"{chr(97 + n % 5)}-") for n in range(1, 60)]
    assert compared(few) == (set(), {})
    assert compared(others) == (set(), {})
