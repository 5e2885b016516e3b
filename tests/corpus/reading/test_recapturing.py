"""One page in several files of an archive: what is an article, what it is called, whatever order they are read in."""

from __future__ import annotations

import gzip
import itertools
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from corpus.omissions import Omission
from corpus.store import takedowns
from corpus.store.outcomes import outcomes
from corpus.store.writing import StoreWriter
from tests.corpus.making import fill, ingested
from tests.corpus.reading.test_warc import PAGE, SITE, record

PAGE_ID = "example.org/news/ferry"
NOON, ONE, TWO = (PAGE.replace(b"noon", hour) for hour in (b"noon", b"one o'clock", b"two o'clock"))
CRAWLS = {
    "a.warc": record(ONE, saved="2021-02-03T04:05:06Z") + record(address=f"{SITE}/2", saved="2021-02-03T04:05:06Z"),
    "b.warc.gz": gzip.compress(record(NOON, saved="2020-01-02T03:04:05Z")),
    "deep/c.warc": record(NOON, saved="2019-01-02T03:04:05Z") + record(TWO, saved="2021-02-03T09:09:09Z"),
    "d.warc": record(TWO, saved="2022-08-03T00:00:00Z") + record(NOON, address=SITE.replace("https", "http")),
}
SETTLED = {
    PAGE_ID: ("2019-01-02", NOON, "deep/c.warc"),
    f"{PAGE_ID}@2021-02-03": ("2021-02-03", ONE, "a.warc"),
    f"{PAGE_ID}@2021-02-03~2": ("2021-02-03", TWO, "deep/c.warc"),
    f"{PAGE_ID}@2019-05-07": ("2019-05-07", NOON, "d.warc"),
    f"{PAGE_ID}/2": ("2021-02-03", PAGE, "a.warc"),
}


def settled(home: Path) -> dict[str, tuple[str, str, str]]:
    """Return day, text and file of every article, by its id."""
    with closing(sqlite3.connect(home / "archive.db")) as store:
        rows = store.execute(
            "SELECT article_id, articles.captured, text, sources.path, not_after FROM articles"
            " JOIN items ON items.id = item_id JOIN sources ON sources.id = source_id"
            " JOIN passages ON article = articles.id WHERE retired_in IS NULL"
        ).fetchall()
    assert len(rows) == len({row[0] for row in rows})
    assert all(row[1] == row[4] for row in rows), "the day of the capture bounds that of the page"
    return {article: (day, text, path) for article, day, text, path, _ in rows}


def said(page: bytes) -> str:
    return page.decode().partition("<p>")[2].partition("</p>")[0]


def expected(*ids: str) -> dict[str, tuple[str, str, str]]:
    return {one: (SETTLED[one][0], said(SETTLED[one][1]), SETTLED[one][2]) for one in ids or SETTLED}


def test_pages_of_several_files_are_settled_as_of_one(home: Path, archive: Path) -> None:
    ingested(home, fill(archive, CRAWLS), workers=0)
    assert settled(home) == expected()
    with closing(sqlite3.connect(home / "archive.db")) as store:
        found = outcomes(store, [archive])
    assert (found.seen, found.read, found.left_out) == (7, 5, {Omission.CAPTURED_EARLIER: 2})


@pytest.mark.parametrize("order", list(itertools.permutations(CRAWLS))[::3])
def test_it_is_the_same_whatever_order_files_come_in(home: Path, archive: Path, order: tuple[str, ...]) -> None:
    for generation, name in enumerate(order, start=1):
        ingested(home, fill(archive, {name: CRAWLS[name]}), generation=generation, workers=0)
    assert settled(home) == expected()
    assert ingested(home, archive, generation=9, workers=0).articles == 0
    assert ingested(home, archive, generation=9, full=True, workers=0).left_out == Counter(
        {Omission.CAPTURED_EARLIER: 2}
    )
    assert settled(home) == expected()


def test_what_was_left_out_for_an_earlier_capture_is_read_when_that_is_gone(home: Path, archive: Path) -> None:
    ingested(home, fill(archive, CRAWLS), workers=0)
    (archive / "deep/c.warc").unlink()
    tally = ingested(home, archive, generation=2, workers=0)
    assert (tally.read, tally.articles, tally.removed) == (2, 2, 2)
    now = settled(home)
    assert now == expected(f"{PAGE_ID}/2") | {
        PAGE_ID: ("2019-05-07", said(NOON), "d.warc"),
        f"{PAGE_ID}@2020-01-02": ("2020-01-02", said(NOON), "b.warc.gz"),
        f"{PAGE_ID}@2021-02-03": ("2021-02-03", said(ONE), "a.warc"),
        f"{PAGE_ID}@2022-08-03": ("2022-08-03", said(TWO), "d.warc"),
    }
    fill(archive, {"deep/c.warc": record(ONE, saved="2018-01-02T03:04:05Z")})
    ingested(home, archive, generation=3, workers=0)
    (archive / "deep/c.warc").write_bytes(CRAWLS["deep/c.warc"])
    ingested(home, archive, generation=4, workers=0)
    assert settled(home) == expected()


@pytest.mark.parametrize("gone", [f"{PAGE_ID}@2021-02-03", f"{PAGE_ID}@2021-02-03~2", PAGE_ID])
def test_a_version_that_is_taken_down_leaves_the_others_as_they_are(home: Path, archive: Path, gone: str) -> None:
    ingested(home, fill(archive, CRAWLS), workers=0)
    with StoreWriter(home, 2) as writer:
        captures = takedowns.other_captures(writer.connection, gone, None)
        same_text = {one for one in SETTLED if SETTLED[one][1] == SETTLED[gone][1]}
        assert takedowns.take_down(writer.connection, gone, None) == len(same_text)
    assert set(captures) == set(SETTLED) - same_text - {f"{PAGE_ID}/2"}
    rest = set(SETTLED) - same_text
    for full in (False, True):
        ingested(home, archive, generation=2, full=full, workers=0)
        assert settled(home) == expected(*rest)
    with StoreWriter(home, 3) as writer:
        takedowns.undo(writer.connection, gone, None)
    ingested(home, archive, generation=3, workers=0)
    assert settled(home) == expected()


def test_a_capture_stays_down_when_its_page_says_something_else_in_the_same_file(home: Path, archive: Path) -> None:
    ingested(home, fill(archive, CRAWLS), workers=0)
    with StoreWriter(home, 2) as writer:
        takedowns.take_down(writer.connection, f"{PAGE_ID}@2021-02-03", None)
    fill(archive, {"a.warc": CRAWLS["a.warc"].replace(b"one o'clock", b"1 o'clock!!")})
    ingested(home, archive, generation=2, workers=0)
    assert settled(home) == expected(*(one for one in SETTLED if one != f"{PAGE_ID}@2021-02-03"))
