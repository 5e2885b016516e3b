"""Which of a passage's dates answers a when-question."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from corpus.data import table
from corpus.dates.mentions import mentions_in
from corpus.model import DateSpan, Mention, Precision, Status
from corpus.store.reading import StoredArticle, StoredPassage
from index.analysis import fold, term
from index.answering.answers import EventDate, best_sentence
from index.answering.date_evidence import EVIDENCE
from index.answering.event_date import event_date, learned
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
        ("When was the Ipoh race entered?", "Ipoh, Dec. 30. Three teams have entered for the race at Ipoh.", None),
        ("When was the Ipoh race run?", "Ipoh, Dec. 30. The race at Ipoh was run today.", "today"),
        ("When did the bell ring?", "The bell rang.", None),
    ],
)
def test_the_date_nearest_to_what_is_asked_answers(question: str, text: str, words: str | None) -> None:
    assert answered(question, text) == words


def test_another_passage_may_name_the_day_and_two_that_differ_name_none() -> None:
    question = "When did Robert Hunter die?"
    assert answered(question, "Robert Hunter wrote for the band.", "Hunter died on Monday.") == "Monday"
    assert answered(question, "He wrote until 1969.", "Robert Hunter died on Monday.") == "Monday"
    assert answered(question, "Robert Hunter died on Monday.", "Robert Hunter died on September 23, 2019.") is None
    other = event_of(question, "Robert Hunter wrote.", "Robert Hunter died on Monday.", articles="ab")
    assert other is not None
    assert (other.text, other.article and other.article.article_id) == ("Monday", "b")


@pytest.mark.parametrize(
    ("question", "texts", "doubtful", "words"),
    [
        ("When did the council adopt it?", ["The council adopted 1973 on 17 March 2011."], "1973", "17 March 2011"),
        ("When was the mayor born?", ["The mayor, born in 1973, left the council."], "1973", None),
        ("When was it recalled?", ["The Peugeot 2008 was recalled, a spokesman of it said."], "2008", None),
        ("When did the ferry sink?", ["The ferry sank at 1930.", "It was built on 4 May 2016."], "1930", None),
        ("When did the ferry sink?", ["The ferry sank on 4 May 2016, as 1930 had."], "1930", "4 May 2016"),
        ("When did the ferry sink?", ["At 1930, the ferry sank. It sank on 4 May 2016."], "1930", None),
    ],
)
def test_only_what_is_sure_answers(question: str, texts: list[str], doubtful: str, words: str | None) -> None:
    assert answered(question, *texts, doubtful=doubtful) == words


def test_a_day_that_can_be_read_two_ways_never_answers() -> None:
    text = "The ferry sank on 03/04/2015. The council met on 9 May 2016."
    assert answered("When did the ferry sink?", text) is None
    assert answered("When did the council meet?", text) == "9 May 2016"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (
            "When did the storm hit Karst?",
            "The mayor of Karst today welcomed a bill for those who lost homes in the storm.",
        ),
        ("When did Ines Falk sign the treaty of Brunn?", "Ines Falk announced today that the treaty of Brunn fails."),
        (
            "When did the flood reach Ostheim?",
            "In a statement released today, Ostheim asked for money after the flood.",
        ),
        (
            "When did the school in Talau burn?",
            "A spokeswoman said yesterday that the school in Talau would be rebuilt.",
        ),
        ("When was the dam at Seewalde breached?", "Today the council praised all who helped at the dam of Seewalde."),
        ("When did Jakob Lind win the Brunn prize?", "Jakob Lind sang in Ostheim on 4 May 2016."),
        ("When did Jakob Lind die?", "Jakob Lind won the prize on 4 May 2016."),
        ("When did the actor Jakob Lind die?", "The actor Jakob Lind was given the prize on 4 May 2016."),
        ("When was Ines Falk born?", "Ines Falk became mayor in 1998."),
        ("When did Ines Falk marry Jakob Lind?", "Ines Falk met Jakob Lind on 4 May 2016 in the school."),
    ],
)
def test_a_date_that_belongs_to_another_deed_heads_no_reply(question: str, text: str) -> None:
    assert answered(question, text) is None


@pytest.mark.parametrize(
    ("lang", "question", "text"),
    [
        ("de", "Wann starb Anna Lind?", "Anna Lind sang am 4. Mai 2016 in Ostheim."),
        ("de", "Wann wurde Anna Lind geboren?", "Anna Lind sang am 4. Mai 2016 in Ostheim."),
        ("fr", "Quand Anna Lind est-elle morte ?", "Anna Lind a chanté le 4 mai 2016."),
        ("es", "¿Cuándo murió Ana Lind?", "Ana Lind cantó el 4 de mayo de 2016."),
        ("es", "¿Cuándo nació Ana Lind?", "Ana Lind cantó el 4 de mayo de 2016."),
        ("ar", "متى توفيت ليلى مراد؟", "غنت ليلى مراد في 4 مايو 2016."),
        ("fa", "لیلا مرادی در چه سالی درگذشت؟", "لیلا مرادی در سال ۱۳۹۵ جایزه برد."),
    ],
)
def test_so_it_is_in_other_languages(lang: str, question: str, text: str) -> None:
    assert event_of(question, text, lang=lang) is None


@pytest.mark.parametrize(
    ("lang", "question", "text", "day"),
    [
        ("en", "When was the bridge opened?", "The bridge was opened on 4 May 2016.", date(2016, 5, 4)),
        ("en", "When did the bridge open?", "The bridge was opened to all on 4 May 2016.", date(2016, 5, 4)),
        ("de", "Wann wurde die Brücke eröffnet?", "Die Brücke wurde am 4. Mai 2016 eröffnet.", date(2016, 5, 4)),
        ("de", "Wann starb Anna Lind?", "Anna Lind ist am 4. Mai 2016 gestorben.", date(2016, 5, 4)),
        ("fr", "Quand le pont a-t-il été inauguré ?", "Le pont a été inauguré le 4 mai 2016.", date(2016, 5, 4)),
        ("es", "¿Cuándo fue inaugurado el puente?", "El puente fue inaugurado el 4 de mayo de 2016.", date(2016, 5, 4)),
        ("ar", "متى افتتح الجسر؟", "افتتح الجسر في 4 مايو 2016.", date(2016, 5, 4)),
        ("fa", "پل در چه سالی افتتاح شد؟", "پل در سال ۱۳۹۵ افتتاح شد.", date(2016, 3, 20)),
    ],
)
def test_the_date_of_the_deed_answers_in_every_language(lang: str, question: str, text: str, day: date) -> None:
    event = event_of(question, text, lang=lang)
    assert event is not None
    assert event.span.first == day


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        (
            "When was the school closed in 2019?",
            "The school was closed in May 2019. It was founded in 1950.",
            "May 2019",
        ),
        ("When was the school closed in 2019?", "The school was closed in 2019.", None),
        ("When was the school founded in 2019?", "The school was founded in 1950.", None),
        ("When in May 2019 was the school closed?", "The school was closed on 7 May 2019.", "7 May 2019"),
        ("When in May 2019 was the school closed?", "The school was closed in 2019.", None),
        ("On what day since 2018 was the school closed?", "The school was closed on 7 May 2016.", None),
    ],
)
def test_the_date_lies_in_the_time_asked_for_and_tells_more(question: str, text: str, words: str | None) -> None:
    assert answered(question, text) == words


@pytest.mark.parametrize(
    ("lang", "question", "text", "words"),
    [
        ("en", "When is the next market?", "The next market is on 4 May 2019.", None),
        ("en", "When is the next market?", "The next market is on 4 May 2028.", "4 May 2028"),
        ("en", "When is the upcoming market?", "The market of 4 May 2019 is upcoming.", None),
        ("en", "When was the next market?", "The next market was on 4 May 2019.", "4 May 2019"),
        ("de", "Wann ist der nächste Markt?", "Der nächste Markt ist am 4. Mai 2019.", None),
        ("fr", "Quand est le prochain marché ?", "Le prochain marché est le 4 mai 2019.", None),
        ("es", "¿Cuándo es el próximo mercado?", "El próximo mercado es el 4 de mayo de 2019.", None),
        ("es", "¿Cuándo es el próximo mercado?", "El próximo mercado es el 4 de mayo de 2028.", "el 4 de mayo de 2028"),
    ],
)
def test_the_next_one_is_still_to_come_on_the_day_of_asking(
    lang: str, question: str, text: str, words: str | None
) -> None:
    event = event_of(question, text, lang=lang)
    assert (event.text if event else None) == words


def test_a_weekday_to_come_is_not_when_something_happened() -> None:
    assert answered("When did the council meet?", "The council will meet on Friday.") is None
    assert answered("When did the council meet?", "The council met on Friday.") == "Friday"


def test_every_piece_of_evidence_has_a_weight() -> None:
    assert len(learned().evidence) == len(EVIDENCE)
    assert set(table("index.answering", "event_date")["evidence"]) == set(EVIDENCE)
    assert 0.5 <= learned().threshold < 1
