"""What of the passages is shown: the sentences that answer, as far as there is room, and what is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import DateSpan, Mention, Precision, Status
from corpus.store.reading import StoredArticle, StoredPassage
from index.answering.answers import Answer, Match
from index.answering.extracts import ARTICLES, PASSAGES, Extract, extracts, lead, whole
from index.answering.question import parse_question
from index.answering.sentence_signs import LONG, SIGNS, signs
from index.questions import Scope
from tests.corpus.making import hostile

DAY = date(2019, 1, 7)
SPAN = DateSpan(DAY, DAY, Precision.DAY)
ABOUT = (
    "The ferry line of Salmera has run since spring. Its boats are painted green, as the harbour council had asked. "
)
TELLS = "Two hundred and six passengers were aboard the ferry Aurora when it left Salmera."
OTHERS = " The band played on the quay. Nobody there had seen so many people. It rained in the evening."


def matches(*texts: str, question: str, articles: int = 1) -> Answer:
    """Return an answer whose passages stand in some articles by turns."""
    asked = parse_question(question, DAY)
    found = []
    for place, text in enumerate(texts):
        row = place % articles + 1
        article = StoredArticle(
            row, f"a{row}", "A title", None, "a.txt", "en", SPAN, "record", Status.DATED, None, None
        )
        passage = StoredPassage(place + 1, article, place, text, "", ())
        found.append(Match(place + 1, float(-place), passage, dict.fromkeys(asked.terms, 1.0)))
    return Answer(asked, "answer", matches=tuple(found))


def shown(answer: Answer, room: int) -> list[Extract]:
    return extracts(answer, answer.matches, room, lambda _: 40)


def words(one: Extract) -> list[str]:
    return [one.match.passage.text[start:end].strip() for start, end in one.parts]


def test_the_sentence_that_answers_is_shown_where_there_is_room_for_one() -> None:
    answer = matches(ABOUT + TELLS + OTHERS, question="How many passengers were aboard the ferry Aurora?")
    (one,) = shown(answer, 125)
    assert words(one) == [TELLS]
    assert one.match.passage.text[slice(*one.best)].strip() == TELLS


def test_what_stands_side_by_side_is_one_part_and_all_is_shown_if_there_is_room() -> None:
    answer = matches(ABOUT + TELLS + OTHERS, question="How many passengers were aboard the ferry Aurora?")
    (one,) = shown(answer, 5000)
    assert one.parts[0][0] <= len(ABOUT) < one.parts[0][1]
    assert all(end < start for (_, end), (start, _) in zip(one.parts, one.parts[1:], strict=False))


def test_an_answer_in_a_later_passage_is_shown_too() -> None:
    question = "How many passengers were aboard the ferry Aurora?"
    answer = matches(
        *[f"The ferry Aurora is number {n} of its kind. {OTHERS}" for n in range(4)], TELLS, question=question
    )
    assert TELLS in [part for one in shown(answer, 700) for part in words(one)]


def test_no_more_passages_and_articles_than_a_reader_takes_in() -> None:
    answer = matches(*[TELLS] * 15, question="How many passengers were aboard the ferry?", articles=5)
    found = shown(answer, 100_000)
    assert len(found) <= PASSAGES
    assert len({one.match.passage.article.row for one in found}) <= ARTICLES


def test_a_time_alone_shows_the_sentence_that_names_it() -> None:
    answer = matches(f"{ABOUT}In May 2018 the pier burnt.{OTHERS}", question="ferry Salmera boats")
    match = answer.matches[0]
    text = match.passage.text
    may = DateSpan(date(2018, 5, 1), date(2018, 5, 31), Precision.MONTH)
    start = text.index("May 2018")
    mention = Mention(start, start + 8, "May 2018", "explicit", may, "stated", "named")
    match = replace(match, passage=replace(match.passage, mentions=(mention,)), time=Scope(may.first, may.last))
    (one,) = extracts(answer, [match], 70, lambda _: 40)
    assert words(one) == ["In May 2018 the pier burnt."]


def test_a_passage_nobody_asked_for_is_shown_from_its_beginning_in_whole_sentences() -> None:
    (match,) = matches(ABOUT + TELLS + OTHERS, question="ferry").matches
    assert words(lead(match, 120)) == [ABOUT.strip()]
    assert words(lead(match, 1)) == ["The ferry line of Salmera has run since spring."]
    assert words(whole(match)) == [(ABOUT + TELLS + OTHERS).strip()]


@hostile
@given(texts=st.lists(st.text(), max_size=5), question=st.text(), room=st.integers(-10, 3000))
def test_whatever_passages_hold_parts_lie_in_them_in_order(texts: list[str], question: str, room: int) -> None:
    answer = matches(*texts, question=question)
    found = shown(answer, room)
    assert bool(found) == bool(texts)
    for one in found:
        places = [place for part in one.parts for place in part]
        assert places == sorted(places)
        assert 0 <= places[0] <= places[-1] <= len(one.match.passage.text)
        assert any(start <= one.best[0] <= one.best[1] <= end for start, end in one.parts)


@pytest.mark.parametrize("text", ["word " * 400 + "word", "x" * 1000, "eins, zwei  " * 90 + "drei"])
def test_a_long_sentence_is_cut_at_words_into_pieces_that_make_up_all_of_it(text: str) -> None:
    answer = matches(text, question="word")
    sentences, found = signs(answer.question, answer.matches)
    assert found.shape == (len(sentences), len(SIGNS))
    assert "".join(text[one.start : one.end] for one in sentences) == text
    assert all(one.end - one.start <= LONG for one in sentences)
