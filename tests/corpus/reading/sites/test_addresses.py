"""At which address a site shows a page: by its generator's rules, and at none where that is not sure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.articles import process
from corpus.reading.directions import Directions
from corpus.reading.items import Item
from corpus.reading.sites.configuration import FILES
from corpus.reading.sites.recognising import sites_among
from corpus.reading.sites.sorting import sorting
from corpus.reading.walking import directed, sources
from tests.corpus.making import fill, hostile, is_told

JEKYLL = "url: https://news.example\nplugins: []\n"
HUGO = 'baseURL = "https://news.example/"\n'
LANGUAGES = "[languages.de]\nweight = 2\n[languages.en]\nweight = 1\n"
ZOLA = 'base_url = "https://news.example"\n'
NIKOLA = 'BLOG_TITLE = "x"\nSITE_URL = "https://news.example/"\nPOSTS = (("posts/*.md", "blog", "post.tmpl"),)\n'
PELICAN = 'SITEURL = "https://news.example"\n'


def address(archive: Path, name: str, fields: str, settings: dict[str, str]) -> str | None:
    """Return the address of a page with some fields among a site's sources."""
    fill(archive, settings | {name: f"---\n{fields}\n---\n\nThe bridge was opened to the public.\n"})
    found = [item for one in directed(archive, list(sources(archive))) for item in one.items() if item.path == name]
    (article,) = process(found[0]).articles
    return article.url


@pytest.mark.parametrize(
    ("settings", "name", "fields", "path"),
    [
        (JEKYLL, "_posts/2019-01-07-The-Bridge.md", "title: x", "2019/01/07/The-Bridge.html"),
        (JEKYLL, "_posts/2019-01-07-bridge.md", "categories: [City News, b]", "city%20news/b/2019/01/07/bridge.html"),
        (JEKYLL, "news/_posts/2019-01-07-bridge.md", "title: x", "news/2019/01/07/bridge.html"),
        (JEKYLL + "permalink: pretty", "_posts/2019-01-07-bridge.md", "title: x", "2019/01/07/bridge/"),
        (JEKYLL + "permalink: /:year/:title", "_posts/2019-01-07-bridge.md", "slug: span", "2019/span"),
        (JEKYLL + "permalink: /:year/:foo/", "_posts/2019-01-07-bridge.md", "title: x", None),
        (JEKYLL, "_posts/2019-01-07-bridge.md", "permalink: /b/", "b/"),
        (JEKYLL, "_posts/2019-01-07-bridge.md", "date: 2019-01-09", "2019/01/09/bridge.html"),
        (JEKYLL, "_posts/2019-01-07-bridge.md", "date: 2019-01-07 23:30:00 -0500", None),
        (
            JEKYLL + "timezone: America/New_York",
            "_posts/2019-01-07-bridge.md",
            "date: 2019-01-07 23:30:00 -0500",
            "2019/01/07/bridge.html",
        ),
        (
            JEKYLL + "timezone: America/New_York",
            "_posts/2019-01-07-bridge.md",
            "date: 2019-01-08 01:30:00 +0000",
            "2019/01/07/bridge.html",
        ),
        (JEKYLL + "baseurl: /blog", "_posts/2019-01-07-bridge.md", "title: x", "blog/2019/01/07/bridge.html"),
        (JEKYLL, "_posts/2019-01-07-bridge.md", "link: https://elsewhere.example/x", "2019/01/07/bridge.html"),
        (JEKYLL, "_posts/2019-01-07-bridge.md", "link: https://news.example/x/", "x/"),
        (JEKYLL, "about.md", "title: x", "about.html"),
    ],
)
def test_jekyll(archive: Path, settings: str, name: str, fields: str, path: str | None) -> None:
    found = address(archive, name, fields, {"_config.yml": settings})
    assert found == (None if path is None else f"https://news.example/{path}")


