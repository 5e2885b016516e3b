"""Years that belong to a name lean; those of a preposition restrict; numbers that count are no years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.answering.question import parse_question
from index.answering.searcher import Searcher
from index.questions import Question, Scope
from tests.index.making import ASKED_ON, ask, ids, indexed, searching, searching_records, write_records


def parse(text: str) -> Question:
    """Take a question apart that was asked on 1 March 2024."""
    return parse_question(text, ASKED_ON)


@pytest.mark.parametrize(
    "text",
    [
        "the 2019 herring festival", "Who won the 2019 election?", "How many died in the 2019 floods?",
        "Who spoke before the 2019 vote?", "the Scotland Act of 2019", "How many boats had come by 2019?",
        "the year the pier fell (2019)", "2019 herring census", "Wer gewann die Bundestagswahl 2019?",
        "Was kostete das Festival 2019?", "l'élection de 2019 à Brunn", "das Beben von 2019",
        "el terremoto de 2019 en Talau", "las elecciones de 2019 en Talau",
        "من فاز في انتخابات 2019؟", "چه کسی در انتخابات ۲۰۱۹ برنده شد؟", "the strongest of 2019 aftershocks",
    ],
)  # fmt: skip
def test_the_year_of_a_name_leans_and_is_matched_as_a_word(text: str) -> None:
    found = parse(text)
    assert found.scope is None
    assert found.leaning == Scope(date(2019, 1, 1), date(2019, 12, 31))
    assert "2019" in found.terms
    assert not {"by", "of", "before"} & set(found.words)


@pytest.mark.parametrize(
    "text",
    [
        "Who won in 2019?", "ferry strikes in 2019", "Who won in 2019 elections?", "during 2019 herrings were cheap",
        "floods of the year 2019", "floods 2019", "ferry from 2019", "Wer gewann im Jahr 2019?", "Was geschah 2019?",
        "Qui a gagné en 2019 ?", "¿Quién ganó en 2019?", "من فاز في 2019؟", "چه کسی در سال ۲۰۱۹ برنده شد؟",
    ],
)  # fmt: skip
def test_a_year_behind_a_preposition_of_time_restricts(text: str) -> None:
    found = parse(text)
    assert found.scope == Scope(date(2019, 1, 1), date(2019, 12, 31))
    assert found.leaning is None
    assert found.only_time or "2019" not in found.terms


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What of the 2005 storm was mended in March 2019?", "2005 storm mended"),
        ("What happened to the 1999 team in March 2019?", "1999 team"),
        ("Was war im März 2019 mit der Bundestagswahl 2017?", "bundestagswahl 2017"),
    ],
)
def test_a_time_that_restricts_goes_before_one_that_leans(text: str, words: str) -> None:
    found = parse(text)
    assert found.scope == Scope(date(2019, 3, 1), date(2019, 3, 31))
    assert " ".join(found.words) == words


def test_a_month_by_which_something_had_come_to_be_leans_without_being_matched() -> None:
    found = parse("How many boats had come by March 2019?")
    assert (found.scope, found.leaning) == (None, Scope(date(2019, 3, 1), date(2019, 3, 31)))
    assert found.words == ("boats", "come")


@pytest.mark.parametrize(
    "text",
    [
        "2019-nCoV",
        "Is 2019-nCoV deadly?",
        "Ist 2019-nCoV tödlich?",
        "the 2020-XR comet",
        "were there 1885 aftershocks?",
    ],
)
def test_a_number_of_a_name_or_a_count_is_no_year(text: str) -> None:
    found = parse(text)
    assert found.scope is None
    assert {"2019", "2020", "1885"} & set(found.terms)


def test_a_time_given_beside_the_words_takes_the_place_of_one_that_leans() -> None:
    found = parse_question("the 2019 election", ASKED_ON, date(2020, 1, 1))
    assert (found.scope, found.leaning) == (Scope(date(2020, 1, 1), None), None)
    assert parse("the 2019 election").within(date(2020, 1, 1), None).leaning is None


RECORDS = [
    {"id": "fair", "title": "Herring fair", "date": "2019-07-01", "text": "Nele of Talau won the herring fair."},
    {"id": "next", "title": "Herring fair", "date": "2020-07-01", "text": "Ruben of Karst won the herring fair."},
    {
        "id": "told", "title": "Ten years of wind", "date": "2021-05-01",
        "text": "The wind broke the mill of Karst. Nobody counted how many sails were torn in 2017.",
    },
    {"id": "rails", "title": "Rails", "date": "1900-05-02", "text": "The railroad reached Brunn, as railroads do."},
    {"id": "tracks", "title": "Railroads", "date": "1870-05-02", "text": "A railroad to Talau is wanted."},
    {"id": "tunnel", "title": "Railroad tunnel", "date": "1900-06-02", "text": "Railroads need tunnels; railroads."},
    {"id": "bridge", "title": "Railroad bridge", "date": "1900-07-02", "text": "Railroads need bridges; railroads."},
    {"id": "between", "title": "Railroads", "date": "1885-05-02", "text": "Railroads and railroads."},
    {"id": "pier", "title": "The pier of Vell", "date": "1950-05-02", "text": "The pier of Vell fell into the sea."},
    {"id": "sea", "title": "Herrings", "date": "1960-05-02", "text": "The sea was calm, and herrings were cheap."},
]  # fmt: skip


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """A searcher of an archive of several years."""
    with searching_records(tmp_path_factory.mktemp("years"), RECORDS) as found:
        yield found


@pytest.mark.parametrize(("year", "first"), [("2019", "fair"), ("2020", "next")])
def test_what_is_of_a_time_that_leans_comes_before_what_is_not(searcher: Searcher, year: str, first: str) -> None:
    found = ids(ask(searcher, f"Who won the {year} herring fair?", top=2))
    assert found[0] == first
    assert set(found) == {"fair", "next"}


def test_of_two_times_each_has_its_best_among_those_shown(searcher: Searcher) -> None:
    found = ids(ask(searcher, "railroads in 1870 and 1900", top=3))
    assert "tracks" in found[:2]
    assert set(found[:2]) & {"rails", "tunnel", "bridge"}
    assert "between" not in found


def test_what_answers_much_better_is_offered_from_another_time(searcher: Searcher) -> None:
    answer = ask(searcher, "When did the pier of Vell fall into the sea in 1960?")
    assert answer.outside is not None
    assert answer.outside.passage.article.title == "The pier of Vell"
    assert ask(searcher, "Were herrings cheap in 1960?").outside is None


def test_nothing_is_said_to_be_of_a_time_that_the_article_found_tells_of(tmp_path: Path) -> None:
    records = [
        {
            "id": "mill", "title": "The mill of Karst", "date": "2021-05-01",
            "text": "The wind broke the mill of Karst.\n\nIn the summer of 1988 all sails were torn by a storm.",
        },
        {"id": "other", "title": "Market", "date": "2021-05-03", "text": "Herrings were cheap in Brunn."},
    ]  # fmt: skip
    indexed(tmp_path / "home", write_records(tmp_path / "archive" / "news.jsonl", records))
    with searching(tmp_path / "home") as searcher:
        answer = ask(searcher, "What broke in Karst in 1988?")
        assert not answer.widened
        assert ask(searcher, "What broke in Karst in 1955?").widened
