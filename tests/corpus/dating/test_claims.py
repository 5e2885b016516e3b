"""Date claims from record fields, file names and lines that are only a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dating.claims import claim_from_path, claims_from_field
from corpus.dating.datelines import only_day
from corpus.model import DateClaim, Kind, Role
from tests.corpus.making import hostile


def field(value: object) -> DateClaim | None:
    """Return the claim of a record's date field."""
    found = claims_from_field(str(value), Kind.RECORD, 'record field "date"')
    assert len(found) <= 1
    return found[0] if found else None


def test_a_claim_says_what_was_read_where() -> None:
    claim = field(" 2019-05-07T23:30:00-04:00 ")
    assert claim is not None
    assert (claim.role, claim.kind, claim.words, claim.place) == (
        Role.PUBLISHED, Kind.RECORD, "2019-05-07T23:30:00-04:00", 'record field "date"',
    )  # fmt: skip
    assert 0 < claim.confidence <= 1


@pytest.mark.parametrize(
    ("value", "offset"),
    [
        ("2019-05-07T23:30:00-04:00", -240),
        ("2014-08-21 10:00:05 -0400", -240),
        ("2019-05-07T23:30:00+05:45", 345),
        ("2019-05-07T10:00:00Z", 0),
        ("2019-05-07T10:00:00", None),
        ("2019-05-07", None),
        ("2019-05", None),
    ],
)
def test_the_offset_from_greenwich_is_kept_where_the_source_gives_it(value: str, offset: int | None) -> None:
    claim = field(value)
    assert claim is not None
    assert claim.utc_offset == offset


def test_the_day_is_the_one_that_the_source_writes_whatever_its_offset() -> None:
    for value in ("2019-05-07T23:59:00-11:00", "2019-05-07T00:01:00+14:00"):
        claim = field(value)
        assert claim is not None
        assert claim.span.first == claim.span.last == date(2019, 5, 7)


def test_no_offset_is_made_up_for_a_time_that_cannot_be_read() -> None:
    claim = field("2019-05-07T25:00:00")
    assert claim is not None
    assert claim.utc_offset is None


@hostile
@given(st.one_of(st.text(), st.integers(), st.floats(), st.from_regex(r"\d{4}-\d{2}-\d{2}.{0,12}", fullmatch=True)))
def test_any_value_is_a_claim_of_some_days_or_none(value: object) -> None:
    claim = field(value)
    assert claim is None or claim.span.first <= claim.span.last


@pytest.mark.parametrize(
    ("path", "day", "words"),
    [
        ("Frist/9May2006Frist236.txt", date(2006, 5, 9), "9May2006"),
        ("2014-08-21-piers.md", date(2014, 8, 21), "2014-08-21"),
        ("a/20140821.txt", date(2014, 8, 21), "20140821"),
        ("2014_08_21.txt", date(2014, 8, 21), "2014_08_21"),
        ("Wochenblatt 21.08.2014.txt", date(2014, 8, 21), "21.08.2014"),
        ("may-9-2006.txt", date(2006, 5, 9), "may-9-2006"),
        ("12-may-2006", date(2006, 5, 12), "12-may-2006"),
        ("blog/2014/08/21/piers.md", date(2014, 8, 21), "2014/08/21"),
        ("blog/2014/08/21/2013-01-02.md", date(2013, 1, 2), "2013-01-02"),
    ],
)
def test_a_day_is_read_from_a_file_name_or_from_its_folders(path: str, day: date, words: str) -> None:
    claim = claim_from_path(path)
    assert claim is not None
    assert (claim.span.first, claim.span.last, claim.words, claim.kind) == (day, day, words, Kind.FILE_NAME)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("2024/April/en.md", "2024/April"),
        ("letters/2024/apr.md", "2024/apr"),
        ("2024/04-April/en.md", "2024/04-April"),
    ],
)
def test_a_month_is_read_from_folders_that_are_named_by_it(path: str, words: str) -> None:
    claim = claim_from_path(path)
    assert claim is not None
    assert (claim.span.first, claim.span.last, claim.words) == (date(2024, 4, 1), date(2024, 4, 30), words)


@pytest.mark.parametrize(
    "path",
    [
        "2024/marching/en.md", "12024/april/en.md", "2024/aprils.md", "april/en.md",
        "piers2014.txt", "2014-13-21.txt", "report-12345678.txt", "9May2006/piers.txt", "31Feb2006.txt",
        "20140821120000.txt", "maybe-9-2006.txt", "2014/13/21/piers.md", "", "1.2.3.txt",
        "10.13.2014.txt", "1.10.11.2014.txt",
    ],
)  # fmt: skip
def test_a_file_name_without_a_day_claims_nothing(path: str) -> None:
    assert claim_from_path(path) is None


@hostile
@given(
    st.one_of(
        st.text(), st.from_regex(r"[a-z/]{0,4}\d{1,4}[-_ ]?(may|jan|\d\d)[-_ ]?\d{1,4}[a-z/.]{0,4}", fullmatch=True)
    )
)
def test_any_path_is_a_claim_of_one_day_or_none(path: str) -> None:
    claim = claim_from_path(path)
    assert claim is None or claim.span.first == claim.span.last


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Monday, January 7, 2019", "Monday, January 7, 2019"),
        ("  (January 7, 2019) ", "January 7, 2019"),
        ("Posted: Wednesday, September 30, 2020 at 11:59", "Wednesday, September 30, 2020"),
        ("* 7 January 2019 *", "7 January 2019"),
    ],
)
def test_a_line_of_only_a_day_is_known_with_or_without_a_label(line: str, words: str) -> None:
    found = only_day(line)
    assert found is not None
    assert line[found.start : found.end] == words


@pytest.mark.parametrize(
    "line", ["", "January 2019", "by January 7, 2019", "January 7, 2019 was a Monday", "posted", "7"]
)
def test_a_line_that_says_more_or_less_than_a_day_is_none(line: str) -> None:
    assert only_day(line) is None


def test_a_field_whose_order_of_day_and_month_cannot_be_told_is_read_both_ways() -> None:
    found = claims_from_field("03/04/2019", Kind.RECORD, 'record field "date"', "en")
    assert [str(claim.span.first) for claim in found] == ["2019-03-04", "2019-04-03"]
    assert found[0].confidence > found[1].confidence
    (claim,) = claims_from_field("03/04/2019", Kind.RECORD, 'record field "date"', "fr")
    assert str(claim.span.first) == "2019-04-03"


def test_a_field_may_name_its_month_in_the_articles_language() -> None:
    (claim,) = claims_from_field("7 janvier 2019", Kind.FRONT_MATTER, 'front matter field "date"', "fr")
    assert str(claim.span.first) == "2019-01-07"
