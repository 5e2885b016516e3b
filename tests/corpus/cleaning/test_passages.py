"""Passages: slices of the text, of readable length, and nothing of the text is lost between them."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.cleaning.pages import take_apart
from corpus.cleaning.segments import segments
from corpus.cleaning.splitting import JOINED, SHORT, passage_spans
from corpus.model import PASSAGE_LIMIT
from tests.corpus.making import hostile, only, outcome, slices, visible

SENTENCE = "The harbour council met on Tuesday evening in the old town hall and approved the repair of its piers. "
WORDS = st.text(st.sampled_from("abcdefg é東."), min_size=1, max_size=9).filter(lambda word: word.strip())
PARAGRAPH = st.one_of(
    st.lists(WORDS, min_size=1, max_size=400).map(" ".join),
    st.integers(1, 40).map(lambda count: SENTENCE * count),
    st.sampled_from(["x" * 3000, "e\u0301" * 1500, "\u0301" * 1200, "word " * 700, ". " * 900, "東京。" * 700]),
)


def lay_out(paragraphs: list[str], between: str = "\n\n") -> tuple[str, list[tuple[int, int]]]:
    """Set paragraphs one below the other; return the text and where each stands."""
    text, blocks = "", []
    for paragraph in (one.strip() for one in paragraphs):
        blocks.append((len(text), len(text) + len(paragraph)))
        text += paragraph + between
    return text, blocks


def passages(paragraphs: list[str], breaks: frozenset[int] = frozenset()) -> list[str]:
    """Return the passages that paragraphs are cut into or stand together in."""
    text, blocks = lay_out(paragraphs)
    return slices(text, passage_spans(text, blocks, breaks))


def assert_sound(text: str, spans: list[tuple[int, int]], blocks: list[tuple[int, int]]) -> None:
    """Check what holds of all passages of any text."""
    assert all(0 < end - start <= PASSAGE_LIMIT for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    covered = {place for start, end in spans for place in range(start, end)}
    assert all(place in covered for start, end in blocks for place in range(start, end) if not text[place].isspace())


@hostile
@given(
    st.lists(PARAGRAPH.filter(lambda one: one.strip()), min_size=1, max_size=6),
    st.sampled_from(["\n", "\n\n", "\n - "]),
)
@example(["x" * (PASSAGE_LIMIT + 1)], "\n")
@example(["\u0301" * (PASSAGE_LIMIT + 1)], "\n")
def test_passages_are_ordered_slices_within_the_limit_that_lose_no_character(
    paragraphs: list[str], between: str
) -> None:
    text, blocks = lay_out(paragraphs, between)
    assert_sound(text, passage_spans(text, blocks), blocks)


@hostile
@given(
    st.text(st.sampled_from("aB .,\n\t:|>-#é東\u00a0"), max_size=600) | st.lists(PARAGRAPH, max_size=4).map("\n".join)
)
def test_whatever_a_page_holds_its_passages_are_slices_of_it(text: str) -> None:
    found = outcome(json.dumps({"text": text}), "wire.jsonl", 1)
    for article in found.articles:
        place = 0
        for passage in article.passages:
            begin = text.find(passage.text, place)
            assert begin >= place
            place = begin + len(passage.text)


@hostile
@given(
    st.lists(
        st.sampled_from([SENTENCE, "Home", "March 27, 2024", "Share this", "A Heading", "x-y", "Two words.", "###"])
    )
)
def test_every_line_of_a_page_is_in_a_paragraph_or_kept_as_furniture(lines: list[str]) -> None:
    text = "\n\n".join(["Piers repaired", *lines])
    page = take_apart(text)
    kept = {piece.text for piece in page.furniture}
    for line in segments(text):
        inside = any(start <= line.start and line.end <= end for start, end in page.blocks)
        assert inside or line.of(text) in kept


@hostile
@given(st.lists(st.integers(1, 15).map(lambda count: (SENTENCE * count).strip()), min_size=1, max_size=5))
def test_of_an_article_without_furniture_every_character_is_in_a_passage(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    article = only(outcome(text, "notes/page.txt"))
    assert visible("".join(passage.text for passage in article.passages)) == visible(text)


def test_a_paragraph_within_the_limit_is_one_passage() -> None:
    paragraph = SENTENCE * 9 + "x" * (PASSAGE_LIMIT - 9 * len(SENTENCE))
    assert passages([paragraph]) == [paragraph]


def test_a_long_paragraph_is_cut_at_sentence_ends_into_parts_of_about_one_length() -> None:
    parts = passages([SENTENCE * 15])
    assert [len(part) for part in parts] == [8 * len(SENTENCE) - 1, 7 * len(SENTENCE) - 1]
    assert all(part.endswith("piers.") for part in parts)


def test_a_sentence_that_would_bring_a_passage_nearer_its_length_but_over_the_limit_begins_the_next() -> None:
    sentences = ["A" + "a" * (length - 2) + "." for length in (785, 225, 788)]
    parts = passages([" ".join(sentences)])
    assert parts[0] == sentences[0]
    assert all(len(part) <= PASSAGE_LIMIT for part in parts)


def test_a_sentence_over_the_limit_is_cut_between_words() -> None:
    parts = passages(["word " * 700])
    assert len(parts) > 3
    assert set(" ".join(parts).split()) == {"word"}


def test_a_word_over_the_limit_is_cut_but_never_between_a_letter_and_its_accent() -> None:
    parts = passages(["e\u0301" * 900])
    assert "".join(parts) == "e\u0301" * 900
    assert all(part.startswith("e") for part in parts)


def test_accents_without_letters_are_cut_at_the_limit() -> None:
    assert [len(part) for part in passages(["\u0301" * 2500])] == [PASSAGE_LIMIT, PASSAGE_LIMIT, 500]


@pytest.mark.parametrize("lengths", [[20, 300], [300, 20], [SHORT, 400], [50, 50, 50]])
def test_a_short_paragraph_stands_together_with_its_neighbour(lengths: list[int]) -> None:
    paragraphs = ["x" * length for length in lengths]
    assert passages(paragraphs) == ["\n\n".join(paragraphs)]


@pytest.mark.parametrize("lengths", [[SHORT + 1, SHORT + 1], [300, 300], [20, JOINED]])
def test_longer_paragraphs_stand_by_themselves(lengths: list[int]) -> None:
    paragraphs = ["x" * length for length in lengths]
    assert passages(paragraphs) == paragraphs


def test_a_list_of_many_short_lines_is_several_passages() -> None:
    parts = passages([f"Item {number} of the list" for number in range(100)])
    assert len(parts) > 2
    assert all(len(part) <= JOINED for part in parts)


def test_short_paragraphs_under_different_headings_stay_apart() -> None:
    assert passages(["one", "two", "three"], frozenset({1})) == ["one", "two\n\nthree"]


def test_short_paragraphs_stay_apart_where_something_else_stood_between_them() -> None:
    text = "one\n\nShare\n\ntwo"
    assert slices(text, passage_spans(text, [(0, 3), (12, 15)])) == ["one", "two"]


def test_list_marks_between_short_lines_do_not_part_them() -> None:
    text = "* one\n* two"
    assert slices(text, passage_spans(text, [(2, 5), (8, 11)])) == ["one\n* two"]


def test_an_article_without_blocks_has_no_passages() -> None:
    assert passage_spans("", []) == []
