"""From text to terms: what counts as a word, and which words count as the same."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.analysis import LONGEST, fold, term, terms, tokens
from tests.corpus.making import hostile

MARKS = {".", "!", "?", "؟", "…"}


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("Élysée CAFÉ naïve", "elysee cafe naive"),
        ("Straße ŁÓDŹ Ørsted Đorđe œuvre Æther", "strasse lodz orsted dorde oeuvre aether"),
        ("e\u0301te\u0301", "ete"),
        ("ﬁnal ａｂｃ", "final abc"),
        ("İstanbul", "istanbul"),
    ],
)
def test_case_and_accents_do_not_count(written: str, same: str) -> None:
    assert fold(written) == same


@pytest.mark.parametrize(
    ("arabic", "persian"),
    [
        ("كتاب", "کتاب"),
        ("علي", "علی"),
        ("مدرسة", "مدرسه"),
        ("أحمد", "احمد"),
        ("إيران", "ایران"),
        ("آبان", "ابان"),
        ("مُحَمَّد", "محمد"),
        ("كـتـاب", "کتاب"),
        ("٢٠١٩", "۲۰۱۹"),
        ("مؤمن", "مومن"),
    ],
)
def test_arabic_and_persian_spellings_of_a_word_are_one(arabic: str, persian: str) -> None:
    assert fold(arabic) == fold(persian)


def test_arabic_and_persian_digits_are_digits() -> None:
    assert fold("۱۴۰۱ ٢٠٢٢") == "1401 2022"


@pytest.mark.parametrize("hidden", ["\u200b", "\u200d", "\u200e", "\u00ad", "\ufeff", "\u2060", "\u202e"])
def test_characters_that_nobody_sees_part_no_word(hidden: str) -> None:
    assert tokens(f"fer{hidden}ry") == ["ferry"]


def test_the_persian_half_space_parts_words() -> None:
    assert tokens("می\u200cخواهم") == ["می", "خواهم"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1,500 and 3.3 of 2019", ["1,500", "and", "3.3", "of", "2019"]),
        ("1,500,000.25!", ["1,500,000.25", "!"]),
        ("3rd 1990s 4x4", ["3rd", "1990s", "4x4"]),
        ("5, 6. 7", ["5", "6", ".", "7"]),
        ("U.S. and D.C.", ["u.s.", "and", "d.c."]),
        ("the mayor's O’Neill rock'n'roll", ["the", "mayor's", "o’neill", "rock'n", "roll"]),
        ("'quoted' don't", ["quoted", "don't"]),
        ("snake_case, well-known; a/b", ["snake", "case", "well", "known", "a", "b"]),
        ('It ended. "Did it?" Yes!', ["it", "ended", ".", "did", "it", "?", "yes", "!"]),
        ("هل جاء؟ نعم", ["هل", "جاء", "؟", "نعم"]),
        ("example.org", ["example", "org"]),
        ("", []),
        (" \n— … –", ["."]),
    ],
)
def test_a_text_is_cut_into_words_numbers_and_sentence_ends(text: str, found: list[str]) -> None:
    assert tokens(text) == found


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("elections", "election"),
        ("opened", "opening"),
        ("The mayor's", "the mayors"),
        ("mayor’s", "mayor"),
        ("1,500", "1500"),
        ("U.S.", "US"),
        ("D.C.", "dc"),
        ("O'Neill", "ONeill"),
        ("don’t", "dont"),
        ("CAFÉS", "cafe"),
        ("الكتاب", "كتاب"),
        ("۱۴۰۱", "1401"),
        ("x" * 500, "x" * 400),
    ],
)
def test_words_that_mean_the_same_have_the_same_term(written: str, asked: str) -> None:
    assert terms(tokens(written)) == terms(tokens(asked)) != []


@pytest.mark.parametrize(("one", "other"), [("3.3", "33"), ("2019", "2018"), ("general", "genes"), ("May", "march")])
def test_words_that_do_not_mean_the_same_have_different_terms(one: str, other: str) -> None:
    assert terms(tokens(one)) != terms(tokens(other))


@pytest.mark.parametrize("mark", sorted(MARKS))
def test_a_sentence_end_is_no_term(mark: str) -> None:
    assert term(mark) == ""


@hostile
@given(st.text())
@example("ß" * 50)
@example("\u0640")
@example("𝐇𝐞𝐥𝐥𝐨 ™ ㎏ ½ ﷺ")
def test_every_word_of_any_text_has_a_term_of_bounded_length(text: str) -> None:
    for word in tokens(text):
        assert word
        assert (term(word) == "") == (word in MARKS)
        assert len(term(word)) <= LONGEST


@hostile
@given(st.text(st.sampled_from("aAéÉßøŁıİœ كکيىیةهأآؤ٣۳۱\u0640\u064b\u0301\u200b\u200cΣσςЙй東.'’1,")))
def test_folding_what_is_folded_changes_nothing_in_the_scripts_that_are_promised(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@hostile
@given(st.text())
@example("™")
@example("𝐇𝐞𝐥𝐥𝐨")
@example("№")
@example("\ufe71")
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_every_character_folds_to_something_that_folding_leaves() -> None:
    for code in range(0x20000):
        if not 0xD800 <= code < 0xE000:
            folded = fold(chr(code))
            assert fold(folded) == folded


@hostile
@given(st.text(), st.text())
def test_a_space_or_a_line_end_parts_words_whatever_stands_around_it(before: str, after: str) -> None:
    for gap in ("\n", " ~ "):
        apart = terms(tokens(before)) + terms(tokens(after))
        assert [one for one in terms(tokens(before + gap + after)) if one] == apart


HOSTILE = ["1,", "1.", "a.", "a'", "’", ".", '."', "\u0301", "e\u0301", "ﷺ", "1,1x", "a.b", "\u200c", "..a"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_of_any_length_is_cut_as_a_short_one_is(piece: str) -> None:
    short, long = tokens(f"{piece * 100} end"), tokens(f"{piece * 100_000} end")
    assert short[-1] == long[-1] == "end"
    assert set(map(term, short)) >= {term(word) for word in long if len(word) < LONGEST}


def test_a_word_of_a_million_letters_is_one_short_term() -> None:
    (word,) = tokens("x" * 1_000_000)
    assert len(term(word)) <= LONGEST
