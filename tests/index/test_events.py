"""Which of a passage's dates answers a when-question."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.dates.mentions import mentions_in
from corpus.model import DateSpan, Precision, Status
from corpus.store.reading import StoredArticle, StoredPassage
from index.analysis import archive_term, tokens
from index.answers import Match
from index.events import event_date

DAY = date(2020, 1, 1)
EMERGENCY = "On Sunday, the state of emergency begun on November 15 over a measles outbreak ended in Samoa."
SENATOR = "Hagan, first elected to Congress in 2008, was born on May 26, 1953 in Shelby."
FOUNDER = "Gunz, a trial lawyer since 1988, founded the nonpartisan Politics1.com in 1997."
STORM = "Hurricane Lorenzo reached Category 5 on Saturday, but was downgraded to Category 1 as of this morning."


def answered(question: str, text: str) -> str | None:
    """Return the words of the date that a passage of one sentence answers a question with."""
    published = DateSpan(DAY, DAY, Precision.DAY)
    article = StoredArticle(1, "a", "A", None, "a.txt", None, published, "record", Status.DATED, None, None, "")
    passage = StoredPassage(1, article, 0, text, "", mentions_in(text, DAY, "en"))
    weights = {archive_term(word): 1.0 for word in tokens(question) if word not in {"when", "did", "was", "the", "?"}}
    found = event_date(question, Match(1, 1.0, passage, (0, len(text))), weights)
    return found.text if found else None


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("When did the measles emergency in Samoa end?", EMERGENCY, "Sunday"),
        ("When did the measles emergency in Samoa begin?", EMERGENCY, "November 15"),
        ("When was Hagan born?", SENATOR, "May 26, 1953"),
        ("When was Hagan elected to Congress?", SENATOR, "2008"),
        ("When was Politics1.com founded by Gunz?", FOUNDER, "1997"),
        ("When did Lorenzo reach Category 5?", STORM, "Saturday"),
        ("When was Lorenzo downgraded to Category 1?", STORM, "this morning"),
        ("When did the bell ring?", "The bell rang.", None),
    ],
)
def test_the_date_of_the_verb_that_is_asked_for_answers(question: str, text: str, words: str | None) -> None:
    assert answered(question, text) == words


def test_a_long_sentence_of_verbs_and_dates_is_read() -> None:
    assert answered("When was it opened?", "It was opened on May 4 and closed on June 3, 2018; " * 200) == "May 4"
