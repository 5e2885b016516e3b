"""What is told of a page beside its bytes, by its container or a file next to it, counts as much when it changes."""

from __future__ import annotations

import gzip
import io
import json
import sqlite3
import tarfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from corpus.articles import EVERYTHING
from corpus.omissions import Omission
from corpus.parts.reading import read_part
from corpus.parts.share import Share
from tests.corpus.making import ingested
from tests.corpus.reading.sites.test_addresses import NIKOLA
from tests.corpus.reading.test_saved_pages import mhtml, wacz, webarchive
from tests.corpus.reading.test_snapshots import BARE, LONG, NOTES
from tests.corpus.reading.test_warc import PAGE, SITE, record
from tests.corpus.reading.test_zim import zim
from tests.corpus.test_ingest import touch

Files = dict[str, bytes]
ROWS = (
    "SELECT path, line, reason, due, left_out, address, captured FROM items",
    (
        "SELECT article_id, title, url, published_from, published_to, not_before, not_after, captured FROM articles"
        " WHERE retired_in IS NULL"
    ),
    (
        "SELECT article_id, role, claims.kind, first, last, words, place FROM claims"
        " JOIN articles ON articles.id = article WHERE retired_in IS NULL"
    ),
)
MAY, JUNE, JULY, AUGUST = (f"2019-0{month}-02T00:00:00Z" for month in range(5, 9))


def crawl(first: str, second: str, address: str = SITE) -> bytes:
    """Return a WARC file with a page, another one, the first again as it was and otherwise, and what is no page."""
    return (
        record(address=address, saved=first)
        + record(PAGE.replace(b"noon", b"one"), f"{SITE}/2", saved=second)
        + record(address=address, saved=second)
        + record(PAGE.replace(b"noon", b"two"), address, saved=second)
        + record(address=f"{SITE}/gone", status="404 Not Found", saved=second)
        + record(address=f"{SITE}/same", kind="revisit", saved=second)
    )


def collection(folder: Path, day: str) -> bytes:
    """Return a WACZ file with a page that was captured, and one of which only the text is told."""
    told = {"url": f"{SITE}/3", "title": "A page", "text": "The ferry was painted.", "ts": day}
    return wacz(folder / "made.wacz", pages=[told], warcs={"a.warc.gz": gzip.compress(record(saved=day))}).read_bytes()


def snapshot(file: str, page: bytes, folder: str = "archive/1659521472.0", **notes: str) -> Files:
    """Return the files of a page that ArchiveBox has saved."""
    return {f"{folder}/index.json": json.dumps(NOTES | notes).encode(), f"{folder}/{file}": page}


def nikola(fields: str) -> Files:
    """Return the files of a site with a post whose fields are in a file of their own."""
    settings = NIKOLA.replace(".md", ".txt").encode()
    return {"conf.py": settings, "posts/a.txt": b"The bridge was opened.", "posts/a.meta": fields.encode()}


CHANGES: dict[str, Callable[[Path], tuple[Files, Files]]] = {
    "days of captures": lambda _: ({"a.warc": crawl(JUNE, JULY)}, {"a.warc": crawl(MAY, JUNE)}),
    "later days": lambda _: ({"a.warc": crawl(MAY, JUNE)}, {"a.warc": crawl(JULY, AUGUST)}),
    "days of one of two crawls": lambda _: (
        {"a.warc": crawl(JULY, AUGUST), "b.warc": crawl(MAY, JUNE)}, {"b.warc": crawl(AUGUST, AUGUST)},
    ),
    "address": lambda _: (
        {"a.warc": crawl(MAY, JUNE)}, {"a.warc": crawl(MAY, JUNE, SITE.replace("https", "http"))},
    ),
    "WACZ": lambda folder: ({"a.wacz": collection(folder, JULY)}, {"a.wacz": collection(folder, MAY)}),
    "MHTML": lambda _: ({"a.mhtml": mhtml()}, {"a.mhtml": mhtml().replace(b"3 Aug 2022", b"4 Aug 2021")}),
    "Safari": lambda _: ({"a.webarchive": webarchive()}, {"a.webarchive": webarchive().replace(b"news", b"2019")}),
    "ZIM": lambda _: ({"a.zim": zim()}, {"a.zim": zim(day=b"2021-02-03")}),
    "day of a snapshot": lambda _: (
        snapshot("singlefile.html", LONG), snapshot("singlefile.html", LONG, updated="2022-08-09T01:00:00"),
    ),
    "another snapshot before": lambda _: (
        snapshot("singlefile.html", LONG),
        snapshot("singlefile.html", LONG, "archive/1600000000.0", updated="2021-03-04"),
    ),
    "title of a snapshot": lambda _: (
        snapshot("readability/content.html", BARE), snapshot("readability/content.html", BARE, title="The first ferry"),
    ),
    "fields in a file of their own": lambda _: (
        nikola(".. title: One\n.. date: 2019-05-07\n"), nikola(".. title: Two\n.. date: 2019-05-09\n"),
    ),
}  # fmt: skip


def held(home: Path) -> list[list[tuple[object, ...]]]:
    """Return what a store holds, put in order."""
    with closing(sqlite3.connect(home / "archive.db")) as store:
        return [sorted(store.execute(sql).fetchall(), key=repr) for sql in ROWS]


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_it_is_read_as_from_nothing(
    home: Path, archive: Path, tmp_path: Path, change: Callable[[Path], tuple[Files, Files]]
) -> None:
    before, after = change(tmp_path)
    for name, data in before.items():
        touch(archive / name, data)
    ingested(home, archive, workers=0)
    old = held(home)
    for name, data in after.items():
        if data != before.get(name):
            touch(archive / name, data)
    part = read_part(home, [archive], Share(1, 1), tmp_path / "parts", horizon=EVERYTHING)
    tally = ingested(home, archive, generation=2, workers=0)
    assert 0 < part.read <= tally.read
    ingested(tmp_path / "fresh", archive, workers=0)
    assert held(home) == held(tmp_path / "fresh")
    assert held(home) != old
    tally = ingested(home, archive, generation=3, workers=0)
    assert (tally.read, tally.articles, tally.removed) == (0, 0, 0)


def test_a_page_that_is_there_twice_is_not_read_again_and_again(home: Path, archive: Path) -> None:
    with tarfile.open(archive / "a.tar", "w") as tar:
        for data in (mhtml(), mhtml()):
            member = tarfile.TarInfo("a.mhtml")
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    assert ingested(home, archive, workers=0).left_out == {Omission.CAPTURED_EARLIER: 1}
    tally = ingested(home, archive, generation=2, workers=0)
    assert (tally.read, tally.articles, tally.removed) == (0, 0, 0)
