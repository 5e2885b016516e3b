"""What is not published is not read: drafts in every form that archives know, and folders of drafts."""

from __future__ import annotations

import json
from datetime import date

import pytest

from corpus.articles import process
from corpus.dating.horizon import horizon_on
from corpus.model import Article, Outcome
from corpus.omissions import Omission
from tests.corpus.making import item, outcome, record

TODAY = date(2026, 11, 27)
HELD_BACK = [
    ("draft", True), ("draft", "true"), ("Draft", "True"), ("DRAFT", "yes"), ("isDraft", 1), ("is_draft", "on"),
    ("published", False), ("published", "false"), ("Published", "no"), ("is_published", 0), ("publish", "False"),
    ("status", "draft"), ("status", "Pending"), ("status", "private"), ("Status", "future"), ("status", "trash"),
    ("post_status", "auto-draft"), ("postStatus", "auto_draft"), ("state", "in review"), ("visibility", "private"),
    ("status", "Entwurf"), ("status", "brouillon"), ("status", "borrador"), ("status", "مسودة"), ("status", "پیش‌نویس"),
    ("status", "scheduled"), ("private", "true"), ("status", 0),
]  # fmt: skip
PUBLISHED = [
    ("draft", False), ("draft", "false"), ("draft", ""), ("draft", None), ("draft", "maybe"), ("published", True),
    ("published", "true"), ("published", "2019-05-07"), ("status", "publish"), ("status", "published"), ("status", 1),
    ("status", "archived"), ("state", "Maine"), ("drafting", "true"), ("category", "draft"), ("visibility", "public"),
    ("audience", "everyone"), ("audience", "members of the council"), ("paid", "true"), ("private", "no"),
    ("published", None),
]  # fmt: skip


def read_record(name: str, value: object) -> Outcome:
    """Return what comes of a record with a field."""
    return outcome(record(id="r", text="The council met on Tuesday.", **{name: value}), "wire.jsonl", 1)


def read_page(name: str, value: object) -> Outcome:
    """Return what comes of a page with a field in its front matter."""
    written = json.dumps(value, ensure_ascii=False)
    return outcome(f"---\ntitle: Council\n{name}: {written}\n---\nThe council met on Tuesday.", "page.md")


@pytest.mark.parametrize(("name", "value"), HELD_BACK)
def test_what_its_authors_hold_back_is_neither_read_nor_quarantined(name: str, value: object) -> None:
    for found in (read_record(name, value), read_page(name, value)):
        assert (found.articles, found.reason, found.due) == ([], None, None)


@pytest.mark.parametrize(("name", "value"), PUBLISHED)
def test_what_is_published_is_read(name: str, value: object) -> None:
    for found in (read_record(name, value), read_page(name, value)):
        assert len(found.articles) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [("visibility", "paid"), ("visibility", "members"), ("Visibility", "tiers"), ("audience", "only_paid")],
)
def test_what_is_for_some_readers_only_is_not_shown_to_all(name: str, value: str) -> None:
    for found in (read_record(name, value), read_page(name, value)):
        assert (found.articles, found.left_out) == ([], Omission.PRIVATE)


def test_a_held_back_record_needs_no_text() -> None:
    assert outcome(b'{"id": "r", "status": "draft"}', "wire.jsonl", 1).reason is None


@pytest.mark.parametrize(
    "path", ["_drafts/bridge.md", "site/_drafts/bridge.html", "_drafts/deep/bridge.txt", "site/_Drafts/wire.jsonl"]
)
@pytest.mark.parametrize("data", ["<html><body><p>The council met.</p></body></html>", "", '{"text": "Words."}'])
def test_whatever_lies_in_a_folder_of_drafts_is_left_out(path: str, data: str) -> None:
    found = process(item(data, path, 1 if path.endswith("l") else None))
    assert (found.articles, found.reason, found.left_out) == ([], None, "draft")


def test_a_record_of_a_path_in_a_folder_of_drafts_is_left_out() -> None:
    found = outcome(b'{"id": "r", "path": "content/_drafts/r.md", "text": "Words."}', "wire.jsonl", 1)
    assert (found.articles, found.reason, found.left_out) == ([], None, "draft")


def test_a_file_that_is_called_drafts_is_read() -> None:
    assert len(process(item("The council met on Tuesday.", "notes/_drafts.txt")).articles) == 1


def on(day: date, data: str | bytes, path: str, line: int | None = None, *, future: bool = False) -> Outcome:
    """Return what comes of an item on a day."""
    return process(item(data, path, line), horizon_on(day, beyond=future))


PAGE = b"<html><head>%s</head><body><h1>The council met</h1><p>The council met on Tuesday.</p></body></html>"
TO_COME = [
    (record(id="r", text="The council met.", date="2026-12-24"), "wire.jsonl", 1),
    (record(id="r", text="The council met.", publishDate=1798070400), "wire.jsonl", 1),
    (b"---\ndate: 2026-12-24T10:00:00Z\n---\nThe council met.", "page.md", None),
    (b"---\ndate: 2019-05-07\npublishDate: 2026-12-24\n---\nThe council met.", "page.md", None),
    (b"+++\npublishDate = 2026-12-24\n+++\nThe council met.", "page.md", None),
    (b"Title: Council\nDate: 2026-12-24 10:20\n\nThe council met.", "page.md", None),
    (b"The council met on Tuesday.", "_posts/2026-12-24-council.md", None),
    (
        PAGE % b'<meta property="article:published_time" content="2026-12-24T10:00:00Z">',
        "page.html",
        None,
    ),
]


@pytest.mark.parametrize(("data", "path", "line"), TO_COME)
def test_what_is_to_be_published_is_held_back_until_its_day_unless_asked_for(
    data: bytes, path: str, line: int | None
) -> None:
    found = on(TODAY, data, path, line)
    assert (found.articles, found.reason, found.due) == ([], None, date(2026, 12, 24))
    asked = on(TODAY, data, path, line, future=True)
    assert (len(asked.articles), asked.due) == (1, date(2026, 12, 24))
    for day in (date(2026, 12, 23), date(2027, 1, 1)):  # on the day before it is already that day in the east
        later = on(day, data, path, line)
        assert (len(later.articles), later.due) == (1, None)


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ("The council has met\n\nDecember 24, 2026\n\nThe council met on Tuesday and went home again.", "page.txt"),
        ("<html><h1>The council met</h1><p class='date'>24 December 2026</p><p>It met on Tuesday.</p>", "page.html"),
    ],
)  # fmt: skip
def test_a_day_to_come_that_a_page_only_shows_is_not_believed_and_the_article_is_kept(data: str, path: str) -> None:
    found = on(TODAY, data, path)
    article: Article = found.articles[0]
    assert (article.dates.published, article.dates.captured, found.due) == (None, None, None)
    assert any("the day is still to come" in piece.text for piece in article.furniture)


def test_a_name_of_a_day_to_come_does_not_go_before_a_day_that_has_come() -> None:
    (article,) = on(TODAY, "The council has met\n\nMay 7, 2019\n\nIt met on Tuesday.", "2026-12-24-plan.txt").articles
    assert article.dates.published is not None
    assert article.dates.published.first == date(2019, 5, 7)
