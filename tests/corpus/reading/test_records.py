"""Records: one JSON object a line, and everything that may be wrong with it."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.model import Article, Kind, Precision, Status
from corpus.reading.formats.record import ID_LIMIT
from tests.corpus.making import captions, hostile, only, outcome, record

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


def read(**fields: object) -> Article:
    """Return the article of line 7 with some fields besides its text."""
    line = json.dumps({"text": "The council met on Tuesday."} | fields).encode()
    return only(outcome(line, "wire/2019.jsonl", 7))


def refusal(line: bytes) -> str:
    """Return the reason for which line 7 is refused."""
    found = outcome(line, "wire/2019.jsonl", 7)
    assert found.articles == []
    assert found.line == 7
    assert found.reason is not None
    return found.reason


def test_a_whole_record_is_read_field_by_field() -> None:
    article = read(
        id="w-1",
        title="Council meets",
        date="2019-05-07",
        url="https://example.org/1",
        lang="en",
        authors=["Ann", "Bo"],
    )
    assert (article.article_id, article.title, article.url, article.language, article.authors) == (
        "w-1", "Council meets", "https://example.org/1", "en", ("Ann", "Bo"),
    )  # fmt: skip
    assert [passage.text for passage in article.passages] == ["The council met on Tuesday."]
    assert article.dates.published is not None
    assert article.dates.published.first == date(2019, 5, 7)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"The council met.", "no JSON: "),
        (b'{"text": "The council met.', "no JSON: "),
        (b'{"text": "a"} {"text": "b"}', "no JSON: "),
        (b"{'text': 'single quotes'}", "no JSON: "),
        (b'{"text": ' + b"9" * 5000 + b"}", "no JSON: "),
        (b"[" * 100_000, "no JSON: nested too deeply"),
        (b'{"text":' * 50_000, "no JSON: nested too deeply"),
        (b'["text"]', "no JSON object but a list"),
        (b'"text"', "no JSON object but a str"),
        (b"null", "no JSON object but a NoneType"),
        (b"12", "no JSON object but a int"),
        (b'{"title": "A title alone"}', 'the record has no "text"'),
        (b'{"text": ""}', 'the record has no "text"'),
        (b'{"text": " \\n\\u00a0"}', 'the record has no "text"'),
        (b'{"text": null}', 'the record has no "text"'),
        (b'{"text": ["a", 1]}', 'the record has no "text"'),
        (b'{"text": 12}', 'the record has no "text"'),
        (b"\x00\x01\x02\x03", "binary data"),
        (b'{"text": "' + "é".encode() * 30 + b'\xff"}', "wrong encoding"),
    ],
)
def test_a_line_that_is_no_record_is_refused_with_its_reason_and_line(line: bytes, reason: str) -> None:
    assert refusal(line).startswith(reason)


def test_the_windows_mark_at_the_beginning_of_a_file_is_no_part_of_its_first_record() -> None:
    assert only(outcome(b"\xef\xbb\xbf" + record(text="Words."), "wire.jsonl", 1)).title == "Words."


def test_unknown_fields_do_no_harm() -> None:
    assert read(section={"name": "local"}, words=12, text_html="<p>").passages[0].text == "The council met on Tuesday."


@pytest.mark.parametrize(
    ("given_id", "expected"),
    [
        ("w-1", "w-1"),
        ("  w-1\n", "w-1"),
        (17, "17"),
        (0, "0"),
        ("a/b", "a/b"),
        (None, "wire/2019#7"),
        ("", "wire/2019#7"),
        ("  ", "wire/2019#7"),
        (True, "wire/2019#7"),
        (1.5, "wire/2019#7"),
        (["w-1"], "wire/2019#7"),
        ({"id": "w-1"}, "wire/2019#7"),
        ("x" * 5000, "x" * ID_LIMIT),
        ("a\ud800b", "a\ufffdb"),
    ],
)
def test_a_records_own_id_is_kept_and_its_line_stands_in_for_a_missing_one(given_id: object, expected: str) -> None:
    assert read(id=given_id).article_id == expected


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org",
        "example.org", "", None, 12, ["https://example.org"], "https://example.org/a b", "ftp://example.org",
        " javascript:alert(1)",
    ],
)  # fmt: skip
def test_a_link_that_readers_should_not_be_given_is_dropped(url: object) -> None:
    assert read(url=url).url is None


@pytest.mark.parametrize("url", ["https://example.org/a?b=c#d", "http://example.org/é"])
def test_a_link_to_the_web_is_kept(url: str) -> None:
    assert read(url=f"  {url}\n").url == url


@pytest.mark.parametrize(
    ("given_date", "first", "last", "precision"),
    [
        ("2019-05-07", date(2019, 5, 7), date(2019, 5, 7), Precision.DAY),
        ("2019-05-07T23:30:00-04:00", date(2019, 5, 7), date(2019, 5, 7), Precision.DAY),
        ("2019-05-07 10:00:05 -0400", date(2019, 5, 7), date(2019, 5, 7), Precision.DAY),
        ("2019-05-07T10:00:00Z", date(2019, 5, 7), date(2019, 5, 7), Precision.DAY),
        ("2019-05", date(2019, 5, 1), date(2019, 5, 31), Precision.MONTH),
        ("2019", date(2019, 1, 1), date(2019, 12, 31), Precision.YEAR),
        (2019, date(2019, 1, 1), date(2019, 12, 31), Precision.YEAR),
        ("May 7, 2019", date(2019, 5, 7), date(2019, 5, 7), Precision.DAY),
        ("7 May 2019", date(2019, 5, 7), date(2019, 5, 7), Precision.DAY),
    ],
)
def test_a_date_is_read_in_the_forms_that_records_use(
    given_date: object, first: date, last: date, precision: Precision
) -> None:
    published = read(date=given_date).dates.published
    assert published is not None
    assert (published.first, published.last, published.precision) == (first, last, precision)


@pytest.mark.parametrize("given_date", [None, "", "soon", "2019-02-30", "2019-13", 0, True, [], {}, "0000-00-00"])
def test_a_date_that_is_none_leaves_the_article_undated(given_date: object) -> None:
    dates = read(date=given_date).dates
    assert (dates.published, dates.status) == (None, Status.UNDATED)


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        ("Ann", ("Ann",)),
        (["Ann", "", None, 3, "Bo"], ("Ann", "Bo")),
        (None, ()),
        ({"name": "Ann"}, ()),
        (["x" * 999], ("x" * 200,)),
        (["A\ud800"], ("A\ufffd",)),
    ],
)
def test_authors_are_those_that_are_names(authors: object, expected: tuple[str, ...]) -> None:
    assert read(authors=authors).authors == expected


def test_a_lone_surrogate_in_the_text_or_title_becomes_a_replacement_character() -> None:
    article = read(text="Words \ud800 and \udfff words.", title="A \ud800 title")
    assert article.passages[0].text == "Words \ufffd and \ufffd words."
    assert article.title == "A \ufffd title"


@pytest.mark.parametrize(
    "fields", [{"url": "https://x/\ud800"}, {"lang": "\ud800"}, {"date": "2019-05-07 \ud800"}], ids=str
)
def test_a_lone_surrogate_in_another_field_never_reaches_the_store(fields: dict[str, str]) -> None:
    article = read(**fields)
    written = json.dumps(
        [article.url, article.language, [claim.words for claim in article.dates.claims]], ensure_ascii=False
    )
    assert written.encode().decode() == written


@hostile
@given(
    st.dictionaries(st.sampled_from(["id", "title", "text", "url", "lang", "authors"]), JSON)
    | st.fixed_dictionaries({"text": st.text(min_size=1), "date": JSON, "title": JSON, "id": JSON})
)
@example({"text": "x", "title": "\u200b"})
@example({"text": "\x1c\x85\u2028 a"})
@example({"text": "Home\nShare\n2019"})
def test_any_record_is_an_article_or_refused_with_a_reason(fields: dict[str, object]) -> None:
    found = outcome(json.dumps(fields).encode(), "wire.jsonl", 1)
    assert (found.reason is None) == (len(found.articles) == 1)
    for article in found.articles:
        assert article.article_id
        assert article.title
        assert article.passages


@hostile
@given(st.binary())
def test_any_line_of_bytes_is_an_article_or_refused_with_a_reason(line: bytes) -> None:
    found = outcome(b'{"text": "' + line + b'"}', "wire.jsonl", 1)
    assert (found.reason is None) == (len(found.articles) == 1)


def test_captions_in_the_html_of_a_record_stay_captions() -> None:
    article = read(
        text="<p>The council met.</p><figure><img src='a.jpg'><figcaption>The hall on Tuesday.</figcaption></figure>"
        "<div class='wp-caption-text'>The mayor.</div><table><caption>Votes</caption>"
        "<tr><td>Yes</td><td>9</td></tr></table>"
    )
    assert "\n\n".join(one.text for one in article.passages) == "The council met.\n\nYes | 9"
    assert captions(article) == ["The hall on Tuesday.", "The mayor.", "Votes"]


def test_the_day_in_an_address_dates_a_record_whose_fields_tell_none() -> None:
    address = "https://pier.example/news/2018/09/26/lamp.html"
    found = read(text="The pier is open.", url=address)
    assert [(one.kind, one.span.first) for one in found.dates.claims] == [(Kind.URL_PATH, date(2018, 9, 26))]
    told = read(text="The pier is open.", url=address, date="2019-05-07")
    assert [one.span.first for one in told.dates.claims] == [date(2019, 5, 7)]


def test_elements_that_a_program_wrote_as_a_list_are_read_without_its_brackets() -> None:
    article = read(text="[<p>The council met on Tuesday.</p>, <p>It voted [sic] at nine.</p> <p>Nobody left.</p>]")
    text = "\n\n".join(one.text for one in article.passages)
    assert text == "The council met on Tuesday.\n\nIt voted [sic] at nine.\n\nNobody left."
    assert article.title == "The council met on Tuesday."


def test_a_record_that_is_nothing_but_a_caption_keeps_its_words() -> None:
    assert read(text="<figure><figcaption>The hall on Tuesday.</figcaption></figure>").passages[0].text
