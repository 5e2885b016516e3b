"""What a maintainer may write into dates.toml, what it means, and how a bad file is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dating.corrections import Corrections, beside, corrections_for, parse, read_text
from corpus.dating.rulings import CountsAs, rule, settle
from corpus.errors import CorrectionsInvalid
from corpus.model import DateClaim, DateSpan, Kind, Precision, Role, Status
from tests.corpus.making import hostile

FILE = Path("/archive/dates.toml")


def span(first: str, last: str, precision: Precision) -> DateSpan:
    """Return a span from ISO days."""
    return DateSpan(date.fromisoformat(first), date.fromisoformat(last), precision)


def says(text: str, *names: str) -> object:
    """Return what a dates.toml says of an article that goes by some names, None if nothing."""
    found = Corrections([parse(text, FILE, "dates.toml")]).find(names)
    return None if found is None else found.says


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ('"2019-01-07"', span("2019-01-07", "2019-01-07", Precision.DAY)),
        ("2019-01-07", span("2019-01-07", "2019-01-07", Precision.DAY)),
        ("2019-01-07T10:00:00Z", span("2019-01-07", "2019-01-07", Precision.DAY)),
        ('"2020-02"', span("2020-02-01", "2020-02-29", Precision.MONTH)),
        ('"2019"', span("2019-01-01", "2019-12-31", Precision.YEAR)),
        ("2019", span("2019-01-01", "2019-12-31", Precision.YEAR)),
        ('"2019-01-07/2019-01-09"', span("2019-01-07", "2019-01-09", Precision.RANGE)),
        ('"2019-01 / 2019-03"', span("2019-01-01", "2019-03-31", Precision.RANGE)),
        ('"masthead"', "masthead"),
        ('"undated"', "undated"),
    ],
)
def test_a_value_is_a_day_a_month_a_year_a_range_or_a_word(value: str, meant: object) -> None:
    assert says(f'"a" = {value}', "a") == meant


@pytest.mark.parametrize(
    ("key", "fits", "does_not"),
    [
        ("news/*", "news/a.txt", "news/2019/a.txt"),
        ("news/**", "news/2019/a.txt", "old/news/a.txt"),
        ("**/a.txt", "a.txt", "b.txt"),
        ("**/a.txt", "x/y/a.txt", "x/y/ba.txt"),
        ("news/200?/[ab].txt", "news/2009/b.txt", "news/2009/c.txt"),
        ("news/[!ab].txt", "news/c.txt", "news/a.txt"),
        ("page[1]", "page[1]", "page2"),
        ("a.c/*", "a.c/x", "abc/x"),
        ("[", "[", "a"),
    ],
)
def test_a_key_is_a_name_or_a_pattern(key: str, fits: str, does_not: str) -> None:
    text = f'"{key}" = "masthead"'
    assert says(text, "other", fits) == "masthead"
    assert says(text, "other", does_not) is None


def test_an_exact_name_goes_before_patterns_and_of_those_the_last_counts() -> None:
    text = '"n/a" = "2001"\n"n/*" = "2002"\n"**" = "2003"\n"n/b*" = "2004"\n'
    years = {name: says(text, name) for name in ("n/a", "n/b", "n/c", "m")}
    assert {name: found.first.year for name, found in years.items() if isinstance(found, DateSpan)} == {
        "n/a": 2001, "n/b": 2004, "n/c": 2003, "m": 2003,
    }  # fmt: skip


def test_the_archives_own_file_goes_before_the_homes() -> None:
    own, home = (Path("a/dates.toml"), '"x" = "2001"'), (Path("h/dates.toml"), '"x" = "2002"\n"y" = "2002"')
    both = corrections_for(own, home)
    found = {name: correction.place for name in ("x", "y") if (correction := both.find([name]))}
    assert found == {"x": 'dates.toml, "x"', "y": 'dates.toml of the home, "y"'}
    assert both.digest != corrections_for((own[0], ""), home).digest


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('# a\n"n/*" = "2019-02-31"', r"/archive/dates\.toml, line 2: '2019-02-31' is no date; write \"2019-01-07\""),
        ('"a" = "0000-00-00"', "line 1: '0000-00-00' is no date"),
        ('"a" = "12019-01-01"', "is no date"),
        ('"a" = "2019-03/2019-01"', "is no date"),
        ('"a" = "2019-01-07/"', "is no date"),
        ('"a" = "03/04/2019"', "is no date"),
        ('"a" = "soon"', "is no date"),
        ('"a" = ""', "is no date"),
        ('"a" = true', "is no date"),
        ('"a" = 2019.5', "is no date"),
        ('"a" = ["2019"]', "is no date"),
        ('"" = "2019"', "names no article"),
        ('note.txt = "2019"', "line 1: a path with a full stop, .*quotation marks"),
        ('[a]\n"b" = "2019"', "line 1: .*quotation marks"),
        ("a/b = 2019", r"dates\.toml: .*line 1.*quotation marks"),
        ('"a" = "2019"\n"a" = "2020"', r"dates\.toml: Cannot overwrite"),
        ('"a" = 2019-01', r"dates\.toml: .*line 1.*quotation marks"),
    ],
)
def test_a_bad_file_is_refused_with_file_line_and_cure(text: str, message: str) -> None:
    with pytest.raises(CorrectionsInvalid, match=message):
        parse(text, FILE, "dates.toml")


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "dates.toml").mkdir()
    with pytest.raises(CorrectionsInvalid, match=r"dates\.toml: cannot be read"):
        read_text(tmp_path / "dates.toml")
    (tmp_path / "latin.toml").write_bytes(b'"caf\xe9" = "2019"')
    with pytest.raises(CorrectionsInvalid, match="not UTF-8"):
        read_text(tmp_path / "latin.toml")
    assert read_text(tmp_path / "nothing.toml") == ""


def test_the_file_is_in_the_folder_or_beside_the_file_under_its_name(tmp_path: Path) -> None:
    assert beside(tmp_path) == tmp_path / "dates.toml"
    (tmp_path / "news.tar.xz").write_bytes(b"")
    assert beside(tmp_path / "news.tar.xz") == tmp_path / "news.tar.xz.dates.toml"


@hostile
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_key_fits_itself_and_no_name_breaks_it(key: str, name: str) -> None:
    text = "".join(f"\\U{ord(char):08x}" for char in key if not 0xD800 <= ord(char) < 0xE000)
    key = "".join(char for char in key if not 0xD800 <= ord(char) < 0xE000)
    if key.strip():
        assert says(f'"{text}" = "undated"', key) == "undated"
        assert says(f'"{text}" = "undated"', name) in {None, "undated"}


DAY = span("2019-01-07", "2019-01-07", Precision.DAY)
LATE = span("2024-03-27", "2024-03-27", Precision.DAY)
CLAIMS = (
    DateClaim(Role.PUBLISHED, Kind.FILE_NAME, DAY, "2019-01-07", "file name", 0.88),
    DateClaim(Role.PUBLISHED, Kind.DATELINE, LATE, "March 27, 2024", "line 1", 0.85),
)


def test_a_day_that_the_maintainer_gives_wins_even_over_the_day_of_saving() -> None:
    (correction,) = parse('"a" = "2025-01"', FILE, "dates.toml")
    ruled = rule(CLAIMS, lambda claim: (CountsAs.CAPTURE, "stamp") if claim.span == LATE else None, correction)
    dates = settle(ruled, "Words.")
    assert (dates.kind, dates.status, dates.captured) == ("maintainer", Status.DATED, LATE.last)
    assert dates.published == span("2025-01-01", "2025-01-31", Precision.MONTH)
    assert dates.not_after is None


def test_a_masthead_takes_only_what_stands_in_the_text() -> None:
    (correction,) = parse('"a" = "masthead"', FILE, "dates.toml")
    ruled = rule(CLAIMS, lambda _: None, correction)
    dates = settle(ruled, "Words.")
    assert [one.counts_as for one in ruled] == [None, CountsAs.CAPTURE]
    assert (dates.published, dates.captured, dates.status) == (DAY, LATE.last, Status.DATED)
    assert ruled[1].claim == CLAIMS[1]
    assert 'dates.toml, "a"' in ruled[1].why


def test_undated_sets_every_claim_aside_and_keeps_it() -> None:
    (correction,) = parse('"a" = "undated"', FILE, "dates.toml")
    dates = settle(rule(CLAIMS, lambda _: None, correction), "It rained on August 2, 2018.")
    assert (dates.published, dates.status, dates.kind) == (None, Status.UNDATED, "none")
    assert set(dates.claims) == set(CLAIMS)
    assert dates.cites_to == date(2018, 8, 2)


def test_a_correction_that_is_gone_leaves_the_claims_as_they_were_read() -> None:
    (correction,) = parse('"a" = "2001"', FILE, "dates.toml")
    corrected = rule(CLAIMS, lambda _: None, correction)
    again = rule((one.claim for one in corrected), lambda _: None, None)
    assert tuple(one.claim for one in again) == CLAIMS
