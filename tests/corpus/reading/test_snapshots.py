"""Folders in which programs keep several files of one page: ArchiveBox, HTTrack, Wget."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from corpus.articles import process
from corpus.model import Article
from corpus.reading.walking import sources
from tests.corpus.making import fill
from tests.corpus.reading.test_warc import PAGE, SITE

LONG = PAGE.replace(b"</body>", b"<p>" + b"It did not come back before the evening of that day. " * 5 + b"</p></body>")
BARE = LONG.replace(b"<title>Ferry</title>", b"").replace(b"<h1>Ferry</h1>", b"")
NOTES = {"url": SITE, "title": "The last ferry", "timestamp": "1659521472.0", "updated": "2022-08-04T01:00:00"}


def came_of(folder: Path) -> tuple[dict[str, str], list[Article]]:
    """Return why each file is left out, and the articles of the others."""
    out, articles = {}, []
    for source in sources(folder):
        for found in map(process, source.items()):
            assert found.reason is None, found
            articles += found.articles
            if found.left_out:
                out[found.path] = str(found.left_out)
    return out, articles


def archivebox(folder: Path, files: dict[str, bytes], stamp: str = "1659521472.0") -> Path:
    """Write a data folder of ArchiveBox with one snapshot."""
    fill(folder, {"ArchiveBox.conf": b"[SERVER_CONFIG]\n", "index.sqlite3": b"x", "sources/1-import.txt": SITE})
    return fill(folder / "archive" / stamp, {"index.json": json.dumps(NOTES), "index.html": b"<html></html>", **files})


def test_of_a_snapshot_one_file_is_the_article(tmp_path: Path) -> None:
    files = {"singlefile.html": LONG, "output.html": LONG, "readability/content.html": BARE, "favicon.ico": b"x"}
    archivebox(tmp_path, {**files, "warc/1.warc.gz": b"x", "output.pdf": b"x", "mercury/article.json": b"{}"})
    out, (article,) = came_of(tmp_path)
    assert (article.article_id, article.url, article.title) == ("example.org/news/ferry", SITE, "Ferry")
    assert article.dates.captured == date(2022, 8, 4)
    copies = {
        path.removeprefix("archive/1659521472.0/") for path, reason in out.items() if reason.startswith("another")
    }
    assert copies == {"output.html", "output.pdf", "readability/content.html", "warc/1.warc.gz", "mercury/article.json"}
    assert sorted(set(out) - {f"archive/1659521472.0/{one}" for one in copies}) == [
        "ArchiveBox.conf", "archive/1659521472.0/favicon.ico", "archive/1659521472.0/index.html",
        "archive/1659521472.0/index.json", "index.sqlite3", "sources/1-import.txt",
    ]  # fmt: skip


def test_a_snapshot_that_lost_its_index_is_one_article_still(tmp_path: Path) -> None:
    files = {"example.org/news/ferry.html": LONG, "readability/content.html": BARE, "mercury/content.txt": BARE}
    fill(
        tmp_path / "archive/1659521472.0", files | {"readability/article.json": b"{}", "example.org/ferry.css": b"b {}"}
    )
    out, (article,) = came_of(tmp_path)
    assert (article.title, article.url, article.dates.captured) == ("Ferry", None, date(2022, 8, 3))
    assert len(out) == 4


def test_a_page_that_wget_gave_an_ending_has_its_original_beside_it(tmp_path: Path) -> None:
    fill(tmp_path, {"example.org/ferry.html": LONG, "example.org/ferry.orig": LONG, "example.org/pier.orig": LONG})
    out, articles = came_of(tmp_path)
    assert [[*out], len(articles)] == [["example.org/ferry.orig"], 2]


def test_what_wget_keeps_of_a_page_before_it_changes_it_is_a_copy_too(tmp_path: Path) -> None:
    page = "example.org/news/ferry.html"
    archivebox(tmp_path, {page: LONG, f"{page}.orig": LONG, "readability/content.html": BARE, "singlefile.html": LONG})
    out, (article,) = came_of(tmp_path)
    assert article.url == SITE
    kept = {path.removeprefix("archive/1659521472.0/"): why for path, why in out.items()}
    assert {kept[page], kept[f"{page}.orig"], kept["readability/content.html"]} == {"another copy of the same page"}


@pytest.mark.parametrize(
    "best", ["output.html", "example.org/news/ferry.html", "dom/output.html", "wget/example.org/x.html"]
)
def test_the_best_file_that_is_there_is_taken(tmp_path: Path, best: str) -> None:
    archivebox(tmp_path, {best: LONG, "singlefile.html": b"", "mercury/content.html": BARE})
    _, (article,) = came_of(tmp_path)
    assert article.title == "Ferry"


def test_a_file_without_title_takes_that_of_its_snapshot(tmp_path: Path) -> None:
    archivebox(tmp_path, {"readability/content.html": BARE})
    _, (article,) = came_of(tmp_path)
    assert article.title == "The last ferry"


def test_two_snapshots_of_one_page_are_two_articles(tmp_path: Path) -> None:
    archivebox(tmp_path, {"singlefile.html": LONG})
    archivebox(tmp_path, {"singlefile.html": LONG}, "1700000000.1")
    _, found = came_of(tmp_path)
    assert [one.article_id for one in found] == ["example.org/news/ferry", "example.org/news/ferry@2022-08-04"]


def test_a_folder_with_an_index_of_something_else_is_no_snapshot(tmp_path: Path) -> None:
    fill(tmp_path, {"1659521472/page.html": LONG})
    out, (article,) = came_of(tmp_path)
    assert (out, article.article_id) == ({}, "1659521472/page")


def test_what_httrack_keeps_beside_its_pages_is_left_out(tmp_path: Path) -> None:
    fill(tmp_path / "web", {"hts-cache/new.zip": b"PK", "hts-log.txt": b"log", "index.html": LONG})
    fill(tmp_path / "web", {"example.org/index.html": LONG})
    out, (article,) = came_of(tmp_path)
    assert sorted(out) == ["web/hts-cache/new.zip", "web/hts-log.txt", "web/index.html"]
    assert article.article_id == "web/example.org/index"


def test_wget_s_pages_keep_their_query_and_originals_are_copies(tmp_path: Path) -> None:
    fill(tmp_path, {"example.org/index.html?p=1": LONG, "example.org/a.html": LONG, "example.org/a.html.orig": LONG})
    out, found = came_of(tmp_path)
    assert list(out) == ["example.org/a.html.orig"]
    assert [one.article_id for one in found] == ["example.org/a", "example.org/index.html?p=1"]
