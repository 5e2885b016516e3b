"""Dates as fields hold them: the forms of machines, other calendars, and what stands in for no date."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.dates.fields import read_field, refusal
from corpus.dates.order import month_may_lead
from corpus.dates.written import LIKELY, UNLIKELY
from corpus.model import Precision


def days(value: str, lang: str | None = None) -> str:
    """Return the one reading of a value, as a day or as two with ".." between them."""
    (reading,) = read_field(value, lang)
    span = reading.span
    return str(span.first) if span.precision is Precision.DAY else f"{span.first}..{span.last}"


@pytest.mark.parametrize(
    ("value", "day", "offset"),
    [
        ("1557187200", "2019-05-07", 0),
        ("1557187200.25", "2019-05-07", 0),
        ("1557187200000", "2019-05-07", 0),
        ("1557187200000000", "2019-05-07", 0),
        ("946684799", "1999-12-31", 0),
        ("20230923", "2023-09-23", None),
        ("20150528T232339Z", "2015-05-28", 0),
        ("20150528T232339+0330", "2015-05-28", 210),
        ("20150528232339", "2015-05-28", None),
        ("201505282323", "2015-05-28", None),
        ("Wed May 23 06:01:13 2007", "2007-05-23", None),
        ("Wed May  2 06:01:13 2007", "2007-05-02", None),
        ("Wed May 23 06:01:13 +0000 2007", "2007-05-23", 0),
        ("Wed May 23 06:01:13 -0500 2007", "2007-05-23", -300),
        ("Wed May 23 06:01:13 UTC 2007", "2007-05-23", 0),
        ("Wed May 23 06:01:13 CEST 2007", "2007-05-23", None),
        ("Wed May 23 2007 06:01:13 GMT+0200 (CEST)", "2007-05-23", 120),
        ("Wed, 23 May 2007 06:01:13 +0530", "2007-05-23", 330),
        ("2019-05-07 10:00:05 -0400", "2019-05-07", -240),
        ("2019-5-7", "2019-05-07", None),
    ],
)
def test_the_forms_of_machines_are_read_with_their_offset(value: str, day: str, offset: int | None) -> None:
    assert days(value) == day
    assert read_field(value, None)[0].utc_offset == offset


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2021-088", "2021-03-29"),
        ("2021088", "2021-03-29"),
        ("2021-001", "2021-01-01"),
        ("2020-366", "2020-12-31"),
        ("2021-088T10:00:00Z", "2021-03-29"),
        ("2007-006", "2007-01-06"),
        ("2019-W02-1", "2019-01-07"),
        ("2019W021", "2019-01-07"),
        ("2019-w02-7", "2019-01-13"),
        ("2020-W53-5", "2021-01-01"),
        ("2019-W02", "2019-01-07..2019-01-13"),
        ("2006-07", "2006-07-01..2006-07-31"),
        ("2019-05-07/2019-05-09", "2019-05-07..2019-05-09"),
        ("2019年5月", "2019-05-01..2019-05-31"),
        ("May 2019", "2019-05-01..2019-05-31"),
        ("circa 2019", "2019-01-01..2019-12-31"),
    ],
)
def test_weeks_numbered_days_and_periods_of_a_field_are_read(value: str, expected: str) -> None:
    assert days(value) == expected


@pytest.mark.parametrize("value", ["2021-366", "2021-000", "2021-400", "2019-W54-1", "2021-W53-1", "2019-W02-8"])
def test_a_week_or_day_that_its_year_has_not_is_no_date(value: str) -> None:
    assert read_field(value, None) == ()
    assert refusal(value, None) == "it cannot be read as a date"


@pytest.mark.parametrize(
    ("value", "lang", "expected"),
    [
        ("1394/03/07", "fa", "2015-05-28"),
        ("1394-03-07", "fa", "2015-05-28"),
        ("1394/3/7", "fa-IR", "2015-05-28"),
        ("۱۳۹۴/۰۳/۰۷", "fa", "2015-05-28"),
        ("۱۳۹۴/۳/۷ ۱۰:۳۰", "fa", "2015-05-28"),
        ("1394-03-07T10:30:00+03:30", "fa", "2015-05-28"),
        ("07/03/1394", "fa", "2015-05-28"),
        ("1394-03", "fa", "2015-05-22..2015-06-21"),
        ("۱۳۹۴", "fa", "2015-03-21..2016-03-19"),
        ("۷ خرداد ۱۳۹۴", "fa", "2015-05-28"),
        ("پنجشنبه ۷ خرداد ۱۳۹۴ ساعت ۱۰:۳۰", "fa", "2015-05-28"),
        ("خرداد ۱۳۹۴", "fa", "2015-05-22..2015-06-21"),
        ("1394/03/07 ه.ش", "en", "2015-05-28"),
        ("1394-03-07 SH", "en", "2015-05-28"),
        ("1394/03/07", "ps", "2015-05-28"),
        ("2015-05-28", "fa", "2015-05-28"),
        ("۲۰۱۵/۰۵/۲۸", "fa", "2015-05-28"),
    ],
)
def test_the_solar_hijri_calendar_is_read_where_language_or_words_tell_it(value: str, lang: str, expected: str) -> None:
    assert days(value, lang) == expected


@pytest.mark.parametrize(
    ("value", "lang", "expected"),
    [
        ("12/09/1440 هـ", "ar", "2019-05-16..2019-05-18"),
        ("12/09/1440هـ", "en", "2019-05-16..2019-05-18"),
        ("١٢/٠٩/١٤٤٠ هـ", "ar", "2019-05-16..2019-05-18"),
        ("1440-09-12 AH", "en", "2019-05-16..2019-05-18"),
        ("1440/09/12", "ar", "2019-05-16..2019-05-18"),
        ("12 رمضان 1440", "ar", "2019-05-16..2019-05-18"),
        ("12 Ramadan 1440", "en", "2019-05-16..2019-05-18"),
        ("12 رمضان 1440 هـ الموافق 17 مايو 2019", "ar", "2019-05-17"),
        ("12/09/1440 هـ - 17/05/2019 م", "ar", "2019-05-17"),
        ("1440/9", "ar", "2019-05-05..2019-06-04"),
    ],
)
def test_the_lunar_hijri_calendar_is_a_span_unless_the_day_stands_beside_it(
    value: str, lang: str, expected: str
) -> None:
    assert days(value, lang) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("พ.ศ. 2562", "2019-01-01..2019-12-31"),
        ("7 มกราคม พ.ศ. 2562", "2019-01-07"),
        ("๗ มกราคม ๒๕๖๒", "2019-01-07"),
        ("7 ม.ค. 2562", "2019-01-07"),
        ("2562 BE", "2019-01-01..2019-12-31"),
        ("7 January 2562 B.E.", "2019-01-07"),
        ("2562-01-07 BE", "2019-01-07"),
        ("民國108年1月7日", "2019-01-07"),
        ("中華民國108年1月", "2019-01-01..2019-01-31"),
        ("民国108/01/07", "2019-01-07"),
        ("ROC 108", "2019-01-01..2019-12-31"),
        ("令和元年5月1日", "2019-05-01"),
        ("平成31年4月30日", "2019-04-30"),
    ],
)
def test_years_of_other_eras_are_read_where_the_text_says_so(value: str, expected: str) -> None:
    assert days(value) == expected


@pytest.mark.parametrize("value", ["2562-01-07", "108/01/07", "108年1月7日", "108"])
def test_years_of_other_eras_are_none_where_nothing_says_so(value: str) -> None:
    assert read_field(value, None) == ()


@pytest.mark.parametrize("value", ["1394-03-07", "7 Mar 1394", "1440-09-12", "9999-12-31", "31/12/9999", "2562"])
def test_a_year_that_no_archive_can_have_is_doubtful_and_told(value: str) -> None:
    assert read_field(value, "en") == ()
    assert refusal(value, "en").startswith("no article is of the year ")


@pytest.mark.parametrize(
    "value",
    [
        "0001-01-01", "0001-01-01T00:00:00Z", "0000-00-00", "0000-00-00 00:00:00", "00/00/0000", "01.01.0001",
        "1/1/0001 12:00:00 AM", "Mon, 01 Jan 0001 00:00:00 GMT", "01-Jan-0001", "Mon Jan 1 00:00:00 0001", "0", "0.0",
        "-0001-11-30", "00000000000000",
    ],
)  # fmt: skip
def test_zeros_stand_in_for_no_date(value: str) -> None:
    assert read_field(value, None) == ()
    assert refusal(value, None) == "zeros stand in for no date"


@pytest.mark.parametrize(
    "value",
    [
        "1970-01-01T00:00:00Z", "1970-01-01", "Thu, 01 Jan 1970 00:00:00 GMT", "Thu Jan  1 00:00:00 1970", "19700101",
        "1970-01-01T01:00:00+01:00", "1969-12-31T19:00:00-05:00", "1899-12-30", "30/12/1899 00:00:00", "1899-12-31",
        "1900-01-01T00:00:00", "1904-01-01", "1601-01-01T00:00:00Z", "1753-01-01 00:00:00", "2038-01-19T03:14:07Z",
    ],
)  # fmt: skip
def test_the_ends_of_programs_calendars_stand_in_for_no_date(value: str) -> None:
    assert read_field(value, "fr") == ()
    assert refusal(value, "fr").startswith("it stands in for no date: ")


@pytest.mark.parametrize("value", ["1969-12-31", "1970-01-02", "1900-01-02", "1899-12-29"])
def test_the_days_beside_them_are_dates(value: str) -> None:
    assert days(value) == value


@pytest.mark.parametrize("value", ["2019-02-30", "2019-13-01", "2019-00-00", "soon", "10:20", "201905", "12.30"])
def test_what_has_no_day_of_the_calendar_is_unreadable(value: str) -> None:
    assert read_field(value, None) == ()
    assert refusal(value, None) == "it cannot be read as a date"


@pytest.mark.parametrize("lang", ["en", "en-US", "en_PH", "es-PR", "es-PA", "fil", "fil-PH", "en-CA", "en-GU", "zu"])
def test_where_the_month_may_lead_both_readings_are_kept_and_the_month_goes_first(lang: str) -> None:
    first, second = read_field("03/04/2019", lang)
    assert (first.span.first, first.share) == (date(2019, 3, 4), LIKELY)
    assert (second.span.first, second.share) == (date(2019, 4, 3), UNLIKELY)


@pytest.mark.parametrize(
    "lang", ["es", "es-MX", "es-419", "en-GB", "en-ZA", "en-BZ", "en-IN", "fr-CA", "de-PH", "ar", "zh-Hant-TW", "ko"]
)
def test_in_other_territories_the_day_leads(lang: str) -> None:
    assert days("03/04/2019", lang) == "2019-04-03"
    assert not month_may_lead(lang)


@pytest.mark.parametrize(("lang", "expected"), [("", True), ("en-XX", True), ("xx", False), ("x-klingon", False)])
def test_of_a_territory_or_language_that_nobody_knows_the_rest_of_the_tag_tells(lang: str, *, expected: bool) -> None:
    assert month_may_lead(lang) is expected


@pytest.mark.parametrize("value", ["253402300799", "253402300800", "253402214400", "253370764800"])
def test_the_last_year_of_a_calendar_in_seconds_is_no_day_of_milliseconds(value: str) -> None:
    assert read_field(value, "en") == ()
