"""Skimming: what is passed over holds no date, so a text skimmed has the mentions of a text read whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import explicit, in_passage, kinds, skimming
from corpus.dates.explicit import find_explicit
from corpus.dates.grammar import pattern
from corpus.dates.lexicon import Lexicon, lexicon
from corpus.dates.mentions import mentions_in
from corpus.dates.skimming import stretches
from corpus.language.known import OUR_LANGUAGES
from tests.corpus.making import examples

FIGURES = """
    2019 1998, 3 17 31st 90 80s '98 ’07 1990s 1980ern 90er 5% $50 1,200 2.5 12.04.2006 2006-07 1648/9 03/04/2019
    2019-W02-1 2021-088 3Q19 Q3 FY FY19 FY-19 19 H1/2020 10:20 06:01:13 EST 9999 0999 04 COVID-19 21Sep2013 ۱۳۹۸ ١٤٤٠
    XIX 5kg 1er
""".split()
PROSE = """
    committee Senate, the-bill said. foo's (bar) who was x-of Jahrmarkt Jahren los mi de des Übung می‌شود القرن _
""".split()
MARKS = [*" " * 5, *"-–/’\u200c\u0301\n\u00a0", "  ", "    ", "\n\n", ", ", ". ", "'s ", " (", ") ", " & "]
PUBLISHED = date(2012, 5, 9)


def said(lang: str) -> list[str]:
    """Return every word and phrase that a language's lexicon knows."""
    words = lexicon(lang)
    phrases = {" ".join(parts) for found in words.phrases.values() for parts, _ in found}
    return sorted({*words.words, *phrases, *words.clause_end, *(one.title() for one in words.words)})


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, str]:
    """Return a language and a text made of its date words, figures, other words, marks and any characters."""
    lang = draw(st.sampled_from(sorted(OUR_LANGUAGES)))
    piece = st.one_of(*map(st.sampled_from, (said(lang), FIGURES, PROSE)), st.text(max_size=3))
    pieces = draw(st.lists(st.tuples(piece, st.sampled_from(MARKS)), max_size=25))
    return lang, "".join(part for pair in pieces for part in pair)


def whole(text: str, _words: Lexicon, **_asked: bool) -> Iterator[tuple[int, int]]:
    """Skim nothing."""
    yield 0, len(text)


@examples(40)
@given(texts(), st.booleans())
def test_a_text_that_is_skimmed_has_the_mentions_of_one_read_whole(case: tuple[str, str], asked: bool) -> None:
    lang, text = case
    found = mentions_in(text, PUBLISHED, lang, asked=asked), find_explicit(text, lang)
    with pytest.MonkeyPatch.context() as patched:
        for finding in (in_passage, explicit):
            patched.setattr(finding, "stretches", whole)
        assert found == (mentions_in(text, PUBLISHED, lang, asked=asked), find_explicit(text, lang))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("The committee on the judiciary meets in the old hall.", []),
        ("It may be that the bill died.", []),
        ("We vote, on May 5, they say.", ["vote, on May 5, they"]),
        ("Wed Oct 10 06:01:13 EST 2007 it says", ["Wed Oct 10 06:01:13 EST 2007 it"]),
        ("", []),
    ],
)
def test_what_is_read(text: str, read: list[str]) -> None:
    found = [text[start:end] for start, end in stretches(text, lexicon("en"))]
    assert [one.strip() for one in found] == read


def test_no_rule_is_met_without_a_telling_token_nor_by_a_partial_one_between_marks() -> None:
    letters = {one for name, one in vars(kinds).items() if name.isupper() and isinstance(one, str) and len(one) == 1}
    small = "".join(letters - set(kinds.TELLING) - {kinds.ORDINARY, kinds.NOTHING})
    marks = ["".join(some) for size in range(2) for some in product("ch&s", repeat=size)]
    runs = ["".join(some) for size in range(1, 3) for some in product(small, repeat=size)]
    runs += [before + one + behind for before in marks for one in kinds.PARTIAL for behind in marks]
    assert [run for run in runs if any(one[0] for one in pattern().finditer(run))] == []


def test_few_pieces_are_remembered_and_no_long_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(skimming, "MOST_PIECES", 3)
    sorts = skimming._Sorts(lexicon("en"))
    assert [sorts[piece] for piece in ("hall", "the", "may", "2019", "hall", "の" * 40)] == [*".spt.", "."]
    assert list(sorts) == ["2019", "hall"]
