"""Kinds of terms: numbers, names, and the calendar."""

from __future__ import annotations

import numpy as np
import pytest

from index.building.counting import Counter, Cutter
from index.building.word_kinds import Cased, cased_of, count_marks, word_kinds
from index.generations.lexicon import CALENDAR, NAME, NUMERIC
from index.generations.vocabulary import Vocabulary


def told(texts: list[str], language: str = "en") -> dict[str, int]:
    """Return the kinds of the terms of some texts in a language, each an article of one passage."""
    counter, cutter = Counter(1), Cutter()
    counter.add(cutter.words, cutter.cut(texts, [language] * len(texts)))
    terms, (words,) = counter.finish()
    met, within = (np.zeros(2 * len(terms) + 2, np.int64) for _ in range(2))
    count_marks(words.values, words.bounds, met, within)
    assert met.tolist() == np.bincount(words.values, minlength=met.size).tolist()
    found = word_kinds(Vocabulary.of(terms), cased_of(within), np.array([language.encode()] * len(texts), "S8"))
    assert (str(found.dtype), len(found), found[0]) == ("uint8", len(terms) + 1, 0)
    return dict(zip(terms, found[1:].tolist(), strict=True))


def test_numbers_names_and_the_calendar_are_told() -> None:
    found = told(["On Friday the mayor, Ines Falk, gave 1,500 crowns and two dozen pans. The mayor met Falk in May."])
    assert {term for term, kind in found.items() if kind & NUMERIC} == {"1500", "two", "dozen"}
    assert {term for term, kind in found.items() if kind & CALENDAR} == {"friday", "may"}
    assert {term for term, kind in found.items() if kind & NAME} == {"ine", "falk", "friday", "may"}


def test_a_capital_that_opens_a_sentence_or_a_passage_makes_no_name() -> None:
    found = told(["Bridges rise. Rivers fall.", "Rivers rise. Bridges fall.", "we saw Rivers. Falk saw us"])
    assert found["bridg"] == found["falk"] == 0
    assert found["river"] == NAME


@pytest.mark.parametrize(("capital", "name"), [(3, 0), (4, NAME)])
def test_a_name_has_a_capital_more_often_than_not(capital: int, name: int) -> None:
    texts = ["see the Falk"] * capital + ["see the falk"] * 2
    assert told(texts)["falk"] == name


def test_the_words_of_a_language_are_those_of_the_archive_only() -> None:
    assert told(["there were once elf cent"])["onc"] == 0
    assert told(["habia once perros"], "es")["once"] == NUMERIC
    assert told(["am mittwoch kamen drei"], "de") == {"am": 0, "mittwoch": CALENDAR, "kam": 0, "drei": NUMERIC}


def test_writing_without_capitals_has_no_names() -> None:
    found = told(["افتتح العمدة الجسر يوم الجمعة"], "ar")
    assert not any(kind & NAME for kind in found.values())
    assert any(kind & CALENDAR for kind in found.values())


def test_an_archive_without_words_has_no_kinds() -> None:
    assert told([""]) == {}


def test_a_number_is_one_in_any_writing() -> None:
    assert told(["۱۲ 12 ٣ x"]).keys() >= {"12"}
    vocabulary = Vocabulary.of(["12", "x", "²", "３"])
    nothing = Cased(np.zeros(5, np.int64), np.zeros(5, np.int64))
    assert word_kinds(vocabulary, nothing, np.zeros(0, "S8")).tolist() == [0, NUMERIC, 0, NUMERIC, NUMERIC]
