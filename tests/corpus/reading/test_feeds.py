from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.articles import process
from corpus.model import Article, Outcome, Status
from corpus.omissions import Omission
from corpus.reading.containers.entries import Entries
from corpus.reading.items import ITEM_LIMIT
from corpus.reading.walking import sources
from tests.corpus.making import captions, fill, hostile, ingested, is_told, items_below, outcome, pack

TEXT = (
    "The ferry sailed at dawn with forty passengers. Nobody had expected so many in November, least of all the captain."
)
MORE = "<p>By noon it was back, empty, and the harbour master wrote the number down in the large book.</p>"


def rss(*items: str, head: str = "", root: str = "") -> str:
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" {root}><channel>'
        f"<title>Harbour</title><link>https://harbour.example/</link><language>en</language>{head}"
        f"{''.join(items)}</channel></rss>"
    )


def entry(inside: str, title: str = "A ferry sails", link: str = "https://harbour.example/ferry") -> str:
    return (
        f"<item><title>{title}</title><link>{link}</link><guid>tag:1</guid>"
        f"<pubDate>Tue, 05 Nov 2019 00:10:00 +0100</pubDate>{inside}</item>"
    )


def atom(*entries: str, root: str = 'xml:lang="en" xml:base="https://harbour.example/log/"') -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {root}><title>Log</title>{"".join(entries)}</feed>'


def outcomes(folder: Path, data: str | bytes, name: str = "feed.xml") -> list[Outcome]:
    """Return what comes of each entry of a feed."""
    return [process(item) for item in items_below(fill(folder, {name: data}))]


def the_article(folder: Path, data: str | bytes, name: str = "feed.xml") -> Article:
    (found,) = outcomes(folder, data, name)
    (article,) = found.articles
    return article


def words(article: Article) -> str:
    return "\n\n".join(passage.text for passage in article.passages)


def day(article: Article) -> date | None:
    return article.dates.published.first if article.dates.published else None


@pytest.mark.parametrize("name", ["feed.xml", "feed.rss", "feed", "feed.txt", "index.html"])
def test_a_feed_is_known_by_its_content_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    inside = f"<dc:creator>Mira Holm</dc:creator><content:encoded><![CDATA[<p>{TEXT}</p>{MORE}]]></content:encoded>"
    article = the_article(tmp_path, rss(entry(inside)), name)
    assert (article.article_id, article.title, article.format) == ("tag:1", "A ferry sails", "RSS feed")
    assert (article.url, article.authors, day(article)) == (
        "https://harbour.example/ferry", ("Mira Holm",), date(2019, 11, 5),
    )  # fmt: skip
    assert words(article).startswith(TEXT)


def test_content_goes_before_a_summary_and_captions_of_pictures_stay_captions(tmp_path: Path) -> None:
    inside = (
        f"<description>In short.</description><content:encoded><![CDATA[<p>{TEXT}</p><figure><img src='a.jpg'>"
        f"<figcaption>The ferry in <b>2003</b></figcaption></figure>{MORE}]]></content:encoded>"
        "<media:content url='a.jpg'><media:description>The captain in 1999</media:description></media:content>"
    )
    article = the_article(tmp_path, rss(entry(inside)))
    said = words(article)
    assert "In short." not in said
    assert said.startswith(TEXT)
    assert "The ferry in" not in said
    assert sorted(captions(article)) == ["The captain in 1999", "The ferry in 2003"]


@pytest.mark.parametrize(
    "summary",
    [
        f"{TEXT} […]",
        f"{TEXT}...",
        f"<p>{TEXT}</p>{MORE}<p><a href='x'>Continue reading A ferry sails</a></p>",
        f"<p>{TEXT}</p>{MORE}<p>Weiterlesen →</p>",
        TEXT,
    ],
)
def test_a_teaser_is_read_as_one_with_the_address_of_its_article(tmp_path: Path, summary: str) -> None:
    article = the_article(tmp_path, rss(entry(f"<description><![CDATA[{summary}]]></description>")))
    assert (article.format, article.url) == ("feed teaser", "https://harbour.example/ferry")
    assert words(article).startswith(TEXT)
    assert "reading" not in words(article)
    assert "Weiterlesen" not in words(article)


@pytest.mark.parametrize(
    ("inside", "kind"),
    [
        (f"<description><![CDATA[<p>{TEXT}</p>{MORE}]]></description>", "RSS feed"),
        (f"<description>{TEXT}</description>", "feed teaser"),
        (f"<content:encoded><![CDATA[<p>{TEXT}</p><p>And then ...</p>]]></content:encoded>", "RSS feed"),
        (f"<content:encoded><![CDATA[<p>{TEXT}</p><p>Read more books, he said.</p>]]></content:encoded>", "RSS feed"),
    ],
)
def test_what_is_there_in_full_is_no_teaser(tmp_path: Path, inside: str, kind: str) -> None:
    assert the_article(tmp_path, rss(entry(inside))).format == kind


