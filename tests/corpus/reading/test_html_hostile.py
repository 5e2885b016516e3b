"""Pages that break things: encodings that lie, endless nesting, garbled fields; each is an article or a reason."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.corpus.making import hostile, only, outcome

WORDS = "Größe, Öl und Übermut: so stand es in der Zeitung."


def page(charset: str, words: str = WORDS) -> str:
    """Return a page that names its charset."""
    return f'<html><head><meta charset="{charset}"></head><body><p>{words}</p></body></html>'


@pytest.mark.parametrize(
    ("declared", "written"),
    [
        ("utf-8", "utf-8"),
        ("iso-8859-1", "cp1252"),
        ("windows-1252", "cp1252"),
        ("iso-8859-1", "utf-8"),
        ("no-such-charset", "utf-8"),
        ("utf-8", "cp1252"),
        ("hex", "utf-8"),
        ("utf-7", "utf-8-sig"),
        ("utf-8", "utf-16"),
    ],
)
def test_a_page_is_read_as_browsers_do_whatever_it_says_of_its_encoding(declared: str, written: str) -> None:
    article = only(outcome(page(declared).encode(written), "a.html"))
    assert article.passages[0].text == WORDS


@pytest.mark.parametrize(
    ("charset", "codec", "words"),
    [
        ("shift_jis", "shift_jis", "港の桟橋が直された。"),
        ("windows-1251", "cp1251", "Причал починили."),
        ("GBK", "gbk", "码头修好了。"),
    ],
)
def test_an_encoding_that_the_page_names_is_believed_where_it_fits(charset: str, codec: str, words: str) -> None:
    assert only(outcome(page(charset, words * 9).encode(codec), "a.html")).passages[0].text == words * 9


def test_a_single_broken_byte_does_not_cost_the_page() -> None:
    data = page("utf-8", WORDS * 30).encode()
    assert "\ufffd" in only(outcome(data.replace("Öl".encode(), b"\xff", 1), "a.html")).passages[0].text


@pytest.mark.parametrize(
    "piece",
    [
        b"<div>",
        b"<b>x",
        b"<p>7 January 2019</p>",
        b"<ul><li>x",
        b"<time datetime=2019-01-07>x</time>",
        b"&amp;",
        b"<",
        b"1 ",
        b"01.02.2019 ",
        b"<meta name=date content=2019-01-07>",
        b"<h1>x title here</h1>",
    ],
)
def test_repeated_without_end_it_takes_no_more_than_seconds(piece: bytes) -> None:
    start = time.process_time()
    outcome(b"<html><body>" + piece * (60_000 // len(piece)), "a.html")
    assert time.process_time() - start < 6


@pytest.mark.parametrize(
    "script", ["[" * 50_000, '{"a":' * 50_000, '"datePublished":"2019-01-07' * 9_000, "\x00", "null", "[1, null]"]
)
def test_scripts_that_cannot_be_parsed_are_passed_over(script: str) -> None:
    markup = f'<html><body><script type="application/ld+json">{script}</script><p>Words.</p></body></html>'
    assert only(outcome(markup.replace("\x00", "\ufffd"), "a.html")).passages[0].text == "Words."


PIECES = st.sampled_from(
    """<html> <html <body> <p> </p> <div </div> <h1> </h1> <title> <time datetime= <meta> <table><tr><td> </table>
    <script> </script> <!-- --> <![CDATA[ <?xml <form> <nav> 2019-01-07 7.1.2019 January 7, 2019 Updated: &#xD800; &#0;
    &nbsp; <a href=//x> <br> <svg> itemprop=datePublished content=" <script type="application/ld+json">
    {"datePublished":"2019 "} class="date" Words of a sentence. \u202e \x0c é 東""".split()
)
MARKUP = st.lists(PIECES | st.text(max_size=3), max_size=25).map(" ".join)


@hostile
@given(MARKUP)
def test_any_markup_is_an_article_or_a_reason(markup: str) -> None:
    found = outcome(f"<html><body>{markup}", "a.html")
    assert found.reason or found.articles


@hostile
@given(st.binary(max_size=200))
def test_any_bytes_are_an_article_or_a_reason(data: bytes) -> None:
    found = outcome(b"<html>" + data, "a.html")
    assert found.reason or found.articles or found.left_out


def test_half_a_character_in_json_ld_can_be_stored() -> None:
    half = r'"@type": "NewsArticle", "datePublished": "2019-05-07 \ud800", "articleBody": "Body \ud800 words."'
    article = only(outcome(f'<title>A</title><script type="application/ld+json">{{{half}}}</script>', "page.html"))
    assert [passage.text for passage in article.passages] == ["Body \ufffd words."]
    assert article.dates.claims[0].words == "2019-05-07 \ufffd"
