"""Answers: verbatim passages with their articles, in the order asked for, or none."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import IndexUnusable, StoreUnusable
from corpus.store.reading import StoreReader
from index.answering.answers import Answer
from index.answering.searcher import Searcher
from tests.corpus.making import ingested
from tests.index.making import DEEDS, FACTS, THINGS, TOWNS, ask, ids, indexed, searching, write_records


@pytest.fixture(scope="module")
def searcher(valley: Path) -> Iterator[Searcher]:
    """A searcher of the valley, as the bot has one."""
    with searching(valley, compiled=True) as found:
        yield found


@pytest.mark.parametrize(
    ("question", "article", "words"),
    [
        ("Who opened the bridge over the Arle?", "bridge", "by Ines Falk, the mayor of Ostheim"),
        ("Who was the last ferryman?", "bridge", "The last ferryman, Jakob Lind"),
        ("How many people slept in the school during the flood?", "flood", "Four hundred people"),
        ("What did the inquiry find about the flood gates?", "inquiry", "had been left open"),
        ("Where was the oldest pan of the salt museum found?", "museum", "under a stable"),
        ("With what majority was Ines Falk elected?", "election", "nine votes"),
    ],
)
def test_a_question_is_answered_with_the_passage_that_says_it(
    searcher: Searcher, question: str, article: str, words: str
) -> None:
    answer = ask(searcher, question)
    assert answer.verdict != "nothing"
    assert answer.closest == ()
    best = answer.matches[0]
    assert (best.rank, best.passage.article.article_id) == (1, article)
    assert words in best.passage.text
    assert best.passage.text in {one["id"]: one["text"] for one in FACTS}[article]


def test_every_passage_is_one_of_the_store_word_for_word_and_its_excerpt_a_part_of_it(
    searcher: Searcher, valley: Path
) -> None:
    with closing(StoreReader(valley)) as store:
        kept = {passage.number: passage.text for passage in store.live_passages()}
    answer = ask(searcher, "What did the council of Ostheim order?", top=20)
    assert len(answer.matches) == 20
    for match in answer.matches:
        assert kept[match.passage.number] == match.passage.text
        start, end = match.excerpt
        assert 0 <= start < end <= len(match.passage.text)


def test_matches_are_ranked_from_one_with_falling_scores_and_no_passage_twice(searcher: Searcher) -> None:
    matches = ask(searcher, "Which tavern in Brunn was sold?", top=30).matches
    assert [match.rank for match in matches] == list(range(1, 31))
    assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)
    assert len({match.passage.number for match in matches}) == 30


@pytest.mark.parametrize("top", [1, 2, 7, 100])
def test_no_more_passages_come_than_were_asked_for(searcher: Searcher, top: int) -> None:
    matches = ask(searcher, "council order", top=top).matches
    assert top >= len(matches) >= min(top, 50)  # passages that say the same are shown once


def test_newest_first_is_by_publication_with_undated_ones_last(searcher: Searcher) -> None:
    answer = ask(searcher, "Which tavern in Brunn was sold?", top=30, newest=True)
    days = [
        match.passage.article.published.last if match.passage.article.published else date.min
        for match in answer.matches
    ]
    assert days == sorted(days, reverse=True)
    assert days[-1] == date.min
    assert [match.rank for match in answer.matches] == list(range(1, 31))
    assert set(ids(answer)) == set(ids(ask(searcher, "Which tavern in Brunn was sold?", top=30)))


@pytest.mark.parametrize("question", ["", "?!", "What is it?", "Who was that and when"])
def test_a_question_without_terms_has_an_empty_answer(searcher: Searcher, question: str) -> None:
    answer = ask(searcher, question)
    assert (answer.answered, answer.matches, answer.closest, answer.event_date) == (False, (), (), None)


def test_words_that_the_archive_does_not_know_are_answered_with_nothing(searcher: Searcher) -> None:
    answer = ask(searcher, "quantum chromodynamics pineapple")
    assert (answer.answered, answer.matches, answer.closest) == (False, (), ())


def test_a_question_that_the_archive_does_not_answer_is_refused_and_what_came_closest_is_told(
    searcher: Searcher,
) -> None:
    answer = ask(searcher, "Why did the pirates conquer the salt of Arle with astronauts?")
    assert (answer.answered, answer.event_date) == (False, None)
    assert len(answer.shown) == 3


def test_what_has_next_to_nothing_of_the_question_is_not_shown_as_closest(searcher: Searcher) -> None:
    answer = ask(searcher, "When did quantum chromodynamics pineapple astronauts conquer Ostheim?")
    assert (answer.answered, answer.matches, answer.closest) == (False, (), ())


def test_a_question_about_a_name_that_no_article_has_is_not_answered_but_from_few(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ask(searcher, "When did the bridge over the Zanzibar open?").answered
    monkeypatch.setattr("index.ranking.candidates.TELLING", searcher.engine.generation.passages)
    assert ask(searcher, "When did the bridge over the Arle open?").answered
    answer = ask(searcher, "When did the bridge over the Zanzibar open?")
    assert (answer.verdict, answer.closest, answer.event_date, answer.absent) == ("maybe", (), None, ("Zanzibar",))
    assert answer.matches


def test_what_is_met_only_by_words_that_are_spelled_alike_is_not_shown_as_closest(searcher: Searcher) -> None:
    like = ask(searcher, "tavvern")
    assert like.matches or like.closest
    assert not ask(searcher, "cavern").closest


def test_words_that_no_article_has_are_told_as_they_were_asked(searcher: Searcher) -> None:
    answer = ask(searcher, "When did the Bridge (of Zanzibar) open?")
    assert answer.absent == ("Zanzibar",)


def test_a_scope_leaves_out_what_was_published_at_another_time(searcher: Searcher) -> None:
    assert ids(ask(searcher, "What became of the flood gates?"))[0] == "inquiry"
    assert ids(ask(searcher, "What became of the flood in February 2020?"))[0] == "flood"
    late = ask(searcher, "What became of the flood since May 2020?", top=30)
    published = [match.passage.article.published for match in late.matches]
    assert all(span is not None and span.last >= date(2020, 5, 1) for span in published)


def test_a_scope_in_which_nothing_was_written_is_refused_with_what_came_closest(searcher: Searcher) -> None:
    answer = ask(searcher, "Who opened the bridge over the Arle in 1850?")
    assert (answer.answered, answer.matches) == (False, ())
    assert ids(answer)[0] == "bridge"


def test_a_scope_can_be_given_beside_the_words(searcher: Searcher) -> None:
    answer = ask(searcher, "council order", date(2019, 5, 1), date(2019, 5, 31), top=30)
    assert answer.answered
    assert all(
        match.passage.article.published and match.passage.article.published.first.year == 2019
        for match in answer.matches
    )


@pytest.mark.parametrize(
    ("question", "day", "words"),
    [
        ("When was the bridge over the Arle opened?", date(2019, 5, 4), "May 4, 2019"),
        ("On what day did the inquiry find the flood gates open?", date(2020, 6, 1), "June 1, 2020"),
    ],
)
def test_a_question_for_a_date_is_answered_with_the_day_that_the_passage_names(
    searcher: Searcher, question: str, day: date, words: str
) -> None:
    event = ask(searcher, question).event_date
    assert event is not None
    assert (event.span.first, event.span.last, event.text) == (day, day, words)


def test_other_questions_have_no_event_date(searcher: Searcher) -> None:
    assert ask(searcher, "Who opened the bridge over the Arle?").event_date is None


def test_a_question_for_a_date_that_the_passage_does_not_name_has_none(searcher: Searcher) -> None:
    answer = ask(searcher, "When did the flood reach the market?")
    assert ids(answer)[0] == "flood"
    assert answer.event_date is None


def shown(answer: Answer) -> list[Any]:
    """Return what a reader sees of an answer."""
    matches = answer.matches or answer.closest
    return [answer.answered, answer.event_date, *((one.passage, one.score, one.excerpt) for one in matches)]


QUESTIONS = [
    f"Which {thing} of {town} was {deed}?" for thing, town, deed in zip(THINGS * 5, TOWNS * 9, DEEDS * 5, strict=False)
]


def test_eight_threads_get_the_answers_of_one(searcher: Searcher) -> None:
    assert len(QUESTIONS) == 50
    alone = [shown(ask(searcher, question)) for question in QUESTIONS]

    def ask_all(shift: int) -> list[list[Any]]:
        with closing(searcher.store):  # this thread's connection
            order = QUESTIONS[shift:] + QUESTIONS[:shift]
            answers = [shown(ask(searcher, question)) for question in order]
        return answers[-shift:] + answers[:-shift] if shift else answers

    with ThreadPoolExecutor(8) as threads:
        for answers in threads.map(ask_all, range(0, 48, 6)):
            assert answers == alone


def test_a_searcher_that_compiles_answers_as_one_that_does_not(searcher: Searcher, valley: Path) -> None:
    with searching(valley, compiled=False) as other:
        for question in [*QUESTIONS, "When was the bridge over the Arle opened?", "council in May 2019", "zzz"]:
            one, another = ask(searcher, question), ask(other, question)
            assert [match.passage for match in one.matches] == [match.passage for match in another.matches]
            assert [match.score for match in one.matches] == pytest.approx([match.score for match in another.matches])


def test_without_a_store_the_cure_is_named(home: Path) -> None:
    with pytest.raises(StoreUnusable, match="run: dateline index PATH"):
        Searcher(home, compiled=False)


def test_without_an_index_the_cure_is_named(home: Path, wire: Path) -> None:
    wire.write_text("no record\n")
    indexed(home, wire)
    with pytest.raises(IndexUnusable, match="there is no index yet; run: dateline index PATH"):
        Searcher(home, compiled=False)


def test_an_index_that_lacks_an_array_is_refused(home: Path, wire: Path) -> None:
    indexed(home, write_records(wire, FACTS))
    manifest = home / "index" / "generation-000001" / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"sequence"', '"sequel"'))
    (manifest.parent / "sequence.npy").rename(manifest.parent / "sequel.npy")
    with pytest.raises(IndexUnusable, match="lacks the array 'sequence'; build it again"):
        Searcher(home, compiled=False)


def replace_store(home: Path, wire: Path, count: int) -> Path:
    """Index one archive, then move its store away, as messages advise, and write another archive."""
    indexed(home, write_records(wire, FACTS))
    for file in home.glob("archive.db*"):
        file.unlink()
    return write_records(
        wire, [{"id": f"other-{number}", "text": f"Other words, {number}."} for number in range(count)]
    )


def test_an_index_whose_passages_are_gone_from_the_store_is_refused(home: Path, wire: Path) -> None:
    ingested(home, replace_store(home, wire, 1), generation=2)
    with pytest.raises(IndexUnusable, match="do not fit together; build it again"), searching(home) as searcher:
        ask(searcher, "Who opened the bridge over the Arle?")


def test_an_index_never_quotes_passages_of_another_store(home: Path, wire: Path) -> None:
    ingested(home, replace_store(home, wire, 50), generation=2)
    with pytest.raises(IndexUnusable, match="do not fit together; build it again"), searching(home) as searcher:
        ask(searcher, "Who opened the bridge over the Arle?")


def test_the_index_of_another_store_is_never_taken_for_up_to_date(home: Path, wire: Path) -> None:
    assert indexed(home, replace_store(home, wire, len(FACTS))).built


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("When was the bridge over the Arle opened?", "May 4, 2019"),
        ("On what day did the inquiry find the flood gates open?", "June 1, 2020"),
        ("How many people slept in the school of the neighbouring village?", "Four hundred people"),
    ],
)
def test_the_words_that_answer_are_marked_in_the_best_sentence_of_the_first_passage_alone(
    searcher: Searcher, question: str, words: str
) -> None:
    first, *others = ask(searcher, question).matches
    assert first.marked is not None
    assert first.passage.text[slice(*first.marked)] == words
    assert first.excerpt[0] <= first.marked[0] < first.marked[1] <= first.excerpt[1]
    assert not any(match.marked for match in others)
    assert not any(match.marked for match in ask(searcher, question, newest=True).matches)


@pytest.mark.parametrize("question", ["What happened in 2019?", "bridge", "When did the flood reach the market?"])
def test_nothing_is_marked_where_no_amount_name_or_day_is_asked_for_or_known(searcher: Searcher, question: str) -> None:
    assert not any(match.marked for match in ask(searcher, question).shown)
