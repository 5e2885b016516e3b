"""Forms: the words of the analysis, with their capitals."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.analysis import tokens
from index.building.forms import forms, word_of
from tests.corpus.making import hostile

PIECES = (
    "U.S. u.s. D.C A.b 5km 5KM 1,500 3.3MB 12ABC X1990s "
    " O'Brien l'Eau’s L'État İstanbul ß ẞ Ǆ Σας 東京 کتاب 1 500 ^ _A Ａ ﬁ"
).split()
TEXT = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=12).map(" ".join)


@hostile
@given(TEXT | st.text(), st.sampled_from(["en", "fr", "de", "fa", "ru"]))
@example(" ".join(PIECES), "en")
@example(" ".join(piece for piece in PIECES if piece.isascii()), "en")
@example(" ".join(piece for piece in PIECES if piece.isascii()), "fr")
def test_the_words_of_the_forms_are_those_of_the_analysis(text: str, language: str) -> None:
    assert [word_of(form)[0] for form in forms(text, language)] == tokens(text, language)


@pytest.mark.parametrize(
    ("text", "language", "capital"),
    [
        ("The mayor Ines Falk met McCain", "en", ["the", "ines", "falk", "mccain"]),
        ("“The mayor” met Ines Falk", "en", ["the", "ines", "falk"]),
        ("The mayor – the one – met Ines", "en", ["ines"]),
        ("La mairie d'Orsay, l'État et la Seine", "fr", ["d'orsay", "l'etat", "seine"]),
        ("كتاب مدينة", "ar", []),
        ("Мэр встретил Анну", "ru", ["мэр", "анну"]),
    ],
)
def test_capitals_are_kept(text: str, language: str, capital: list[str]) -> None:
    assert [word for word, is_capital in map(word_of, forms(text, language)) if is_capital] == capital
