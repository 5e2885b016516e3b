"""Questions taken apart: the time that they are about, the words that are matched, and the kind of answer."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.model import DateSpan, Mention, Precision
from index.analysis import term, terms, tokens
from index.answering import question, times
from index.answering.question import LONGEST, parse_question
from index.questions import Question, Scope, alternative_terms
from tests.corpus.making import hostile
from tests.index.making import ASKED_ON


def parse(text: str, first: date | None = None, last: date | None = None) -> Question:
    """Take a question apart that was asked in March 2024."""
    return parse_question(text, ASKED_ON, first, last)


def scope(first: str | None, last: str | None) -> Scope:
    """Return a scope from ISO days."""
    return Scope(*(None if day is None else date.fromisoformat(day) for day in (first, last)))


SCOPES = [
    ("in May 2019", "2019-05-01", "2019-05-31"),
    ("in 2019", "2019-01-01", "2019-12-31"),
    ("on May 7, 2019", "2019-05-07", "2019-05-07"),
    ("on 7 May 2019", "2019-05-07", "2019-05-07"),
    ("during the summer of 2019", "2019-06-01", "2019-08-31"),
    ("in the first half of 2022", "2022-01-01", "2022-06-30"),
    ("before July 2019", None, "2019-06-30"),
    ("since October 2020", "2020-10-01", None),
    ("after May 2019", "2019-06-01", None),
    ("between 2018 and 2020", "2018-01-01", "2020-12-31"),
    ("between May 2019 and March 2020", "2019-05-01", "2020-03-31"),
    ("between May 3, 2019 and June 4, 2019", "2019-05-03", "2019-06-04"),
    ("from March 2019 to May 2019", "2019-03-01", "2019-05-31"),
    ("from March 2019", "2019-03-01", "2019-03-31"),
    ("from March 2019 on", "2019-03-01", None),
    ("from 2019 onwards", "2019-01-01", None),
]


@pytest.mark.parametrize(("words", "first", "last"), SCOPES)
@pytest.mark.parametrize(
    "question", ["What did the ferry council decide {}?", "{}, what did the ferry council decide?"]
)
def test_the_time_that_the_words_name_is_the_scope_and_leaves_the_terms(
    question: str, words: str, first: str | None, last: str | None
) -> None:
    found = parse(question.format(words))
    assert found.scope == scope(first, last)
    assert found.terms == tuple(terms(tokens("ferry council decide")))


def test_a_month_without_a_year_takes_that_of_the_month_it_is_joined_to() -> None:
    found = parse("What did the council decide between January and March 2020?")
    assert found.scope == scope("2020-01-01", "2020-03-31")
    assert "januari" not in found.terms


@pytest.mark.parametrize(
    "text", ["What did the council decide?", "Who sold 2,019 herrings?", "room 1984", "May the mayor?"]
)
def test_a_question_that_names_no_time_has_no_scope(text: str) -> None:
    assert parse(text).scope is None


TIMES = [
    ("Streik am 12. März 2020", ["2020-03-12"]),
    ("Ostheim am 12. März 2020", ["2020-03-12"]),
    ("Brunn, 12. März 2020", ["2020-03-12"]),
    ("Karst 12 mars 2020", ["2020-03-12"]),
    ("Talau el 12 de marzo de 2020", ["2020-03-12"]),
    ("floods in 2019 or 2020", ["2019-01-01/2020-12-31"]),
    ("floods in 2019, 2020 and 2021", ["2019-01-01/2021-12-31"]),
    ("floods in 2016, 2018 and 2020", ["2016-01-01/2016-12-31", "2018-01-01/2018-12-31", "2020-01-01/2020-12-31"]),
    ("elections 2016 and 2020", ["2016-01-01/2016-12-31", "2020-01-01/2020-12-31"]),
    ("elections between 2016 and 2020", ["2016-01-01/2020-12-31"]),
    ("strike in March or April 2020", ["2020-03-01/2020-04-30"]),
    ("flood in March 2015 or in April 2020", ["2015-03-01/2015-03-31", "2020-04-01/2020-04-30"]),
    ("floods in December or January 2020", ["2019-12-01/2020-01-31"]),
    ("flood on 12 or 14 March 2020", ["2020-03-12", "2020-03-14"]),
    ("flood on 12 March or 14 March 2020", ["2020-03-12", "2020-03-14"]),
    ("Streik am 12. oder am 14. März 2020", ["2020-03-12", "2020-03-14"]),
    ("Fluten 2018 und 2020", ["2018-01-01/2018-12-31", "2020-01-01/2020-12-31"]),
    ("les inondations en 2015 et en 2019", ["2015-01-01/2015-12-31", "2019-01-01/2019-12-31"]),
    ("inundaciones en marzo o abril de 2020", ["2020-03-01/2020-04-30"]),
    ("فيضانات 2019 و2021", ["2019-01-01/2019-12-31", "2021-01-01/2021-12-31"]),
    ("سیل در ۲۰۱۹ یا ۲۰۲۱", ["2019-01-01/2019-12-31", "2021-01-01/2021-12-31"]),
    ("floods before 2018 or 2019", ["/2018-12-31"]),
    ("floods since 2018 or 2019", ["2018-01-01/"]),
    ("who won in 2019 and the year before", ["2018-01-01/2019-12-31"]),
    ("How much were imports to be cut before the end of 1975?", ["1975-01-01/1975-12-31"]),
    ("floods before the end of May 2018", ["2018-05-01/2018-05-31"]),
    ("floods until the end of 2018", ["2018-01-01/2018-12-31"]),
    ("floods at the end of May 2018", ["2018-05-25/2018-05-31"]),
    ("Wie viele Häuser sollen bis Ende 2018 gebaut werden?", ["2018-01-01/2018-12-31"]),
    ("combien de maisons avant la fin de 2018", ["2018-01-01/2018-12-31"]),
    ("cuántas casas antes de finales de 2018", ["2018-01-01/2018-12-31"]),
    ("floods in the first half of 2020", ["2020-01-01/2020-06-30"]),
    ("budget from January 1, 2019 to December 31, 2020", ["2019-01-01/2020-12-31"]),
]


@pytest.mark.parametrize(("text", "meant"), TIMES)
def test_times_that_are_listed_are_meant_each(text: str, meant: list[str]) -> None:
    ends = [time.split("/") if "/" in time else [time, time] for time in meant]
    assert parse(text).scope == Scope.joined(scope(first or None, last or None) for first, last in ends)
    assert not {"2019", "2020", "march", "12", "14"} & set(parse(text).terms)


@pytest.mark.parametrize("text", ["flood on 12/03/2020", "What happened on 12/03/2020?", "03/12/2020 floods"])
def test_a_day_that_can_be_read_two_ways_is_searched_both_ways(text: str) -> None:
    found = parse(text).scope
    assert found is not None
    assert found.readings
    assert found.parts == (scope("2020-03-12", "2020-03-12"), scope("2020-12-03", "2020-12-03"))


def test_both_readings_of_a_day_are_led_by_the_same_word() -> None:
    found = parse("floods since 12/03/2020").scope
    assert found is not None
    assert found.parts == (scope("2020-03-12", None), scope("2020-12-03", None))
    assert (found.first, found.last) == (date(2020, 3, 12), None)


@pytest.mark.parametrize("text", ["floods on 13/03/2020", "floods on 05/05/2020"])
def test_a_day_that_can_be_read_one_way_is_that_day(text: str) -> None:
    found = parse(text).scope
    assert found is not None
    assert not found.parts


@pytest.mark.parametrize(
    "text",
    [
        "how many cops got hurt that night?", "who was hurt the night before?", "how many died the next day?",
        "what did he say at the end of it?", "who won the year before?", "what was said two days later?",
        "who won a year earlier?", "What was decided at the end of the month?", "who won that same year?",
        "Wie viele Polizisten wurden in jener Nacht verletzt?", "Wer gewann im Vorjahr?", "Wer starb am nächsten Tag?",
        "Combien de blessés cette nuit-là ?", "Qui a gagné un an plus tôt ?", "Qui est mort le lendemain ?",
        "¿Cuántos heridos hubo aquella noche?", "¿Quién ganó el año anterior?", "¿Quién murió al día siguiente?",
        "كم عدد الجرحى في تلك الليلة؟", "من فاز في العام السابق؟", "چند نفر در آن شب زخمی شدند؟", "چه کسی همان شب مرد؟",
    ],
)  # fmt: skip
def test_what_leans_on_something_told_before_is_never_read_against_the_day_of_asking(text: str) -> None:
    assert parse(text).scope is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Who was hurt last night?", "2024-02-29", "2024-02-29"),
        ("What happened the day before yesterday?", "2024-02-28", "2024-02-28"),
        ("What was decided earlier this year?", "2024-01-01", "2024-12-31"),
        ("Wer gewann gestern?", "2024-02-29", "2024-02-29"),
        ("Qui a gagné la semaine dernière ?", "2024-02-19", "2024-02-25"),
        ("¿Quién ganó hace dos semanas?", "2024-02-12", "2024-02-18"),
        ("Who was hurt in the riot of 12 March 2020 that night?", "2020-03-12", "2020-03-12"),
    ],
)
def test_what_counts_from_the_day_of_asking_does(text: str, first: str, last: str) -> None:
    assert parse(text).scope == scope(first, last)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Who won the mayoral election in Vell the year before 2020?", 2019),
        ("Who won the cup the year after 1998?", 1999),
        ("Wer gewann die Wahl im Jahr vor 2020?", 2019),
        ("Qui a gagné l'élection l'année avant 2020 ?", 2019),
        ("¿Quién ganó la elección el año anterior a 2020?", 2019),
    ],
)
def test_the_year_before_a_year_is_that_one(text: str, year: int) -> None:
    scope = parse_question(text, ASKED_ON).scope
    assert scope is not None
    assert (scope.first, scope.last) == (date(year, 1, 1), date(year, 12, 31))


def test_what_is_uncertain_narrows_no_question(monkeypatch: pytest.MonkeyPatch) -> None:
    year = DateSpan(date(2008, 1, 1), date(2008, 12, 31), Precision.YEAR)
    for doubtful in (
        Mention(12, 16, "2008", "explicit", year, "assumed", "none", (year,)),
        Mention(12, 16, "2008", "explicit", None, "assumed", "none", (year,)),
        Mention(12, 16, "2008", "explicit", year, "assumed"),
        Mention(12, 16, "2008", "explicit", None, "unresolved"),
    ):
        for module in (times, question):
            monkeypatch.setattr(module, "mentions_in", lambda *_, found=doubtful, **__: (found,))
        found = parse("the Peugeot 2008 recall")
        assert found.scope is None
        assert "2008" in found.terms


def test_a_time_of_several_parts_is_their_days_and_the_whole_from_first_to_last() -> None:
    found = Scope.joined([scope("2020-04-01", "2020-04-30"), scope("2015-03-01", "2015-03-31")])
    assert (found.first, found.last) == (date(2015, 3, 1), date(2020, 4, 30))
    assert [last - first + 1 for first, last in found.days] == [31, 30]
    assert Scope.joined([scope("2015-03-01", "2015-03-31"), scope("2015-04-01", "2015-04-30")]) == scope(
        "2015-03-01", "2015-04-30"
    )


def test_a_scope_that_is_given_beside_the_words_goes_before_what_they_say() -> None:
    assert parse("In 2019?", date(2020, 1, 1), date(2020, 1, 2)).scope == scope("2020-01-01", "2020-01-02")
    assert parse("In 2019?", date(2020, 1, 1)).scope == scope("2020-01-01", None)
    assert parse("The ferry", None, date(2020, 1, 1)).scope == scope(None, "2020-01-01")


def test_a_question_of_nothing_but_a_time_is_matched_by_its_words() -> None:
    found = parse("In May 2019?")
    assert found.scope == scope("2019-05-01", "2019-05-31")
    assert found.terms == ("may", "2019")


@pytest.mark.parametrize(
    "text", ["", "   ", "???", "What is it?", "who was that and why", "the of", "wann war das", "چه بود؟"]
)
def test_a_question_of_stop_words_has_no_terms(text: str) -> None:
    assert parse(text).terms == ()


def test_terms_keep_the_order_of_the_words_and_none_is_there_twice() -> None:
    assert parse("Ferries, ferry bridges: the ferry and the bridge over Ostheim").terms == tuple(
        dict.fromkeys(terms(tokens("ferry bridge ostheim")))
    )


def test_terms_are_told_as_the_question_has_their_words() -> None:
    question = parse("Did the well-known Café (Müller’s) burn in Skopje?")
    assert question.as_written(question.terms) == ("well", "known", "Café", "Müller’s", "burn", "Skopje")
    assert question.as_written(()) == ()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Did the mayor of Skopje resign?", True),
        ("Was it good? Skopje burns and nothing else.", False),
        ("Skopje mayor", False),
        ("did the mayor of skopje resign?", False),
        ("DID THE MAYOR OF SKOPJE RESIGN?", False),
        ("Mayor Of Skopje Resigns", False),
        ("Wann ist der Bürgermeister von Skopje zurückgetreten?", False),
        ("Quand est-ce que le maire de « Skopje » a démissionné ?", True),
    ],
)
def test_a_name_is_a_word_with_a_capital_that_nothing_else_asks_for(text: str, named: bool) -> None:
    question = parse(text)
    assert question.names_any({"skopj"}) is named
    assert not question.names_any({"mayor"})
    assert not question.names_any(())


def test_terms_are_those_of_passages() -> None:
    assert set(parse("Élections of the MAYOR's").terms) == set(terms(tokens("elections mayor")))


@pytest.mark.parametrize(
    "text",
    [
        "When did the bridge open?", "when was it", "So, when was the bridge opened?", "Since when is it open?",
        "What year did it open?", "In which month did it open?", "On what day was it opened?",
        "Please tell me when it opened", "Do you know when it opened?", "  WHEN?", "In Brunn, when did it open?",
        "It was opened on which date?", "Wann wurde es eröffnet?", "Der Tunnel wurde wann eröffnet?",
        "In welchem Jahr wurde er gebaut?", "Quand le pont a-t-il été ouvert ?", "Le pont a été ouvert quand ?",
        "Depuis quand est-il ouvert ?", "En quelle année a-t-il été ouvert ?", "Quelle est la date du vote ?",
        "¿Cuándo se abrió el puente?", "¿Cuando se abrio?", "¿En qué año se abrió?", "¿Desde cuándo está abierto?",
        "متى افتتح الجسر؟", "منذ متى وهو مفتوح؟", "في أي عام افتتح الجسر؟", "پل چه زمانی افتتاح شد؟",
        "نخستین ماهواره در چه تاریخی به مدار رفت؟", "پل در کدام سال ساخته شد؟",
    ],
)  # fmt: skip
def test_a_question_for_a_date_is_of_the_kind_when(text: str) -> None:
    assert parse(text).kind == "when"


@pytest.mark.parametrize(
    "text",
    [
        "Who opened it?", "What happened when the bridge opened?", "whenever", "What days?", "",
        "What did he say, when the bridge had opened?", "Que s’est-il passé quand le pont a été ouvert ?",
        "¿Qué pasó cuando se abrió el puente?", "Was geschah, als er eröffnet wurde?", "انجیل متی چیست؟",
    ],
)  # fmt: skip
def test_other_questions_are_of_the_other_kind(text: str) -> None:
    assert parse(text).kind == "other"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("On what day did the bridge open?", "bridge open"),
        ("What year did the bridge open?", "bridge open"),
        ("Who opened the bridge on that day of the year?", "opened bridge day year"),
        ("پل چه زمانی افتتاح شد؟", "پل افتتاح"),
        ("On what day?", "day"),
    ],
)
def test_words_that_ask_for_a_day_are_not_matched_unless_there_are_no_others(text: str, words: str) -> None:
    assert " ".join(parse(text).words) == words


@pytest.mark.parametrize(
    "text",
    [
        "Was geschah im Juli 1969?",
        "¿Qué pasó en julio de 2010?",
        "Que s’est-il passé en juin 2010 ?",
        "در بهمن ۱۳۸۷ چه اتفاقی افتاد؟",
        "Was war los im Mai 2020?",
    ],
)
def test_a_short_question_is_known_by_its_words_of_time_too(text: str) -> None:
    found = parse(text)
    assert found.language != "en"
    assert set(found.terms) <= {"juli", "1969", "2010", "juin", "بهمن", "1387", "mai", "2020", "julio"}


def test_words_that_questions_are_made_of_are_not_matched() -> None:
    assert parse("What type of bridge is located in Brunn, according to them?").words == ("bridge", "brunn")
    assert parse("ماهي عاصمة مصر؟").words == parse("ما هي عاصمة مصر؟").words


def test_a_question_longer_than_a_message_is_cut_and_still_read() -> None:
    found = parse(("ferry " + "herring " * 5000)[:LONGEST] + " unheard in 2019")
    assert len(found.text) == LONGEST
    assert (found.terms, found.scope) == (("ferri", "herring"), None)


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Qu’est-ce que l’Élysée ?", "fr", ("elyse",)),
        ("Woran erinnert die Sirene die Menschen in der Stadt?", "de", ("woran", "erinnert", "sir", "mensch", "stadt")),
        ("Does a die cast die?", "en", ("die", "cast")),
        ("What's the mayor’s name", "en", ("mayor", "name")),
        ("کتابها در کجا هستند؟", "fa", ("کتاب",)),
    ],
)
def test_a_question_is_taken_apart_in_its_own_language(text: str, language: str, found: tuple[str, ...]) -> None:
    question = parse(text)
    assert (question.language, question.terms) == (language, found)
    assert [term(word, language) for word in question.words] == list(found)


def test_a_words_slot_holds_its_terms_in_the_archives_languages() -> None:
    question = parse("Which universities did Biden sign?")
    assert alternative_terms(question, ()) == [(one,) for one in question.terms]
    assert alternative_terms(question, ("fr", "en"))[0] == (term("universities", "en"), term("universities", "fr"))


def test_a_word_with_a_hyphen_may_be_written_as_one() -> None:
    assert alternative_terms(parse("What of the e-mail data-base plan?"), ()) == [
        ("e", "email"),
        ("mail", "email"),
        ("data", "databas"),
        ("base", "databas"),
        ("plan",),
    ]


PIECES = st.sampled_from(
    (
        "between|and|since|before|after|the|in|from|to|until|by|summer of|first half of|early|–|2019|May 2019|"
        "2019-02-30|May 7, 2019|1000|2200|9999|0001|2020|January|winter 2200|2190s|31/12/2019|when|did|ferry|'s|?|"
        "\n|\x00|\u200c|۱۴۰۱|🚢"
    ).split("|")
)


@hostile
@given(st.lists(PIECES | st.text(max_size=4), max_size=12).map(" ".join) | st.text())
@example("between 2020 and 2019")
@example("before 1000 since 2200")
@example("until 1 January 1000")
@example("after 31 December 2200")
@example("in " * 2000)
@example("\ud800 ferry")
def test_any_text_is_a_question(text: str) -> None:
    found = parse(text)
    assert found.text == text[:LONGEST]
    assert len(set(found.terms)) == len(found.terms)
    assert all(found.terms)
    assert found.kind in {"when", "other"}
    if found.scope and found.scope.first and found.scope.last:
        assert found.scope.first <= found.scope.last
