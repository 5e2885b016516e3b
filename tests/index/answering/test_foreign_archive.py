"""Questions in another language than the archive's are met by names, numbers, dates, and words of one origin."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.answering.searcher import Searcher
from index.ranking.slots import Reading
from tests.index.making import ask, filler, ids, searching_records

ENGLISH = (
    {"id": "quake", "title": "Earthquake in Chile", "date": "2010-03-01", "lang": "en",
     "text": "An earthquake of magnitude 8.8 struck Chile on February 27, 2010 and killed 525 people in Maule."},
    {"id": "quake-haiti", "title": "Earthquake in Haiti", "date": "2010-01-15", "lang": "en",
     "text": "The earthquake in Haiti destroyed the presidential palace and the university of Port-au-Prince."},
    {"id": "germany", "title": "Germany votes", "date": "2019-05-27", "lang": "en",
     "text": "In Germany the Greens came second in the European election, the exit polls of ARD say."},
    {"id": "france", "title": "France votes", "date": "2019-05-27", "lang": "en",
     "text": "In France the National Rally came first in the European election, with 23 per cent."},
    {"id": "iraq", "title": "Parliament of Iraq asks troops to leave", "date": "2020-01-05", "lang": "en",
     "text": "The Iraqi parliament voted on a resolution that asks American troops to leave the country."},
)  # fmt: skip
SPANISH = (
    {"id": "mundial", "title": "España gana el Mundial", "date": "2010-07-12", "lang": "es",
     "text": "España ganó la Copa Mundial de 2010 en Johannesburgo con un gol de Iniesta contra los Países Bajos."},
    {"id": "euro", "title": "España gana la Eurocopa", "date": "2012-07-02", "lang": "es",
     "text": "España venció a Italia por cuatro a cero en la final de Kiev y es otra vez campeona de Europa."},
    {"id": "tren", "title": "Accidente de tren", "date": "2013-07-25", "lang": "es",
     "text": "El tren de Madrid descarriló cerca de Santiago de Compostela y murieron ochenta personas."},
)  # fmt: skip


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    with searching_records(tmp_path_factory.mktemp("english"), [*ENGLISH, *filler(60)]) as searcher:
        yield searcher


@pytest.fixture(scope="module")
def spanish(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    with searching_records(tmp_path_factory.mktemp("spanish"), SPANISH) as searcher:
        yield searcher


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Wie war die Wahl in Deutschland?", "germany"),
        ("Quel résultat pour les élections en Allemagne ?", "germany"),
        ("¿Quién ganó las elecciones en Francia?", "france"),
        ("انتخابات آلمان چطور بود", "germany"),
        ("متى كانت الانتخابات في فرنسا", "france"),
        ("Wann bebte die Erde in Chile, Erdbeben 2010?", "quake"),
        ("Quand le parlement irakien a-t-il voté ?", "iraq"),
        ("مجلس عراق کی رای داد؟", "iraq"),
        ("متى صوت البرلمان العراقي؟", "iraq"),
        ("universidad destruida Haití", "quake-haiti"),
        ("séisme au Chili en février 2010", "quake"),
    ],
)
def test_an_english_archive_is_searched_in_other_languages(english: Searcher, text: str, first: str) -> None:
    answer = ask(english, text)
    assert (ids(answer)[0], answer.verdict != "nothing") == (first, True)


@pytest.mark.parametrize(
    "text",
    [
        "Qui a gagné la coupe du monde 2010 ?",
        "Wer gewann die Weltmeisterschaft 2010?",
        "Who won the World Cup in 2010?",
        "من فاز بكأس العالم 2010؟",
        "برنده جام جهانی ۲۰۱۰ که بود؟",
    ],
)
def test_a_spanish_archive_is_searched_in_other_languages(spanish: Searcher, text: str) -> None:
    answer = ask(spanish, text)
    assert (ids(answer)[0], answer.verdict != "nothing") == ("mundial", True)


def test_a_month_in_another_language_restricts(english: Searcher) -> None:
    answer = ask(english, "élections européennes mai 2019")
    assert set(ids(answer)) <= {"germany", "france"}
    assert answer.question.scope is not None


@pytest.mark.parametrize("text", ["Wer verlor damals die Abstimmung im Irak?", "qui a perdu le vote en Irak ?"])
def test_words_of_the_askers_language_are_not_told_as_missing(english: Searcher, text: str) -> None:
    assert ask(english, text).absent == ()


def test_a_name_that_is_missing_is_told_as_such(english: Searcher) -> None:
    assert ask(english, "Qui a élu Zyxwold en Irak ?").absent == ("Zyxwold",)


def test_an_answer_marks_the_sentence_that_is_met_in_its_own_words(english: Searcher) -> None:
    match = ask(english, "Quand le parlement irakien a-t-il voté ?").matches[0]
    assert match.weights["iraqi"] > 0


@pytest.mark.parametrize("text", ["Who won the vote in Germany?", "Allemagne vote Germany people of the city"])
def test_a_question_in_the_language_of_the_archive_is_read_as_ever(english: Searcher, text: str) -> None:
    reading = Reading(english.read(text, ask(english, text).question.asked_on), english.engine.lexicon)
    assert not reading.foreign
    assert not reading.pinned().any()
