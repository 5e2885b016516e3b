"""The lines of a dump: real ones, wrapped ones, and those of one-line dumps."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cleaning.segments import segments
from tests.corpus.making import hostile, visible


def lines(text: str) -> list[str]:
    """Return the lines of a text."""
    return [line.of(text) for line in segments(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo\n\nthree", ["one", "two", "three"]),
        ("  one\u00a0\n\t two ", ["one", "two"]),
        ("one\r\ntwo\rthree", ["one", "two", "three"]),
        ("one\x0btwo\x0cthree\u2028four\u2029five", ["one", "two", "three", "four", "five"]),
        ("one        two", ["one", "two"]),
        ("one       two", ["one       two"]),
        ("", []),
        ("\n \n\u00a0\n", []),
    ],
)
def test_lines_end_at_line_ends_and_at_eight_blanks(text: str, expected: list[str]) -> None:
    assert lines(text) == expected


def test_an_empty_line_sets_what_follows_apart() -> None:
    assert [line.apart for line in segments("one\ntwo\n\nthree\n\n\nfour\nfive")] == [False, False, True, True, False]


def test_a_gap_in_a_line_sets_what_follows_apart() -> None:
    assert [line.apart for line in segments("one        two\nthree")] == [False, True, False]


@pytest.mark.parametrize("blank", [" ", "\t", "\u00a0", "\r"])
def test_a_line_of_blanks_sets_what_follows_apart_as_an_empty_one_does(blank: str) -> None:
    assert [line.apart for line in segments(f"one\n{blank}\ntwo")] == [False, True]


WRAPPED = """\
Here are all the words that a mail program
has wrapped at some width, and they go on
and on until the paragraph is at its end
here."""


def test_three_or_more_lines_of_a_width_are_joined() -> None:
    assert lines(f"Title\n\n{WRAPPED}\n\nAfter.") == ["Title", WRAPPED, "After."]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(WRAPPED.split("\n")[:2]),  # two lines tell nothing
        WRAPPED.replace("some width", "one"),  # one is too short
        WRAPPED.replace("\n", ".\n"),  # they end sentences
        WRAPPED.replace("\n", "\n\n"),  # they stand apart
    ],
)
def test_other_lines_stay_lines(text: str) -> None:
    assert lines(text) == [line for line in text.split("\n") if line]


@hostile
@given(st.text(st.sampled_from("ab .\n\r\t\u00a0\u2028\u200bé東"), max_size=400) | st.text())
def test_lines_hold_every_visible_character_once_and_in_order(text: str) -> None:
    found = segments(text)
    assert visible("".join(line.of(text) for line in found)) == visible(text)
    assert all(line.of(text) == line.of(text).strip() != "" for line in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
