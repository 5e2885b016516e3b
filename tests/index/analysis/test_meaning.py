"""Words that mean nearly the same: what the lists hold, and how phrases are met."""

from __future__ import annotations

from importlib import resources

import pytest

from corpus.language.known import OUR_LANGUAGES
from index.analysis import fold, stop_words, term, tokens
from index.analysis.meaning import listed_groups, synonyms


def meaning(text: str, language: str = "en") -> dict[str, tuple[str, ...]]:
    """Return the synonyms of a text's words."""
    return synonyms(tuple(filter(None, (term(word, language) for word in tokens(text, language)))), language)


@pytest.mark.parametrize(
    ("asked", "word", "written", "language"),
    [
        ("When did he die?", "die", "death", "en"),
        ("When did he pass away?", "pass", "died", "en"),
        ("Wann starb er?", "starb", "gestorben", "de"),
        ("Quand est-il mort ?", "mort", "décès", "fr"),
        ("¿Cuándo murió?", "murió", "fallecer", "es"),
        ("متى توفي", "توفي", "وفاة", "ar"),
        ("او کی درگذشت", "درگذشت", "فوت", "fa"),
    ],
)
def test_a_word_has_the_synonyms_of_its_language(asked: str, word: str, written: str, language: str) -> None:
    asked_term, (written_term,) = term(fold(word), language), (term(one, language) for one in tokens(written, language))
    assert written_term in meaning(asked, language)[asked_term]


def test_of_a_phrase_its_words_have_the_synonyms_of_the_whole_only() -> None:
    assert "approv" in meaning("Did it pass?")["pass"]
    found = meaning("When did the singer pass away?")
    assert "approv" not in found["pass"]
    assert found["pass"] == found[term("away")]


def test_languages_without_a_list_have_no_synonyms() -> None:
    assert not any(meaning("Quando morreu o cantor?", "pt").values())


@pytest.mark.parametrize("language", [lang for lang in OUR_LANGUAGES if listed_groups(lang)])
def test_every_group_of_the_lists_can_be_met(language: str) -> None:
    lines = resources.files("index.analysis").joinpath("synonyms", f"{language}.txt").read_text("utf-8").splitlines()
    assert len(lines) == len(set(lines)) > 400
    for line in lines:
        members = line.split(", ")
        assert 2 <= len(members) == len(set(members)) <= 14, line
        for member in members:
            words = [one for word in tokens(member, language) if (one := term(word, language))]
            assert words, member
            assert member == member.strip().lower(), member


def test_a_stop_word_alone_is_nobodys_synonym() -> None:
    stops = {term(word) for word in stop_words("en")}
    assert not stops & set(meaning("When did he pass away?")["pass"])
