"""Which reader takes an item, and that no item can stop a run."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.articles import process_all
from corpus.omissions import Omission
from corpus.reading.items import Item
from tests.corpus.making import hostile, item, only, outcome

PIECES = st.sampled_from(
    """--- +++ { } [ ] ( ) | > # * ` ``` ~~~ <b> </b> <!-- --> {{< >}} {% %} &amp; &#xD800; &[a *a ![ ]( http://x title:
    date: draft: true 2019-02-30 2019-05-07 Home Share By March 27, 2024 Monday, Words of a sentence. \u00a0
    \u200b \x1c \x0c \u2028 \r é ا 東 \U0001f6a2
    """.split(" ")
)
GARBLED = st.lists(PIECES | st.sampled_from(["\n", "\n\n", " ", "\t", " " * 8]) | st.text(max_size=3), max_size=12)


@pytest.mark.parametrize("path", ["a.txt", "a.TEXT", "README", "notes.d/README"])
def test_text_dumps_are_told_by_their_ending_or_by_having_none(path: str) -> None:
    assert only(outcome("# Council meets\n\nThe council met on Tuesday.", path)).title == "Council meets"


@pytest.mark.parametrize("path", ["a.md", "a.Markdown"])
def test_markdown_is_told_by_its_ending(path: str) -> None:
    assert [passage.text for passage in only(outcome("# Council\n\nIt *met* today.", path)).passages] == [
        "It met today."
    ]


@pytest.mark.parametrize(
    ("path", "article_id"),
    [
        ("Frist/9May2006Frist236.txt", "Frist/9May2006Frist236"),
        ("a.b/c", "a.b/c"),
        (".profile", ".profile"),
        ("a/b.tar.txt", "a/b.tar"),
        ("page.md", "page"),
    ],
)
def test_a_files_id_is_its_path_below_the_archive_without_its_suffix(path: str, article_id: str) -> None:
    assert only(outcome("The council met on Tuesday.", path)).article_id == article_id


def test_the_id_of_a_member_leaves_out_the_archive_file_that_holds_it() -> None:
    (found,) = process_all(
        [Item("senate.tar.xz/Frist/9May.txt", "Frist/9May.txt", None, b"The council met on Tuesday.")]
    )
    assert only(found).article_id == "Frist/9May"


def test_a_format_without_a_reader_is_refused_and_those_that_have_one_are_named() -> None:
    reason = outcome("p { color: red }", "page.css").reason or ""
    assert reason == "no reader for .css files; docs/formats.md tells what is read"


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "empty"), (b"\xff\xd8\xff\xe0\x00\x10JFIF", "binary data"), (b"PK\x03\x04\x00", "binary")],
)
def test_a_file_that_is_no_text_at_all_is_refused_for_that_rather_than_for_its_ending(data: bytes, reason: str) -> None:
    assert (outcome(data, "picture.jpg").reason or "").startswith(reason)


@pytest.mark.parametrize("markup", ["<?xml version='1.0'?><a>", "  <rss>", "<FEED>"])
def test_markup_is_no_text_dump_and_the_cure_is_named(markup: str) -> None:
    assert "not a text dump: save it as " in (outcome(markup, "page.txt").reason or "")


def test_an_item_that_could_not_be_fetched_keeps_its_reason_and_line() -> None:
    found = process_all([Item("wire.jsonl", "wire.jsonl", 3, b"", "9.9 MB in one piece")])[0]
    assert (found.reason, found.line, found.articles) == ("9.9 MB in one piece", 3, [])


def test_a_batch_comes_back_in_order_and_one_bad_item_spoils_no_other() -> None:
    batch = [item("First words."), item(b"\x00"), item("Last words.")]
    assert [one.reason is None for one in process_all(batch)] == [True, False, True]


BLANK = ["\u00a0\n", "\ufeff", "\ufeff\n\n", "\u3000\u2003", "\x1c"]


@pytest.mark.parametrize("path", ["page.txt", "page.md"])
@pytest.mark.parametrize("blank", [*BLANK, b"\xff\xfe \x00"], ids=ascii)
def test_white_space_in_any_script_is_empty(blank: str | bytes, path: str) -> None:
    assert (outcome(blank, path).reason or "").startswith("empty")


@hostile
@given(st.sampled_from(["a.txt", "a.md", "a"]), GARBLED)
@example("a.md", ["---\n", "title: ", "[[[[", "\n---\nBody."])
@example("a.md", ["---\n- a\n- b\n---\nBody."])
@example("a.md", ["---\ntitle: !!python/object:os.system x\n---\nBody."])
@example("a.txt", ["March 27, 2024"])
@example("a.txt", ["Home\nShare\nSearch"])
def test_any_text_is_read_or_refused_with_a_reason(path: str, pieces: list[str]) -> None:
    text = "".join(pieces)
    if not text.strip():
        return  # the test above
    found = outcome(text.encode("utf-8", "replace"), path)
    assert found.reason is None or found.reason.strip()
    for article in found.articles:
        assert article.title
        assert article.passages
        assert all(passage.text.strip() for passage in article.passages)


@hostile
@given(st.sampled_from(["a.txt", "a.md", "a.jsonl", "a", "a.pdf"]), st.binary())
def test_any_bytes_are_read_or_refused_with_a_reason(path: str, data: bytes) -> None:
    found = outcome(b"Words " + data, path, 1)
    assert bool(found.articles) != bool(found.reason)


def test_a_large_file_of_numbers_is_no_article_and_a_short_one_or_one_of_words_may_be() -> None:
    edges = "# from to\n" + "".join(f"{one} {one + 7}\n" for one in range(5_000))
    words = "The gauge said 4 at noon and 3 at night.\n" * 1_000
    assert outcome(edges, "edges.txt").left_out == Omission.NO_PROSE
    assert [outcome(text, "a.txt").left_out for text in (words, "4 3 2 1\n")] == [None, None]