@pytest.mark.parametrize(
    ("settings", "name", "fields", "path"),
    [
        (HUGO, "content/post/The Bridge.md", "title: x", "post/the-bridge/"),
        (HUGO, "content/post/bridge/index.md", "title: x", "post/bridge/"),
        (HUGO, "content/post/bridge.md", "slug: span", "post/span/"),
        (HUGO, "content/post/bridge.md", "url: /b.html", "b.html"),
        (
            HUGO + '[permalinks]\npost = "/:year/:slug/"',
            "content/post/b.md",
            "title: The bridge\ndate: 2019-01-07",
            "2019/the-bridge/",
        ),
        (HUGO + '[permalinks]\npost = "/:year/:slug/"', "content/post/b.md", "title: The bridge", None),
        (HUGO + LANGUAGES, "content/post/b.md", "title: The bridge", "post/b/"),
        (HUGO + LANGUAGES, "content/post/b.de.md", "title: Die Brücke", "de/post/b/"),
        (HUGO + LANGUAGES, "content/post/b/index.de.md", "title: Die Brücke", "de/post/b/"),
        (HUGO + LANGUAGES, "content/post/b.de.md", "title: x\nurl: /b.html", None),
        (HUGO + LANGUAGES + "[languages.fr]\ndisabled = true\n", "content/post/b.md", "title: x", "post/b/"),
        (HUGO + LANGUAGES + "[languages.fr]\ndisabled = true\n", "content/post/b.fr.md", "title: x", None),
        (HUGO + LANGUAGES + 'contentDir = "content/en"', "content/post/b.md", "title: The bridge", None),
        (
            'defaultContentLanguage = "de"\ndefaultContentLanguageInSubdir = true\n' + HUGO + LANGUAGES,
            "content/post/b.md",
            "title: x",
            "de/post/b/",
        ),
        ('defaultContentLanguage = "fr"\n' + HUGO + LANGUAGES, "content/post/b.md", "title: x", None),
        (HUGO.replace("news.example", "localhost:1313"), "content/post/b.md", "title: x", None),
        ('url = "https://elsewhere.example/blog"\n' + HUGO, "content/post/b.md", "url: /blog/b/", "blog/b/"),
    ],
)
def test_hugo(archive: Path, settings: str, name: str, fields: str, path: str | None) -> None:
    found = address(archive, name, fields, {"config.toml": settings})
    assert found == (None if path is None else f"https://news.example/{path}")


@pytest.mark.parametrize(
    ("name", "fields", "path"),
    [
        ("content/news/The-Bridge.md", "title: x", "news/the-bridge/"),
        ("content/2019-01-07-bridge.md", "title: x", "bridge/"),
        ("content/bridge/index.md", "title: x", "bridge/"),
        ("content/bridge.md", "path: 2019/01/07/Bridge-1.0", "2019/01/07/Bridge-1.0/"),
        ("content/brücke.md", "title: x", None),
    ],
)
def test_zola(archive: Path, name: str, fields: str, path: str | None) -> None:
    found = address(archive, name, fields, {"config.toml": ZOLA})
    assert found == (None if path is None else f"https://news.example/{path}")


def test_what_python_warns_of_in_settings_is_not_told(archive: Path) -> None:
    settings = NIKOLA + 'X = "\\d"\nif X is 1or 2: pass\n'  # warnings are errors here
    found = address(archive, "posts/bridge.md", "title: x", {"conf.py": settings})
    assert found == "https://news.example/blog/bridge/"


@pytest.mark.parametrize(
    ("settings", "fields", "path"),
    [
        (NIKOLA, "slug: the-bridge", "blog/the-bridge/"),
        (NIKOLA + "PRETTY_URLS = False\n", "slug: the-bridge", "blog/the-bridge.html"),
        (NIKOLA.replace("POSTS = ", "POSTS = tuple() or "), "slug: the-bridge", None),
    ],
)
def test_nikola(archive: Path, settings: str, fields: str, path: str | None) -> None:
    found = address(archive, "posts/bridge.md", fields, {"conf.py": settings})
    assert found == (None if path is None else f"https://news.example/{path}")


@pytest.mark.parametrize(
    ("settings", "fields", "path"),
    [
        ("", "title: The Bridge, again", "the-bridge-again.html"),
        ("ARTICLE_URL = '{date:%Y}/{slug}/'", "title: The Bridge\ndate: 2019-01-07", "2019/the-bridge/"),
        ("ARTICLE_URL = '{category}/{slug}/'", "title: The Bridge", None),
        ("SITEURL = open('x').read()", "title: The Bridge", None),
        (r"FILENAME_METADATA = '(?P<slug>.*)'", "title: x", "bridge.html"),
        (r"FILENAME_METADATA = r'(?P<date>\d{4}-\d{2}-\d{2})-(?P<slug>.*)'", "title: x", "x.html"),
        (r"FILENAME_METADATA = '((?P<slug>a+)+)+$'", "title: x", "x.html"),
        ("SLUGIFY_SOURCE = 'basename'", "title: x", "bridge.html"),
    ],
)
def test_pelican(archive: Path, settings: str, fields: str, path: str | None) -> None:
    found = address(archive, "content/bridge.md", fields, {"pelicanconf.py": f"{PELICAN}{settings}\n"})
    assert found == (None if path is None else f"https://news.example/{path}")


