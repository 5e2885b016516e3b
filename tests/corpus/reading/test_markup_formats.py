"""reStructuredText, Org and HTML with front matter; and front matter in the forms that generators take."""

from __future__ import annotations

from datetime import date

import pytest

from tests.corpus.making import only, outcome

RST = """Both piers
##########

:date: 2019-05-07 10:20
:author: Ann

Lead *words* with :ref:`odd <x>` and ``code``.

.. image:: x.png
   :alt: A pier

.. include:: /etc/hostname

.. raw:: html

   <b>no</b>

.. csv-table:: x
   :url: http://localhost/x

Costs
-----

* item that
  goes on

====  ====
a     b
1     2
====  ====

.. youtube:: abc
"""
ORG = """#+TITLE: Both piers
#+DATE: <2019-05-07 Tue 10:20>
#+AUTHOR: Ann
:PROPERTIES:
:ID: x
:END:

Lead /words/ with [[http://x][odd]] and ~code~.

* TODO Costs   :tag:
- item that
  goes on

| a | b |
|---+---|
| 1 | 2 |
#+CAPTION: A pier
[[file:x.png]]
# a comment
"""


@pytest.mark.parametrize(("path", "text"), [("a.rst", RST), ("a.org", ORG)])
def test_a_text_is_read_with_its_headings_rows_and_fields(path: str, text: str) -> None:
    article = only(outcome(text, path))
    assert (article.title, article.authors) == ("Both piers", ("Ann",))
    assert article.dates.published is not None
    assert article.dates.published.first == date(2019, 5, 7)
    assert [(one.heading, one.text.split("\n\n")) for one in article.passages] == [
        ("", ["Lead words with odd and code."]),
        ("Costs", ["item that goes on", "a | b", "1 | 2"]),
    ]
    assert [one.text for one in article.furniture if one.role == "caption"] == ["A pier"]


def test_code_of_org_stands_as_it_is_and_exports_go() -> None:
    text = "Lead.\n\n#+begin_src sh\n*a* {{{b}}}\n#+end_src\n#+begin_export html\n<b>no</b>\n#+end_export\n"
    assert [one.text for one in only(outcome(text, "a.org")).passages] == ["Lead.\n\n*a* {{{b}}}"]


def test_html_with_front_matter_is_read_with_it_and_without_its_template_tags() -> None:
    page = "---\ntitle: Both piers\ndate: 2019-05-07\n---\n{% include x %}<p>In <b>bold</b> {{ page.x }}words.</p>"
    article = only(outcome(page, "a.html"))
    assert (article.title, article.format) == ("Both piers", "HTML")
    assert article.dates.kind == "front matter"
    assert [one.text for one in article.passages] == ["In bold words."]
    assert outcome(page.replace("title", "draft: yes\ntitle"), "a.html").left_out == "draft"


@pytest.mark.parametrize(
    "front",
    [
        '---json\n{"title": "Piers", "date": "2019-05-07"}\n---',
        '---toml\ntitle = "Piers"\ndate = 2019-05-07\n---',
        '---js\n{"title": "Piers", "date": "2019-05-07"}\n---',
        "<!--\n.. title: Piers\n.. date: 2019-05-07 05:28:00 UTC\n-->",
        ".. title: Piers\n.. date: 2019-05-07 05:28:00 UTC+02:00",
        "---\ntitle: Piers\ndate:\n  created: 2019-05-07\n---",
        '+++\ntitle = "Piers"\npath = "2019/05/07/x"\n[extra]\nx = 1\n+++',
        "+++\ntitle = 'Piers'\n[extra]\ndate = 2019-05-07\n+++",
        "---\ntitle: Piers\n---\n---\ndate: 2019-05-07\n---",
        "Title:\n    Piers\nDate: 2019-05-07 10:20\n",
    ],
)
def test_front_matter_is_read_in_the_forms_of_generators(front: str) -> None:
    article = only(outcome(f"{front}\n\nWords.", "page.md"))
    assert article.title == "Piers"
    assert article.dates.published is not None
    assert article.dates.published.first == date(2019, 5, 7)
    assert [one.text for one in article.passages] == ["Words."]


def test_front_matter_in_javascript_is_refused_and_not_run() -> None:
    reason = outcome("---js\n{title: 1 + 1}\n---\nWords.", "page.md").reason
    assert reason is not None
    assert "JavaScript, which is never run" in reason


def test_what_a_heading_of_org_hides_is_not_read() -> None:
    text = "* One\nLead.\n* COMMENT Notes\nHidden.\n** Below\nHidden too.\n* Two\nMore.\n* COMMENTARY\nRead."
    assert [one.text for one in only(outcome(text, "a.org")).passages] == ["Lead.", "More.", "Read."]
