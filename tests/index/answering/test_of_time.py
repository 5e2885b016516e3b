"""Questions that ask for nothing but a time: what appeared then, and what is told of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.answering.searcher import Searcher
from tests.index.making import ask, ids, searching_records

RECORDS = [
    {"id": "wedding", "title": "A wedding", "date": "2020-03-12", "text": "The miller of Talau was wed on a boat."},
    {
        "id": "quake",
        "title": "The ground shook",
        "date": "2020-03-14",
        "text": "The chapel was shut for a day.\n\nIts tower had swayed before. It fell on Thursday at noon, and "
        "nobody was hurt.",
    },
    {
        "id": "history",
        "title": "Ten years of the valley",
        "date": "2023-06-01",
        "text": "A storm broke the pier of Brunn on 12 March 2020. It was mended in 2021.",
    },
    {"id": "later", "title": "A later day", "date": "2020-03-20", "text": "In March the brook of Karst ran dry."},
    {"id": "undated", "title": "No day", "text": "The clock of Karst stands still."},
    {"id": "december", "title": "A ball", "date": "2020-12-03", "text": "The council danced until the morning."},
]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """A searcher of an archive with one full day."""
    with searching_records(tmp_path_factory.mktemp("day"), RECORDS) as found:
        yield found


@pytest.mark.parametrize(
    "words",
    [
        "What happened on 12 March 2020?", "12 March 2020", "Was geschah am 12. März 2020?",
        "Que s’est-il passé le 12 mars 2020 ?", "¿Qué pasó el 12 de marzo de 2020?", "ماذا حدث في 12 مارس 2020؟",
        "در ۱۲ مارس ۲۰۲۰ چه اتفاقی افتاد؟",
    ],
)  # fmt: skip
def test_a_day_is_answered_with_what_is_told_of_it_and_what_appeared_on_it(searcher: Searcher, words: str) -> None:
    answer = ask(searcher, words, top=5)
    assert answer.answered
    assert ids(answer) == ["quake", "wedding", "history"]
    assert not answer.absent
    assert answer.event_date is None


def test_the_best_sentence_is_the_one_that_names_the_day(searcher: Searcher) -> None:
    match = ask(searcher, "What happened on 12 March 2020?").matches[0]
    start, end = match.excerpt
    assert match.passage.text[start:end].startswith("It fell on Thursday")


def test_a_day_that_can_be_read_two_ways_is_answered_for_both(searcher: Searcher) -> None:
    assert set(ids(ask(searcher, "What happened on 12/03/2020?", top=6))) == {"quake", "wedding", "history", "december"}


def test_a_month_holds_its_days(searcher: Searcher) -> None:
    answer = ask(searcher, "What happened in March 2020?", top=6)
    assert set(ids(answer)) == {"quake", "wedding", "history", "later"}
    assert ids(answer)[0] == "later"  # names just this month


@pytest.mark.parametrize("words", ["What happened on 13 March 2020?", "What happened on 1 May 1999?"])
def test_a_day_of_which_nothing_is_known_is_not_answered(searcher: Searcher, words: str) -> None:
    answer = ask(searcher, words)
    assert answer.verdict == "nothing"
    assert answer.widened


@pytest.mark.parametrize("words", ["What has happened since 2020?", "What happened after March 2020?"])
def test_a_time_with_an_open_end_is_not_told_to_hold_nothing(searcher: Searcher, words: str) -> None:
    assert not ask(searcher, words).widened


def test_a_range_of_days_and_the_words_of_a_day_do_not_answer_for_it(tmp_path: Path) -> None:
    """The ferry sailed on other days of May, and on 3 May nothing is told of, however alike the words are."""
    fair = {"id": "fair", "title": "The fair of May 2020", "date": "2020-06-19"}
    ferry = {"id": "ferry", "title": "A ferry", "date": "2020-05-25"}
    records = [
        fair | {"text": "At the beginning of May it was shut. It was open from April 30 to May 4, with 3 tents."},
        ferry | {"text": "It sailed 3 times in May 2019, on May 25, and in 2020."},
        *({"id": f"mill{number}", "title": "A", "date": "2019-01-02", "text": "It turned."} for number in range(9)),
    ]
    with searching_records(tmp_path, records) as found:
        answer = ask(found, "What happened on 3 May 2020?")
    assert answer.verdict == "nothing"
    assert answer.widened


def test_a_day_with_a_subject_is_a_question_for_the_subject(searcher: Searcher) -> None:
    assert ids(ask(searcher, "What happened to the pier on 12 March 2020?"))[0] == "history"
