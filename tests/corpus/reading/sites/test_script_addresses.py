"""At which address Eleventy, Hexo and Docusaurus show a page; of their settings only plain words are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.dating.claims import claim_from_address, claim_from_path
from corpus.omissions import Omission
from corpus.reading.directions import Directions
from corpus.reading.sites.recognising import sites_among
from corpus.reading.sites.sorting import sorting
from tests.corpus.reading.sites.test_addresses import JEKYLL, address

ELEVENTY = {
    ".eleventy.js": 'module.exports = c => ({dir: {input: "src"}, pathPrefix: "/"});',
    "package.json": "{}",
    "src/_data/site.json": '{"url": "https://news.example/"}',
}
HEXO = "url: https://news.example\nsource_dir: source\n"
DOCUSAURUS = "module.exports = {\n  url: 'https://news.example',\n  baseUrl: '/',\n"


@pytest.mark.parametrize(
    ("more", "name", "fields", "path"),
    [
        ({}, "src/news/bridge.md", "title: x", "news/bridge/"),
        ({}, "src/news/bridge/bridge.md", "title: x", "news/bridge/"),
        ({}, "src/news/index.md", "title: x", "news/"),
        ({}, "src/news/2019-01-07-bridge.md", "title: x", None),
        ({}, "src/bridge.md", "permalink: /b/index.html", "b/"),
        ({}, "src/bridge.md", 'permalink: "/{{ page.date | toPath }}/"', None),
        ({}, "src/bridge.md", "permalink: \"/{{ page.date | date: '%Y/%m' }}/\"\ndate: 2019-01-07", "2019/01/"),
        ({}, "src/2019-01-07-bridge.md", 'permalink: "b/{{ page.fileSlug }}/"', "b/bridge/"),
        ({}, "src/b.md", 'permalink: "{{ title | slugify }}/"\ntitle: The Bridge', "the-bridge/"),
        ({"src/a/a.json": '{"permalink": "/n/{{ page.fileSlug }}/"}'}, "src/a/b/c.md", "title: x", "n/c/"),
        ({"src/a/a.11tydata.js": "module.exports = {permalink: '/n/'}"}, "src/a/c.md", "title: x", "n/"),
        ({"src/a/a.11tydata.js": "module.exports = {permalink: d => d}"}, "src/a/c.md", "title: x", None),
        ({".eleventy.js": "module.exports = c => ({dir: {input: SRC}})"}, "src/b.md", "title: x", None),
        ({".eleventy.js": "module.exports = () => ({pathPrefix: PREFIX})"}, "src/b.md", "title: x", None),
    ],
)
def test_eleventy(archive: Path, more: dict[str, str], name: str, fields: str, path: str | None) -> None:
    found = address(archive, name, fields, ELEVENTY | more)
    assert found == (None if path is None else f"https://news.example/{path}")


@pytest.mark.parametrize(
    ("settings", "name", "fields", "path"),
    [
        ("", "_posts/The Bridge.md", "date: 2019-01-07 23:30:00", "2019/01/07/The%20Bridge/"),
        ("permalink: :title.html\n", "_posts/bridge.md", "title: x", "bridge.html"),
        ("permalink: :category/:title/\n", "_posts/bridge.md", "title: x", None),
        (
            "permalink: n/:title/\nnew_post_name: :year-:month-:day-:title.md\n",
            "_posts/2019-01-07-b.md",
            "title: x",
            "n/b/",
        ),
        ("", "_posts/bridge.md", "permalink: /b/", "b/"),
        ("", "_posts/Which bridge?.md", "date: 2019-01-07", None),
        ("", "about/index.md", "title: x", "about/"),
        ("pretty_urls:\n  trailing_html: false\n", "docs/use.md", "title: x", "docs/use"),
    ],
)
def test_hexo(archive: Path, settings: str, name: str, fields: str, path: str | None) -> None:
    found = address(archive, f"source/{name}", fields, {"_config.yml": HEXO + settings})
    assert found == (None if path is None else f"https://news.example/{path}")


@pytest.mark.parametrize(
    ("settings", "name", "fields", "path"),
    [
        ("", "blog/2019-01-07-bridge.md", "title: x", "blog/2019/01/07/bridge"),
        ("", "blog/2019/01-07-bridge/index.mdx", "title: x", "blog/2019/01/07/bridge"),
        ("", "blog/2019-01-07-bridge.md", "slug: span", "blog/span"),
        ("trailingSlash: true,", "blog/bridge.md", "title: x", "blog/bridge/"),
        ("presets: {blog: {feed: {}, routeBasePath: '/'}},", "blog/bridge.md", "title: x", "bridge"),
        ("presets: {blog: {routeBasePath: WHERE}},", "blog/bridge.md", "title: x", None),
        ("", "docs/01-use/02-bridge.md", "title: x", "docs/use/bridge"),
        ("", "docs/use/bridge.md", "slug: /b", "docs/b"),
        ("", "i18n/de/docusaurus-plugin-content-blog/bridge.md", "title: x", "de/blog/bridge"),
        ("i18n: {defaultLocale: 'de'},", "i18n/de/docusaurus-plugin-content-docs/current/b.md", "title: x", "docs/b"),
        ("", "versioned_docs/version-2.0/b.md", "title: x", None),
    ],
)
def test_docusaurus(archive: Path, settings: str, name: str, fields: str, path: str | None) -> None:
    found = address(archive, name, fields, {"docusaurus.config.js": f"{DOCUSAURUS}  {settings}\n}};"})
    assert found == (None if path is None else f"https://news.example/{path}")


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("versioned_docs/version-2.0/b.md", "docs/b"),
        ("versioned_docs/version-1.0/b.md", "docs/1.0/b"),
        ("docs/b.md", "docs/next/b"),
    ],
)
def test_docusaurus_shows_the_newest_version_without_its_number(archive: Path, name: str, path: str) -> None:
    settings = {"docusaurus.config.js": f"{DOCUSAURUS}}};", "versions.json": '["2.0", "1.0"]'}
    assert address(archive, name, "title: x", settings) == f"https://news.example/{path}"


@pytest.mark.parametrize(
    ("mark", "held", "path", "reason"),
    [
        ("_config.yml", HEXO + "source_dir: src\n", "src/news/bridge.md", None),
        ("_config.yml", JEKYLL, "about/_team.md", Omission.TEMPLATE),
        ("_config.yml", JEKYLL, "_pages/about.md", Omission.UNPUBLISHED),
        ("_config.yml", JEKYLL + "include: [_pages]\n", "_pages/about.md", None),
        ("_config.yml", JEKYLL, "guide/security.md", None),
        ("_config.yml", JEKYLL, "js/x/SECURITY.md", Omission.ABOUT_CODE),
        ("_config.yml", JEKYLL, "legal/license.md", Omission.ABOUT_CODE),
        ("hugo.toml", "", "content/blog/_templates/post.md", Omission.TEMPLATE),
        ("site.hs", "import Hakyll", "templates/post.html", Omission.TEMPLATE),
        ("site.hs", "import Hakyll", "posts/bridge.md", None),
        ("docusaurus.config.js", "", "docs/_warning.md", Omission.TEMPLATE),
        ("docusaurus.config.js", "", "docs/warning.md", None),
        ("_config.yml", HEXO, "source/_data/menu.md", Omission.UNPUBLISHED),
        ("_config.yml", HEXO, "source/_posts/menu.md", None),
        ("notes.toml", "", "site/robots.txt", Omission.NO_PAGE),
    ],
)
def test_what_a_generator_puts_into_other_pages_is_no_article(
    mark: str, held: str, path: str, reason: Omission | None
) -> None:
    sites = sites_among([mark, path], lambda _: held.encode())
    assert sorting(Directions(sites=sites))(path, path) == reason


def test_hexo_shows_pages_below_the_folder_that_its_settings_name(archive: Path) -> None:
    settings = {"_config.yml": f"{HEXO}source_dir: src\n"}
    assert address(archive, "src/guide/use.md", "title: x", settings) == "https://news.example/guide/use.html"


@pytest.mark.parametrize(
    "path",
    ["blog/2019/01-07-bridge.md", "blog/2019/01-07/bridge.md", "blog/2019/01-07.md", "blog/2019/01/07/bridge.md"],
)
def test_a_day_may_stand_in_a_folder_of_its_year(path: str) -> None:
    for claim in (claim_from_path(path), claim_from_address(f"/{path}", "path")):
        assert claim is not None
        assert claim.span.first.isoformat() == "2019-01-07"
