"""Questions for the newest or the oldest, and for all that there is of a time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.answering.question import parse_question
from index.answering.searcher import Searcher
from tests.index.making import ASKED_ON, ask, ids, searching_records

NEWEST = [
    ("latest on the ferry strike", "ferry strike"),
    ("newest article about the ferry", "ferry"),
    ("What is the most recent news on the ferry?", "ferry"),
    ("Is it still true that the ferry sinks?", "ferry sinks"),
    ("Is the ferry still sinking?", "ferry sinking"),
    ("Die neuesten Nachrichten über die Fähre", "fahre"),
    ("Stimmt es noch, dass die Fähre sinkt?", "fahre sinkt"),
    ("les dernières nouvelles sur le pont de Brunn", "pont brunn"),
    ("Est-il toujours vrai que le pont est fermé ?", "pont ferme"),
    ("¿Cuáles son las últimas noticias sobre el puente?", "puente"),
    ("lo último sobre el puente de Brunn", "puente brunn"),
    ("آخر الأخبار عن الجسر", "الجسر"),
    ("آخرین خبر درباره پل", "پل"),
]
OLDEST = [
    ("first mention of the ferry", "ferry"),
    ("What is the oldest article on the ferry?", "ferry"),
    ("When was the ferry first mentioned?", "ferry"),
    ("die erste Erwähnung der Fähre", "fahre"),
    ("Was ist der älteste Artikel über die Fähre?", "fahre"),
    ("la première mention du pont de Brunn", "pont brunn"),
    ("la primera mención del puente de Brunn", "puente brunn"),
    ("أول ذكر للجسر", "للجسر"),
    ("اولین اشاره به پل", "پل"),
]


@pytest.mark.parametrize(
    ("order", "text", "words"), [*(("newest", *one) for one in NEWEST), *(("oldest", *one) for one in OLDEST)]
)
def test_words_of_order_are_told_and_not_matched(order: str, text: str, words: str) -> None:
    found = parse_question(text, ASKED_ON)
    assert found.order == order
    assert set(found.words) <= {*words.split(), "de", "le", "la", "los", "die", "der", "uber", "las", "cuales"}


@pytest.mark.parametrize(
    "text",
    [
        "Who is the oldest senator?", "What is the oldest bridge in Brunn?", "Who was the first post office clerk?",
        "Welches ist die älteste Brücke?", "¿Cuál es el puente más antiguo?", "What did the first reporter say?",
        "Quel est le plus ancien pont ?", "How late was the latest by which it opened?",
    ],
)  # fmt: skip
def test_what_is_old_or_first_itself_is_not_asked_for_by_its_day(text: str) -> None:
    assert not parse_question(text, ASKED_ON).order


RECORDS = [
    {"id": "plan", "title": "Ferry planned", "date": "2018-02-01", "text": "The ferry of Talau shall carry carts."},
    {"id": "launch", "title": "Ferry launched", "date": "2019-06-01", "text": "The ferry of Talau was launched."},
    {"id": "strike", "title": "Ferry strike", "date": "2021-03-05", "text": "Those who run the ferry are on strike."},
    {"id": "market", "title": "Market", "date": "2022-08-01", "text": "Herrings were cheap. A boat came, and carts."},
    {"id": "undated", "title": "Ferry", "text": "The ferry of Talau has a bell."},
]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """A searcher of an archive that speaks of a ferry for some years."""
    with searching_records(tmp_path_factory.mktemp("ferry"), RECORDS) as found:
        yield found


def test_what_is_about_the_subject_comes_by_its_day(searcher: Searcher) -> None:
    assert ids(ask(searcher, "latest on the ferry", top=4)) == ["strike", "launch", "plan", "undated"]
    assert ids(ask(searcher, "first mention of the ferry", top=4)) == ["plan", "launch", "strike", "undated"]


def test_what_is_hardly_about_the_subject_stays_behind(searcher: Searcher) -> None:
    assert ids(ask(searcher, "latest on the ferry carts of Talau", top=5))[0] == "plan"


@pytest.mark.parametrize(
    "text",
    [
        "what's new?", "What is new?", "latest news", "Was gibt es Neues?", "Neuigkeiten", "Quoi de neuf ?",
        "les dernières nouvelles", "¿Qué hay de nuevo?", "últimas noticias", "ما الجديد؟", "آخر الأخبار", "چه خبر؟",
        "آخرین اخبار",
    ],
)  # fmt: skip
def test_what_is_new_is_answered_with_the_newest(searcher: Searcher, text: str) -> None:
    answer = ask(searcher, text, top=3)
    assert answer.answered
    assert ids(answer) == ["market", "strike", "launch"]


@pytest.mark.parametrize(
    "text", ["what happened today?", "Was ist heute passiert?", "¿Qué pasó hoy?", "امروز چه اتفاقی افتاد؟"]
)
def test_of_a_time_behind_the_archive_the_newest_is_closest_and_said_to_be_of_another(
    searcher: Searcher, text: str
) -> None:
    answer = ask(searcher, text, top=2)
    assert not answer.answered
    assert answer.widened
    assert [match.passage.article.title for match in answer.closest] == ["Market", "Ferry strike"]


@pytest.mark.parametrize(
    "text",
    [
        "anything about 1 June 2019", "everything from 1 June 2019", "news of 1 June 2019", "1 June 2019",
        "tell me something about 1 June 2019", "Nachrichten vom 1. Juni 2019", "les nouvelles du 1er juin 2019",
        "noticias del 1 de junio de 2019", "أخبار 1 يونيو 2019", "خبرهای ۱ ژوئن ۲۰۱۹",
    ],
)  # fmt: skip
def test_all_that_there_is_of_a_day_is_a_question_of_time_only(searcher: Searcher, text: str) -> None:
    assert parse_question(text, ASKED_ON).only_time
    assert ids(ask(searcher, text)) == ["launch"]
