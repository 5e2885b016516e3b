"""Terms in the languages that Dateline promises, and numbers as they are written in each."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.language.cutting import TOKEN, WORD
from index.analysis import alternatives, every_alternative, term, terms, tokens
from index.analysis.persian import LEAST, stem
from tests.corpus.making import hostile


@pytest.mark.parametrize(
    ("language", "written", "asked"),
    [
        ("en", "elections", "election"),
        ("de", "Häuser", "Hauses"),
        ("de", "Straßen", "strasse"),
        ("de", "Fähren", "FAHRE"),
        ("es", "elecciones", "eleccion"),
        ("es", "niños", "niño"),
        ("fr", "élections", "election"),
        ("fr", "amis", "ami"),
        ("fr", "lois", "loi"),
        ("fr", "photos", "photo"),
        ("fr", "française", "français"),
        ("fr", "l’économie", "économies"),
        ("fr", "Aujourd'hui", "aujourd’hui"),
        ("fr", "qu'élections", "élection"),
        ("it", "dell'isola", "isole"),
        ("ru", "который", "которого"),
        ("ar", "الكتاب", "كتاب"),
        ("ar", "والكتاب", "الكتاب"),
        ("ar", "مدرسة", "المدرسه"),
        ("fa", "کتابها", "كتاب"),
        ("fa", "کتابهایشان", "کتاب"),
        ("fa", "بزرگترین", "بزرگ"),
        ("fa", "می‌خواهند", "خواهند"),
        ("fa", "clients", "client"),
        ("sw", "vitabu", "VITABU"),
    ],
)
def test_forms_of_a_word_are_one_term(language: str, written: str, asked: str) -> None:
    assert terms(tokens(written, language), language)[-1:] == terms(tokens(asked, language), language) != []


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("کتابهای", "کتاب"),
        ("مردان", "مرد"),
        ("بزرگتر", "بزرگ"),
        ("کتابشان", "کتاب"),
        ("نمیخواهم", "خواهم"),
        ("ایرانی", "ایران"),
        ("بها", "بها"),
        ("میل", "میل"),
        ("دست", "دست"),
    ],
)
def test_a_persian_word_loses_its_longest_ending_if_enough_is_left(word: str, found: str) -> None:
    assert stem(word) == found
    assert len(found) >= LEAST


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "1,500", ["1500"]),
        ("en", "1,500,000.25", ["1500000.25"]),
        ("en", "1.500.000", ["1500000"]),
        ("en", "1.500", ["1.500"]),
        ("de", "1.500", ["1500"]),
        ("de", "1.500,25", ["1500.25"]),
        ("de", "3,3", ["3.3"]),
        ("en", "3.3", ["3.3"]),
        ("de", "24.12.2019", ["24.12.2019"]),
        ("fr", "1 500 euros", ["1500", "euro"]),
        ("fr", "1\u202f500\u202f000", ["1500000"]),
        ("en", "1\u00a0500 people", ["1500", "peopl"]),
        ("en", "in 2019 500 people", ["in", "2019", "500", "peopl"]),
        ("fr", "en 2019 500 euros", ["en", "2019", "500", "euro"]),
        ("fr", "le 5 300 250", ["le", "5300250"]),
        ("fr", "06 12 345 678 9", ["06", "12", "345", "678", "9"]),
        ("fa", "۱٬۵۰۰ و ۳٫۳", ["1500", "و", "3.3"]),
        ("en", "5km, 10 km", ["5", "km", "10", "km"]),
        ("en", "3rd 1990s 4x4", ["3rd", "1990s", "4x4"]),
    ],
)
def test_numbers_are_read_as_the_language_writes_them(language: str, text: str, found: list[str]) -> None:
    assert terms(tokens(text, language), language) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("東京都 2019", ["東京", "京都", "2019"]),
        ("世界", ["世界"]),
        ("水", ["水"]),
        ("Hello世界", ["hello", "世界"]),
        ("한국어는", ["한국", "국어", "어는"]),
        ("ไทย", ["ไท", "ทย"]),
        ("終わった。次", ["終わ", "わっ", "った", ".", "次"]),
        ("क्या हिन्दी", ["क्या", "हिन्दी"]),
        ("👩‍🚀 ferry🚢️ 1️⃣", ["ferry", "1"]),
        ("the U.S . and U.S, e.g. this", ["the", "u.s", ".", "and", "u.s", "e.g.", "this"]),
    ],
)
def test_writing_without_spaces_is_cut_into_pairs_and_signs_are_left_out(text: str, found: list[str]) -> None:
    assert tokens(text) == found


@hostile
@given(st.text(st.characters(max_codepoint=127)))
@example("u.s.a u.s. a.b 1,5 5km 5kmx don't 'x' a_b 1.a")
def test_the_quick_way_for_ascii_finds_the_same_words(text: str) -> None:
    folded = text.lower()
    parted = folded.replace("_", " ")
    assert WORD.findall(parted) == TOKEN.findall(parted)


@hostile
@given(st.text(), st.sampled_from(["en", "fr", "de", "fa", "ar", "it", "sr", "zh", "xx"]))
def test_every_word_has_a_term_in_every_language(text: str, language: str) -> None:
    for word in tokens(text, language):
        assert term(word, language) or word in ".!?؟…"


def test_the_terms_of_a_word_in_several_languages_come_each_once_and_its_own_language_first() -> None:
    assert alternatives("universities", ["fr", "en", "de", "en"])[0] == term("universities", "fr")
    assert set(alternatives("universities", ["fr", "en"])) == {term("universities", "fr"), term("universities", "en")}
    assert alternatives("2019", ["en", "fr", "fa"]) == ("2019",)
    assert alternatives("?", ["en"]) == ()


@given(
    st.lists(st.text("abeinstréüßкбكتابیش", min_size=1, max_size=9)),
    st.sampled_from(["en", "fr", "de", "ru", "ar", "fa"]),
)
def test_words_that_are_stemmed_together_have_the_terms_that_each_has(texts: list[str], language: str) -> None:
    words = {word for text in texts for word in tokens(text) if word.isalpha()}
    languages = (language, "en")
    assert every_alternative(words, languages) == {one for word in words for one in alternatives(word, languages)}
