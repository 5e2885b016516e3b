"""The verb of a "when" question and its subject."""

from __future__ import annotations

import pytest

from index.answering.question import parse_question
from index.answering.verb import deed_of
from tests.index.making import ASKED_ON


@pytest.mark.parametrize(
    ("question", "verb", "subject"),
    [
        ("When did the ferry sink?", "sink", {"ferri"}),
        ("When did the comment period open on the review?", "open", {"comment", "period"}),
        ("When was the ferry sunk by the storm?", "sunk", {"ferri"}),
        ("On what day was the mayor elected?", "elect", {"mayor"}),
        ("When did Brunn's trade council decide on the market?", "decid", {"brunn", "trade", "council"}),
        ("When did the boy hurt by a dog die?", "die", {"boy", "hurt", "dog"}),
        ("In what year was Lind, who designed the mill, born?", "born", {"lind"}),
        ("When was the council to open the mill?", "open", {"council"}),
        ("When did the flood happen?", "", set()),
        ("When is the next market?", "", set()),
        ("Wann wurde der Präsident gewählt?", "gewahlt", {"prasident"}),
        ("Wann hat die Brücke eröffnet?", "eroffn", {"bruck"}),
        ("¿Cuándo murió Ana?", "muri", set()),
        ("Quand le pont a-t-il été inauguré ?", "inaugur", set()),
        ("متى غادر الوزير؟", "غادر", set()),
        ("کشتی در چه سالی غرق شد؟", "غرق", set()),
    ],
)
def test_the_verb_is_told_by_where_it_stands_and_what_it_looks_like(
    question: str, verb: str, subject: set[str]
) -> None:
    deed = deed_of(parse_question(question, ASKED_ON), ())
    assert (deed.verb, set(deed.subject)) == (verb, subject)


def test_a_name_is_no_verb() -> None:
    question = parse_question("When did Will Sink die?", ASKED_ON)
    assert deed_of(question, {"sink", "will"}).verb == "die"


def test_a_language_that_we_do_not_know_has_no_verb() -> None:
    question = parse_question("Når døde Anna Lind?", ASKED_ON, usual="da")
    assert deed_of(question, ()).verb == "" or question.language != "da"
