"""The words of a passage: also where nothing is left of one when it is folded."""

from __future__ import annotations

import pytest

from index.answering.passage_cuts import cut, forget
from index.answering.passage_words import PassageWords


@pytest.mark.parametrize(("text", "code"), [("وصل ـ 5 رجال", "ar"), ("کتاب ـــ 5 نسخه", "fa"), ("a ـ b", "en")])
def test_a_lone_sign_that_only_lengthens_others_is_a_word_of_no_term(text: str, code: str) -> None:
    found = PassageWords(text, code, {"5": 1.0, "b": 1.0})
    assert [word.term for word in found.words if set(text[word.start : word.end]) == {"ـ"}] == [""]
    assert len(found.words) == len(text.split())


def test_a_passage_is_cut_once_until_all_are_let_go() -> None:
    first = cut("It rained. It was late.", "en")
    assert cut("It rained. It was late.", "en") is first
    assert cut("It rained. It was late.", "de") is not first
    forget()
    assert cut("It rained. It was late.", "en") is not first
