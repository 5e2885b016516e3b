"""Pages of Lektor: fields of several lines, blocks in a field, what is hidden, and where a page is published."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.articles import process
from corpus.model import Article, Outcome
from corpus.reading.formats.lektor import fields_of, split_lektor
from corpus.reading.walking import directed, sources
from tests.corpus.making import fill, item, pack

POST = """title: Both piers repaired
---
pub_date: 2019-05-07
---
author: Ann Bell
---
_discoverable: yes
---
summary: What the harbour master said.
---
body:

The **harbour** master opened both piers on Tuesday.

----
A second paragraph below a rule, which tells of the [mole](../mole/).
"""
BLOCKS = """_model: page
---
title: The mole
---
body:

#### banner ####
image: header.jpg
----
height: 500-tall
#### text-block ####
text:

The mole was built in 1912.

-----
It is four hundred metres long.
----
class: default
#### two-columns ####
left:

##### quote #####
words: Nobody whom we asked could remember a winter like it.
"""
PROJECT = "[project]\nname = Harbour news\nurl = https://harbour.example/\n"


def outcome(text: str, path: str = "content/blog/both-piers/contents.lr") -> Outcome:
    return process(item(text, path))


def article(text: str, path: str = "content/blog/both-piers/contents.lr") -> Article:
    (found,) = outcome(text, path).articles
    return found


def text_of(found: Article) -> str:
    return "\n\n".join(one.text for one in found.passages)


def of_site(archive: Path, files: dict[str, str]) -> dict[str, Outcome]:
    """Return what comes of the files of a site, by path."""
    fill(archive, {"Harbour.lektorproject": PROJECT, "content/contents.lr": "title: Home\n"} | files)
    found = [one for source in directed(archive, list(sources(archive))) for one in source.items()]
    return {one.path.removeprefix("site.tar/"): process(one) for one in found}


def test_a_page_is_read_with_its_fields() -> None:
    found = article(POST)
    assert text_of(found) == (
        "The harbour master opened both piers on Tuesday.\n\nA second paragraph below a rule, which tells of the mole."
    )
    assert (found.title, found.authors, found.format) == ("Both piers repaired", ("Ann Bell",), "Lektor")
    assert found.dates.published is not None
    assert found.dates.published.first.isoformat() == "2019-05-07"


def test_the_texts_of_blocks_are_read_and_not_how_they_look() -> None:
    assert text_of(article(BLOCKS)).split("\n\n") == [
        "The mole was built in 1912.",
        "It is four hundred metres long.",
        "Nobody whom we asked could remember a winter like it.",
    ]


def test_a_field_of_another_name_is_the_text_where_there_is_none_of_such_a_name() -> None:
    words = "The ferry runs on weekdays only, from seven to nine, and on Sundays at noon."
    assert text_of(article(f"title: Ferry\n---\nnotice: {words}\n")) == words


@pytest.mark.parametrize(
    ("text", "path", "why"),
    [
        ("_hidden: yes\n---\n" + POST, "content/a/contents.lr", "outside a site's content"),
        ("status: draft\n---\n" + POST, "content/a/contents.lr", "draft"),
        ("_model: blog\n---\ntitle: Blog\n", "content/blog/contents.lr", "no page"),
        ("_model: picture\n---\nalt: Both piers\n", "content/blog/pier.jpg.lr", "configuration"),
    ],
)
def test_what_is_no_article_is_left_out(text: str, path: str, why: str) -> None:
    found = outcome(text, path)
    assert (found.left_out, found.reason) == (why, None)


def test_a_text_without_fields_says_what_is_missing() -> None:
    assert "title: and body:" in str(outcome("Just words.").reason)


def test_a_page_in_another_language_is_of_that() -> None:
    words = "Der Hafenmeister hat am Dienstag die beiden Molen wieder geöffnet."
    assert article(f"title: Molen\n---\nbody: {words}\n", "content/a/contents+de.lr").language == "de"


def test_a_site_is_told_by_its_project_file_and_pages_get_their_addresses(archive: Path) -> None:
    files = {
        "content/blog/both-piers/contents.lr": POST,
        "content/blog/mole/contents.lr": "_slug: the-mole\n---\n" + BLOCKS,
        "content/blog/mole/plan.txt": "Notes on the plan.",
        "content/404.html/contents.lr": "title: No such page\n---\nbody: " + "There is nothing to be seen here. " * 20,
        "templates/layout.html": "<p>{{ this.body }}</p>",
        "models/blog.ini": "[model]\nname = Blog\n",
        "databags/menu.json": "{}",
    }
    found = of_site(archive, files)
    assert {name: [one.url for one in what.articles] for name, what in found.items() if what.articles} == {
        "content/blog/both-piers/contents.lr": ["https://harbour.example/blog/both-piers/"],
        "content/blog/mole/contents.lr": ["https://harbour.example/blog/the-mole/"],
        "content/404.html/contents.lr": ["https://harbour.example/404.html"],
    }
    assert [found[name].left_out for name in ("templates/layout.html", "models/blog.ini", "databags/menu.json")] == [
        "template of a site generator", "configuration", "configuration",
    ]  # fmt: skip
    assert not [what.path for what in found.values() if what.reason]


def test_no_address_is_built_where_a_model_calls_its_pages_by_a_program(archive: Path) -> None:
    model = "[children]\nslug_format = {{ this.pub_date.year }}/{{ this._id }}\n"
    found = of_site(archive, {"models/blog.ini": model, "content/blog/both-piers/contents.lr": POST})
    assert [one.url for one in found["content/blog/both-piers/contents.lr"].articles] == [None]


def test_a_site_in_an_archive_file_is_told_too(archive: Path) -> None:
    pack(archive / "site.tar", {"Harbour.lektorproject": PROJECT, "content/blog/a/contents.lr": POST})
    found = [one for source in directed(archive, list(sources(archive))) for one in source.items()]
    outcomes = {one.path: process(one) for one in found}
    assert [one.url for one in outcomes["site.tar/content/blog/a/contents.lr"].articles] == [
        "https://harbour.example/blog/a/"
    ]


@given(st.text(alphabet="a:-#\n \t", max_size=400) | st.text(max_size=200))
def test_no_text_makes_it_fail(text: str) -> None:
    split_lektor(text)
    assert all(fields_of(text))
    process(item(text, "contents.lr"))


def test_many_blocks_in_blocks_are_read_in_time_and_not_forever() -> None:
    nested = "#### a ####\ntext:\n" * 20_000
    assert process(item(f"body:\n{nested}", "contents.lr")).reason is None
