"""WARC and ARC files: what of them is an article, what is counted as what, and how damage ends them."""

from __future__ import annotations

import gzip
import zlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.articles import process
from corpus.model import Article, Outcome
from corpus.reading.walking import sources
from tests.corpus.making import hostile, is_told

PAGE = (
    b"<html><head><title>Ferry</title></head><body><h1>Ferry</h1>"
    b"<p>The last ferry left the harbour at noon.</p></body></html>"
)
SITE = "https://example.org/news/ferry"
FIRST, LATER = "2019-05-07T10:11:12Z", "2022-08-03T23:00:00Z"


def record(
    body: bytes = PAGE, address: str = SITE, *, kind: str = "response", status: str = "200 OK", saved: str = FIRST,
    headers: str = "Content-Type: text/html",
) -> bytes:  # fmt: skip
    """Return a record of a WARC file."""
    block = f"HTTP/1.1 {status}\r\n{headers}\r\n\r\n".encode() + body
    if kind in {"resource", "conversion"}:
        block = body
    told = f"{headers}\r\n" if kind in {"resource", "conversion"} else "Content-Type: application/http\r\n"
    begin = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: {saved}\r\n{told}"
    return f"{begin}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def read(tmp_path: Path, data: bytes, name: str = "crawl.warc") -> tuple[list[Outcome], str | None]:
    """Return what comes of the items of a file, and why it was not read to its end."""
    file = tmp_path / name
    file.write_bytes(data)
    (source,) = sources(file)
    return [process(item) for item in source.items()], source.broken


def articles(tmp_path: Path, data: bytes, name: str = "crawl.warc") -> list[Article]:
    """Return the articles of a whole file."""
    found, broken = read(tmp_path, data, name)
    assert broken is None
    assert [one.reason for one in found if one.reason] == []
    return [article for one in found for article in one.articles]


def test_a_page_is_called_by_its_address_and_bounded_by_its_capture(tmp_path: Path) -> None:
    (article,) = articles(tmp_path, record())
    assert article.article_id == "example.org/news/ferry"
    assert article.url == SITE
    assert article.dates.captured == date(2019, 5, 7)
    assert article.dates.not_after == date(2019, 5, 7)


def test_the_day_in_an_address_counts_once(tmp_path: Path) -> None:
    (article,) = articles(tmp_path, record(address="https://example.org/2019/05/06/ferry.html"))
    assert article.article_id == "example.org/2019/05/06/ferry"
    assert [one.kind.value for one in article.dates.claims if one.role.value == "published"] == ["url path"]


@pytest.mark.parametrize("name", ["crawl.warc.gz", "crawl.gz.warc.gz"])
def test_records_may_be_packed_one_by_one_or_all_together(tmp_path: Path, name: str) -> None:
    both = [record(), record(address=SITE + "/2")]
    packed = b"".join(map(gzip.compress, both)) if name == "crawl.warc.gz" else gzip.compress(b"".join(both))
    assert [one.article_id for one in articles(tmp_path, packed, name)] == [
        "example.org/news/ferry",
        "example.org/news/ferry/2",
    ]


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (record(status="301 Moved"), "redirect"),
        (record(status="404 Not Found"), "error page"),
        (record(status="503 Busy"), "error page"),
        (record(status="204 No Content", body=b""), "no page"),
        (record(headers="Content-Type: image/png"), "asset"),
        (record(headers="Content-Type: text/css"), "asset"),
        (record(headers="Content-Type: application/json"), "no page"),
        (record(address="https://example.org/robots.txt", headers="Content-Type: text/plain"), "no page"),
        (record(address="https://example.org/feed/", headers="Content-Type: text/html"), "no page"),
        (record(address="https://example.org/sitemap.xml", headers="Content-Type: text/html"), "no page"),
        (record(address="urn:text:https://example.org/", kind="resource"), "no page"),
        (record(kind="revisit", body=b""), "repeated capture"),
        (record(body=b" "), "no page"),
    ],
)  # fmt: skip
def test_what_is_no_article_is_counted_by_its_reason(tmp_path: Path, made: bytes, reason: str) -> None:
    found, broken = read(tmp_path, made)
    assert broken is None
    assert [one.left_out for one in found] == [reason]


