"""Makes small sources of site generators and folders of saved pages, of which one file is damaged at a time."""

from __future__ import annotations

import json
from typing import NamedTuple

from benchmarks.fuzzing_seeds import MARKDOWN, PROSE, RST, seeds
from tests.corpus.reading.test_warc import PAGE, SITE

PLAIN = f"<article><p>{PROSE}</p><p>{PROSE}</p></article>"
POST = MARKDOWN.replace("tags:", "slug: the-bridge\npermalink: /:year/:title/\nlang: en\ntags:")
DIRECTIONS = """include = ["*.md", "news/*"]
exclude = ["old/*"]
language = "en"
timezone = "Europe/Oslo"
date_order = "dmy"
base = "https://example.org/"
url = "https://example.org/{path}"
title = "^# (.*)"
keep = ["Share this*"]
[fields]
text = "body"
"""
JSON_LD = json.dumps(
    {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "T", "articleBody": PROSE * 3,
     "datePublished": "2019-05-03T10:00:00+02:00", "author": [{"@type": "Person", "name": "Mira Holm"}]}
)  # fmt: skip
SAVED = json.dumps({"url": SITE, "title": "The ferry", "timestamp": "1659521472.0", "updated": "2022-08-04T01:00:00"})
LONG = PAGE.decode().replace("</body>", f"<p>{PROSE * 3}</p></body>")


class Seed(NamedTuple):
    """A whole file, which is damaged, and what stands beside it undamaged.

    Attributes:
        name: its path below the archive.
        data: its bytes.
        beside: paths and bytes of other files, by which sites are told.
    """

    name: str
    data: bytes
    beside: tuple[tuple[str, bytes], ...] = ()


def all_seeds() -> list[Seed]:
    """Return a file of every format, alone, and each file of small sites, with the others beside it."""
    alone = [Seed(name, data) for name, data in (*seeds(), *_further())]
    return alone + [one for files in (*_sites(), *_scripted(), *_saved()) for one in _each(files)]


def _each(files: dict[str, str]) -> list[Seed]:
    whole = [(name, text.encode()) for name, text in files.items()]
    return [Seed(name, data, tuple(one for one in whole if one[0] != name)) for name, data in whole]