def test_a_title_without_words_is_left_out_as_a_teaser(tmp_path: Path) -> None:
    (found,) = outcomes(tmp_path, rss(entry("<description></description>")))
    assert found.left_out == Omission.TEASER


def test_where_a_post_appeared_first_is_no_part_of_it(tmp_path: Path) -> None:
    foot = "<p>The post <a href='x'>A ferry sails</a> appeared first on <a href='y'>Harbour</a>.</p>"
    inside = f"<content:encoded><![CDATA[<p>{TEXT}</p>{MORE}{foot}]]></content:encoded>"
    assert "appeared first" not in words(the_article(tmp_path, rss(entry(inside))))


def test_atom_is_read_with_its_languages_bases_and_days(tmp_path: Path) -> None:
    one = (
        "<entry><id>urn:1</id><title type='html'>Sails &amp;amp; &lt;i&gt;ropes&lt;/i&gt;</title>"
        "<link href='../ropes'/>"
        "<published>2019-11-05T00:10:00+01:00</published><updated>2020-01-01T00:00:00Z</updated>"
        "<author><name>Mira Holm</name></author>"
        f"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>{TEXT}</p>{MORE}</div></content></entry>"
    )
    article = the_article(tmp_path, atom(one), "log.atom")
    assert (article.article_id, article.title, article.format) == ("urn:1", "Sails & ropes", "Atom feed")
    assert (article.url, day(article), article.authors) == (
        "https://harbour.example/ropes", date(2019, 11, 5), ("Mira Holm",),
    )  # fmt: skip
    assert {claim.role.value for claim in article.dates.claims} >= {"published"}


def test_the_day_of_an_update_is_the_last_resort(tmp_path: Path) -> None:
    one = (
        "<entry><id>{0}</id><title>x</title><link href='{0}'/><updated>2021-06-01T00:00:00Z</updated>"
        "<summary>{1}</summary></entry>"
    )
    dated, undated = (one.format(link, TEXT) for link in ("https://h.example/2019/11/05/a", "https://h.example/b"))
    found = [each.articles[0] for each in outcomes(tmp_path, atom(dated, undated))]
    assert [day(article) for article in found] == [date(2019, 11, 5), date(2021, 6, 1)]
    assert {article.format for article in found} == {"feed teaser"}


def test_the_oldest_kinds_of_feeds_are_read(tmp_path: Path) -> None:
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>H</title><link>https://h.example</link>'
        f"<items/></channel><item><title>Sails</title><link>https://h.example/1</link><description>{TEXT}</description>"
        "<dc:date>2003-11-05T00:10:00+01:00</dc:date></item></rdf:RDF>"
    )
    article = the_article(tmp_path / "a", rdf, "index.rdf")
    assert (article.title, day(article)) == ("Sails", date(2003, 11, 5))
    old = (
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>H</title><entry><title>Sails</title>'
        f"<link rel='alternate' href='https://h.example/1'/><issued>2003-11-05T00:10:00+01:00</issued>"
        f"<content type='text/html' mode='escaped'>&lt;p&gt;{TEXT}&lt;/p&gt;</content></entry></feed>"
    )
    article = the_article(tmp_path / "b", old)
    assert (article.title, day(article), article.format) == ("Sails", date(2003, 11, 5), "Atom feed")


def test_a_date_that_is_none_leaves_an_entry_undated_and_noted(tmp_path: Path) -> None:
    one = f"<item><title>x</title><pubDate>whenever</pubDate><description>{TEXT}</description></item>"
    article = the_article(tmp_path, rss(one))
    assert article.dates.status is Status.UNDATED
    assert any(piece.role == "refused date" for piece in article.furniture)


def json_feed(*items: object, **fields: object) -> str:
    head = {"version": "https://jsonfeed.org/version/1.1", "title": "Log", "home_page_url": "https://h.example/"}
    return json.dumps({**head, **fields, "items": items}, ensure_ascii=False, indent=1)


def test_a_json_feed_is_told_by_its_version_and_cut_into_entries(tmp_path: Path) -> None:
    first = {
        "id": 1, "url": "/sails", "title": "Sails", "content_html": f"<p>{TEXT}</p>{MORE}", "summary": "Short.",
        "date_published": "2019-11-05T00:10:00+01:00", "author": {"name": "Mira Holm"},
    }  # fmt: skip
    second = {"id": "2", "title": "Ropes", "url": "https://h.example/ropes", "summary": TEXT}
    found = outcomes(tmp_path, json_feed(first, second, "no entry", language="en"), "feed.json")
    article, teaser = found[0].articles[0], found[1].articles[0]
    assert (article.article_id, article.url, article.format) == ("1", "https://h.example/sails", "JSON Feed")
    assert (day(article), article.authors) == (date(2019, 11, 5), ("Mira Holm",))
    assert teaser.format == "feed teaser"
    assert found[2].reason == "its entry is no JSON object but a str"


