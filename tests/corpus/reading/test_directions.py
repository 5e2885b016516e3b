"""What a maintainer says in archive.toml: what is read, how fields are called, and what is said wrongly."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus.articles import process
from corpus.errors import DirectionsInvalid
from corpus.model import Article
from corpus.omissions import Omission
from corpus.reading.directions import NO_DIRECTIONS, Directions, directions_of, parse
from corpus.reading.items import Item
from corpus.reading.walking import directed, sources
from tests.corpus.making import fill, ingested, only, pack, record, texts

WORDS = "The bridge was opened to the public on a rainy morning."


def by(directions: str, data: bytes | str, path: str = "a/wire.jsonl", line: int | None = 1) -> Article:
    """Return the article of an item that is read by some directions."""
    encoded = data.encode() if isinstance(data, str) else data
    return only(process(Item(path, path, line, encoded, directions=parse(directions, "archive.toml"))))


def day(article: Article) -> date | None:
    """Return the day on which an article was published."""
    return article.dates.published.first if article.dates.published else None


def test_fields_of_records_go_by_the_names_that_are_told() -> None:
    told = '[fields]\ntext = "body"\ntitle = ["head", "Kopf"]\ndate = "Erschienen"\nid = "nr"\nauthors = "von"'
    found = by(told, record(nr=7, body=WORDS, Kopf="Die Brücke", Erschienen="7.1.2019", von="A. B.", date="2001-01-01"))
    assert (found.article_id, found.title, found.authors, day(found)) == (
        "7",
        "Die Brücke",
        ("A. B.",),
        date(2019, 1, 7),
    )


@pytest.mark.parametrize(("order", "month"), [("dmy", 4), ("mdy", 3)])
def test_the_order_of_day_and_month_settles_figures(order: str, month: int) -> None:
    for lang in ("en", "de"):
        found = by(f'date_order = "{order}"', record(text=WORDS, date="03/04/2019", lang=lang))
        assert day(found) == date(2019, month, 7 - month)
        assert found.dates.status == "dated"


@pytest.mark.parametrize("moment", ["2019-01-07T23:30:00Z", 1546903800])
def test_a_moment_in_utc_has_its_day_in_the_zone_that_is_told(moment: object) -> None:
    assert day(by('timezone = "Europe/Berlin"', record(text=WORDS, date=moment))) == date(2019, 1, 8)


def test_language_title_and_address_are_told_for_all() -> None:
    told = """
        language = "de"
        title = "(.+) [|] The Gazette"
        base = "https://x.example/"
        url = "{base}/{year}/{name}.html"
    """
    page = "---\ntitle: The bridge | The Gazette\ndate: 2019-01-07\n---\n\n4711\n"
    found = by(told, page, "news/bridge.md", None)
    assert (found.language, found.title, found.url) == ("de", "The bridge", "https://x.example/2019/bridge.html")


def test_include_and_exclude_say_what_is_read_in_folders_and_archive_files(archive: Path) -> None:
    said = 'include = ["news/**", "README.md"]\nexclude = "**/old/*"'
    names = ["news/a.txt", "news/old/b.txt", "other/c.txt", "README.md", "package.json"]
    folder = fill(archive / "folder", dict.fromkeys(names, WORDS) | {"archive.toml": said})
    file = pack(archive / "all.tar.gz", dict.fromkeys(names, WORDS))
    fill(archive, {"all.tar.gz.archive.toml": said})
    for root in (folder, file):
        read = [item for one in directed(root, list(sources(root))) for item in one.items()]
        kept = sorted(item.article_path for item in read if item.left_out is None)
        assert kept == ["README.md", "news/a.txt"]
        assert {item.left_out for item in read} <= {None, Omission.EXCLUDED, Omission.CONFIGURATION}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("language = de", "write lines such as"),
        ('languages = "de"', "nothing is called 'languages' there; there are include"),
        ('language = "German"', "no code of a language"),
        ('timezone = "Berlin"', "no time zone; write a name such as"),
        ('date_order = "ymd"', 'write "dmy"'),
        ('base = "example.org"', "must be an address such as"),
        ('base = "https://[example.org"', "must be an address such as"),
        ('url = "{base}/{path}"', "speaks of a base"),
        ('url = "https://x.example/{slag}"', "nothing is called {slag}; there are {base}"),
        ('title = "(.+"', "no pattern"),
        ('title = ".+"', "must have one group"),
        ('fields = "body"', "must be a table"),
        ('[fields]\nbody = "text"', "nothing is called 'body'; there are id"),
        ("exclude = [1]", "must be words in quotation marks"),
    ],
)
def test_what_cannot_be_understood_is_told_with_its_place_and_the_cure(archive: Path, said: str, why: str) -> None:
    fill(archive, {"archive.toml": said})
    with pytest.raises(DirectionsInvalid) as raised:
        directions_of(archive)
    assert "archive.toml" in str(raised.value)
    assert why in str(raised.value)


def test_an_archive_without_directions_is_read_as_ever(archive: Path) -> None:
    fill(archive, {"a.txt": WORDS})
    (source,) = directed(archive, list(sources(archive)))
    (item,) = source.items()
    assert item.directions is NO_DIRECTIONS
    assert item.digest == Item("a.txt", "a.txt", None, WORDS.encode()).digest
    assert Directions() == parse("", "archive.toml")


def test_a_changed_archive_toml_has_files_read_anew(home: Path, archive: Path) -> None:
    fill(archive, {"wire.jsonl": record(id="a", body=WORDS, text="A teaser."), "b.txt": WORDS})
    assert ingested(home, archive).articles == 2
    assert ingested(home, archive, generation=2).read == 0
    fill(archive, {"archive.toml": '[fields]\ntext = "body"'})
    assert ingested(home, archive, generation=3).read == 2
    assert texts(home)["a"] == WORDS
    assert ingested(home, archive, generation=4).read == 0
    (archive / "archive.toml").unlink()
    ingested(home, archive, generation=5)
    assert texts(home)["a"] == "A teaser."


def test_the_slug_of_an_address_is_the_name_without_its_day() -> None:
    said = 'base = "https://example.org"\nurl = "{base}/{year}/{month}/{slug}/"'
    assert by(said, WORDS, "posts/2019-05-07-piers.md", None).url == "https://example.org/2019/05/piers/"
