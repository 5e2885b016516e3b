"""What of a site's sources, or beside code, is no article; and that a plain folder stays as it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.articles import process
from corpus.omissions import Omission
from corpus.reading.containers.registry import KNOWN as KNOWN_CONTAINERS
from corpus.reading.directions import Directions
from corpus.reading.formats.registry import KNOWN as KNOWN_FORMATS
from corpus.reading.sites.site import Site
from corpus.reading.sites.sorting import sorting
from corpus.reading.walking import directed, sources
from tests.corpus.making import fill, pack

POST = "---\ntitle: The bridge\ndate: 2019-01-07\n---\n\nThe bridge was opened to the public.\n"
RTF = r"{\rtf1 The bridge was opened to the public on a rainy morning, and the mayor came late.}"
PROSE = "The bridge was opened to the public on a rainy morning, and the mayor came late. " * 8
ZOLA = {
    "config.toml": 'base_url = "https://example.net"',
    "content/_index.md": '+++\ntitle = "Blog"\n+++\n',
    "content/bridge.md": '+++\npath = "2019/01/07/bridge"\ntitle = "The bridge"\n+++\nThe bridge was opened.',
    "content/bridge.txt": "Numbers of the bridge.",
    "templates/page.html": "<html><body>{{ page.content }}</body></html>",
    "static/robots.txt": "User-agent: *",
    "sass/main.scss": "body { }",
    "public/2019/01/07/bridge/index.html": "<html><body><p>The bridge was opened.</p></body></html>",
    "LICENSE": "Permission is granted.",
    "README.md": "How to build it.",
    "notes.md": "Not shown to anybody.",
}
OMITTED = {
    "config.toml": Omission.CONFIGURATION,
    "content/_index.md": Omission.LISTING,
    "content/bridge.md": None,
    "content/bridge.txt": Omission.ASSET,
    "templates/page.html": Omission.TEMPLATE,
    "static/robots.txt": Omission.CONFIGURATION,
    "sass/main.scss": Omission.ASSET,
    "public/2019/01/07/bridge/index.html": Omission.BUILT,
    "LICENSE": Omission.ABOUT_CODE,
    "README.md": Omission.ABOUT_CODE,
    "notes.md": Omission.UNPUBLISHED,
}


def left_out(root: Path) -> dict[str, str | None]:
    """Return why each item of an archive is left out, None for those that are read."""
    found: dict[str, str | None] = {}
    for source in directed(root, list(sources(root))):
        for item in source.items():
            outcome = process(item)
            assert outcome.reason is None, (item.path, outcome.reason)
            found[item.path] = outcome.left_out
    return found


def test_of_a_site_only_what_it_publishes_is_read_and_the_rest_is_counted_by_what_it_is(archive: Path) -> None:
    assert left_out(fill(archive, ZOLA)) == OMITTED


def test_of_a_site_of_quarto_its_posts_are_read_and_not_what_it_was_built_in(archive: Path) -> None:
    page = "---\ntitle: The bridge\ndate: 2019-01-07\n---\n\nThe bridge was opened.\n"
    built = "<html><body><p>The bridge was opened.</p></body></html>"
    files = {
        "_quarto.yml": "project:\n  type: website\n  output-dir: docs\nwebsite:\n  site-url: https://news.example",
        "LICENSE": "All may be used.",
        "README.md": "How to build it.",
        "posts/bridge/index.qmd": page,
        "posts/index.qmd": "---\ntitle: News\nlisting: {contents: posts, sort: date desc}\n---\n",
        "posts/_numbers.qmd": "Numbers that pages put into themselves.",
        "posts/references.bib": "@book{a}",
        "docs/posts/bridge/index.html": built,
    }
    assert left_out(fill(archive, files)) == {
        "_quarto.yml": Omission.CONFIGURATION,
        "LICENSE": Omission.ABOUT_CODE,
        "README.md": Omission.ABOUT_CODE,
        "posts/bridge/index.qmd": None,
        "posts/index.qmd": Omission.LISTING,
        "posts/_numbers.qmd": Omission.TEMPLATE,
        "posts/references.bib": Omission.CODE,
        "docs/posts/bridge/index.html": Omission.BUILT,
    }


def test_what_a_program_fills_in_and_needs_is_no_article(archive: Path) -> None:
    page = f"<html><body><h1>{{{{ name }}}}</h1><p>{PROSE}</p></body></html>"
    files = {
        "setup.py": "setup()",
        "tides/templates/about.html": page,
        "test-requirements.txt": "ruff",
        "notes.md": POST,
    }
    assert left_out(fill(archive, files)) == {
        "setup.py": Omission.CODE,
        "tides/templates/about.html": Omission.TEMPLATE,
        "test-requirements.txt": Omission.CONFIGURATION,
        "notes.md": None,
    }


def test_settings_of_hugo_may_lie_in_a_folder_as_json(archive: Path) -> None:
    files = {
        "config/_default/config.json": '{"baseURL": "https://news.example/", "theme": "plain"}',
        "content/blog/bridge.md": POST,
        "data/books.json": json.dumps([{"title": "Bridges", "abstract": PROSE}]),
        "themes/plain/layouts/index.html": f"<html><body>{PROSE}</body></html>",
    }
    assert left_out(fill(archive, files)) == {
        "config/_default/config.json": Omission.CONFIGURATION,
        "content/blog/bridge.md": None,
        "data/books.json": Omission.CONFIGURATION,
        "themes/plain/layouts/index.html": Omission.TEMPLATE,
    }


def test_what_is_about_a_site_may_lie_in_the_folder_around_it(archive: Path) -> None:
    files = {f"site/{name}": text for name, text in ZOLA.items()} | {
        "README.md": "How the site is built.",
        "LICENSE": "All may be used.",
        "news.md": POST,
        "letters/README.md": "Letters that were sent to the bridge's keeper.",
    }
    found = left_out(fill(archive, files))
    assert {name: found[name] for name in files if not name.startswith("site/")} == {
        "README.md": Omission.ABOUT_CODE,
        "LICENSE": Omission.ABOUT_CODE,
        "news.md": None,
        "letters/README.md": None,
    }


@pytest.mark.parametrize("ending", [".tar", ".tar.gz", ".zip"])
def test_a_site_in_an_archive_file_is_told_like_one_in_a_folder(archive: Path, ending: str) -> None:
    file = pack(archive / f"site{ending}", {f"site-main/{name}": data for name, data in ZOLA.items()})
    assert left_out(file) == {f"site{ending}/site-main/{name}": why for name, why in OMITTED.items()}


@pytest.mark.parametrize(
    ("mark", "says", "article", "others"),
    [
        ("hugo.toml", "", "content/post/bridge.md", {"layouts/x.html": "template", "public/x.html": "built"}),
        ("config.toml", 'baseURL = "/"', "content/bridge.md", {"archetypes/default.md": "template"}),
        (
            "_config.yml",
            "plugins: []",
            "_posts/2019-01-07-bridge.md",
            {"_includes/x.html": "template", "_data/x.csv": "conf"},
        ),
        ("_config.yml", "plugins: []", "about.md", {"_site/x.html": "built", "_notes/x.md": "outside"}),
        ("conf.py", 'BLOG_TITLE = "x"', "posts/bridge.md", {"themes/x/y.html": "template", "output/x.html": "built"}),
        ("pelicanconf.py", "", "content/bridge.md", {"output/x.html": "built", "plugins/x/readme.html": "licence"}),
        ("pelicanconf.yaml", "", "content/bridge.md", {"content/theme/templates/x.html": "template"}),
        ("_config.yml", "public_dir: public", "source/_posts/bridge.md", {"scaffolds/post.md": "template"}),
        ("eleventy.config.js", "", "blog/bridge.md", {"_includes/x.html": "template", "blog/x.njk": "template"}),
        ("mkdocs.yml", "", "docs/bridge.md", {"site/x/index.html": "built"}),
        (
            "config.rb",
            "activate :blog",
            "source/blog/bridge.md",
            {"build/x.html": "built", "source/layouts/x.html": "template"},
        ),
        ("docusaurus.config.js", "", "blog/bridge.md", {"build/x.html": "built", "src/x.md": "template"}),
    ],
)
def test_each_generator_is_told_by_its_own_files(
    archive: Path, mark: str, says: str, article: str, others: dict[str, str]
) -> None:
    files = dict.fromkeys(others, f"<html><p>{PROSE}</p></html>")
    found = left_out(fill(archive, {mark: says, article: POST} | files))
    assert found[article] is None
    assert {name: (found[name] or "")[: len(why)] for name, why in others.items()} == others


def test_a_site_may_lie_in_a_folder_among_code(archive: Path) -> None:
    files = {f"docs/{name}": data for name, data in ZOLA.items()} | {"Cargo.toml": "", "src/main.rs": "fn main() {}"}
    found = left_out(fill(archive, files))
    assert found == {f"docs/{name}": why for name, why in OMITTED.items()} | {
        "Cargo.toml": Omission.CONFIGURATION, "src/main.rs": Omission.CODE,
    }  # fmt: skip


def test_vendored_packages_and_licences_beside_code_are_no_articles_even_without_a_site(archive: Path) -> None:
    files = {
        "package.json": "{}",
        "news/bridge.md": POST,
        "news/readme-2.md": POST,
        "README.md": "How to build it.",
        "LICENSE.txt": "Permission is granted.",
        "node_modules/left-pad/README.md": "Pads.",
        "vendor/x/a.md": "A package.",
        "tests/a.md": "A case.",
    }
    found = left_out(fill(archive, files))
    assert [name for name, why in found.items() if why is None] == ["news/bridge.md", "news/readme-2.md"]
    assert found["node_modules/left-pad/README.md"] == found["vendor/x/a.md"] == Omission.VENDORED
    assert found["LICENSE.txt"] == Omission.ABOUT_CODE


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("# MIT License\n\nCopyright (c) 2019 A. Person\n\nGiven as is, without warranty.", Omission.ABOUT_CODE),
        ("Copyright (c) 2019\n\nSIL Open Font License\n\nAS IS; no warranties.", Omission.ABOUT_CODE),
        ("Attribution 4.0 International\n\nOffered as-is; no warranties are given.", Omission.ABOUT_CODE),
        ("The council took the MIT License as is.\n\nIt gives no warranty.", None),
        ("MIT License or not? The council\n\nhas not decided.", None),
    ],
)
def test_a_licence_is_none_by_any_name(archive: Path, text: str, why: Omission | None) -> None:
    assert left_out(fill(archive, {"terms.txt": text, "terms.md": text})) == {"terms.md": why, "terms.txt": why}


def test_a_plain_folder_of_texts_stays_as_it_is(archive: Path) -> None:
    names = [
        "README.md",
        "content/a.md",
        "data/b.txt",
        "license.txt",
        "public/c.html",
        "templates/d.html",
        "vendor/e.txt",
    ]
    found = left_out(fill(archive, dict.fromkeys(names, PROSE)))
    assert found == dict.fromkeys(sorted(names, key=lambda name: (name.count("/"), name)), None)


@pytest.mark.parametrize(
    ("name", "page", "why"),
    [
        (
            "tag/index.html",
            "---\ntitle: Tags\n---\n{% for tag in site.tags %}<a>{{ tag }}</a>{% endfor %}",
            Omission.LISTING,
        ),
        ("tags/bridge.md", "---\ntitle: Bridge\ntag: bridge\n---\n", Omission.LISTING),
        ("index.html", "---\nlayout: home\n---\n", Omission.LISTING),
        ("404.html", "---\ntitle: Lost\n---\nThere is nothing here.", Omission.ERROR_PAGE),
        ("old.md", "---\nredirect_to: /new/\n---\n", Omission.NO_PAGE),
        ("contact.html", "---\ntitle: Contact\n---\n<p>Write to the editors at the address below.</p>", None),
        ("archive.md", f"---\ntitle: The archive of the city\n---\n{PROSE}", None),
    ],
)
def test_pages_of_a_site_that_list_lead_on_or_tell_an_error_are_no_articles(
    archive: Path, name: str, page: str, why: Omission | None
) -> None:
    assert left_out(fill(archive, {"_config.yml": "plugins: []", name: page}))[name] == why


def test_tags_of_templates_are_never_a_title(archive: Path) -> None:
    page = "---\ntitle: '{{ page.title }}'\n---\nThe bridge was opened."
    (source,) = directed(archive, list(sources(fill(archive, {"bridge.md": page}))))
    (item,) = source.items()
    assert process(item).articles[0].title == "The bridge was opened."


def test_notes_of_mail_programs_and_proofs_for_search_engines_are_no_articles(archive: Path) -> None:
    notes = ["Inbox.msf", "lists/dovecot.index.log", "lists/dovecot-uidlist", "lists/maildirfolder"]
    proof = "google16a62a069d0c4fa4.html"
    kept = ["lists/cur/1.eml", "dovecot-2-released.txt", "google-buys-a-company.html"]
    mail = "From: a@example.org\nDate: Tue, 7 May 2019 10:00:00 +0200\nSubject: Piers\n\nBoth piers are repaired.\n"
    fill(archive, dict.fromkeys([*notes, proof], "x") | dict.fromkeys(kept, mail))
    found = left_out(archive)
    assert {found[name] for name in notes} == {Omission.MAIL_NOTES}
    assert found[proof] == Omission.NO_PAGE
    assert [found[name] for name in kept] == [None, None, None]


def test_records_of_decisions_beside_code_are_no_articles(archive: Path) -> None:
    fill(
        archive, {".eleventy.js": "", "package.json": "{}", "docs/adr/001-logging.md": "We log.", "posts/a.md": "Text."}
    )
    found = left_out(archive)
    assert found["docs/adr/001-logging.md"] == Omission.ABOUT_CODE
    assert found["posts/a.md"] is None


@pytest.mark.parametrize("manifest", ["requirements.txt", "Pipfile"])
def test_a_list_of_what_a_program_needs_is_no_article_and_marks_code(tmp_path: Path, manifest: str) -> None:
    files = {
        manifest: "requests==2.28.1\nlxml>=4\n",
        "scrape.py": "print()",
        "README.md": "How to scrape.",
        "a.md": PROSE,
    }
    assert left_out(fill(tmp_path, files)) == {
        manifest: Omission.CONFIGURATION, "scrape.py": Omission.CODE, "README.md": Omission.ABOUT_CODE, "a.md": None,
    }  # fmt: skip


@pytest.mark.parametrize("manifest", ["requirements.txt", "Pipfile", "requirements-dev.txt"])
def test_articles_are_not_lost_for_a_list_of_what_some_program_needs(tmp_path: Path, manifest: str) -> None:
    names = (
        "README.md",
        "scripts/hamlet.md",
        "tests/exam.md",
        "towns/history.md",
        "posts/security.md",
        "vendor/ann.md",
    )
    files = {manifest: "markdown==3.5\n"} | dict.fromkeys(names, PROSE)
    found = left_out(fill(tmp_path, files))
    assert found == {manifest: Omission.CONFIGURATION} | dict.fromkeys(names)


def test_beside_one_program_only_folders_that_hold_programs_are_its_own(tmp_path: Path) -> None:
    code = {"build.py": "print()", "tests/test_build.py": "assert 1", "requirements.txt": "markdown"}
    ours = {"README.md": Omission.ABOUT_CODE, "tests/page.md": Omission.CODE, "posts/LICENSE": Omission.ABOUT_CODE}
    articles = ("scripts/hamlet.md", "towns/history.md", "posts/security.md", "talks/pier.ipynb.md", "letters/1901.rtf")
    files = code | dict.fromkeys(ours, PROSE) | dict.fromkeys(articles, PROSE) | {"letters/1901.rtf": RTF}
    assert left_out(fill(tmp_path, files)) == ours | dict.fromkeys(articles) | {
        "build.py": Omission.CODE, "tests/test_build.py": Omission.CODE, "requirements.txt": Omission.CONFIGURATION,
    }  # fmt: skip


def test_code_within_a_folder_with_such_a_list_is_told_by_its_own_files(tmp_path: Path) -> None:
    files = {
        "requirements.txt": "markdown", "build.py": "print()", "posts/a.md": PROSE,
        "app/package.json": "{}", "app/tests/page.md": PROSE, "app/docs/security.md": PROSE,
    }  # fmt: skip
    found = left_out(fill(tmp_path, files))
    assert (found["posts/a.md"], found["app/tests/page.md"]) == (None, Omission.CODE)
    assert found["app/docs/security.md"] == Omission.ABOUT_CODE


@pytest.mark.parametrize("files", [
    {"pelicanconf.py": "SITENAME = 'A'", "requirements.txt": "pelican", "content/scripts/hamlet.md": POST},
    {"conf.py": "BLOG_TITLE = 'A'", "requirements.txt": "nikola", "posts/tests/exam.md": POST},
    {"requirements.txt": "pelican", "site/pelicanconf.py": "SITENAME = 'A'", "site/content/history.md": POST},
    {"mkdocs.yml": "site_name: A", "requirements.txt": "mkdocs", "docs/security.md": POST},
])  # fmt: skip
def test_sites_that_name_what_builds_them_lose_nothing(tmp_path: Path, files: dict[str, str]) -> None:
    found = left_out(fill(tmp_path, files))
    assert [name for name, why in found.items() if why is None] == [[*files][-1]]


def test_whatever_can_be_read_is_read_beside_code() -> None:
    endings = KNOWN_FORMATS | KNOWN_CONTAINERS
    sort = sorting(Directions(sites=(Site(""),)))
    code = {".ipynb", ".js"}
    assert {one for one in endings if sort(f"letters/pier{one}", f"letters/pier{one}") is not None} <= code
