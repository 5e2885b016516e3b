"""Which of a passage's dates answers a when-question."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from corpus.dates.mentions import mentions_in
from corpus.model import DateSpan, Mention, Precision, Status
from corpus.store.reading import StoredArticle, StoredPassage
from index.analysis import fold, term
from index.answering.answers import EventDate, best_sentence
from index.answering.event_date import event_date
from index.answering.question import parse_question
from tests.index.making import ASKED_ON, match_of

DAY = date(2020, 1, 1)
EMERGENCY = "On Sunday, the state of emergency begun on November 15 over a measles outbreak ended in Samoa."
SENATOR = "Hagan, first elected to Congress in 2008, was born on May 26, 1953 in Shelby."
STORM = "Hurricane Lorenzo reached Category 5 on Saturday, but was downgraded to Category 1 as of this morning."


def unsure(mention: Mention) -> Mention:
    """Return a date expression as it is where a number may be no year."""
    assert mention.span is not None
    return replace(mention, status="assumed", candidates=(mention.span,))


def answered(question: str, *texts: str, articles: str = "aaa", doubtful: str = "", title: str = "") -> str | None:
    """Return the words of the date that passages of one sentence answer a question with; some words are uncertain."""
    found = event_of(question, *texts, articles=articles, doubtful=doubtful, title=title)
    return found.text if found else None


def event_of(
    question: str, *texts: str, articles: str = "aaa", doubtful: str = "", title: str = "", lang: str = "en"
) -> EventDate | None:
    """Return the date that passages answer a question with, all of one day and a title."""
    published = DateSpan(DAY, DAY, Precision.DAY)
    asked = parse_question(question, ASKED_ON, usual=lang)
    names = {term(fold(word)) for word in re.findall(r"(?<=.)\b[A-Z]\w+", question)} & set(asked.terms)
    matches = []
    for place, (text, name) in enumerate(zip(texts, articles, strict=False)):
        article = StoredArticle(
            ord(name), name, title, None, "a.txt", lang, published, "record", Status.DATED, None, None
        )
        mentions = tuple(unsure(one) if one.text == doubtful else one for one in mentions_in(text, DAY, lang))
        passage = StoredPassage(place, article, place, text, "", mentions)
        matches.append(match_of(passage, best_sentence(text, dict.fromkeys(asked.terms, 1.0), lang), place + 1))
    weights = dict.fromkeys((*asked.terms, *asked.asking), 1.0)
    return event_date(asked, matches, weights, names)


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("When did the measles emergency in Samoa begin?", EMERGENCY, "November 15"),
        ("When was Hagan born?", SENATOR, "May 26, 1953"),
        ("When did Lorenzo reach Category 5?", STORM, "Saturday"),
        (
            "Which day is Drive Safer Sunday?",
            "Drive Safer Sunday is Drive Safer Sunday for all, this time on November 25.",
            "November 25",
        ),
        ("When did the bell ring?", "The bell rang.", None),
    ],
)
def test_the_date_nearest_to_what_is_asked_answers(question: str, text: str, words: str | None) -> None:
    assert answered(question, text) == words


def test_another_passage_of_the_first_article_may_name_the_day() -> None:
    question = "When did Robert Hunter die?"
    assert answered(question, "Robert Hunter wrote for the band.", "Hunter died on Monday.") == "Monday"
    assert answered(question, "He wrote until 1969.", "Robert Hunter died on Monday.") == "Monday"
    assert answered(question, "Robert Hunter died on Monday.", "Robert Hunter died on September 23, 2019.") == "Monday"
    assert answered(question, "Robert Hunter wrote.", "Robert Hunter died on Monday.", articles="ab") is None


@pytest.mark.parametrize(
    ("question", "texts", "doubtful", "words"),
    [
        ("When did the council adopt it?", ["The council adopted 1973 on 17 March 2011."], "1973", "17 March 2011"),
        ("When was the mayor born?", ["The mayor, born in 1973, left the council."], "1973", None),
        ("When was it recalled?", ["The Peugeot 2008 was recalled, a spokesman of it said."], "2008", None),
        ("When did the ferry sink?", ["The ferry sank at 1930.", "It was built on 4 May 2016."], "1930", None),
        ("When did the ferry sink?", ["The ferry sank on 4 May 2016, as 1930 had."], "1930", "4 May 2016"),
        ("When did the ferry sink?", ["At 1930, the ferry sank. It sank on 4 May 2016."], "1930", "4 May 2016"),
    ],
)
def test_only_what_is_sure_answers(question: str, texts: list[str], doubtful: str, words: str | None) -> None:
    assert answered(question, *texts, doubtful=doubtful) == words


def test_a_day_that_can_be_read_two_ways_never_answers() -> None:
    text = "The ferry sank on 03/04/2015. The council met on 9 May 2016."
    assert answered("When did the ferry sink?", text) is None
    assert answered("When did the council meet?", text) == "9 May 2016"