def test_records_about_the_crawl_are_no_items(tmp_path: Path) -> None:
    made = b"".join(record(kind=kind) for kind in ("warcinfo", "request", "metadata"))
    assert read(tmp_path, made) == ([], None)


def test_a_resource_and_a_conversion_are_pages(tmp_path: Path) -> None:
    text = b"The harbour stayed closed for the rest of the week."
    made = [record(kind="resource"), record(text, SITE + "/2", kind="conversion", headers="Content-Type: text/plain")]
    assert [one.format for one in articles(tmp_path, b"".join(made))] == ["HTML", "text"]


def test_text_made_of_a_page_that_is_there_is_a_copy(tmp_path: Path) -> None:
    made = [record(), record(b"The last ferry left.", kind="conversion", headers="Content-Type: text/plain")]
    assert [one.left_out for one in read(tmp_path, b"".join(made))[0]] == [None, "another copy of the same page"]


def test_the_first_capture_leads_and_the_same_later_is_repeated(tmp_path: Path) -> None:
    found, _ = read(tmp_path, record() + record(saved=LATER) + record(PAGE.replace(b"noon", b"one"), saved=LATER))
    assert [one.left_out for one in found] == [None, "repeated capture", None]
    assert [one.path for one in found] == [
        "crawl.warc/example.org/news/ferry.html",
        "crawl.warc/example.org/news/ferry@2022-08-03",
        "crawl.warc/example.org/news/ferry@2022-08-03T230000.html",
    ]


def test_an_earlier_capture_that_comes_later_is_read_too(tmp_path: Path) -> None:
    found = articles(tmp_path, record(saved=LATER) + record())
    assert [one.dates.captured for one in found] == [date(2022, 8, 3), date(2019, 5, 7)]


def chunked(data: bytes) -> bytes:
    """Return a body as it is sent in chunks."""
    pieces = [data[at : at + 50] for at in range(0, len(data), 50)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (chunked(PAGE), "Transfer-Encoding: chunked"),
        (PAGE, "Transfer-Encoding: chunked"),
        (gzip.compress(PAGE), "Content-Encoding: gzip"),
        (PAGE, "Content-Encoding: gzip"),
        (PAGE, "Content-Encoding: br"),
        (PAGE, "Content-Encoding: zstd"),
        (zlib.compress(PAGE), "Content-Encoding: deflate"),
        (zlib.compress(PAGE)[2:-4], "Content-Encoding: deflate"),
        (chunked(gzip.compress(PAGE)), "Transfer-Encoding: chunked\r\nContent-Encoding: gzip"),
        (PAGE, "Content-Encoding: unheard-of"),
    ],
)
def test_a_body_is_taken_out_of_what_it_was_sent_in(tmp_path: Path, body: bytes, headers: str) -> None:
    (article,) = articles(tmp_path, record(body, headers=f"Content-Type: text/html\r\n{headers}"))
    assert article.passages[0].text == "The last ferry left the harbour at noon."


@pytest.mark.parametrize("coding", ["br", "zstd"])
def test_newer_codings_are_unpacked(tmp_path: Path, coding: str) -> None:
    packed = (
        pytest.importorskip("brotli").compress(PAGE)
        if coding == "br"
        else pytest.importorskip("zstandard").compress(PAGE)
    )
    (article,) = articles(tmp_path, record(packed, headers=f"Content-Type: text/html\r\nContent-Encoding: {coding}"))
    assert article.passages[0].text == "The last ferry left the harbour at noon."