def _further() -> list[tuple[str, bytes]]:
    """Return files that are read by what a page, a message or a folder is like, rather than by their ending."""
    head = (
        f'<title>T</title><meta property="og:title" content="T"><script type="application/ld+json">{JSON_LD}</script>'
    )
    listing = "".join(f"<li><a href=/2019/{n:02}/a>{PROSE}</a> <time>3 May 2019</time></li>" for n in range(1, 9))
    lines = f"<ol start=3><li>{PROSE}</li></ol><table><tr><td>a<td>b</table><pre>x</pre><figure>{PROSE}</figure>"
    apple = (
        b"300\nFrom: Mira <mira@example.org>\nSubject: T\nDate: Fri, 03 May 2019 10:00:00 +0200\n\n" + PROSE.encode()
    )
    about = b"1 0 Example\nURL IP-address Archive-date Content-type Archive-length\n"
    sent = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + LONG.encode()
    return [
        ("told.html", f"<html><head>{head}</head><body>{PLAIN}{lines}</body></html>".encode()),
        ("list.html", f"<html><body><ul>{listing}</ul></body></html>".encode()),
        ("page.mdx", f"import X from 'x'\n\n{MARKDOWN}\n<X a={{1}}>{PROSE}</X>\n".encode()),
        ("message.emlx", apple),
        ("cur/1556870400.1.host:2,S", apple[4:]),
        (
            "old.arc",
            b"filedesc://a.arc 0.0.0.0 20060507112740 text/plain %d\n%s\n" % (len(about), about)
            + f"{SITE} 10.0.0.1 20060507112740 text/html {len(sent)}\n".encode() + sent + b"\n",
        ),
        ("report.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + PROSE.encode("utf-16-le")),
    ]  # fmt: skip


def _sites() -> list[dict[str, str]]:
    listed = "---\ntitle: All\nlayout: archive\n---\n{% for post in site.posts %}{{ post.title }}{% endfor %}\n"
    return [
        {
            "_config.yml": "title: S\nurl: https://example.org\nbaseurl: /b\npermalink: /:categories/:year/:title/\n"
            "collections:\n  news:\n    output: true\n    permalink: /n/:name\ntimezone: Europe/Oslo\n"
            "defaults:\n  - scope: {path: '', type: posts}\n    values: {layout: post}\nexclude: [x]\n",
            "_posts/2019-05-03-bridge.md": POST, "_news/a.html": f"---\ntitle: A\n---\n{PLAIN}", "index.html": listed,
            "_layouts/post.html": "{{ content }}", "archive.toml": DIRECTIONS,
        },
        {
            "hugo.toml": 'baseURL = "https://example.org/"\ntitle = "S"\n[permalinks]\npost = "/:year/:slug/"\n'
            '[frontmatter]\ndate = ["date", ":filename"]\n[languages.en]\ncontentDir = "content/en"\n',
            "config/_default/languages.toml": "[en]\nweight = 1\n[de]\nweight = 2\n",
            "content/post/2019-05-03-a.md": POST, "content/_index.md": "---\ntitle: All\n---\n",
            "layouts/a.html": "{{ .Content }}",
        },
        {
            "config.toml": 'base_url = "https://example.org"\nslugify.paths = "on"\n[languages.de]\n[extra]\nx = 1\n',
            "content/a.md": f'+++\ntitle = "T"\npath = "2019/05/03/t"\n[taxonomies]\ntags = ["a"]\n+++\n{PROSE}\n',
            "content/_index.md": "+++\ntitle = 'All'\nsort_by = 'date'\n+++\n",
        },
        {
            "conf.py": f'BLOG_TITLE = "S"\nSITE_URL = "https://example.org/"\nTIMEZONE = "UTC"\n'
            f'POSTS = (("posts/*.rst", "posts", "post.tmpl"),)\nX = {"-" * 90}1\n',
            "posts/a.rst": f"The bridge\n==========\n\n{PROSE}\n",
            "posts/a.meta": ".. title: A\n.. slug: a\n.. date: 2019-05-03 10:00:00 UTC+02:00\n", "posts/b.rst": RST,
        },
        {
            "pelicanconf.py": 'SITEURL = "https://example.org"\nPATH = "content"\nARTICLE_PATHS = ["news"]\n'
            "FILENAME_METADATA = r'(?P<date>\\d{4}-\\d\\d-\\d\\d)_(?P<slug>.*)'\nARTICLE_URL = '{date:%Y}/{slug}/'\n",
            "content/news/2019-05-03_a.md": f"Title: A\nDate: 2019-05-03 10:00\nSlug: a\n\n{PROSE}\n",
        },
        {
            "mkdocs.yml": "site_name: S\nsite_url: https://example.org/\nuse_directory_urls: true\n"
            "docs_dir: pages\nnav: [a.md]\n",
            "pages/a.md": MARKDOWN, "pages/tags.md": "# Tags\n\n[TAGS]\n",
        },
    ]  # fmt: skip


def _scripted() -> list[dict[str, str]]:
    return [
        {
            "eleventy.config.js": 'export default function (c) { return { dir: { input: "src" }, pathPrefix: "/" } }\n',
            "package.json": '{"scripts": {"build": "eleventy --input=src"}}', "src/posts/a.md": POST,
            "src/posts/posts.json": '{"permalink": "/{{ page.date }}/", "layout": "p"}',
            "src/_data/metadata.json": '{"url": "https://example.org"}', "src/a.njk": "{% for x in y %}{% endfor %}",
        },
        {
            "docusaurus.config.js": "module.exports = { url: 'https://example.org', baseUrl: '/', trailingSlash: true,"
            " presets: [['classic', { blog: { routeBasePath: 'news' }, docs: {} }]], i18n: { defaultLocale: 'en' } }\n",
            "blog/2019-05-03-a.md": POST, "docs/a.mdx": MARKDOWN, "versions.json": '["1.0"]',
        },
        {
            "_config.yml": "title: S\nurl: https://example.org\nroot: /\npermalink: :year/:title/\nsource_dir: source\n"
            "new_post_name: :year-:title.md\n",
            "source/_posts/a.md": POST, "source/about/index.md": MARKDOWN,
        },
    ]  # fmt: skip


def _saved() -> list[dict[str, str]]:
    return [
        {
            "archive/1659521472.0/index.json": SAVED, "archive/1659521472.0/singlefile.html": LONG,
            "archive/1659521472.0/readability/content.html": PLAIN, "index.html": "<html></html>",
        },
        {
            "hts-cache/new.txt": "date\tsize", "example.org/a.html":
            f"<!-- Mirrored from example.org/a by HTTrack Website Copier/3.x, Fri, 03 May 2019 10:00:00 GMT -->{LONG}",
        },
        {"single.html": f"<!--\n Page saved with SingleFile \n url: {SITE}\n saved date: Fri May 03 2019\n-->{LONG}"},
    ]  # fmt: skip