@pytest.mark.parametrize(
    ("name", "fields", "path"),
    [
        ("about.qmd", "title: x", "about.html"),
        ("posts/bridge/index.qmd", "title: x", "posts/bridge/"),
        ("posts/2019-01-07-bridge.md", "title: x", "posts/2019-01-07-bridge.html"),
        ("posts/2019-01-07-bridge.md", "output-file: the-bridge.html", "posts/the-bridge.html"),
    ],
)
def test_quarto(archive: Path, name: str, fields: str, path: str) -> None:
    settings = {
        "_quarto.yml": "project: {type: website}\nwebsite:\n  title: News\n  site-url: https://news.example/x/\n"
    }
    assert address(archive, name, fields, settings) == f"https://news.example/x/{path}"


def test_the_base_address_may_be_told_in_archive_toml_or_by_a_cname(archive: Path) -> None:
    files = {"_config.yml": "plugins: []", "CNAME": "news.example\n"}
    name = "_posts/2019-01-07-bridge.md"
    assert address(archive, name, "title: x", files) == "https://news.example/2019/01/07/bridge.html"
    files |= {"archive.toml": 'base = "https://other.example/"'}
    assert address(archive, name, "title: x", files) == "https://other.example/2019/01/07/bridge.html"


def test_nikola_keeps_fields_in_a_file_of_their_own(archive: Path) -> None:
    files = {
        "conf.py": NIKOLA.replace(".md", ".txt"),
        "posts/b.meta": ".. title: The bridge\n.. slug: span\n.. date: 2019/01/07 10:00",
        "posts/b.txt": "It was opened.",
    }
    found = [item for one in directed(archive, list(sources(fill(archive, files)))) for item in one.items()]
    (article,) = next(process(item).articles for item in found if item.path == "posts/b.txt")
    assert (article.title, article.url) == ("The bridge", "https://news.example/blog/span/")
    assert str(article.dates.published and article.dates.published.first) == "2019-01-07"


def test_an_alias_for_a_word_in_front_matter_is_read(archive: Path) -> None:
    fields = "title: The bridge\nimage: &image bridge.jpg\nthumbnail: *image\npermalink: /b/"
    assert address(archive, "b.md", fields, {"_config.yml": JEKYLL}) == "https://news.example/b/"


@pytest.mark.parametrize("name", ["mkdocs.yml", "_config.yml"])
def test_what_no_browser_takes_for_an_address_is_none(archive: Path, name: str) -> None:
    settings = "site_url: https://[news.example/\nurl: https://news\u2105.example/\nplugins: []\n"
    assert address(archive, "docs/b.md", "title: x\nlink: https://[a.example/b", {name: settings}) is None


SETTINGS = (
    "url site_url base_url baseURL permalink collections exclude defaults permalinks languages posts POSTS SITEURL "
    "ARTICLE_URL timezone"
).split()
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from(
        ["", ":year", "/:title/", "https://x.example", "https://x[.example/", "https://x\u2105.example", "{date:%Y}"]
    ),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(SETTINGS), inner, max_size=2),
    max_leaves=6,
)


@hostile
@given(
    st.sampled_from(sorted(FILES)),
    st.dictionaries(st.sampled_from(SETTINGS), VALUES, max_size=5),
    st.dictionaries(
        st.sampled_from(["title", "slug", "path", "url", "link", "date", "permalink", "categories"]), VALUES, max_size=4
    ),
)
def test_no_settings_and_no_fields_whatever_they_hold_break_anything(
    name: str, settings: dict[str, object], fields: dict[str, object]
) -> None:
    lines = [
        f"{key} = {value!r}" if name.endswith((".py", ".toml")) else f"{key}: {value!r}"
        for key, value in settings.items()
    ]
    held = "\n".join(["# baseURL base_url BLOG_TITLE plugins: public_dir", *lines]).encode()
    post = "_posts/2019-01-07-a.md"
    paths = [name, post, "content/a.md", "posts/a.md", "layouts/x.html"]
    sites = sites_among(paths, lambda path: held if path == name else b"{")
    directions = Directions().with_sites(sites)
    page = f"---\n{json.dumps(fields)}\n---\nWords of it.\n".encode()
    for path in paths:
        sorting(directions)(path, path)
        assert is_told(process(Item(path, path, None, page, directions=directions)))
