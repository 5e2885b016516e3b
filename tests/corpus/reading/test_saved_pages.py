"""Pages that a browser or a program saved: MHTML, Safari's archives, SingleFile, HTTrack, the Wayback Machine."""

from __future__ import annotations

import json
import plistlib
import quopri
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.articles import process
from corpus.model import Article
from corpus.reading.walking import sources
from tests.corpus.making import fill, hostile, only, outcome
from tests.corpus.reading.test_warc import PAGE, SITE, record

TEXT = "The last ferry left the harbour at noon."


def article_of(tmp_path: Path, name: str, data: bytes) -> Article:
    """Return the one article of a file."""
    (source,) = sources(fill(tmp_path, {name: data}) / name)
    (item,) = source.items()
    return only(process(item))


def mhtml(page: bytes = PAGE, charset: str = "utf-8") -> bytes:
    """Return a page as Chrome saves it."""
    head = (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {SITE}\r\nSubject: Ferry\r\n"
        "Date: Wed, 3 Aug 2022 23:30:00 +0200\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="b"\r\n\r\n\r\n'
        f"--b\r\nContent-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        f"Content-Location: {SITE}\r\n\r\n"
    )
    return head.encode() + quopri.encodestring(page) + b"\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n"


def webarchive(page: bytes = PAGE, encoding: str = "UTF-8") -> bytes:
    """Return a page as Safari saves it."""
    main = {
        "WebResourceData": page, "WebResourceURL": SITE, "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": encoding,
    }  # fmt: skip
    return plistlib.dumps({"WebMainResource": main, "WebSubresources": []}, fmt=plistlib.FMT_BINARY)


def test_mhtml_gives_its_page_its_address_and_its_day(tmp_path: Path) -> None:
    article = article_of(tmp_path, "ferry.mhtml", mhtml())
    assert (article.article_id, article.url, article.dates.captured) == ("ferry", SITE, date(2022, 8, 3))
    assert article.passages[0].text == TEXT


def test_safari_s_archive_gives_its_page_and_its_address(tmp_path: Path) -> None:
    article = article_of(tmp_path, "ferry.webarchive", webarchive())
    assert (article.article_id, article.url) == ("ferry", SITE)
    assert article.passages[0].text == TEXT


@pytest.mark.parametrize("made", [mhtml, webarchive])
def test_the_charset_told_beside_a_page_counts(tmp_path: Path, made: Callable[[bytes, str], bytes]) -> None:
    page = "<html><body><h1>Паром</h1><p>Последний паром вышел из гавани в полдень.</p></body></html>".encode("koi8-r")
    article = article_of(tmp_path, "ferry.mhtml" if made is mhtml else "ferry.webarchive", made(page, "koi8-r"))
    assert article.passages[0].text == "Последний паром вышел из гавани в полдень."


@pytest.mark.parametrize(
    ("comment", "url", "day"),
    [
        (
            "<!-- Page saved with SingleFile \n url: {SITE} \n saved date: Wed Aug 03 2022 10:11:12 GMT+0200 -->",
            SITE, date(2022, 8, 3),
        ),
        (
            "<!-- Mirrored from example.org/a by HTTrack Website Copier/3.x [XR], Tue, 07 May 2019 10:11:12 GMT -->",
            "http://example.org/a", date(2019, 5, 7),
        ),
        ("<!--\n     FILE ARCHIVED ON 11:27:40 May 07, 2006 AND RETRIEVED FROM THE\n     INTERNET ARCHIVE -->", None,
         date(2006, 5, 7)),
        ("<!-- saved from url=(0030)https://example.org/news/ferry -->", SITE, None),
        ("<!-- saved date: tomorrow -->", None, None),
    ],
)  # fmt: skip
def test_what_a_program_has_written_into_a_page_tells_whence_and_when(
    comment: str, url: str | None, day: date | None
) -> None:
    article = only(outcome(PAGE.replace(b"<head>", b"<head>" + comment.replace("{SITE}", SITE).encode()), "ferry.html"))
    assert (article.url, article.dates.captured) == (url, day)


def test_the_toolbar_of_the_wayback_machine_is_none_of_the_page() -> None:
    toolbar = "<!-- BEGIN WAYBACK TOOLBAR INSERT --><div><p>The Wayback Machine has 12 captures of this page, from "
    toolbar += "2006 to 2019, look at them all there.</p></div><!-- END WAYBACK TOOLBAR INSERT -->"
    link = "<link rel=canonical href='https://web.archive.org/web/20060507112740/https://example.org/news/ferry'>"
    page = PAGE.replace(b"<body>", b"<body>" + toolbar.encode()).replace(b"<head>", b"<head>" + link.encode())
    article = only(outcome(page, "ferry.html"))
    assert [one.text for one in article.passages] == [TEXT]
    assert article.url == SITE


def wacz(file: Path, *, pages: list[dict[str, str]], warcs: dict[str, bytes]) -> Path:
    """Write a WACZ file."""
    lines = [{"format": "json-pages-1.0", "id": "pages", "title": "All"}, *pages]
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("pages/pages.jsonl", "\n".join(map(json.dumps, lines)))
        made.writestr("datapackage.json", "{}")
        for name, data in warcs.items():
            made.writestr(f"archive/{name}", data)
    return file


def test_of_a_wacz_the_captures_are_read_and_pages_only_where_nothing_is_captured(tmp_path: Path) -> None:
    pages = [
        {"id": "1", "url": SITE, "title": "Ferry", "text": "The last ferry", "ts": "2022-08-03T10:11:12Z"},
        {"id": "2", "url": SITE + "/2", "title": "Two", "text": "A second ferry left at one.", "ts": "2022-08-04"},
        {"id": "3", "url": SITE + "/3", "title": "Three"},
    ]
    made = wacz(
        tmp_path / "web.wacz", pages=pages, warcs={"a.warc": record(), "b.warc": record(saved="2022-08-03T00:00:00Z")}
    )
    (source,) = sources(made)
    found = [process(item) for item in source.items()]
    assert [one.left_out for one in found] == [
        None, "repeated capture", "another copy of the same page", None, "note of the program that saved it"
    ]  # fmt: skip
    assert [article.article_id for one in found for article in one.articles] == [
        "example.org/news/ferry", "example.org/news/ferry/2"
    ]  # fmt: skip


def test_a_damaged_part_of_a_wacz_is_told_and_the_next_read(tmp_path: Path) -> None:
    made = wacz(tmp_path / "web.wacz", pages=[], warcs={"a.warc.gz": b"\x1f\x8bxxxx", "b.warc": record()})
    (source,) = sources(made)
    found = [process(item) for item in source.items()]
    assert [bool(one.reason) for one in found[:2]] == [True, False]
    assert source.broken is None


@hostile
@given(
    st.sampled_from([mhtml(), webarchive()]),
    st.floats(0, 1),
    st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=4),
)
def test_damage_is_told_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, whole: bytes, end: float, flips: list[tuple[float, int]]
) -> None:
    made = bytearray(whole)
    for place, byte in flips:
        made[int(place * len(made))] = byte
    name = "page.mhtml" if whole.startswith(b"From") else "page.webarchive"
    (source,) = sources(fill(tmp_path_factory.mktemp("hostile"), {name: bytes(made[: int(end * len(made))])}) / name)
    assert all(one is not None for one in map(process, source.items()))
