"""What is known of a page that was saved on several days."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

from corpus.store.captures import Capture, captures_of
from corpus.store.reading import StoreReader
from tests.corpus.making import fill, ingested
from tests.corpus.reading.test_warc import LATER, PAGE, SITE, record

CHANGED = PAGE.replace(b"noon", b"one")


def captures(home: Path) -> dict[str, tuple[Capture, ...]]:
    """Return the other captures of every article, by its id."""
    with closing(StoreReader(home)) as store:
        return {
            article.article_id: tuple(captures_of(store, [article]).get(article.row, ()))
            for article, _ in store.articles()
        }


def test_captures_and_versions_of_a_page_are_known_by_its_address(tmp_path: Path) -> None:
    crawl = record() + record(saved="2020-01-02T00:00:00Z") + record(CHANGED, saved=LATER) + record(address=SITE + "/2")
    ingested(tmp_path / "home", fill(tmp_path / "web", {"a.warc": crawl}), workers=0)
    assert captures(tmp_path / "home") == {
        "example.org/news/ferry": (
            Capture(date(2020, 1, 2), None),
            Capture(date(2022, 8, 3), "example.org/news/ferry@2022-08-03"),
        ),
        "example.org/news/ferry@2022-08-03": (
            Capture(date(2019, 5, 7), "example.org/news/ferry"),
            Capture(date(2020, 1, 2), None),
        ),
        "example.org/news/ferry/2": (),
    }


def test_captures_in_other_files_of_an_archive_count(tmp_path: Path) -> None:
    web = fill(tmp_path / "web", {"a.warc": record(), "b.warc": record(CHANGED, saved=LATER)})
    ingested(tmp_path / "home", web, workers=0)
    found = captures(tmp_path / "home")
    assert found["example.org/news/ferry"] == (Capture(date(2022, 8, 3), "example.org/news/ferry@2022-08-03"),)


def test_what_is_no_capture_has_none(tmp_path: Path) -> None:
    ingested(tmp_path / "home", fill(tmp_path / "web", {"a.html": PAGE}), workers=0)
    assert captures(tmp_path / "home") == {"a": ()}
