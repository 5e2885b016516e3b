"""Which words of a passage are marked as what answers: amounts and names, in six languages, and when none are."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates.mentions import mentions_in
from index.answering.answers import best_sentence
from index.answering.marking import marked
from index.answering.question import parse_question
from tests.corpus.making import hostile

DAY = date(2020, 1, 1)


def answering(question: str, text: str, code: str = "en") -> str | None:
    """Return the words of a passage that are marked, all words of the question counting alike."""
    asked = parse_question(question, DAY, usual=code)
    found = marked(asked, text, code, dict.fromkeys(asked.terms, 1.0), mentions_in(text, DAY, code))
    return text[slice(*found)] if found else None


@pytest.mark.parametrize(
    ("code", "question", "text", "words"),
    [
        ("en", "How many priests serve in the diocese?", "It says that 415 thousand priests serve in the diocese.",
         "415 thousand priests"),
        ("en", "How much did the school receive for its roof?",
         "On 4 May 2016 the school received $20,000 for its roof. It has 300 pupils.", "$20,000"),
        ("en", "How many hot air balloons rose over the lake?",
         "At dawn 19 hot air balloons rose over the lake, and 40 boats went out.", "19 hot air balloons"),
        ("en", "How long did the outage of the ferry line last?",
         "The outage of the ferry line lasted nearly 90 minutes and hit 12 villages.", "nearly 90 minutes"),
        ("en", "What percentage of voters in Arlen turned out?",
         "About 60 percent of voters in Arlen turned out, 4 more than in 2011.", "About 60 percent"),
        ("en", "How many of the members voted for the merger?",
         "Two thirds of the members voted for the merger in 2019.", "Two thirds"),
        ("en", "How many people took the F-16 tour in 2012?", "In 2012, 1,450 people took the F-16 tour.",
         "1,450 people"),
        ("en", "How many wounded sailors did the ferry carry?",
         "The ferry carried one hundred and twenty wounded sailors.", "one hundred and twenty wounded sailors"),
        ("de", "Wie viele Menschen besuchten das Museum in Ostheim?",
         "Im Jahr 2018 besuchten rund 4.500 Menschen das Museum in Ostheim.", "rund 4.500 Menschen"),
        ("fr", "Combien de visiteurs le musée de Valmont a-t-il reçus ?",
         "Le musée de Valmont a reçu 12 300 visiteurs en 2017.", "12 300 visiteurs"),
        ("es", "¿Cuántos barcos llegaron al puerto de Salmera?",
         "Al puerto de Salmera llegaron 27 barcos el 3 de mayo de 2015.", "27 barcos"),
        ("ar", "كم سفينة وصلت إلى ميناء سلمى؟", "وصلت 27 سفينةً إلى ميناء سلمى في 2015.", "27 سفينةً"),
        ("fa", "چند کشتی به بندر سلمی رسیدند؟", "در سال ۲۰۱۵ به بندر سلمی ۲۷ کشتی رسیدند.", "۲۷ کشتی"),
    ],
)  # fmt: skip
def test_the_amount_asked_for_is_marked_with_its_unit_or_noun(code: str, question: str, text: str, words: str) -> None:
    assert answering(question, text, code) == words


@pytest.mark.parametrize(
    ("code", "question", "text", "words"),
    [
        ("en", "Who designed the lighthouse of Arlen?",
         "The lighthouse of Arlen was designed by Sara Brandt in 1911.", "Sara Brandt"),
        ("en", "Which magazine printed the mayor's letter?", "Lantern Magazine printed the mayor's letter in full.",
         "Lantern Magazine"),
        ("en", "Which ship rescued the sailors?", "The sailors were rescued by the ship Doyle off the coast.", "Doyle"),
        ("en", "Which committee approved the ferry bill?",
         "The Senate Committee of Harbours approved the ferry bill on Monday.", "Senate Committee of Harbours"),
        ("en", "Where was the comet found?", "The comet was found in Ostheim by two pupils.", "Ostheim"),
        ("en", "Who opened the bridge?", "Ines Falk and Jakob Lind opened the bridge.", "Ines Falk and Jakob Lind"),
        ("fr", "Qui a conçu le phare de Valmont ?", "Le phare de Valmont a été conçu par Inès Falk en 1911.",
         "Inès Falk"),
        ("es", "¿Quién diseñó el faro de Salmera?", "El faro de Salmera fue diseñado por Inés Falcó en 1911.",
         "Inés Falcó"),
    ],
)  # fmt: skip
def test_the_name_asked_for_is_marked(code: str, question: str, text: str, words: str) -> None:
    assert answering(question, text, code) == words


@pytest.mark.parametrize(
    ("code", "question", "text"),
    [
        ("en", "How many ferries ran to Arlen?", "The ferries ran to Arlen in 1986."),  # a year is no amount
        ("en", "How many of the 40 ferries ran?", "The 40 ferries ran."),  # known already
        ("en", "How many ferries ran to Arlen?", "The F-16 and the ferries ran to Arlen."),
        ("en", "How many ferries ran to Arlen?", "It rained. 12 villages were hit."),  # no word of the question near
        ("en", "How many ferries ran to Arlen?", "The ferries ran to Arlen."),
        ("en", "Who opened the bridge?", "Ines Falk, not Jakob Lind, was at the bridge."),  # two as good
        ("en", "Who opened the Arlen bridge?", "The Arlen bridge was opened."),  # only what the question says
        ("en", "Why did the bridge in Arlen fall?", "Ines Falk said that the bridge fell."),  # not asked for
        ("de", "Wer entwarf den Leuchtturm von Arlen?", "Den Leuchtturm von Arlen entwarf Ines Falk im Jahr 1911."),
        ("fa", "چه کسی پل را ساخت؟", "پل را NASA ساخت."),
        ("en", "How many ferries ran to Arlen?", ""),
    ],
)
def test_nothing_is_marked_where_none_surely_answers(code: str, question: str, text: str) -> None:
    assert answering(question, text, code) is None


QUESTIONS = st.sampled_from(
    ["How many ferries ran?", "Who ran to Arlen?", "Where is Arlen?", "Which ship ran?", "كم سفينة وصلت؟", "Wer kam?"]
)
TEXTS = st.lists(
    st.sampled_from(
        ["12", "F-16", " ", ". ", "$", "ferries", " ran ", "Arlen", "%", "to", "سفينة", "ship", ",", "K", "٣"]
    )
    | st.text(max_size=6)
).map("".join)


@hostile
@given(QUESTIONS, TEXTS, st.sampled_from(["en", "de", "fr", "ar", "fa", "zh", ""]))
def test_what_is_marked_lies_within_any_text(question: str, text: str, code: str) -> None:
    asked = parse_question(question, DAY)
    found = marked(asked, text, code, dict.fromkeys(asked.terms, 1.0), mentions_in(text, DAY, "en"))
    assert found is None or 0 <= found[0] < found[1] <= len(text)


def test_the_sentence_with_the_words_that_answer_is_the_best_if_it_meets_the_question_nearly_as_well() -> None:
    text = "The ferry to Arlen ran late. The ferry took 90 minutes."
    weights = {"ferri": 1.0, "arlen": 0.3}
    assert best_sentence(text, weights) == (0, 28)
    assert best_sentence(text, weights, words=(44, 54)) == (29, 55)
    assert best_sentence(text, weights | {"arlen": 0.9}, words=(44, 54)) == (0, 28)
    assert best_sentence(text, weights, words=(20, 40)) == (0, 28)
