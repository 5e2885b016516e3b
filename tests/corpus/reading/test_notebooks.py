"""Notebooks of Jupyter as posts: their Markdown is the text, what programs and generators keep beside it is not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.articles import process
from corpus.model import Article, Outcome
from corpus.omissions import Omission
from corpus.reading.walking import directed, sources
from tests.corpus.making import fill, hostile, is_told, item, only

TIDES = "The gauge at the north pier has been read every hour since the spring."
TITLE = "# A year of tides"
FIELDS = "---\ntitle: A year of tides\ndate: '2021-05-04'\nauthor: Ann Bell\n---\n"


def cell(kind: str, *lines: str, **more: Any) -> dict[str, Any]:
    return {"cell_type": kind, "metadata": {}, "source": [f"{line}\n" for line in lines], **more}


def notebook(*cells: dict[str, Any], **metadata: Any) -> str:
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


PLOT = cell("code", "tides.plot()", outputs=[{"output_type": "stream", "text": ["<Axes: tides>"]}])


def outcome(text: str, path: str = "posts/tides.ipynb") -> Outcome:
    return process(item(text, path))


def article(text: str, path: str = "posts/tides.ipynb") -> Article:
    return only(outcome(text, path))


def told(found: Article) -> tuple[str, str, str]:
    day = found.dates.published
    return found.title, "" if day is None else day.first.isoformat(), " ".join(one.text for one in found.passages)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (notebook(cell("raw", FIELDS), PLOT, cell("markdown", TIDES)), "posts/tides.ipynb"),
        (notebook(cell("markdown", FIELDS, TIDES)), "posts/tides.ipynb"),
        (
            notebook(cell("markdown", "# A year of tides"), cell("markdown", TIDES), PLOT),
            "posts/2021-05-04-tides.ipynb",
        ),
        (
            notebook(cell("markdown", '# "A year of tides"', "> " + TIDES, "- toc: true", "- author: Ann")),
            "_notebooks/2021-05-04-tides.ipynb",
        ),
        (
            notebook(cell("markdown", TIDES), nikola={"title": "A year of tides", "date": "2021-05-04 09:30"}),
            "posts/a.ipynb",
        ),
        (notebook(cell("markdown", TIDES), title="A year of tides", date="May 4, 2021"), "a.ipynb"),
        (
            json.dumps(
                {
                    "worksheets": [
                        {
                            "cells": [
                                cell("heading", "A year of tides", level=1),
                                {"cell_type": "markdown", "source": TIDES},
                            ]
                        }
                    ],
                    "metadata": {"name": ""},
                    "nbformat": 3,
                }
            ),
            "2021-05-04-tides.ipynb",
        ),
    ],
)
def test_a_notebook_is_read_with_its_title_its_day_and_the_words_of_its_markdown(text: str, path: str) -> None:
    assert told(article(text, path)) == ("A year of tides", "2021-05-04", TIDES)


def test_cells_that_are_removed_where_it_is_published_are_not_read() -> None:
    hidden = cell("markdown", "Ask Ann for the numbers.") | {"metadata": {"tags": ["remove-cell"]}}
    assert told(article(notebook(cell("markdown", TIDES), hidden)))[2] == TIDES


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (notebook(PLOT), Omission.CODE),
        (notebook(cell("raw", "---\ntitle: Tides\ndraft: true\n---"), cell("markdown", TIDES)), Omission.DRAFT),
    ],
)
def test_what_is_no_article_is_left_out(text: str, why: Omission) -> None:
    found = outcome(text)
    assert (found.left_out, found.reason) == (why, None)


@pytest.mark.parametrize(
    ("text", "says"),
    [('{"metadata": {}}', "it has no cells"), ('{"cells": [', "check that the file is complete"), ("[1]", "no cells")],
)
def test_what_is_no_notebook_says_so(text: str, says: str) -> None:
    assert says in str(outcome(text).reason)


def test_notebooks_beside_a_sites_posts_are_articles_and_those_beside_code_are_not(archive: Path) -> None:
    post = notebook(cell("raw", FIELDS), cell("markdown", TIDES))
    fill(
        archive,
        {
            "blog/_config.yml": "plugins: [jekyll-feed]\nurl: https://tides.example\n",
            "blog/_posts/2021-05-04-a.md": f"---\ntitle: Tides\n---\n{TIDES}",
            "blog/_notebooks/2021-05-04-tides.ipynb": post,
            "news/conf.py": NIKOLA,
            "news/posts/tides.ipynb": post,
            "tool/setup.py": "setup()",
            "tool/examples/tides.ipynb": post,
        },
    )
    found = {one.path: process(one) for source in directed(archive, list(sources(archive))) for one in source.items()}
    assert found["blog/_notebooks/2021-05-04-tides.ipynb"].articles
    assert only(found["news/posts/tides.ipynb"]).url == "https://news.example/posts/tides/"
    assert found["tool/examples/tides.ipynb"].left_out == Omission.CODE


NIKOLA = """BLOG_TITLE = 'Nikola'
SITE_URL = 'https://news.example/'
POSTS = (('posts/*.ipynb', 'posts', 'p.tmpl'),)
"""
NAMES = [
    "cells",
    "cell_type",
    "source",
    "metadata",
    "worksheets",
    "nikola",
    "authors",
    "tags",
    "level",
    "title",
    "markdown",
]
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=20,
)


@hostile
@given(st.dictionaries(st.sampled_from(NAMES), json_values, max_size=5))
def test_whatever_stands_in_its_places_is_told(book: dict[str, Any]) -> None:
    assert is_told(outcome(json.dumps(book)))