def test_a_body_that_unpacks_to_too_much_is_refused_alone(tmp_path: Path) -> None:
    bomb = gzip.compress(b" " * (40 << 20))
    found, broken = read(tmp_path, record(bomb, headers="Content-Type: text/html\r\nContent-Encoding: gzip") + record())
    assert broken is None
    assert "in one piece" in (found[0].reason or "")
    assert len(found[1].articles) == 1


def test_the_charset_that_was_told_with_a_page_reaches_its_text(tmp_path: Path) -> None:
    page = "<html><body><h1>Паром</h1><p>Последний паром вышел из гавани в полдень.</p></body></html>"
    made = record(page.encode("koi8-r"), headers="Content-Type: text/html; charset=KOI8-R")
    assert articles(tmp_path, made)[0].passages[0].text == "Последний паром вышел из гавани в полдень."


def test_a_page_is_called_by_the_letters_of_its_address(tmp_path: Path) -> None:
    made = record(address="https://user@Example.org:443/a//%D0%BF%D0%B0%D1%80%D0%BE%D0%BC/?p=1&q=/x#top")
    assert articles(tmp_path, made)[0].article_id == "example.org/a/паром?p=1&q=%2Fx"


def test_an_arc_file_is_read_as_its_successor_is(tmp_path: Path) -> None:
    block = b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
    about = b"1 0 Example\nURL IP-address Archive-date Content-type Archive-length\n"
    made = b"filedesc://a.arc 0.0.0.0 20060507112740 text/plain %d\n%s\n" % (len(about), about)
    made += f"{SITE} 192.0.2.1 20060507112740 text/html {len(block)}\n".encode() + block + b"\n"
    (article,) = articles(tmp_path, made, "old.arc")
    assert article.dates.captured == date(2006, 5, 7)


@pytest.mark.parametrize("cut", [40, 80, 200])
@pytest.mark.parametrize("packed", [False, True])
def test_of_a_file_that_was_cut_off_all_before_is_read(tmp_path: Path, cut: int, packed: bool) -> None:
    pieces = [record(), record(address=SITE + "/2")]
    made = b"".join(map(gzip.compress, pieces) if packed else pieces)
    found, broken = read(tmp_path, made[:-cut], "crawl.warc.gz" if packed else "crawl.warc")
    assert [article.article_id for one in found for article in one.articles] == ["example.org/news/ferry"]
    assert broken is not None


@pytest.mark.parametrize(
    ("length", "wrong"), [("Content-Length", "X-Length"), ("Content-Length: ", "Content-Length: -")]
)
def test_a_record_of_a_wrong_length_ends_the_file(
    tmp_path: Path, length: str, wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _, broken = read(tmp_path, record() + record().replace(length.encode(), wrong.encode()) + record())
    assert broken is not None
    assert "damaged" in broken
    assert capsys.readouterr().err == ""


def test_a_length_that_counts_the_blank_lines_behind_a_record_is_no_damage(tmp_path: Path) -> None:
    length = int(record().split(b"Content-Length: ")[1].split(b"\r\n")[0])
    made = record().replace(b"Length: %d" % length, b"Length: %d" % (length + 4)) + record(address=SITE + "/2")
    assert len(articles(tmp_path, made)) == 2


def test_a_header_without_end_takes_no_memory(tmp_path: Path) -> None:
    _, broken = read(tmp_path, record() + b"WARC/1.0\r\n" + b"X: " + b"y" * (3 << 20))
    assert "no end" in (broken or "")


WHOLE = record() + record(gzip.compress(PAGE), SITE + "/2", headers="Content-Type: text/html\r\nContent-Encoding: gzip")


@hostile
@given(st.integers(0, len(WHOLE)), st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=5))
def test_damage_of_any_kind_is_told_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, end: int, flips: list[tuple[int, int]]
) -> None:
    made = bytearray(WHOLE)
    for place, byte in flips:
        made[place] = byte
    found, broken = read(tmp_path_factory.mktemp("hostile"), bytes(made[:end]))
    assert all(map(is_told, found))
    assert found or broken or flips or not end
