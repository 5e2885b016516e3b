"""Days of saving are told from days of publication by looking at many pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from corpus.dating.archive.pages import Page, folder_of
from corpus.dating.archive.stamps import Stamps
from corpus.dating.claims import CONFIDENCE
from corpus.dating.rulings import Ruled
from corpus.model import DateClaim, DateSpan, Furniture, Kind, Precision, Role

SAVED = date(2008, 7, 31)


def claim(kind: Kind, day: date, place: str = "line 1", words: str = "words") -> DateClaim:
    """Return a claim of a kind; mastheads speak of the capture."""
    role = Role.CAPTURED if kind is Kind.MASTHEAD else Role.PUBLISHED
    return DateClaim(role, kind, DateSpan(day, day, Precision.DAY), words, place, CONFIDENCE[kind])


def page(row: int, *claims: DateClaim, folder: str = "f", furniture: tuple[Furniture, ...] = ()) -> Page:
    """Return a page with some claims."""
    return Page(row, folder, tuple(Ruled(one) for one in claims), furniture)


def named(row: int, named_on: date, dateline: date, place: str = "line 1", folder: str = "f") -> Page:
    """Return a page whose file name tells a day, with a dateline."""
    return page(row, claim(Kind.FILE_NAME, named_on), claim(Kind.DATELINE, dateline, place), folder=folder)


def stamped(pages: Iterable[Page], texts: dict[int, str] | None = None) -> list[int]:
    """Return the numbers of the pages with a stamp."""
    pages = list(pages)
    stamps = Stamps()
    for one in pages:
        stamps.count(one)
    stamps.settle(lambda row: (texts or {}).get(row, ""))
    return [
        one.row
        for one in pages
        if any(stamps.ruling(one, ruled.claim) for ruled in one.claims if ruled.claim.place != "x")
    ]


def days(count: int, first: date = date(2006, 1, 2), step: int = 9) -> list[date]:
    """Return some days, evenly apart."""
    return [first + timedelta(step * number) for number in range(count)]


def test_the_same_day_on_pages_of_many_days_is_the_day_of_saving_of_them_all() -> None:
    pages = [named(row, day, SAVED, f"line {row + 2}") for row, day in enumerate(days(3))]
    pages += [named(10 + row, day, SAVED) for row, day in enumerate(days(20))]
    pages.append(page(99, claim(Kind.DATELINE, SAVED)))
    assert stamped(pages) == [*range(10, 30), 99]


def test_a_busy_day_of_publication_is_no_stamp() -> None:
    day = date(2006, 5, 4)
    pages = [named(row, day, day) for row in range(50)]
    pages += [named(50 + row, day - timedelta(row % 8), day) for row in range(30)]
    assert stamped(pages) == []


def test_file_names_of_one_earlier_day_do_not_make_a_dateline_a_stamp() -> None:
    assert stamped(named(row, date(2006, 5, 4), date(2006, 9, 1)) for row in range(7)) == []


def test_a_dateline_before_the_file_names_is_no_stamp() -> None:
    assert stamped(named(row, day, date(2001, 9, 11)) for row, day in enumerate(days(30))) == []


def test_a_place_whose_day_is_always_late_is_a_masthead_whatever_the_day() -> None:
    saved = [day + timedelta(100 + 11 * row) for row, day in enumerate(days(12))]
    pages = [named(row, day, late) for row, (day, late) in enumerate(zip(days(12), saved, strict=True))]
    others = [named(20 + row, day, day, "line 3") for row, day in enumerate(days(12))]
    assert stamped([*pages, *others]) == list(range(12))


def test_folders_do_not_speak_for_each_other() -> None:
    pages = [named(row, day, SAVED, folder="a") for row, day in enumerate(days(12))]
    pages += [named(20 + row, SAVED, SAVED, folder="b") for row in range(12)]
    assert stamped(pages) == list(range(12))


def test_datelines_a_few_days_after_the_file_name_stay() -> None:
    assert stamped(named(row, day, day + timedelta(row % 8)) for row, day in enumerate(days(200))) == []


def test_pages_that_give_the_masthead_away_speak_for_their_sisters() -> None:
    pages = [page(row, claim(Kind.MASTHEAD, day)) for row, day in enumerate(days(10))]
    pages += [page(20 + row, claim(Kind.DATELINE, day)) for row, day in enumerate(days(6))]
    assert stamped(pages) == list(range(20, 26))


def test_a_masthead_is_known_by_the_menu_beside_it_on_whatever_line_it_stands() -> None:
    menu = (Furniture("masthead", "words"), Furniture("navigation", "Home News 12"))
    pages = [page(row, claim(Kind.MASTHEAD, day, f"line {row}"), furniture=menu) for row, day in enumerate(days(10))]
    sister = (Furniture("dateline", "words"), Furniture("navigation", "Home News 34"))
    pages.append(page(50, claim(Kind.DATELINE, SAVED, "line 77"), furniture=sister))
    pages.append(page(51, claim(Kind.DATELINE, SAVED, "line 77")))
    assert stamped(pages) == [50]


def test_without_any_witness_pages_that_cite_only_old_days_were_saved_later() -> None:
    pages = [page(row, claim(Kind.DATELINE, date(2024, 3, 1) + timedelta(row))) for row in range(30)]
    old = {row: f"It was decided on May 16, 20{row % 10 + 10}." for row in range(30)}
    fresh = {row: f"It was decided on February {row % 20 + 9}, 2024." for row in range(30)}
    assert stamped(pages, old) == list(range(30))
    assert stamped(pages, fresh) == []
    assert stamped(pages, {}) == []
    assert stamped(pages[:10], old) == []


def test_a_file_name_or_a_records_own_field_is_never_a_stamp() -> None:
    pages = [page(row, claim(Kind.RECORD, SAVED, "x"), claim(Kind.DATELINE, day)) for row, day in enumerate(days(30))]
    pages += [
        page(40 + row, claim(Kind.FILE_NAME, SAVED), claim(Kind.DATELINE, day)) for row, day in enumerate(days(30))
    ]
    assert stamped(pages) == []


def test_folders_named_after_days_are_one_family_and_sites_are_set_apart() -> None:
    assert folder_of("news/2019/01/a.txt", None) == folder_of("news/2020/11/b.txt", None) == "news/#/#"
    assert folder_of("a/b/c/d/e.txt", None) == "a/b/c"
    assert folder_of("wire.jsonl", "https://one.example/a") != folder_of("wire.jsonl", "https://two.example/a")