def test_a_json_feed_that_is_cut_off_says_so(tmp_path: Path) -> None:
    whole = json_feed({"id": 1, "content_text": TEXT}, {"id": 2, "content_text": TEXT})
    (source,) = sources(fill(tmp_path, {"feed.json": whole[:-40]}))
    assert len(list(source.items())) == 1
    assert source.broken is not None
    assert source.broken.startswith("no JSON behind 1 entries")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ('<?xml version="1.0"?><opml version="2.0"><body/></opml>', Omission.CONFIGURATION),
        ('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url/></urlset>', Omission.CONFIGURATION),
        ("---\nlayout: null\n---\n<?xml version='1.0'?><feed>{% for p in posts %}</feed>", Omission.TEMPLATE),
        (
            "<rss version='2.0'><channel><title>{{ .Title }}</title><item>{{ .Body }}</item></channel></rss>",
            Omission.TEMPLATE,
        ),
        ("<rss version='2.0'><channel><title>Nothing yet</title></channel></rss>", Omission.NO_WORDS),
    ],
)
def test_other_xml_that_is_no_article_is_left_out(tmp_path: Path, data: str, reason: str) -> None:
    (found,) = outcomes(tmp_path, data)
    assert found.left_out == reason


def test_xml_of_another_kind_is_refused_with_its_name_and_a_page_is_read() -> None:
    assert "<catalogue>" in str(outcome("<?xml version='1.0'?><catalogue><book/></catalogue>", "a.xml").reason)
    page = f"<?xml version='1.0'?><html><head><title>Sails</title></head><body><p>{TEXT}</p>{MORE}</body></html>"
    assert outcome(page, "a.xml").articles[0].format == "HTML"


def test_feeds_are_read_inside_archive_files_and_known_again(tmp_path: Path) -> None:
    inside = f"<content:encoded><![CDATA[<p>{TEXT}</p>]]></content:encoded>"
    pack(tmp_path / "a" / "site.zip", {"blog/feed.xml": rss(entry(inside), head="<lastBuildDate>then</lastBuildDate>")})
    assert ingested(tmp_path / "home", tmp_path / "a").articles == 1
    pack(tmp_path / "a" / "site.zip", {"blog/feed.xml": rss(entry(inside), head="<lastBuildDate>now</lastBuildDate>")})
    tally = ingested(tmp_path / "home", tmp_path / "a", generation=2)
    assert (tally.articles, tally.unchanged, tally.removed) == (0, 1, 0)


def test_an_entry_that_is_too_large_is_refused_alone_and_never_held() -> None:
    class Endless(io.RawIOBase):
        left = ITEM_LIMIT + (2 << 20)

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            count = min(len(buffer), self.left)
            buffer[:count] = b"x" * count
            self.left -= count
            return count

    head, foot = b"<rss><channel><item>", b"</item><item>good</item></channel></rss>"
    parts: list[Any] = [io.BytesIO(head), Endless(), io.BytesIO(foot)]

    class Joined(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            while parts:
                count: int = parts[0].readinto(buffer)
                if count:
                    return count
                parts.pop(0)
            return 0

    found = list(Entries(io.BufferedReader(Joined())))
    assert [entry.data for entry in found] == [None, b"<item>good</item>"]
    assert found[0].size > ITEM_LIMIT


@hostile
@given(
    cut=st.integers(0, 900),
    flips=st.lists(st.tuples(st.integers(0, 900), st.integers(0, 7)), max_size=9),
    kind=st.booleans(),
)
def test_no_damage_to_a_feed_ends_a_run(
    tmp_path_factory: pytest.TempPathFactory, cut: int, flips: list[tuple[int, int]], kind: bool
) -> None:
    whole = json_feed({"id": 1, "content_html": MORE}, {"id": 2}) if kind else rss(entry(MORE), entry("<description/>"))
    data = bytearray(whole.encode())[: cut or None]
    for at, bit in flips:
        if at < len(data):
            data[at] ^= 1 << bit
    folder = fill(tmp_path_factory.mktemp("damaged"), {"feed.json" if kind else "feed.xml": bytes(data)})
    for source in sources(folder):
        assert all(is_told(process(item)) for item in source.items())


def test_a_day_in_the_year_one_is_no_date(tmp_path: Path) -> None:
    told = entry(f"<description>{MORE}</description>").replace("Tue, 05 Nov 2019 00:10:00 +0100", "{day}")
    found = the_article(tmp_path, rss(told.format(day="Mon, 01 Jan 0001 00:00:00 +0000")))
    assert day(found) is None


@pytest.mark.parametrize("written", ["-0044-03-15", "2015/158", "2015-16", "2015-2016", "19", "--12-03"])
def test_figures_that_are_no_day_are_not_made_into_one(tmp_path: Path, written: str) -> None:
    told = entry(f"<description>{MORE}</description>").replace("Tue, 05 Nov 2019 00:10:00 +0100", written)
    assert day(the_article(tmp_path, rss(told))) is None
