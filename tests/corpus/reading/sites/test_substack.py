"""Substack's exports: a post is its body and its row; nothing else is shown, and no reader's address is kept."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.articles import process
from corpus.model import Article, Kind
from corpus.omissions import Omission
from corpus.reading.items import Item
from corpus.reading.sites.exports import rows_of
from corpus.reading.walking import directed, sources
from tests.corpus.making import fill, hostile, ingested, items_below, pack, texts

COLUMNS = "post_id,post_date,is_published,email_sent_at,inbox_sent_at,type,audience,title,subtitle,podcast_url"
PROSE = "The council voted on Tuesday to rebuild the quay after the flood, and said that it would take two summers."
BOX = '<div class="subscription-widget-wrap"><div><p>Thanks for reading! Subscribe for free.</p></div></div>'
BUTTON = '<p class="button-wrapper"><a class="button primary" href="%%share_url%%"><span>Share</span></a></p>'
BODY = f"<p>{PROSE}</p>{BOX}<p>Nobody was hurt.</p>{BUTTON}"
TABLE = f"""{COLUMNS}
7.quay,2021-02-10T23:30:00.000Z,true,,,newsletter,everyone,"The quay, rebuilt","What it will
cost",
8.paid,2021-03-10T13:05:00.000Z,true,,,newsletter,only_paid,For some,,
9.thought,,false,,,newsletter,everyone,A thought,,
10.later,2021-05-01T09:00:00.000Z,true,,,podcast,everyone,A talk,,https://example.net/a.mp3
11.free,2021-05-01T09:00:00.000Z,true,,,newsletter,only_free,For others,,
12.first,2021-05-01T09:00:00.000Z,true,,,newsletter,founding,For founders,,
13,2021-05-03T09:00:00.000Z,true,,,page,everyone,About us,,
14.thought,2021-05-01T09:00:00.000Z,,,,newsletter,everyone,Nobody said,,
"""
READERS = "post_id,timestamp,email,post_type\r\n7,2021-02-10,reader@example.org,newsletter\r\n" * 3
EXPORT = {
    "email_list.quay.csv": "email,active_subscription\r\nreader@example.org,false\r\n",
    "subscribers.csv": "email\r\nreader@example.org\r\n",
    "posts/10.later.html": BODY,
    "posts/11.free.html": BODY,
    "posts/12.first.html": BODY,
    "posts/13.html": BODY,
    "posts/14.thought.html": BODY,
    "posts/15.lost.html": BODY,
    "posts/7.delivers.csv": READERS,
    "posts/7.opens.csv": READERS,
    "posts/7.quay.html": BODY,
    "posts/8.paid.html": BODY,
    "posts/9.thought.html": BODY,
    "posts.csv": TABLE,
}
OMITTED = {
    "email_list.quay.csv": Omission.PRIVATE,
    "subscribers.csv": Omission.PRIVATE,
    "posts/10.later.html": None,
    "posts/11.free.html": Omission.PRIVATE,
    "posts/12.first.html": Omission.PRIVATE,
    "posts/13.html": None,
    "posts/14.thought.html": Omission.DRAFT,
    "posts/15.lost.html": "no row of posts.csv",
    "posts/7.delivers.csv": Omission.PRIVATE,
    "posts/7.opens.csv": Omission.PRIVATE,
    "posts/7.quay.html": None,
    "posts/8.paid.html": Omission.PRIVATE,
    "posts/9.thought.html": Omission.DRAFT,
    "posts.csv": Omission.CONFIGURATION,
}


def read(root: Path) -> tuple[dict[str, str | None], dict[str, Article]]:
    """Return why each item of an archive is no article, None for those that are, and the articles by path."""
    why: dict[str, str | None] = {}
    articles: dict[str, Article] = {}
    for source in directed(root, list(sources(root))):
        for item in source.items():
            assert item.path not in why, "counted twice"
            outcome = process(item)
            why[item.path] = outcome.left_out or (outcome.reason or "")[:19] or None
            if outcome.articles:
                (articles[item.path],) = outcome.articles
    return why, articles


def test_each_body_is_joined_with_its_row_and_what_is_not_public_is_left_out(archive: Path) -> None:
    why, articles = read(fill(archive, EXPORT))
    assert why == OMITTED
    post = articles["posts/7.quay.html"]
    assert post.title == "The quay, rebuilt"
    assert post.dates.published is not None
    assert post.dates.published.first.isoformat() == "2021-02-10"
    assert [one.text for one in post.passages] == [f"What it will cost\n\n{PROSE}\n\nNobody was hurt."]
    assert {one.text for one in post.furniture} >= {"Thanks for reading! Subscribe for free.", "Share"}
    assert post.dates.claims[0].kind is Kind.RECORD
    assert post.url is None


@pytest.mark.parametrize("ending", [".zip", ".tar", ".tar.gz"])
@pytest.mark.parametrize("folder", ["", "export/"])
@pytest.mark.parametrize("table_first", [True, False])
def test_an_export_in_an_archive_file_is_read_likewise(
    archive: Path, ending: str, folder: str, table_first: bool
) -> None:
    files = dict(reversed(EXPORT.items())) if table_first else EXPORT
    file = pack(archive / f"export{ending}", {f"{folder}{name}": data for name, data in files.items()})
    why, articles = read(file)
    assert why == {f"export{ending}/{folder}{name}": one for name, one in OMITTED.items()}
    assert articles[f"export{ending}/{folder}posts/13.html"].title == "About us"


def test_of_an_export_that_is_cut_off_no_draft_is_shown(archive: Path) -> None:
    files = dict(reversed(EXPORT.items())) | {f"posts/{n}.x.html": BODY for n in range(100, 120)}
    whole = pack(archive / "export.tar", files).read_bytes()
    (archive / "export.tar").write_bytes(whole[: len(whole) * 3 // 4 + 100])
    _, articles = read(archive)
    assert {name.rpartition("/")[2] for name in articles} == {"7.quay.html", "10.later.html", "13.html"}


def test_the_address_is_built_where_the_publications_own_is_told(archive: Path) -> None:
    fill(archive, EXPORT | {"archive.toml": 'base = "https://quay.example.net/"'})
    _, articles = read(archive)
    assert articles["posts/7.quay.html"].url == "https://quay.example.net/p/quay"
    assert articles["posts/13.html"].url is None


@pytest.mark.parametrize("directions", ["", 'include = ["**"]'])
def test_no_readers_address_is_kept_whatever_is_to_be_read(home: Path, archive: Path, directions: str) -> None:
    fill(archive, EXPORT | {"archive.toml": directions})
    pack(archive / "again.zip", EXPORT)
    tally = ingested(home, archive)
    assert tally.left_out[Omission.PRIVATE] == 2 * 7
    assert not any(b"reader@example" in file.read_bytes() for file in home.rglob("*") if file.is_file())


def test_a_draft_that_is_published_since_is_read_though_its_file_is_the_same(home: Path, archive: Path) -> None:
    fill(archive, EXPORT)
    ingested(home, archive)
    assert "posts/9.thought" not in texts(home)
    fill(archive, {"posts.csv": TABLE.replace("9.thought,,false", "9.thought,2021-06-01T08:00:00.000Z,true")})
    ingested(home, archive, generation=2)
    assert PROSE in texts(home)["posts/9.thought"]


@pytest.mark.parametrize("folder", ["", "posts/"])
def test_bodies_without_the_table_are_not_shown_and_told(archive: Path, folder: str) -> None:
    files = {name: data for name, data in EXPORT.items() if name.startswith("posts/")}
    why, articles = read(fill(archive, {f"{folder}{name.removeprefix('posts/')}": one for name, one in files.items()}))
    assert not articles
    assert why[f"{folder}7.quay.html"] == "no row of posts.csv"
    assert why[f"{folder}7.opens.csv"] == Omission.PRIVATE


def test_readers_tables_are_left_out_also_beside_no_table_of_posts(archive: Path) -> None:
    why, _ = read(fill(archive, {"7.opens.csv": READERS, "email_list.x.csv": READERS, "7.clicks.csv": READERS}))
    assert set(why.values()) == {Omission.PRIVATE}


def test_another_table_called_so_is_read_as_a_table(archive: Path) -> None:
    rows = "title,text,date\n" + "".join(f"Pier {n},{PROSE},2019-01-0{n}\n" for n in range(1, 5))
    fill(archive, {"posts.csv": rows.replace(PROSE, f'"{PROSE}"')})
    assert len([one for item in items_below(archive) for one in process(item).articles]) == 4


@hostile
@given(st.lists(st.lists(st.text(max_size=20), max_size=12), max_size=6), st.booleans())
def test_whatever_stands_in_rows_is_read_or_left_out(cells: list[list[str]], cut: bool) -> None:
    written = io.StringIO(newline="")
    csv.writer(written).writerows([COLUMNS.split(","), *cells])
    table = written.getvalue().encode("utf-8", "surrogatepass")
    rows = rows_of(table[: len(table) - 3] if cut else table)
    assert rows is None or all(isinstance(one, str) for row in rows.by_id.values() for one in row.values())


@hostile
@given(st.fixed_dictionaries({}, optional={name: st.text(max_size=40) for name in COLUMNS.split(",")}), st.binary())
def test_whatever_a_row_and_a_body_hold_the_outcome_is_told(row: dict[str, str], body: bytes) -> None:
    data = json.dumps(row | {"is_published": "true", "audience": "everyone"}).encode() + b"\n" + body
    outcome = process(Item("posts/1.html", "posts/1.html", None, data, format="Substack post"))
    assert outcome.articles or outcome.reason or outcome.left_out
