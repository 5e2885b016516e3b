"""What words of a question are called in the language of an archive."""

from __future__ import annotations

import pytest

from index.analysis import term, tokens
from index.analysis.counterparts import cognates, counterparts


def named(text: str, language: str, other: str) -> set[str]:
    """Return all terms that the words of a text have counterparts in."""
    sequence = tuple(filter(None, (term(word, language) for word in tokens(text, language))))
    return {one for terms in counterparts(sequence, language, [other]).values() for one in terms}


@pytest.mark.parametrize(
    ("text", "language", "other", "called"),
    [
        ("Allemagne", "fr", "en", "germany"),
        ("Deutschland", "de", "en", "germany"),
        ("آلمان", "fa", "en", "germany"),
        ("ألمانيا", "ar", "en", "germany"),
        ("Alemania", "es", "fr", "allemagne"),
        ("Germany", "en", "fa", "آلمان"),
        ("Germany", "en", "ar", "ألمانيا"),
        ("irakien", "fr", "en", "iraqi"),
        ("العراق", "ar", "en", "iraq"),
        ("les États-Unis", "fr", "en", "american"),
        ("die Vereinigten Staaten, Türkei", "de", "en", "turkey"),
        ("أمريكا", "ar", "de", "usa"),
        ("Corea del Sur", "es", "en", "korea"),
        ("Elfenbeinküste", "de", "en", "ivory"),
        ("en suédois", "fr", "en", "swedish"),
        ("زلزله در ژاپن", "fa", "en", "earthquake"),
        ("زلزله در ژاپن", "fa", "en", "japan"),
        ("coupe du monde", "fr", "es", "mundial"),
    ],
)
def test_countries_peoples_and_what_is_often_asked_have_names_in_each_language(
    text: str, language: str, other: str, called: str
) -> None:
    assert term(tokens(called, other)[0], other) in named(text, language, other)


def test_words_that_nothing_is_known_of_and_languages_that_we_do_not_speak_have_none() -> None:
    assert named("Kasparov gewann nichts", "de", "en") <= {"win", "won"}
    assert named("Германия", "ru", "en") == set()
    assert named("Deutschland", "de", "pt") == set()


@pytest.mark.parametrize(
    ("word", "language", "other", "akin"),
    [
        ("philosophie", "fr", "en", "philosophy"),
        ("organizacion", "es", "en", "organization"),
        ("universitat", "de", "en", "university"),
        ("universidad", "es", "de", "universitat"),
        ("democratie", "fr", "en", "democracy"),
        ("sociedad", "es", "fr", "societe"),
        ("electrique", "fr", "en", "electric"),
        ("libertes", "fr", "en", "liberty"),
        ("dictador", "es", "fr", "dictateur"),
        ("independence", "en", "es", "independencia"),
    ],
)
def test_words_of_one_origin_are_known_by_their_ends(word: str, language: str, other: str, akin: str) -> None:
    assert term(akin, other) in set(cognates(word, language, [other]))


@pytest.mark.parametrize("word", ["mort", "ville", "cite", "gift", "rat", "nation", "kind"])
def test_short_words_have_none(word: str) -> None:
    assert set(cognates(word, "fr", ["en"])) <= {word}
