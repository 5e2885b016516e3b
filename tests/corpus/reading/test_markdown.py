"""Markdown with front matter: what a browser would show, with the dates and names above it."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.model import Kind
from tests.corpus.making import only, outcome

PAGE = """---
title: "Both piers repaired"
date: 2019-05-07
authors: [Ann, Bo]
lang: en
url: https://example.org/piers
---
The *council* met at the [old **pier**](https://example.org/pier) on Tuesday &amp; voted.

## What it cost

Two million, said `Ann`.
"""


def passages(markdown: str) -> list[str]:
    """Return the paragraphs of a Markdown page."""
    text = "\n\n".join(passage.text for passage in only(outcome(markdown, "page.md")).passages)
    return text.split("\n\n")


def test_a_whole_page_is_read_with_its_front_matter() -> None:
    article = only(outcome(PAGE, "2018/piers.md"))
    assert (article.article_id, article.title, article.url, article.language, article.authors) == (
        "2018/piers", "Both piers repaired", "https://example.org/piers", "en", ("Ann", "Bo"),
    )  # fmt: skip
    assert [(passage.text, passage.heading) for passage in article.passages] == [
        ("The council met at the old pier on Tuesday & voted.", ""),
        ("Two million, said Ann.", "What it cost"),
    ]
    assert article.dates.published is not None
    assert article.dates.published.first == date(2019, 5, 7)
    assert article.dates.kind == Kind.FRONT_MATTER


@pytest.mark.parametrize("value", ["true", "True", "yes", "on"])
def test_a_draft_is_left_out_and_not_quarantined(value: str) -> None:
    found = outcome(f"---\ndraft: {value}\n---\nNot yet.", "page.md")
    assert (found.articles, found.reason) == ([], None)


@pytest.mark.parametrize("value", ["false", "no", "", "maybe"])
def test_what_is_no_draft_is_read(value: str) -> None:
    assert passages(f"---\ndraft: {value}\n---\nReady.") == ["Ready."]


@pytest.mark.parametrize("title", ["Both piers: a visit", "Piers: a visit: a plan", "What is new:"])
def test_a_colon_in_a_title_that_is_not_quoted_is_part_of_it(title: str) -> None:
    article = only(outcome(f"---\ntitle: {title}\ndate: 2019-05-07\ntags: [a, b]\n---\nWords.", "page.md"))
    assert article.title == title
    assert [claim.span.first for claim in article.dates.claims] == [date(2019, 5, 7)]


@pytest.mark.parametrize(
    "front",
    ["title: [unclosed", "title: {a: b: c", "\ttitle: tab", "title: !!python/name:os.system x"],
)
def test_front_matter_that_cannot_be_read_is_quarantined_with_the_parsers_words(front: str) -> None:
    reason = outcome(f"---\n{front}\n---\nWords.", "page.md").reason
    assert reason is not None
    assert reason.startswith("its front matter cannot be read: ")
    assert "\n" not in reason


@pytest.mark.parametrize("body", ["", "\n\n", "## Only a heading\n", "<!-- nothing -->", "![](x.png)"])
def test_a_page_without_text_is_empty(body: str) -> None:
    assert (
        outcome(f"---\ntitle: Piers\n---\n{body}", "page.md").reason == "empty: there is no text below its front matter"
    )


def test_json_front_matter_is_read() -> None:
    assert only(outcome('{\n"title": "Both piers"\n}\nWords.', "page.md")).title == "Both piers"


def test_toml_front_matter_is_never_taken_for_text() -> None:
    found = outcome('+++\ntitle = "Both piers"\ndraft = true\n+++\nNot yet.', "page.md")
    assert (found.articles, found.reason) == ([], None)


def test_toml_front_matter_is_read() -> None:
    front = '+++\ntitle = "Both piers"\ndate = 2019-05-07T23:30:00-04:00\nauthors = ["Ann"]\n[params]\nx = 1\n+++\n'
    article = only(outcome(f"{front}Words.\n\n+++\n\nMore.", "page.md"))
    assert (article.title, article.authors) == ("Both piers", ("Ann",))
    assert [(claim.span.first, claim.utc_offset) for claim in article.dates.claims] == [(date(2019, 5, 7), -240)]
    assert [passage.text for passage in article.passages] == ["Words.\n\n+++\n\nMore."]


def test_a_time_alone_is_no_date() -> None:
    assert only(outcome("+++\ndate = 10:00:00\n+++\nWords.", "page.md")).dates.claims == ()


@pytest.mark.parametrize("text", ["+++\ndraft = true\n\nNot yet.", "+++\ndraft: true\n+++\nNot yet."])
def test_toml_front_matter_that_cannot_be_read_is_quarantined(text: str) -> None:
    reason = outcome(text, "page.md").reason
    assert reason is not None
    assert reason.startswith("its front matter cannot be read: ")


def test_aliases_that_stand_for_more_and_more_words_are_refused() -> None:
    laughs = ["a: &a [ha, ha]", *(f"{name}: &{name} [{f'*{chr(ord(name) - 1)}, ' * 9}]" for name in "bcdefghijklmno")]
    reason = outcome("---\n" + "\n".join(laughs) + "\ntitle: *o\n---\nWords.", "page.md").reason
    assert reason is not None
    assert "YAML aliases (*name) are not read" in reason


@pytest.mark.parametrize(
    "front", ["title: " + "[" * 100_000, "- " * 50_000, '{\n"a": ' + "[" * 100_000 + "\n}"], ids=len
)
def test_a_deep_nesting_in_front_matter_is_refused(front: str) -> None:
    text = f"{front}\nWords." if front[0] == "{" else f"---\n{front}\n---\nWords."
    reason = outcome(text, "page.md").reason
    assert reason is not None
    assert reason.startswith("its front matter cannot be read: ")


def test_a_star_in_front_matter_is_no_alias() -> None:
    assert only(outcome('---\ntitle: "Piers & *more*"\n---\nWords.', "page.md")).title == "Piers & *more*"


def test_half_a_character_in_front_matter_can_be_stored() -> None:
    article = only(
        outcome('{\n"title": "A \\ud800", "authors": ["\\ud800"], "date": "2019-05-07 \\ud800"\n}\nWords.', "page.md")
    )
    assert (article.title, article.authors) == ("A \ufffd", ("\ufffd",))
    assert [claim.words for claim in article.dates.claims] == ["2019-05-07 \ufffd"]


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("Before {{< note >}}kept{{< /note >}} after.", ["Before kept after."]),
        ("Before.\n\n{{% figure\n  src='x.png' %}}\n\nAfter.", ["Before.", "After."]),
        ('A [link]({{< ref "page.md" >}}) stays.', ["A link stays."]),
        ("{% include nav.html %}Text.", ["Text."]),
        ('[caption id="x"]A caption[/caption] text.', ["text."]),
        ("[gallery](http://example.org) is a link.", ["gallery is a link."]),
        ("Seen <!-- not\nseen --> again.", ["Seen again."]),
    ],
)
def test_template_tags_are_stripped_and_what_they_enclose_stays(markdown: str, words: list[str]) -> None:
    assert passages(markdown) == words


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("**Bold**, _slanted_ and ~~struck~~ `code`.", ["Bold, slanted and ~~struck~~ code."]),
        ("A [link](http://x), <http://y> and [one][1].\n\n[1]: http://y", ["A link, http://y and one."]),
        ("&copy; 2019 &mdash; A&nbsp;B &#233; &unknown;", ["© 2019 — A B é &unknown;"]),
        ("&#xD800; stays storable", ["\ufffd stays storable"]),
        ("One<br>two  \nthree\nfour", ["One\ntwo\nthree four"]),
        ("- one\n- two\n  - three\n\n> quoted\n\n1. first", ["one", "two", "three", "quoted", "first"]),
        ("<div class='x'>In <b>HTML</b></div>\n\nAfter.", ["In HTML", "After."]),
        ("![An image's text](x.png) words", ["words"]),
        ("Before.\n\n```sh\nrun\n\nmore\n```\n\n    indented\n\nAfter.", "Before. run more indented After.".split()),
        ("\\*no emphasis\\*", ["*no emphasis*"]),
    ],
)  # fmt: skip
def test_the_text_is_what_a_browser_shows(markdown: str, words: list[str]) -> None:
    assert passages(markdown) == words


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("Use the `<title>` element.", "Use the <title> element."),
        ("&lt;not a tag&gt; stays", "<not a tag> stays"),
        ("&amp;lt; is an entity", "&lt; is an entity"),
        ("```\n<b>&amp;</b>\n```", "<b>&amp;</b>"),
        ("<div\nclass='x'>In HTML &amp; more</div>", "In HTML & more"),
        ("Between <b>tags</b>", "Between tags"),
    ],
)
def test_words_in_angle_brackets_are_text_where_a_browser_shows_them(markdown: str, words: str) -> None:
    assert passages(markdown) == [words]


def test_a_table_is_read_row_by_row() -> None:
    table = "| Pier | Cost |\n|---|---|\n| North | 2 |\n| South | 3 |\n\nAfter."
    assert passages(table) == ["Pier | Cost", "North | 2", "South | 3", "After."]


def test_no_cell_of_a_table_is_lost() -> None:
    table = "| Pier | Cost |\n|---|---|\n| North | 2 |\n| South | 3 |\n\nAfter."
    assert set("Pier Cost North 2 South 3 After.".split()) <= set(" ".join(passages(table)).split())


def test_headings_stand_beside_the_passages_below_them() -> None:
    article = only(outcome("Lead.\n\n## North\n\nFirst.\n\n### Deep\n\nSecond.\n\n## South\n\nThird.", "page.md"))
    assert [(passage.heading, passage.text) for passage in article.passages] == [
        ("", "Lead."),
        ("North", "First."),
        ("Deep", "Second."),
        ("South", "Third."),
    ]


def test_a_first_heading_is_the_title_where_the_front_matter_gives_none() -> None:
    article = only(outcome("# Both piers\n\nWords.\n\n# Both piers\n\nMore.", "page.md"))
    assert article.title == "Both piers"
    assert [(passage.text, passage.heading) for passage in article.passages] == [("Words.\n\nMore.", "")]


def test_without_any_heading_the_beginning_stands_in_for_the_title() -> None:
    assert only(outcome("word " * 60, "page.md")).title == ("word " * 18).strip() + "…"


@pytest.mark.parametrize(
    ("front", "first", "kind"),
    [
        ("date: 2019-05-07T23:30:00-04:00", date(2019, 5, 7), "front matter"),
        ("date: 2019-05-07 10:00:05 -0400", date(2019, 5, 7), "front matter"),
        ('date: "May 7, 2019"', date(2019, 5, 7), "front matter"),
        ("published: 2019-05-07", date(2019, 5, 7), "front matter"),
        ("pubDate: 2019-05-07", date(2019, 5, 7), "front matter"),
        ("date: 2019", date(2019, 1, 1), "front matter"),
        ("date: soon", date(2018, 3, 4), "file name"),
        ("title: Piers", date(2018, 3, 4), "file name"),
    ],
)
def test_the_date_is_that_of_the_front_matter_and_else_of_the_file_name(front: str, first: date, kind: str) -> None:
    dates = only(outcome(f"---\n{front}\n---\nWords.", "blog/2018-03-04-piers.md")).dates
    assert dates.published is not None
    assert dates.published.first == first
    assert any(claim.kind == kind for claim in dates.claims)
    assert dates.kind == kind


@pytest.mark.parametrize(
    ("front", "url"),
    [
        ("url: javascript:alert(1)", None),
        ("url: /piers/", None),
        ("url: 12", None),
        ("canonical: javascript:x\nsource_url: http://example.org", "http://example.org"),
        ("url: http://a.example\ncanonical: https://b.example", "https://b.example"),
    ],
)
def test_only_links_to_the_web_are_kept(front: str, url: str | None) -> None:
    assert only(outcome(f"---\n{front}\n---\nWords.", "page.md")).url == url


@pytest.mark.parametrize(
    ("front", "authors"),
    [("author: Ann", ("Ann",)), ("authors: Ann", ("Ann",)), ("authors:\n- Ann\n- 12", ("Ann", "12")), ("title: x", ())],
)
def test_authors_are_listed(front: str, authors: tuple[str, ...]) -> None:
    assert only(outcome(f"---\n{front}\n---\nWords.", "page.md")).authors == authors


def test_a_title_in_several_lines_is_one_line() -> None:
    assert only(outcome("---\ntitle: >\n  Both\n  piers\n---\nWords.", "page.md")).title == "Both piers"


def test_a_deep_nesting_is_no_trap() -> None:
    assert only(outcome("> " * 5_000 + "deep\n\nshallow", "page.md")).passages[-1].text.endswith("shallow")


def test_fields_whose_opening_line_was_left_away_are_read() -> None:
    found = only(outcome("Title: Both piers\ndate: 2019-05-07 10:00\n---\n\nBoth piers are repaired.", "post.md"))
    assert (found.title, [one.text for one in found.passages]) == ("Both piers", ["Both piers are repaired."])
    assert found.dates.published is not None
    heading = only(outcome("Title: both piers\n---\nBoth are repaired.", "post.md"))
    assert heading.title == "Title: both piers"


@pytest.mark.parametrize(
    ("name", "text", "tag"),
    [
        ("a.md", "---\ntitle: T\n---\n{% notebook Waves.ipynb %}", "{% notebook Waves.ipynb %}"),
        ("a.rst", ".. title: T\n.. date: 2019-05-07\n\n.. include:: manual.txt\n", ".. include:: manual.txt"),
    ],
)
def test_where_a_text_is_put_in_from_elsewhere_the_reason_says_so_and_what_to_do(
    name: str, text: str, tag: str
) -> None:
    reason = outcome(text, name).reason
    assert reason is not None
    assert tag in reason
    assert "index the pages that the generator makes" in reason
